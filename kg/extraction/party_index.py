"""Where a passage names a party: by name, role, product, collective noun or pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from kg.extraction.party_names import alternatives, name_words, party_words
from kg.extraction.passages import Passage
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
        found = [*self._named(text), *self._collected(text, subject), *self._pronouns(text, speaker, subject), *self._taken_up(text, subject)]
        found.sort(key=lambda hit: (hit.start, -hit.end, _RANK[hit.how]))
        kept: list[PartyHit] = []
        for hit in found:
            if hit.keys and (not kept or hit.start >= kept[-1].end):
                kept.append(hit)
        return tuple(kept)

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
        for mention in self.mentions:
            for name in (mention.name, *mention.aliases, *mention.former_names):
                for written in _written(name):
                    table.setdefault(written, (mention.key, "name"))
        for name, key in self.products:
            table.setdefault(name, (key, "product"))
        for mention in self.mentions:
            for role in mention.roles:
                bare = re.sub(r"^[Tt]he\s+", "", role)
                if bare.casefold() in party_words("first-person") | party_words("second-person"):
                    continue
                for written in (bare, bare.upper(), "the " + bare.lower(), "The " + bare.lower()):
                    table.setdefault(written, (mention.key, "role"))
        if self.publisher:
            for role in party_words("undefined-roles"):
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
            tail = _product_tail(text, end) if how in {"name", "product"} else 0
            if tail:
                how, end = "product", end + tail
            yield PartyHit(start, end, (key,), how, _possessive(text, end) or (how == "role" and _attributive(text, end)))

    # -------------------------------------------------------------- "both companies", "each Party", "the other"
    def _collected(self, text: str, subject: tuple[str, ...]) -> Iterator[PartyHit]:
        if not self.everyone:
            return
        for match in _collective().finditer(text):
            if _means_deal(match):
                yield PartyHit(match.start(), match.end(), self._counted(match.group(), subject), "collective", _possessive(text, match.end()))
        for match in _others().finditer(text):
            yield PartyHit(match.start(), match.end(), self._others(subject), "collective", _possessive(text, match.end()))
        if self._group_pattern is not None:
            groups = dict(self.groups)
            for match in self._group_pattern.finditer(text):
                keys = groups.get(match.group("word")) or self.everyone
                yield PartyHit(match.start(), match.end(), keys, "collective", _possessive(text, match.end()))

    @cached_property
    def _group_pattern(self) -> re.Pattern[str] | None:
        words = sorted({word for word, _ in self.groups}, key=lambda w: (-len(w), w))
        if not words:
            return None
        joined = "|".join(map(re.escape, words))
        return re.compile(rf"(?<!\w)(?:(?:each|either|neither|both|any|every|no|the|all|a|another)\s+(?:of\s+)?(?:the\s+)?)?(?P<word>{joined})s?(?!\w)", re.IGNORECASE)

    # -------------------------------------------------------------- "we", "you", "it", "the company"
    def _pronouns(self, text: str, speaker: str, subject: tuple[str, ...]) -> Iterator[PartyHit]:
        us, them = self._defined_pronouns
        first = us or ((self.everyone if self.joint else ()) or ((speaker or self.publisher,) if speaker or self.publisher else ()))
        second = them or self.addressee
        for match in _pronoun().finditer(text):
            kind, word = str(match.lastgroup), match.group().casefold()
            keys = {"first": first, "second": second, "third": subject}[kind]
            if kind == "third" and word == "it" and _expletive().match(text, match.end()):
                continue
            if keys and not (word == "us" and match.group().isupper()):
                yield PartyHit(match.start(), match.end(), keys, "pronoun", word in {"our", "your", "its", "their", "his", "her", "my"})

    @cached_property
    def _defined_pronouns(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parties that the contract itself calls "we" and "you"."""
        found: tuple[list[str], list[str]] = ([], [])
        for mention in self.mentions:
            for i, table in enumerate(("first-person", "second-person")):
                if any(role.casefold() in party_words(table) for role in mention.roles):
                    found[i].append(mention.key)
        return tuple(found[0]), tuple(found[1])

    def _taken_up(self, text: str, subject: tuple[str, ...]) -> Iterator[PartyHit]:
        """Yield "the company", "the X maker": nouns that take up a party named before."""
        parents = tuple(m.key for m in self.mentions if any(m.key == other.parent for other in self.mentions))
        for match in _anaphor().finditer(text):
            noun, before = match.group("noun"), match.group("before")
            owners = tuple(key for name, key in self.products if before and name == before.strip())
            if noun.startswith("parent"):
                keys = parents
            elif before and before.strip()[:1].isupper():
                keys = owners
            elif self.publisher:
                keys = (self.publisher,)
            else:
                keys = self._others(subject) if subject and _led(text, match.start()) and len(self.everyone) == 2 else subject
            if keys:
                yield PartyHit(match.start(), match.end(), keys, "pronoun", _possessive(text, match.end()))


