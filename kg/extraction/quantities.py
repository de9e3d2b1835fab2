"""A number with what is written close around it: currency, scale, the same number again in brackets, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.extraction.numerals import Numeral, alternatives, numeral_at, table, words_of
from kg.extraction.units import Unit, counted_noun, currency_before, tolerance_after, unit_after, words_before

__all__ = ["Quantity", "quantity_at", "quantity_of", "share_of", "share_words", "single_lengths_of"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit before tolerance words are read.

    `style` is that of the numeral, or `share` (half of); `kind` as in `Amount`, with `number` where no unit follows; `scaled`: a
    scale word or sign, or at least a million; `doubled`: written twice; `tolerance`: what words between number and unit do (30 or
    more seats).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    style: str
    scaled: bool = False
    doubled: bool = False
    tolerance: str = ""
    times: Decimal = Decimal(1)  # how many of its unit one of the unit as written is: a cent, a basis point


def quantity_of(text: str, numeral: Numeral, floor: int = 0) -> Quantity:
    """Return the quantity around a number; nothing before `floor` belongs to it.

    >>> text = "pays twelve million Swiss francs (CHF 12,000,000) now"
    >>> found = quantity_of(text, numeral_at(text, 5))
    >>> str(found.value), found.unit, text[found.start : found.end]
    ('12000000', 'CHF', 'twelve million Swiss francs (CHF 12,000,000)')
    """
    found = Quantity(numeral.start, numeral.end, numeral.value, "", "number", numeral.style, _large(numeral))
    before = currency_before(text, numeral.start)
    if before and before[0] >= floor and not _PERCENT.match(text, numeral.end):  # a code may be a name: BIF 15 per cent
        found = replace(found, start=before[0], unit=before[1], kind="money")
    found = _scaled(text, found)
    if found.kind == "money" and found.style == "words" and found.value < 100:  # a code that is a name: BIF one
        found = replace(found, start=numeral.start, unit="", kind="number")
    found = _doubled(text, found)
    if found.doubled and not found.scaled:  # forty-five (45) million
        found = _scaled(text, found)
    found = _with_unit(text, found)
    return found if found.doubled else _doubled(text, found)


def _large(numeral: Numeral) -> bool:
    return numeral.value >= 10**6 and numeral.style != "figures"


def quantity_at(text: str, start: int) -> Quantity | None:
    """Return the quantity that begins exactly at `start`, be it with a number or with a currency."""
    if numeral := numeral_at(text, start):
        return quantity_of(text, numeral, start)
    match = _CURRENCY_FIRST.match(text, start)
    numeral = numeral_at(text, match.end() - 1) if match else None
    if not numeral:
        return None
    found = quantity_of(text, numeral, start)
    return found if found.start == start and found.kind == "money" else None


_CURRENCY_FIRST = re.compile(r"[^\d()\"]{1,24}?\d")


_PERCENT = re.compile(r" ?%| per ?cent\b")


# ------------------------------------------------------------------ scale
@cache
def _scales() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = rf"[ -]?(?:(?i:{alternatives(list(table('scales')))})|{alternatives(list(table('scale-signs')))})(?![\w'])"
    return re.compile(words), re.compile(rf" ?{alternatives(list(table('scale-letters')))}(?![\w'])")


def _scaled(text: str, found: Quantity) -> Quantity:
    """Multiply by the scales that follow; a letter is one only beside a currency."""
    following = text[found.end : found.end + 2].lstrip(" -")
    if (found.style == "vague" and found.scaled) or not following[:1].isalpha():
        return found
    words, letters = _scales()
    value, end, scaled = found.value, found.end, found.scaled
    while match := words.match(text, end):
        sign = match.group().strip(" -")
        value, end, scaled = value * (table("scale-signs").get(sign) or table("scales")[sign.lower()]), match.end(), True
    if end == found.end and (match := letters.match(text, end)):
        unit = unit_after(text, match.end())
        if found.kind == "money" or (unit and unit.kind == "money"):
            value, end, scaled = value * table("scale-letters")[match.group().strip()], match.end(), True
    return replace(found, value=value, end=end, scaled=scaled) if end > found.end else found


# ------------------------------------------------------------------ the same number again
_OPEN = re.compile(r" ?[(\[] ?")
_CLOSE = re.compile(r"(?:/-)?(?: only)? ?[)\]]", re.IGNORECASE)


def _doubled(text: str, found: Quantity) -> Quantity:
    """Take in the same number in brackets: thirty (30). Words count before figures, as contracts are read."""
    if not (opened := _OPEN.match(text, found.end)):
        return found
    if not (inner := _inner(text, opened.end())) or not (closed := _CLOSE.match(text, inner.end)):
        return found
    if found.unit and inner.unit and found.unit != inner.unit:
        return found
    if found.value != inner.value and {found.style, inner.style} != {"words", "figures"}:
        return found
    value = inner.value if inner.style == "words" else found.value
    unit, kind = (found.unit, found.kind) if found.unit else (inner.unit, inner.kind)
    return replace(found, end=closed.end(), value=value, unit=unit, kind=kind, doubled=True)


def _inner(text: str, start: int) -> Quantity | None:
    """The quantity in the brackets that open before `start`, without a counted noun."""
    numeral = numeral_at(text, start)
    if not numeral:
        match = _CURRENCY_FIRST.match(text, start)
        numeral = numeral_at(text, match.end() - 1) if match else None
    if not numeral:
        return None
    found = Quantity(numeral.start, numeral.end, numeral.value, "", "number", numeral.style.replace("grouped", "figures"))
    before = currency_before(text, numeral.start)
    if before and before[0] == start:
        found = replace(found, start=start, unit=before[1], kind="money")
    elif numeral.start != start:
        return None
    found = _scaled(text, found)
    unit = unit_after(text, found.end)
    return _with(found, unit) if unit else found


# ------------------------------------------------------------------ unit
_CENTS = re.compile(r" (?P<cents>\d\d)(?= (?:a|an|per|each|the|for|apiece)\b|[,.;]|$)")
_HUNDREDTHS = re.compile(r",? and (?:\d\d|no|xx)/100(?: ?ths)?", re.IGNORECASE)
_CODE = re.compile(r" [A-Z]{3}\b")
_NEXT_FIGURE = re.compile(r" ?\d")  # $ 90 $ 60: the second sign is of the second figure
_NATION = re.compile(r" US(?:D|\$)?(?!\w)|(?: ?[(]?(?:USD|EUR|GBP)[)])")


def _with_unit(text: str, found: Quantity) -> Quantity:
    """Take in the unit that follows, or the noun that is counted."""
    if found.kind == "money":
        again = unit_after(text, found.end)
        if (
            again
            and not _NEXT_FIGURE.match(text, again.end)
            and again.kind == "money"
            and again.times == 1
            and found.unit in {again.name, "USD"}
        ):
            return replace(found, end=again.end, unit=again.name)  # $55 CAD
        match = _NATION.match(text, found.end)
        return replace(found, end=match.end()) if match else found
    found = _between(text, found)
    place = match.end() if (match := _HUNDREDTHS.match(text, found.end)) else found.end
    unit = unit_after(text, place)
    if unit and _CODE.match(text, place) and _NEXT_FIGURE.match(text, unit.end):
        unit = None  # 4.1 EUR 3,500,000: the sum of paragraph 4.1
    if not unit and found.scaled and text.startswith(" of ", place):  # hundreds of millions of francs
        unit = unit_after(text, place + 3)
    if found.unit or unit:
        whole = _with(found, unit) if unit and found.unit in {"", unit.name} else found
        cents = _CENTS.match(text, whole.end) if unit and unit.kind == "money" and not found.scaled else None
        return replace(whole, end=cents.end(), value=whole.value + Decimal(cents["cents"]) / 100) if cents else whole
    vague = found.style == "vague" and text[found.end : found.end + 1] == "-"
    broken = found.value != int(found.value) and not found.scaled  # 6.2 is rather a section
    noun = None if vague or broken else counted_noun(text, found.end) or _noun_of_whole(text, found.end)
    if noun and "__" in text[found.end : noun.end]:
        noun = replace(noun, end=found.end)  # who stands there is no part of the number
    return _with(found, noun) if noun else found


_OF_WHOLE = re.compile(r" of (?:the|its|their|our|your|all|these|those|his|her) (?=\w)")


def _noun_of_whole(text: str, end: int) -> Unit | None:
    """The noun that is counted where the whole follows: three of its nine trustees."""
    match = _OF_WHOLE.match(text, end)
    whole = numeral_at(text, match.end()) if match else None
    return counted_noun(text, whole.end) if whole else None


def _between(text: str, found: Quantity) -> Quantity:
    """Take in tolerance words between number and unit: thirty or more seats, 500+ stores."""
    end, kind = tolerance_after(text, found.end)
    followed = kind and (unit_after(text, end) or counted_noun(text, end))
    return replace(found, end=end, tolerance=kind) if followed else found


def _with(found: Quantity, unit: Unit) -> Quantity:
    """A quantity with its unit; millions of barrels a day are a unit of their own."""
    times = Decimal(1) if found.unit == unit.name else unit.times
    return replace(found, end=unit.end, value=found.value * times, unit=unit.name, kind=unit.kind, times=times)


# ------------------------------------------------------------------ parts of a whole
@cache
def _share_pattern() -> re.Pattern[str]:
    fractions, numbers = alternatives(list(table("fractions"))), alternatives(list(table("numbers")))
    time = rf"(?:the |an? )?(?:{alternatives(list(table('durations')))}|(?:19|20)\d\d)\b"
    counted = rf"(?:(?P<count>an?|{numbers})[ -])?(?P<part>{fractions})s?"
    whole = rf"(?= of (?!{time})| (?:the|its|their|our|all)\b)"
    again = r"(?P<again> \(\d[\d.]* ?%\))"
    return re.compile(rf"(?<![\w-]){counted}(?:{whole}|{again}|(?P<alone>(?=[.,;]|\Z)))", re.IGNORECASE)


_TO = re.compile(r"\b(?:to|by) \Z")


@cache
def share_words() -> frozenset[str]:
    """Return words without which no part of a whole is named."""
    return frozenset(form for word in table("fractions") for form in (word, word + "s"))


def share_of(text: str) -> list[Quantity]:
    """Return the parts of a whole that a text names in words, as percentages.

    >>> text = "two-thirds of the output and half of the seats, but the second half of the year"
    >>> [(str(share.value), text[share.start : share.end]) for share in share_of(text)]
    [('66.6667', 'two-thirds'), ('50', 'half')]
    """
    if words_of(text).isdisjoint(share_words()):
        return []
    found = []
    for match in _share_pattern().finditer(text):
        count, part = (match["count"] or "").lower(), match["part"].lower()
        if not count and (part != "half" or _pointed(text, match.start())):
            continue
        if match["alone"] is not None and not (count and _TO.search(text, max(0, match.start() - 4), match.start())):
            continue
        value = 100 * Decimal(table("numbers").get(count, 1)) / table("fractions")[part]
        if value <= 100:
            value = Decimal(format(value.quantize(Decimal("0.0001")).normalize(), "f"))
            found.append(Quantity(match.start(), match.end(), value, "%", "percent", "share"))
    return found


_ONE_LENGTH = re.compile(
    r"(?<![\w-])(?:an?|(?P<half>half an?)) (?P<unit>[a-z]+)'s(?= (?:[a-z]+ ){0,2}(?:notice|warning)\b)"
    r"|(?:(?<=\bby )|(?<=\bfor ))(?:an?|another)(?: (?:additional|calendar|full|further|second|single|third|whole))?"
    r" (?P<whole>decade|month|week|year)(?![\w'-]| (?:in which|of|or)\b)"
    r"|(?<=\bfrom )(?P<turn>month|year) to (?P=turn)\b"
)


def single_lengths_of(text: str) -> list[Quantity]:
    """Return the lengths of time that a text names without a number: of a notice, of a term that begins anew.

    >>> found = single_lengths_of("on a year's written notice, on half a year's warning, by another month, from year to year")
    >>> [(str(one.value), one.unit) for one in found]
    [('1', 'year'), ('0.5', 'year'), ('1', 'month'), ('1', 'year')]
    """
    found = []
    for match in _ONE_LENGTH.finditer(text) if not words_of(text).isdisjoint(table("durations")) else ():
        named = match["unit"] or match["whole"] or match["turn"]
        if named in table("durations"):
            unit, times = table("durations")[named]
            value = Decimal(times) / (2 if match["half"] else 1)
            found.append(Quantity(match.start(), match.end(), value, unit, "duration", "words"))
    return found


def _pointed(text: str, start: int) -> bool:
    """Whether a half is the first, the second or the other of two."""
    return any(word.lower() in table("halves")["words"] for _, word in words_before(text, start, 16)[-1:])
