"""What a text shows of parties, and whom it means once it is known who speaks and who was spoken of last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extraction.party_patterns import anaphor_runs, anaphors, is_led, pronoun_runs, pronouns
from kg.extraction.party_words import party_words
from kg.extraction.passages import sentences
from kg.extraction.runs import lowered, runs_of

if TYPE_CHECKING:
    from kg.extraction.party_index import PartyIndex

__all__ = ["PartyHit", "Said", "Seen"]

_RANK = {"name": 0, "product": 1, "role": 2, "collective": 3, "pronoun": 4}


@dataclass(frozen=True, slots=True)
class PartyHit:
    """A place in `Passage.text` that means one or more parties; `possessive` where what follows belongs to them."""

    start: int
    end: int
    keys: tuple[str, ...]
    how: str  # name | role | pronoun | collective | product
    possessive: bool = False


class Seen:
    """What a clean text shows of parties before it is known who speaks and who was spoken of last."""

    def __init__(self, index: PartyIndex, text: str) -> None:
        self._index, self._text = index, text
        lower = lowered(text)
        words = frozenset(runs_of(text))
        self._named = list(index.named(text)) if index.may_name(words) else []
        self._collected = list(index.collected(text, lower, words))
        self._pronouns = [] if words.isdisjoint(pronoun_runs()) else list(pronouns().finditer(lower))
        self._anaphors = [] if words.isdisjoint(anaphor_runs()) else list(anaphors().finditer(text))
        self._known: dict[tuple[str, tuple[str, ...]], tuple[PartyHit, ...]] = {}
        self.sensitive = bool(self._anaphors) or any(kind for kind, _ in self._collected) or bool(self._pronouns)

    def hits(self, speaker: str, subject: tuple[str, ...]) -> tuple[PartyHit, ...]:
        """Return the hits of the text, as `PartyIndex.hits` does."""
        if not self.sensitive:
            speaker, subject = "", ()
        if (speaker, subject) not in self._known:
            self._known[speaker, subject] = self._hits(speaker, subject)
        return self._known[speaker, subject]

    def _hits(self, speaker: str, subject: tuple[str, ...]) -> tuple[PartyHit, ...]:
        index, text = self._index, self._text
        named = frozenset(key for hit in self._named for key in hit.keys)
        told = index.told(text, self._collected, subject, named=named, speaker=speaker) if self._collected else ()
        firm = _paired(text, _apart([*self._named, *told]))
        if not self._pronouns and not self._anaphors:
            return firm
        said = Said(text, firm, subject)
        found = [*index.pronouns(text, self._pronouns, speaker, said), *index.taken_up(text, self._anaphors, said)]
        return _apart([*firm, *found])


def _apart(found: list[PartyHit]) -> tuple[PartyHit, ...]:
    """Return hits in order, the first, longest and firmest where they touch."""
    kept: list[PartyHit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end, _RANK[hit.how])):
        if hit.keys and (not kept or hit.start >= kept[-1].end):
            kept.append(hit)
    return tuple(kept)


_PAIR = re.compile(r",? (?:and|&) (?:the )?(?:\w+ )?")


def _paired(text: str, hits: tuple[PartyHit, ...]) -> tuple[PartyHit, ...]:
    """Return hits in which a bare "neither" means the two named before it: "Acme and Beta agreed that neither …"."""
    found = list(hits)
    for i, hit in enumerate(found):
        if hit.how == "collective" and text[hit.start : hit.end].lower() in party_words("collective-alone"):
            named = [h for h in found[:i] if h.how in {"name", "role"} and not h.possessive]
            pair = next(((a, b) for a, b in pairwise(named) if _PAIR.fullmatch(text[a.end : b.start])), None)
            if pair is not None:
                found[i] = replace(hit, keys=tuple(dict.fromkeys((*pair[0].keys, *pair[1].keys))))
    return tuple(found)


class Said:
    """Whom a pronoun takes up: the last subject of its own sentence, else the last subject before."""

    def __init__(self, text: str, hits: tuple[PartyHit, ...], subject: tuple[str, ...]) -> None:
        self._text, self._hits, self._subject = text, hits, subject

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in sentences(self._text)]

    @cached_property
    def _runs(self) -> list[tuple[int, tuple[str, ...]]]:
        return list(_subjects(self._text, self._hits))

    def before(self, at: int, *, many: bool) -> tuple[str, ...]:
        """Return the keys of the last subject before `at`; `many`: a plural, which prefers several."""
        start = max((s for s in self._starts if s <= at), default=0)
        own = [keys for place, keys in self._runs if start <= place < at]
        earlier = [keys for place, keys in self._runs if place < start]
        if many:
            return next((keys for keys in reversed(own) if len(keys) > 1), (own or earlier or [self._subject])[-1])
        single = [keys for place, keys in self._runs if start <= place < at and (len(keys) == 1 or _EACH.match(self._text, place))]
        return next((keys for keys in [*reversed(single), *reversed(earlier)] if len(keys) == 1 or keys in single), self._subject)

    def other(self, at: int, subject: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys of the one party spoken of last before `at` beside a subject; none where there is none."""
        return next((keys for place, keys in reversed(self._runs) if place < at and len(keys) == 1 and keys != subject), ())


_EACH = re.compile(r"(?:each|either|neither|every)\b", re.IGNORECASE)  # several, spoken of as one
_AND = re.compile(r",?\s*(?:and|&|,)\s*(?:the\s+)?|,\s+")


def _subjects(text: str, hits: tuple[PartyHit, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (place, keys) of the hits that can be subjects; "A and B", "A, B and C" count as one."""
    run: list[PartyHit] = []
    for hit in hits:
        joined = run and _AND.fullmatch(text, run[-1].end, hit.start)
        if joined and not run[-1].possessive:
            run.append(hit)
        else:
            run = [hit]
        if not hit.possessive and not is_led(text, run[0].start):
            yield hit.start, tuple(dict.fromkeys(key for member in run for key in member.keys))