def _written(name: str) -> Iterator[str]:
    """Yield the ways to write one name: as it is, without legal form, in capitals, in small capitals' plain form."""
    plain = " ".join(name.split())
    bare = _without_form(plain)
    for form in dict.fromkeys((plain, plain.rstrip("."), bare)):
        yield form
        if len(form) > 3:
            yield form.upper()
            if form.isupper():
                yield " ".join(word.capitalize() for word in form.split())


def _without_form(name: str) -> str:
    """Return a name as written, without its legal form."""
    wanted, words = len(name_words(name)), name.split()
    for size in range(1, len(words) + 1):
        if len(name_words(" ".join(words[:size]) + " zz")) - 1 >= wanted:
            return " ".join(words[:size]).rstrip(",")
    return name


def _possessive(text: str, end: int) -> bool:
    return text[end : end + 2] in {"'s", "'S"} or (text[end : end + 1] == "'" and text[end - 1 : end] in {"s", "S"}) or bool(_thing().match(text, end))


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives('product-heads')}\b")


def _attributive(text: str, end: int) -> bool:
    """Whether a role stands as an attribute before a capitalised noun ("Company Products")."""
    return bool(re.match(r"\s+[A-Z][a-z]+", text[end : end + 30])) and not text[max(0, end - 12) : end].isupper()


@cache
def _product() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[A-Z][\w-]*){{0,4}}?\s+(?i:{alternatives('product-heads')})\b")


def _product_tail(text: str, end: int) -> int:
    """Return how much of a product's name follows the name of a party ("Model Garden", "Cloud Services")."""
    match = _product().match(text, end)
    return len(match.group()) if match and match.group().split()[-1][0].isupper() else 0


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![\w-])(?:(?P<phrase>{alternatives('collective-phrases')})
        |(?:(?P<many>{alternatives('collective-quantifiers')})\s+(?:(?:former|respective|partner|signatory)\s+)?)?(?P<plural>{alternatives('collective-nouns')})
        |(?P<one>{alternatives('singular-quantifiers')}|[Aa]n?)\s+(?:of\s+the\s+)?(?P<single>{alternatives('collective-singulars')}))(?![\w-])""",
        re.VERBOSE | re.IGNORECASE,
    )


def _means_deal(match: re.Match[str]) -> bool:
    """Whether a collective phrase means the parties of the deal: "parties" does bare, "banks" only after "both" or "the two"."""
    if match.group("phrase"):
        return True
    if match.group("one"):
        return match.group("one").casefold() in {"each", "either", "neither"} or match.group("single").casefold() in party_words("party-nouns")
    noun, many = match.group("plural").casefold(), (match.group("many") or "").casefold()
    if many in party_words("counted") or "both" in many or "two" in many or "three" in many or many in {"each of the", "either of the", "neither of the"}:
        return True
    if noun in {"parties", "contracting parties", "participants", "high contracting parties", "signatories", "contracting states", "states parties"}:
        return many not in {"", "such", "any", "no"} or match.group("plural")[0].isupper()
    return many == "the" and noun not in party_words("weak-collectives")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives('other-phrases')}(?![\w-])(?!\s+(?:hand|than|terms|provisions|side\s+of))", re.IGNORECASE)


@cache
def _pronoun() -> re.Pattern[str]:
    first, second, third = (alternatives(f"{n}-person") for n in ("first", "second", "third"))
    return re.compile(rf"(?<![\w.'-])(?:(?P<first>{first})|(?P<second>{second})|(?P<third>{third}))(?![\w'-]|\.\w)", re.IGNORECASE)


@cache
def _expletive() -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives('expletives')}\b")


@cache
def _anaphor() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[Tt]he\s+(?P<before>(?:[\w-]+\s+)??)(?P<noun>{alternatives('anaphors')})(?![\w-])(?!\s+of\b)")


def _led(text: str, start: int) -> bool:
    return bool(re.search(r"\b(?:to|into|in|with|from|by|for|on|of)\s+$", text[max(0, start - 8) : start]))
