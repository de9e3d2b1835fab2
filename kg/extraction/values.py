"""Amounts in clean text: money, shares, quantities and lengths of time, with the bounds that tolerance words give them.

The bounds follow `design/ontology/SEMANTICS.md` (d), last paragraph, and the conventions of reading of the gold format; the
figures stand in `ontology/lexicon/units.toml`, table `settings`. One file: bounds, ranges and what takes its unit from the words
before it lean on each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from kg.dates import FoundDate
from kg.extraction.lexicon import phrase
from kg.extraction.masks import Mask, dates_of, numbers_place
from kg.extraction.numerals import Numeral, find_numerals, setting, table
from kg.extraction.quantities import Quantity, quantity_at, quantity_of, share_of, single_lengths_of
from kg.extraction.units import counted_noun, rate_after, tolerance_after, words_before

__all__ = ["Amount", "find_amounts", "known_units"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and bounds.

    `start` and `end` are code points of the text, half-open, over the whole expression. No `low` or `high`: no bound there.
    `unit` is an ISO 4217 code, `%`, a unit of quantity or of time, or the counted noun in the singular; `kind` is `money`,
    `percent`, `quantity`, `duration` or `number` (no unit). `per` names what the amount is for one of ("MWh", "year",
    "user/month"). `tolerance` holds the words that moved the bounds. `further`: the text says that it comes on top of another.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: str
    words: str
    tolerance: str = ""
    per: str = ""
    further: bool = False


def find_amounts(text: str, *, dates: Sequence[FoundDate] | None = None) -> tuple[Amount, ...]:
    """Return the amounts of a clean text, in order, without overlap.

    Args:
        text: clean text; offsets of the result count its code points.
        dates: the dates of the text where the caller has them; they are no amounts.

    >>> [(str(a.low), str(a.high), a.unit, a.per) for a in find_amounts("pays up to EUR 5.5 million a year for at least 20 seats")]
    [('0', '5500000', 'EUR', 'year'), ('20', 'None', 'seat', '')]
    """
    return _without_dates(text) if dates is None else _found(text, dates)


@lru_cache(maxsize=128)  # a sentence is read for several sets of parties
def _without_dates(text: str) -> tuple[Amount, ...]:
    return _found(text, None)


def _found(text: str, dates: Sequence[FoundDate] | None) -> tuple[Amount, ...]:
    """Return the amounts of a text, with its dates where they are known."""
    numerals = list(find_numerals(text))
    shares = [*share_of(text), *single_lengths_of(text)]
    if not numerals and not shares:
        return ()
    mask: Mask | None = None  # made where something counts at all: most figures number a section
    found: list[Amount] = []
    last = 0
    places: dict[int, Numeral | Quantity] = {numeral.start: numeral for numeral in numerals}
    places |= {share.start: share for share in shares}  # a share wins over the numeral that it begins with
    for start, item in sorted(places.items()):
        if start < last or numbers_place(text, start):
            continue
        quantity = item if isinstance(item, Quantity) else quantity_of(text, item, last)
        amounts = _read(text, quantity, last)
        if amounts and mask is None:
            mask = Mask(text, dates_of(text, yearless=True) if dates is None else dates)
        for amount in amounts if mask is not None and not mask.covers(start) else ():
            found.append(amount)
            last = amount.end
    return tuple(_with_unit_told_before(text, found))


_LEAST_BARE = 2


def _with_unit_told_before(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Give a bare number behind "from", "to" or "against" the unit of the amount before it: 5 percent, from 4.75."""
    done: list[Amount] = []
    for amount in found:
        last = done[-1] if done else None
        named = _NUMBER_OF.search(text[: amount.start]) if amount.kind == "number" else None
        if named and (noun := counted_noun(f" {named['noun']}", 0)):
            done.append(replace(amount, unit=noun.name, kind=noun.kind))
        elif amount.kind == "number" and (label := _label_before(text, amount.start)):
            labelled = _with_unit_of_label(text, amount, label["unit"])
            done += [labelled] if labelled else [] if _FIGURES.fullmatch(amount.words) else [amount]
        elif last and _takes_unit(text, amount, last):
            done.append(replace(amount, unit=last.unit, kind=last.kind, per=last.per))
        else:
            done.append(amount)
    return done


def _takes_unit(text: str, amount: Amount, last: Amount) -> bool:
    """Whether a number without a unit counts what the amount before it counts."""
    if amount.kind != "number" or last.kind not in {"money", "percent", "quantity", "duration"} or (amount.high or 0) < _LEAST_BARE:
        return False
    more = last.kind == "quantity" and _MORE.match(text, amount.end) is not None
    between = text[last.end : amount.start]
    return more or _of_another(text, amount, between) or phrase("figure-beside").search(between) is not None


