"""Where a passage names a party: by name, role, product, collective noun or pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.extraction.party_patterns import (
    anaphors,
    collective_words,
    expletive,
    is_attributive,
    is_led,
    is_possessive,
    means_parties,
    other_words,
    product_tail,
    pronouns,
    role_spellings,
    spellings,
)
from kg.extraction.party_words import alternatives, party_words
from kg.extraction.passages import Passage, sentences
from kg.records import PartyMention

__all__ = ["PartyHit", "PartyIndex"]

_RANK = {"name": 0, "product": 1, "role": 2, "collective": 3, "pronoun": 4}


@dataclass(frozen=True, slots=True)
class PartyHit:
    """A place in `Passage.text` that means one or more parties; `possessive` where what follows belongs to them."""

    start: int
    end: int
    keys: tuple[str, ...]
    how: str  # name | role | pronoun | collective | product
    possessive: bool = False


@dataclass(frozen=True)
class PartyIndex:
    """The parties of one document.

    `publisher` is the key of the party that publishes or writes the document ("" where none does), `addressee` of the one it is
    written to, `signatories` are the parties that the document itself names as making the deal (the parties block, the
    letter), empty where it only reports. `joint` says that "we" means all of them.
    """

    mentions: tuple[PartyMention, ...] = ()
    publisher: str = ""
    addressee: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    joint: bool = False
    products: tuple[tuple[str, str], ...] = ()  # (name, key of the owner)
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (defined collective word, keys; none: all)

    def hits(self, passage: Passage, *, speaker: str = "", subject: tuple[str, ...] = ()) -> tuple[PartyHit, ...]:
        """Return the places of a passage that mean parties, in order and apart from each other.

        Args:
            passage: clean text; offsets of the result are of `passage.text`.
            speaker: key of the party whose "we" this is; empty: the publisher's.
            subject: keys of the last subject, for "it" and "they"; empty: such words give no hit.
        """
        text = passage.text
        firm = _apart([*self._named(text), *self._collected(text, subject)])
        said = _Said(text, firm, subject)
        return _apart([*firm, *self._pronouns(text, speaker, said), *self._taken_up(text, said)])

    # -------------------------------------------------------------- who is meant by words for several
    @cached_property
    def everyone(self) -> tuple[str, ...]:
        """Keys of the parties that "the parties" means: the signatories, or all where the document only reports."""
        return self.signatories if len(self.signatories) > 1 else tuple(mention.key for mention in self.mentions)

    def _counted(self, words: str, subject: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parties that a quantifier takes in: "both" wants two, "the three" three."""
        first = words.casefold().split()
        number = 2 if {"both", "two"} & set(first) else 3 if "three" in first else 0
        if number and len(self.everyone) != number:
            return subject if len(subject) == number else self.everyone[:number]
        return self.everyone

    def _others(self, subject: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in self.everyone if key not in subject) or self.everyone

    # -------------------------------------------------------------- names, roles, products
    @cached_property
    def _surfaces(self) -> Mapping[str, tuple[str, str]]:
        """How the document writes each party: surface -> (key, how)."""
        table: dict[str, tuple[str, str]] = {}
        for name, key in self.products:
            table.setdefault(name, (key, "product"))
        for mention in self.mentions:
            for name in (mention.name, *mention.aliases, *mention.former_names):
                for written in spellings(name):
                    table.setdefault(written, (mention.key, "name"))
        for mention in self.mentions:
            for role in mention.roles:
                for written in role_spellings(role):
                    table.setdefault(written, (mention.key, "role"))
        for role in party_words("undefined-roles") if self.publisher else ():
            table.setdefault(role.removeprefix("the "), (self.publisher, "role"))
        return table

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        surfaces = sorted(self._surfaces, key=lambda s: (-len(s), s))
        if not surfaces:
            return None
        words = "|".join(re.sub(r"(?:\\ )+", r"\\s+", re.escape(s)) for s in surfaces)
        glued = alternatives("glued-words")
        return re.compile(rf"(?<![\w&])(?:[Tt]he\s+|THE\s+)?(?P<name>{words})(?:(?![\w&])|(?<=\w{{4}})(?={glued}\b))")

    def _named(self, text: str) -> Iterator[PartyHit]:
        for match in self._pattern.finditer(text) if self._pattern else ():
            key, how = self._surfaces[" ".join(match.group("name").split())]
            end = match.end("name")
            start = match.start() if how == "role" else match.start("name")
            tail = product_tail(text, end) if how in {"name", "product"} else 0
            if tail:
                how, end = "product", end + tail
            yield PartyHit(start, end, (key,), how, is_possessive(text, end) or (how == "role" and is_attributive(text, end)))

    # -------------------------------------------------------------- "both companies", "each Party", "the other"
    def _collected(self, text: str, subject: tuple[str, ...]) -> Iterator[PartyHit]:
        if not self.everyone:
            return
        for match in collective_words().finditer(text):
            if means_parties(match):
                yield PartyHit(
                    match.start(),
                    match.end(),
                    self._counted(match.group(), subject),
                    "collective",
                    is_possessive(text, match.end()),
                )
        for match in other_words().finditer(text):
            yield PartyHit(match.start(), match.end(), self._others(subject), "collective", is_possessive(text, match.end()))
        if self._group_pattern is not None:
            groups = dict(self.groups)
            for match in self._group_pattern.finditer(text):
                keys = groups.get(match.group("word")) or self.everyone
                yield PartyHit(match.start(), match.end(), keys, "collective", is_possessive(text, match.end()))

    @cached_property
    def _group_pattern(self) -> re.Pattern[str] | None:
        words = sorted({word for word, _ in self.groups}, key=lambda w: (-len(w), w))
        if not words:
            return None
        joined = "|".join(map(re.escape, words))
        return re.compile(
            rf"(?<!\w)(?:(?:each|either|neither|both|any|every|no|the|all|a|another)\s+(?:of\s+)?(?:the\s+)?)?(?P<word>{joined})s?(?!\w)",
            re.IGNORECASE,
        )

    # -------------------------------------------------------------- "we", "you", "it", "the company"
    def _pronouns(self, text: str, speaker: str, said: _Said) -> Iterator[PartyHit]:
        us, them = self._defined_pronouns
        first = us or ((self.everyone if self.joint else ()) or ((speaker or self.publisher,) if speaker or self.publisher else ()))
        second = them or self.addressee
        for match in pronouns().finditer(text):
            kind, word = str(match.lastgroup), match.group().casefold()
            shouted = match.group().isupper() != (word == "i")
            if shouted or (word == "it" and expletive().match(text, match.end())):
                continue
            keys = {"first": first, "second": second}.get(kind) or (
                said.before(match.start(), many=word[0] == "t") if kind == "third" else ()
            )
            if keys:
                yield PartyHit(
                    match.start(), match.end(), keys, "pronoun", word in {"our", "your", "its", "their", "his", "her", "my"}
                )

    @cached_property
    def _defined_pronouns(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parties that the contract itself calls "we" and "you"."""
        found: tuple[list[str], list[str]] = ([], [])
        for mention in self.mentions:
            for i, table in enumerate(("first-person", "second-person")):
                if any(role.casefold() in party_words(table) for role in mention.roles):
                    found[i].append(mention.key)
        return tuple(found[0]), tuple(found[1])

    def _taken_up(self, text: str, said: _Said) -> Iterator[PartyHit]:
        """Yield "the company", "the X maker": nouns that take up a party named before."""
        parents = tuple(m.key for m in self.mentions if any(m.key == other.parent for other in self.mentions))
        for match in anaphors().finditer(text):
            noun, before = match.group("noun"), (match.group("before") or "").strip()
            subject = said.before(match.start(), many=False)
            led = len(self.everyone) == 2 and len(subject) == 1 and is_led(text, match.start())
            if noun.startswith("parent"):
                keys = parents
            elif before:
                keys = tuple(key for name, key in self.products if name == before) or (subject if before.islower() else ())
            elif led:
                keys = self._others(subject)
            else:
                keys = (self.publisher,) if self.publisher else subject
            if keys:
                yield PartyHit(match.start(), match.end(), keys, "pronoun", is_possessive(text, match.end()))


def _apart(found: list[PartyHit]) -> tuple[PartyHit, ...]:
    """Return hits in order, the first, longest and firmest where they touch."""
    kept: list[PartyHit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end, _RANK[hit.how])):
        if hit.keys and (not kept or hit.start >= kept[-1].end):
            kept.append(hit)
    return tuple(kept)


class _Said:
    """Whom a pronoun takes up: the last subject of its own sentence, else the last subject before."""

    def __init__(self, text: str, hits: tuple[PartyHit, ...], subject: tuple[str, ...]) -> None:
        self._subject = subject
        self._starts = [start for start, _ in sentences(text)]
        self._runs = list(_subjects(text, hits))

    def before(self, at: int, *, many: bool) -> tuple[str, ...]:
        """Return the keys of the last subject before `at`; `many`: a plural, which prefers several."""
        start = max((s for s in self._starts if s <= at), default=0)
        own = [keys for place, keys in self._runs if start <= place < at]
        earlier = [keys for place, keys in self._runs if place < start]
        if many:
            return next((keys for keys in reversed(own) if len(keys) > 1), (own or earlier or [self._subject])[-1])
        return next((keys for keys in [*reversed(own), *reversed(earlier)] if len(keys) == 1), self._subject)


def _subjects(text: str, hits: tuple[PartyHit, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (place, keys) of the hits that can be subjects; "A and B", "A, B and C" count as one."""
    run: list[PartyHit] = []
    for hit in hits:
        joined = run and re.fullmatch(r",?\s*(?:and|&|,)\s*(?:the\s+)?|,\s+", text[run[-1].end : hit.start])
        if joined and not run[-1].possessive:
            run.append(hit)
        else:
            run = [hit]
        if not hit.possessive and not is_led(text, run[0].start):
            yield hit.start, tuple(dict.fromkeys(key for member in run for key in member.keys))
