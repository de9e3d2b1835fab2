"""Where a passage names a party: by name, role, product, collective noun or pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.extraction.genres import UNKNOWN, Genre
from kg.extraction.lines import unquoted
from kg.extraction.party_common import Common, common_pattern, common_runs, meant_by, those_counted
from kg.extraction.party_hits import PartyHit, Said, Seen
from kg.extraction.party_patterns import (
    anaphor_runs,
    collective_runs,
    collective_words,
    expletive,
    is_attributive,
    is_led,
    is_possessive,
    means_parties,
    other_runs,
    other_words,
    product_tail,
    pronoun_runs,
    role_spellings,
    spellings,
)
from kg.extraction.party_words import alternatives, party_words
from kg.extraction.passages import Passage
from kg.extraction.runs import key_runs, runs_of
from kg.legal_names import name_words
from kg.records import SOME_PARTY, PartyMention

__all__ = ["PartyHit", "PartyIndex", "PartySigns", "Seen"]


_FIRST = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")
_OF_COMPANIES = frozenset({"Company", "Corporation", "Group", "Issuer", "Partnership", "Registrant"})
_KEPT = 64  # texts whose parties are kept, since several readers ask for the same


@dataclass(frozen=True, slots=True)
class PartySigns:
    """What shows parties in bare words: runs of which one stands wherever a party is meant, and names glued to a word."""

    runs: frozenset[str] = frozenset()
    glued: frozenset[str] = frozenset()


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
    released: bool = False  # several of them brought the text out together
    products: tuple[tuple[str, str], ...] = ()  # (name, key of the owner)
    called: tuple[tuple[str, str], ...] = ()  # (what the text calls one of them, key): "the airline"
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (defined collective word, keys; none: all)
    issuers: tuple[str, ...] = ()  # keys of those who stand below the label of a paper that they bring out together
    common: tuple[Common, ...] = ()  # nouns that some of them have in common
    lead: tuple[str, ...] = ()  # keys of those whom the title and the first paragraph name, where they are several
    genre: Genre = UNKNOWN  # what the document most likely is

    def hits(self, passage: Passage, *, speaker: str = "", subject: tuple[str, ...] = ()) -> tuple[PartyHit, ...]:
        """Return the places of a passage that mean parties, in order and apart from each other.

        Args:
            passage: clean text; offsets of the result are of `passage.text`.
            speaker: key of the party whose "we" this is; empty: the publisher's.
            subject: keys of the last subject, for "it" and "they"; empty: such words give no hit.
        """
        return self.seen(passage.text).hits(speaker, subject)

    def seen(self, text: str) -> Seen:
        """Return what a clean text shows of parties, from which its hits follow for any speaker and subject."""
        seen = self._seen.get(text)
        if seen is None:
            if len(self._seen) > _KEPT:
                self._seen.clear()
            seen = self._seen[text] = Seen(self, text)
        return seen

    @cached_property
    def _seen(self) -> dict[str, Seen]:
        return {}

    # -------------------------------------------------------------- who is meant by words for several
    @cached_property
    def everyone(self) -> tuple[str, ...]:
        """Keys of the parties that "the parties" means: the signatories; in a report those it leads with, or all."""
        return self.signatories if len(self.signatories) > 1 else self.lead or tuple(mention.key for mention in self.mentions)

    def _others(self, subject: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in self.everyone if key not in subject) or self.everyone

    # -------------------------------------------------------------- names, roles, products
    @cached_property
    def _surfaces(self) -> Mapping[str, tuple[str, str]]:
        """How the document writes each party: surface -> (key, how)."""
        table: dict[str, tuple[str, str]] = {}
        for name, key in self.products:
            table.setdefault(name, (key, "product"))
        for mention in filter(lambda m: m.name, self.mentions):
            for name in (mention.name, *mention.aliases, *mention.former_names):
                for written in spellings(name):
                    table.setdefault(written, (mention.key, "name"))
        for mention in self.mentions:
            for role in mention.roles:
                for written in role_spellings(role):
                    table.setdefault(written, (mention.key, "role"))
        for called, key in self.called:
            table.setdefault(called, (key, "role"))
        for role in self._own_nouns:
            table.setdefault(role, (self.publisher, "role"))
        return table

    @cached_property
    def _own_nouns(self) -> tuple[str, ...]:
        """Capitalised nouns by which the publisher calls itself: "Company" and the like, and the noun for a body in its name."""
        told = next((m for m in self.mentions if m.key == self.publisher), None)
        words = set() if told is None else {word for name in (told.name, *told.aliases) for word in name_words(name)}
        nouns = (role.removeprefix("the ") for role in sorted(party_words("undefined-roles"))) if told else ()
        return tuple(noun for noun in nouns if noun.casefold() in words or noun in _OF_COMPANIES)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        surfaces = sorted(self._surfaces, key=lambda s: (-len(s), s))
        if not surfaces:
            return None
        words = "|".join(re.sub(r"(?:\\ )+", r"\\s+", re.escape(s)) for s in surfaces)
        glued = alternatives("glued-words")
        return re.compile(rf"(?<![\w&])(?:[Tt]he\s+|THE\s+)?(?P<name>{words})(?:(?![\w&])|(?<=\w{{4}})(?={glued}\b))")

    @cached_property
    def signs(self) -> PartySigns:
        """What shows parties in the bare words of a text: wherever there is a hit, one of the runs stands."""
        names = sorted(self._name_runs)
        runs = self._name_runs | self._group_runs | self._common_runs | pronoun_runs() | anaphor_runs()
        words = sorted(key_runs(party_words("glued-words")))
        glued = frozenset(name + word for name in names for word in words)
        return PartySigns(runs | (collective_runs() | other_runs() if self.everyone else frozenset()), glued)

    @cached_property
    def _name_runs(self) -> frozenset[str]:
        """Runs of which one stands wherever a name, role or product does, unless it is glued to a word."""
        return frozenset(found[-1] for name in self._surfaces if (found := runs_of(name)))

    @cached_property
    def _runless(self) -> bool:
        return any(not runs_of(name) for name in self._surfaces)

    def may_name(self, words: frozenset[str]) -> bool:
        """Return whether a party can stand by name, role or product in a text of these runs: a cheap test."""
        return not (words.isdisjoint(self._name_runs) and words.isdisjoint(self.signs.glued)) or self._runless

    def named(self, text: str) -> Iterator[PartyHit]:
        """Yield the places of a text where a party stands by name, role or product."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            key, how = self._surfaces[" ".join(match.group("name").split())]
            end = match.end("name")
            start = match.start() if how == "role" else match.start("name")
            tail = product_tail(text, end) if how in {"name", "product"} else 0
            if tail:
                how, end = "product", end + tail
            yield PartyHit(start, end, (key,), how, is_possessive(text, end) or (how == "role" and is_attributive(text, end)))

    # -------------------------------------------------------------- "both companies", "each Party", "the other"
    def collected(self, text: str, lower: str, words: frozenset[str]) -> Iterator[tuple[str, PartyHit]]:
        """Yield what means several parties, and how they follow from the subject: counted, others, or as they are."""
        if not self.everyone:
            return
        yield from self._grouped(text, words)
        if not words.isdisjoint(collective_runs()):
            for match in collective_words().finditer(lower):
                if means_parties(match, text):
                    yield "counted", self._several(text, match, ())
        if not words.isdisjoint(other_runs()):
            for match in other_words().finditer(lower):
                yield "others", self._several(text, match, ())

    def _grouped(self, text: str, words: frozenset[str]) -> Iterator[tuple[str, PartyHit]]:
        """Yield the words that the document defines for several parties, and the nouns that some of them have in common."""
        if self._group_pattern is not None and not words.isdisjoint(self._group_runs):
            groups = {word.casefold(): keys for word, keys in self.groups}
            for match in self._group_pattern.finditer(text):
                kind = "others" if match.group("other") else ""
                yield kind, self._several(text, match, groups.get(match.group("word").casefold()) or self.everyone)
        if self._common_pattern is not None and not words.isdisjoint(self._common_runs):
            for match in self._common_pattern.finditer(text):
                yield "", self._several(text, match, meant_by(match, self.common))

    @cached_property
    def _group_runs(self) -> frozenset[str]:
        words = key_runs(word for word, _ in self.groups)
        return words | frozenset(f"{word}s" for word in words)

    def _several(self, text: str, match: re.Match[str], keys: tuple[str, ...]) -> PartyHit:
        return PartyHit(match.start(), match.end(), keys, "collective", is_possessive(text, match.end()))

    def told(
        self, text: str, found: list[tuple[str, PartyHit]], subject: tuple[str, ...], *, named: frozenset[str], speaker: str
    ) -> Iterator[PartyHit]:
        """Yield the words for several with those whom they mean after a subject, in a text that names others."""
        voices = (speaker or self.publisher, *self.addressee)
        for kind, hit in found:
            words = text[hit.start : hit.end]
            if kind == "counted":
                yield replace(hit, keys=those_counted(words, self.everyone, subject, named=named, voices=voices))
            elif kind == "others":
                yield replace(hit, keys=tuple(key for key in hit.keys if key not in subject) or self._others(subject))
            else:
                yield hit

    @cached_property
    def _common_pattern(self) -> re.Pattern[str] | None:
        return common_pattern(self.common)

    @cached_property
    def _common_runs(self) -> frozenset[str]:
        return common_runs(self.common)

    @cached_property
    def _group_pattern(self) -> re.Pattern[str] | None:
        words = sorted({word for word, _ in self.groups}, key=lambda w: (-len(w), w))
        if not words:
            return None
        joined = "|".join(map(re.escape, words))
        return re.compile(
            rf"(?<!\w)(?:(?:each|either|neither|both|any|every|no|the|all|an?|another)\s+(?:of\s+)?(?:the\s+)?)?(?P<other>other\s+)?(?P<word>{joined})s?(?!\w)",
            re.IGNORECASE,
        )

    # -------------------------------------------------------------- "we", "you", "it", "the company"
    def pronouns(self, text: str, found: list[re.Match[str]], speaker: str, said: Said) -> Iterator[PartyHit]:
        """Yield the pronouns with those whom they mean."""
        us, them = self._defined_pronouns
        first = us or ((self.everyone if self.joint else ()) or ((speaker or self.publisher,) if speaker or self.publisher else ()))
        second = them or ((self.publisher,) if speaker in self.addressee and self.publisher else self.addressee)
        for match in found:
            kind, word = str(match.lastgroup), match.group()
            shouted = text[match.start() : match.end()].isupper() != (word == "i")
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

    @cached_property
    def _parents(self) -> tuple[str, ...]:
        return tuple(m.key for m in self.mentions if any(m.key == other.parent for other in self.mentions))

    def taken_up(self, text: str, found: list[re.Match[str]], said: Said) -> Iterator[PartyHit]:
        """Yield "the company", "the X maker": nouns that take up a party named before."""
        for match in found:
            noun, before = match.group("noun"), (match.group("before") or "").strip()
            subject = said.before(match.start(), many=False)
            behind = len(subject) == 1 and is_led(text, match.start())
            led = behind and len(self.everyone) == 2 and subject[0] in self.everyone
            if noun.startswith("parent"):
                keys = self._parents
            elif before:
                keys = tuple(key for name, key in self.products if name == before) or (subject if before.islower() else ())
            elif self.publisher and _FIRST.search(unquoted(text)):  # "the company pays us": not we who say so
                keys = (SOME_PARTY + noun.casefold(),)
            elif led:
                keys = self._others(subject)
            else:
                keys = (self.publisher,) if self.publisher else (said.other(match.start(), subject) if behind else ()) or subject
            if keys:
                yield PartyHit(match.start(), match.end(), keys, "pronoun", is_possessive(text, match.end()))