def _of_another(text: str, amount: Amount, between: str) -> bool:
    """Whether a number is the part of another party, whose name is blotted out: "Acme takes 5 tonnes and ____ 7"."""
    if _STOP.search(between):
        return False
    return _is_part(text, amount.start, amount.end)


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a number stands beside a blotted name and a joint, with nothing behind it that it could count."""
    before = text[max(0, start - _PART) : start]
    behind = _PARTY_BEFORE.search(before) is not None and _PART_ENDS.match(text, end) is not None
    return behind or (_PARTY_BEHIND.match(text, end) is not None and _JOINT_BEFORE.search(before) is not None)


_PART = 80  # code points before a number in which a name and its joint stand
_JOINT_BEFORE = re.compile(r"(?:,|\band) \Z")


_STOP = re.compile(r"[;:]|[.?!] ")
_PARTY_BEFORE = re.compile(
    r"(?:,|\band|\bbut|\bwhile|\bwhereas) (?:the )?_+ (?:(?:the|another|only|about) )?(?:(?:remaining|other) )?\Z"
)
_PARTY_BEHIND = re.compile(r" (?:to|for|by|from) (?:the )?_+")
_PART_ENDS = re.compile(r"$|[,.;)]| (?:and|a|per|each|in|from|until|while|whereas|but) ")


_LABELLED = re.compile(r"(?:[(\[](?:in )?|, (?:in )?|\bin )(?P<unit>[^()|\[\],:]{1,24})[)\]]? ?[|:] ?\Z")
_CELL = re.compile(r" ?(?:\||;|$)")


_LABEL = 40  # code points before a cell in which its label ends


def _label_before(text: str, start: int) -> re.Match[str] | None:
    """The end of the label of the cell that begins at a place, where it tells a unit."""
    return _LABELLED.search(text[max(0, start - _LABEL) : start]) if text[start - 2 : start].strip() in {"|", ":"} else None


_FIGURES = re.compile(r"\d+(?:\.\d+)?")


def _with_unit_of_label(text: str, amount: Amount, label: str) -> Amount | None:
    """Return a bare number that fills a cell with the unit that its label tells: "Fee (EUR million) | 12.5"."""
    if not _CELL.match(text, amount.end):
        return None
    unit, figures = re.sub(r"(illion|ousand)s\b", r"\1", label.strip()), text[amount.start : amount.end]
    currency, _, rest = unit.partition(" ")
    for written in (f"{currency} {figures} {rest}".strip(), f"{figures} {unit}"):
        read = find_amounts(written) if unit[:1].isalpha() or unit[:1] in "$€£%" else ()
        if len(read) == 1 and read[0].kind != "number" and read[0].end == len(written):
            return replace(read[0], start=amount.start, end=amount.end, words=figures)
    return None


_MORE = re.compile(r" (?:more|further|others|additional)\b")
_NUMBER_OF = re.compile(r"\bnumber of (?P<noun>(?:[a-z-]+ ){0,2}[a-z]+s)\b[^.;:]{0,80} (?:to|at|is|from|by|was) \Z")


# ------------------------------------------------------------------ one amount
def _read(text: str, first: Quantity, floor: int) -> list[Amount]:
    """The amount of a quantity, or the two of a change (from 12 to 14 percent); none where it counts nothing."""
    joined = _joined(text, first)
    if not joined:
        return _amounts(_bounded(text, first, floor))
    other, ranged = joined
    first = _inherited(first, other)
    if not ranged:
        return _amounts(_bounded(text, first, floor), _bounded(text, other, first.end))
    both = _bounded(text, replace(other, start=first.start), floor)
    low, high = sorted((first.value, other.value))
    return [replace(both, low=_plain(low), high=_plain(high))] if both else []


def _amounts(*found: Amount | None) -> list[Amount]:
    return [amount for amount in found if amount]


_JOIN = re.compile(r" ?(?P<dash>-|–|—) ?| (?P<word>to|and|or) (?:a |an )?(?:further )?", re.IGNORECASE)


def _joined(text: str, first: Quantity) -> tuple[Quantity, bool] | None:
    """The quantity that a joining word ties to the first, and whether the two are the ends of a range."""
    match = _JOIN.match(text, first.end)
    if not match or first.style == "vague" or (first.doubled and match["dash"]):
        return None
    other = quantity_at(text, match.end())
    if not other or (other.unit and first.unit and other.unit != first.unit):
        return None
    if first.unit and not other.unit:
        if not other.scaled and not match["dash"]:
            return None
        other = replace(other, unit=first.unit, kind=first.kind)
    if not other.unit and not other.scaled:
        return None
    before = [word.lower() for _, word in words_before(text, first.start)[-2:]]
    return other, _ranged(match, before, _inherited(first, other).value < other.value)


def _ranged(join: re.Match[str], before: list[str], rising: bool) -> bool:
    """Whether two joined quantities are the ends of a range: between x and y, x to y; not from x to y, which is a change."""
    if join["dash"]:
        return rising
    word = join["word"].lower()
    if word == "and":
        return bool(before) and before[-1] == "between" and rising
    if word == "or" or not rising:
        return False
    if before and before[-1] == "by":
        return False  # raised by 5 to 45
    return not before or before[-1] != "from" or (len(before) > 1 and before[-2] in table("ranges")["words"])


def _inherited(first: Quantity, other: Quantity) -> Quantity:
    """The first of two quantities with the unit and the scale that only the second tells: $5 to $10 million."""
    unit, kind = (first.unit, first.kind) if first.unit else (other.unit, other.kind)
    value = first.value
    if other.scaled and not first.scaled and first.value < 1000:
        scale = Decimal(1000) ** ((len(str(int(other.value))) - 1) // 3)
        value = first.value * scale
    value *= Decimal(1) if first.unit else other.times
    return replace(first, unit=unit, kind=kind, value=value)


# ------------------------------------------------------------------ bounds
_FURTHER_INSIDE = re.compile(r"(?<!or )(?<!and )\b(?:further|additional|extra|more|another)\b", re.IGNORECASE)


def _bounded(text: str, found: Quantity, floor: int) -> Amount | None:
    """An amount with the words around it; none where a bare number counts nothing."""
    if not _counts(text, found):
        return None
    start, kinds, words, further = _before(text, found, floor)
    end, after = tolerance_after(text, found.end)
    words = f"{words} {text[found.end : end].strip()}".strip()
    per = ""
    if found.kind != "number":
        end, per = rate_after(text, end)
    unit, value, per = _oil(found.unit, found.value, per)
    low, high = _bounds(value, unit, [*kinds, after, found.tolerance, "vague" if found.style == "vague" else ""])
    further = further or _FURTHER_INSIDE.search(text, found.start, found.end) is not None
    return Amount(start, end, low, high, unit, found.kind, text[start:end], words, per, further)


def _counts(text: str, found: Quantity) -> bool:
    """Whether a quantity says how many or how much, rather than pointing back or naming something."""
    words = text[found.start : found.end].lower().split()
    if found.kind == "number":
        tied = text[found.end : found.end + 1].isalnum() or text[found.end : found.end + 2] in {"-f", "-t"}
        written = found.scaled or found.doubled or found.style == "grouped"
        spaced = found.style == "grouped" and len(words) > 1 and not found.scaled
        alone = (
            written
            or found.style == "words"
            or _label_before(text, found.start) is not None
            or _is_part(text, found.start, found.end)
        )
        return not tied and not spaced and found.value > 1 and alone
    if found.kind != "quantity" or found.doubled:
        return True
    if found.value == 1 and words[0] == "one":
        return found.unit == "seat" or found.unit in known_units()
    if found.value < 20 and found.style == "words":
        before = [word.lower() for _, word in words_before(text, found.start)[-1:]]
        return not (before and before[0] in table("pointing")["words"] and words[-1] in table("party-nouns")["words"])
    return True


@cache
def known_units() -> frozenset[str]:
    """Return the units of quantity that are none of counted things."""
    return frozenset(unit for name in ("unit-signs", "unit-words") for unit, _ in table(name).values())


@cache
def _tolerances(name: str) -> dict[str, str]:
    return {word: kind for kind, words in table(name).items() for word in words}


def _before(text: str, found: Quantity, floor: int) -> tuple[int, list[str], str, bool]:
    """Where the expression begins with its tolerance words, what they do, the words themselves, and whether it is a further one."""
    near = [(at, word.lower()) for at, word in words_before(text, found.start) if at >= floor]
    start, further = found.start, False
    kinds: list[str] = []
    said: list[str] = []
    skipped: list[tuple[int, str]] = []
    while near:
        size, kind = _phrase(near)
        if (
            kind
            and _allowed(near[-1][1], found)
            and not (near[-1][1] == "over" and len(near) > 1 and near[-2][1] in table("over-verbs")["words"])
            and not (skipped and kind == "below" and _ADJECTIVE.search(text, found.start, found.end))
        ):
            start, near, skipped = near[-size][0], near[:-size], []
            kinds.append(_denied(kind, text, start))
            said.insert(0, " ".join(text[start : found.start].split()[:size]))
        elif near[-1][1] in table("further")["words"] and near[-1][1] != "more":
            start, further, skipped = near[-1][0], True, []
            near.pop()
        elif near[-1][1] in table("fillers")["words"] and len(skipped) < 3:
            skipped.append(near.pop())
        else:
            break
    if further and (article := re.search(r"\ban? \Z", text[floor:start], re.IGNORECASE)):
        start = floor + article.start()
    return start, kinds, " ".join(said), further


def _phrase(near: list[tuple[int, str]]) -> tuple[int, str]:
    """How many of the last words are a tolerance phrase, and its kind."""
    table_of = _tolerances("tolerance")
    for size in range(min(5, len(near)), 0, -1):
        phrase = " ".join(word for _, word in near[-size:])
        if phrase in table_of:
            return size, table_of[phrase]
    return 0, ""


def _allowed(word: str, found: Quantity) -> bool:
    """Whether a tolerance word that may be a preposition is none here: control over two companies, over the next ten years."""
    if word in table("time-not-tolerance")["words"] and found.kind == "duration":
        return False
    if word not in table("weak-tolerance")["words"]:
        return True
    measured = found.kind in {"money", "percent", "duration"} or found.unit in known_units()
    return measured or bool(found.value >= table("weak-tolerance")["from"])


_ADJECTIVE = re.compile(r"-(?:year|month|week|day)\Z")  # under a five-year contract


def _denied(kind: str, text: str, start: int) -> str:
    """What `exceed` does: after a denial in its sentence it is a cap."""
    if kind == "at-most" and phrase("rises").search(text[max(0, start - 24) : start]):
        return ""  # a rent that goes up to 38 euros has them as its amount
    if kind in _DENIED and _denial().search(text, max(0, start - _DENIAL_REACH), start):
        return _DENIED[kind]
    if kind != "exceed":
        return kind
    sentence = re.split(r"[.;] ", text[max(0, start - 300) : start])[-1].lower()
    return "at-most" if set(re.findall(r"[a-z]+", sentence)) & set(table("denials")["words"]) else "above"


_DENIED = {"above": "at-most", "below": "floor"}  # "shall not pay more than", "may never fall below"
_DENIAL_REACH = 90


@cache
def _denial() -> re.Pattern[str]:
    """A denial of the verb before "more than" or "below", with nothing between them that opens another thought."""
    less = r"(?:earlier|fewer|greater|higher|later|less|longer|lower|more|sooner)"
    denied = rf"(?:not|never|neither|nor|cannot|can't|won't|nobody|no(?! {less}\b))"
    return re.compile(
        rf"\b{denied}\b(?! only\b)(?:(?!\b(?:if|unless|when|where|which|that|because|but|until|for(?! \Z))\b)[^.;:])*\Z",
        re.IGNORECASE,
    )


def _bounds(value: Decimal, unit: str, kinds: list[str]) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a value after all tolerance words, the nearest first."""
    low: Decimal | None = value
    high: Decimal | None = value
    zero = Decimal(0)
    for kind in kinds:
        if kind == "near":
            step = setting("near-points") if unit == "%" else value * setting("near-share")
            low, high = max(zero, value - step), value + step
        elif kind in {"at-most", "below"}:
            low = zero
        elif (
            kind in {"above", "vague", "exceed"}
            or (kind == "floor" and unit == "%")
            or (kind == "at-least" and setting("at-least-is-open"))
        ):
            high = None
        elif kind == "nearly":
            low = value * (1 - setting("nearly-share"))
        elif kind == "just-above":
            high = value * (1 + setting("nearly-share"))
    if high is None and unit == "%" and value <= 100:
        high = Decimal(100)
    return _plain(low), _plain(high)


def _plain(value: Decimal | None) -> Decimal | None:
    """A number without trailing zeros and without an exponent."""
    return None if value is None else Decimal(format(value.normalize(), "f"))


def _oil(unit: str, value: Decimal, per: str) -> tuple[str, Decimal, str]:
    """Barrels a day in their own units: b/d, and from a million on mb/d."""
    if unit == "barrel" and per == "day":
        unit, per = "b/d", ""
    if unit == "b/d" and value >= 10**6:
        unit, value = "mb/d", value / 10**6
    return unit, value, per
