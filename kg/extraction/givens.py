"""What a whole document says of its sentences: the scale of sums, the day of writing, the initials that are names of contracts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.alternation import alternation
from kg.extraction.agreement_names import find_names
from kg.extraction.numerals import table
from kg.extraction.passages import Passage
from kg.extraction.points import NOT_TOLD
from kg.extraction.values import Amount
from kg.files import load_toml
from kg.records import DateBounds

__all__ = ["NO_GIVENS", "Givens", "scale_of", "short_names"]

_CURRENCY = r"(?:[A-Z]{2,3}|US ?\$|[$€£])"
_SUMS = r"(?i:amounts|dollars|euros?|figures|pounds|sums)"
_TOLD = rf"(?:are )?(?:stated |expressed |shown |given )?in (?:{_CURRENCY} ?)?"
_SCALE = re.compile(
    rf"\((?:[\w .]{{1,40}},? )?(?:(?:all |the )?{_SUMS} )?{_TOLD}(?P<noted>millions?|thousands?)\b[^()]{{0,80}}\)"
    rf"|\b{_SUMS} (?:herein |below |here )?{_TOLD}(?P<said>millions?|thousands?)\b"
    rf"|{_CURRENCY} ?(?P<short>million|thousand|mn|m),? unless (?:stated )?otherwise"
)
_SCALED = re.compile(r"illion|thousand|hundred|\d ?(?:bn|k|m|mn|MM|tn)\b|\d[,. ']\d{3}[,. ']\d{3}", re.IGNORECASE)
_LARGEST = 100_000  # a bare sum from here on is written out in full


def scale_of(text: str) -> int:
    """Return by how much the bare sums of a document are to be multiplied: a note says that they are in millions.

    >>> scale_of("(in millions, except prices)"), scale_of("Figures are in EUR thousand."), scale_of("It has millions of readers.")
    (1000000, 1000, 1)
    """
    told = "million" in text or "thousand" in text or "unless otherwise" in text or "unless stated" in text
    match = _SCALE.search(text) if told else None
    if match is None:
        return 1
    word = (match["noted"] or match["said"] or match["short"]).lower().removesuffix("s")
    return int(next(known[word] for name in ("scales", "scale-signs", "scale-letters") if word in (known := table(name))))


_CENTS = re.compile(r"(?<!euro )(?<!US )(?<!U\.S\. )\bcents?\Z", re.IGNORECASE)
_WHOLES = re.compile(  # beginning with one set of signs, which is fast
    r"[$€ACEHKNRSUZde](?:(?P<EUR>(?<=€)|(?<=\bE)UR\b|(?<=\be)uros?\b)|(?P<CAD>(?<=\bC)(?:A?\$|AD\b))|(?P<AUD>(?<=\bA)(?:U?\$|UD\b))"
    r"|(?P<NZD>(?<=\bN)Z(?:\$|D\b))|(?P<SGD>(?<=\bS)(?:\$|GD\b))|(?P<HKD>(?<=\bH)K(?:\$|D\b))|(?P<ZAR>(?<=\bZ)AR\b|(?<=\bR) ?\d)"
    r"|(?P<KES>(?<=\bK)(?:ES\b|Sh\b))|(?P<USD>(?<=\$)|(?<=\bU)SD\b|(?<=\bd)ollars?\b))"
)


def cents_of(text: str) -> str:
    """Return the currency of which plain cents are hundredths: the one in cents that the text counts in most, or "".

    >>> cents_of("It pays EUR 3 million, and 5 cents a unit."), cents_of("It pays $3 million, not 3 million euros.")
    ('EUR', '')
    """
    found = Counter(match.lastgroup for match in _WHOLES.finditer(text) if match.lastgroup)
    best = min(found, key=lambda code: (-found[code], code != "USD")) if found else None
    return best if best is not None and best != "USD" else ""


_SIGN = "$"
_DECLARES = (
    r"(?:dollars|sums|amounts|prices|fees|figures|payments|money|moneys|\$[\"'”]?) (?:[a-z, ]{0,60}? )??"
    r"(?:are|is|means?|refers? to|denotes?)\b(?: [a-z]+){0,5}? "
)


@cache
def _declared() -> re.Pattern[str]:
    """How a text says which dollars it counts in; the group names the people whose they are."""
    return re.compile(rf"(?i){_DECLARES}(?P<whose>{alternation(_dollars())})(?: dollars\b|(?=\s*(?:[.;,)\n]|\Z)))")


@cache
def _dollars() -> dict[str, str]:
    """The currencies of the sign for dollars, by what stands before "dollars" in their names, in small letters."""
    codes = {*load_toml("units")["shared-signs"]["currencies"][_SIGN]}
    names = table("currency-words").items()
    return {name.lower().removesuffix(" dollars"): str(code) for name, code in names if name.endswith(" dollars") and code in codes}


def dollars_of(text: str) -> str:
    """Return the currency that a text says its dollars are, or ""; what it says of two is of neither.

    >>> dollars_of("All dollars are Canadian."), dollars_of("The dollar signs are red. It pays 3 million Canadian dollars.")
    ('CAD', '')
    """
    told = {_dollars()[m["whose"].lower()] for m in _declared().finditer(text)} if _SIGN in text or "dollars" in text else set()
    return told.pop() if len(told) == 1 else ""


_SHORT = re.compile(r"\((?:[Tt]he )?[\"“']?(?:[Tt]he )?(?P<name>[A-Z][A-Za-z]{0,6}[A-Z][A-Za-z]{0,3})[\"”']?\)")
_BEFORE = 400  # code points before a short name in which what it stands for is named


def short_names(text: str) -> tuple[str, ...]:
    """Return the initials that a text gives as names to agreements, in order: they say in its sentences what a noun would.

    >>> short_names('It made a Grain Supply Agreement dated 2 May 2031 (the "GSA") with Beta Ltd ("BL").')
    ('GSA',)
    """
    found: dict[str, None] = {}
    for match in _SHORT.finditer(text):
        clean = Passage.of(text, max(0, match.start() - _BEFORE), match.start()).text
        for name in find_names(clean):
            initials = "".join(word[0] for word in re.split(r"[\s/&-]+", clean[max(0, name.start - 60) : name.end]) if word).lower()
            if initials.endswith(match["name"].lower()):
                found[match["name"]] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Givens:
    """What a document says of all its sentences.

    `written`: the day from which "next March" is told, empty in a contract; `scale`: what its bare sums are multiplied by;
    `short`: finds the initials by which it calls agreements; `cents`: the currency of plain cents, "" where they are as usual;
    `dollars`: that of plain dollars.
    """

    written: DateBounds = NOT_TOLD
    scale: int = 1
    short: re.Pattern[str] | None = None
    cents: str = ""
    dollars: str = ""

    @classmethod
    def of(cls, text: str, written: DateBounds, names: Sequence[str] = ()) -> Givens:
        """Return what a text says that calls its agreements by these initials."""
        short = re.compile(rf"(?<![\w-]){alternation(names)}(?![\w-])") if names else None
        return cls(written, scale_of(text), short, cents_of(text), dollars_of(text))

    def plain(self, text: str) -> str:
        """Return a clean text that calls every agreement one."""
        return text if self.short is None else self.short.sub("agreement", text)

    def short_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the initials of agreements stand in a clean text."""
        if self.short is not None:
            yield from (match.span() for match in self.short.finditer(text))

    def scaled(self, amounts: Iterable[Amount]) -> tuple[Amount, ...]:
        """Return amounts with bare sums multiplied and cents in their currency; prices for one of something are told in full."""
        if self.cents:
            amounts = [replace(one, unit=self.cents) if one.kind == "money" and _in_cents(one.words) else one for one in amounts]
        if self.dollars:
            amounts = [replace(one, unit=self.dollars) if _in_plain_dollars(one) else one for one in amounts]
        return tuple(self._scaled(one) for one in amounts) if self.scale > 1 else tuple(amounts)

    def _scaled(self, one: Amount) -> Amount:
        value = max(one.low or Decimal(0), one.high or Decimal(0))
        if one.kind != "money" or one.per not in {"", "year"} or value >= _LARGEST or _SCALED.search(one.words):
            return one
        low, high = (None if bound is None else bound * self.scale for bound in (one.low, one.high))
        return replace(one, low=low, high=high)


_TOLD_DOLLARS = re.compile(r"U\.?S|United States|American")


def _in_plain_dollars(one: Amount) -> bool:
    """Whether an amount is in dollars, and its words do not tell whose they are."""
    return one.unit == table("currency-signs")[_SIGN] and _TOLD_DOLLARS.search(one.words) is None


def _in_cents(words: str) -> bool:
    """Whether the words of an amount end in plain cents, what they are for left out."""
    return _CENTS.search(re.split(r" (?:per|an?|each|every|for|the)\b", words, maxsplit=1)[0].rstrip()) is not None


NO_GIVENS = Givens()
