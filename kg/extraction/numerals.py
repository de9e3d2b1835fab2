"""Numbers in figures and words: where they stand and what they are worth, before any unit is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from kg.alternation import alternation
from kg.extraction.lexicon import load_toml
from kg.extraction.runs import lowered, small_pattern

__all__ = [
    "Numeral",
    "alternatives",
    "find_numerals",
    "free_figures",
    "may_hold_number_words",
    "numeral_at",
    "setting",
    "table",
    "words_of",
]

_META = frozenset({"about", "source"})
_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?"
_FIGURES = (
    rf"(?:{_GROUPED}|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?:\.\d{{1,6}})?"  # 1,250,000.50 and 12,50,000
    r"|\d{1,3}(?:'\d{3})+(?:\.\d{1,6})?"  # 1'250'000
    r"|\d{1,3}(?:\.\d{3})+,\d{1,6}|\d{1,3}(?:\.\d{3}){2,}"  # 1.250.000,50: only where the marks leave no doubt
    r"|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)"  # 1 250 000
    r"|\d{1,4},\d{1,2}(?= ?(?:%|per ?cent|million|billion|thousand|euro|kroner|kronor))"  # 4,5 million
    r"|(?:(?<=€)|(?<=€ )|(?<=[A-Z]{3} )|(?<=US\$ ))\d{1,4},\d{2}(?=[ ./;)]|$)"  # EUR 3,80
    r"|\d{1,15}(?:\.\d{1,9})?|\.\d{1,9})"
)
_SHARES = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text. `start` and `end` are code points, half-open.

    `style` is `figures`, `grouped` (figures with marks between thousands), `words`, or `vague` (tens of billions), whose value is
    the least that it can mean.
    """

    start: int
    end: int
    value: Decimal
    style: str


@cache
def table(name: str, file: str = "units") -> Mapping[str, Any]:
    """Return the data of one table of `units.toml` (or of another file of the lexicon), without its notes."""
    return {key: value for key, value in load_toml(file)[name].items() if key not in _META}


def setting(name: str) -> Decimal:
    """Return a number of the table of settings."""
    return Decimal(str(table("settings")[name]))


def alternatives(words: Iterator[str] | list[str]) -> str:
    """Return a pattern that matches any of the phrases, the longest first; a space matches a space or a hyphen."""
    return alternation(words, {" ": "[ -]"})


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of a number in figures, of one in words, and of a vague one."""
    counts, scales, vague = (alternatives(list(table(name))) for name in ("numbers", "scales", "vague"))
    word = rf"(?:{counts}|{scales})\b"
    first = rf"(?:{counts}\b|(?:(?:half[ -](?:of )?)?an? )?{scales}\b)"
    whole = rf"{first}(?:(?:[ -]| and |, |-and-){word}){{0,12}}(?: and an? (?:half|quarter)\b)?"
    some = rf"(?:multi[ -]?{scales}|(?:several|a few|few|multiple|many) {scales}|{vague}(?: of {vague})?)\b"
    return (
        re.compile(rf"{_FIGURES}(?![.:/]?\d)(?: ?[¼½¾]| \d/\d(?!\d))?|[¼½¾]"),
        re.compile(rf"(?<![\w-])(?:{whole}|half[ -](?:of )?an?(?= ))", re.IGNORECASE),
        re.compile(rf"(?<![\w-]){some}", re.IGNORECASE),
    )


@cache
def _finders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a number in words and of a vague one, for text in lower case."""
    _, words, vague = _patterns()
    return small_pattern(words.pattern), small_pattern(vague.pattern)


_RUN = re.compile(r"[0-9¼½¾][0-9.,:'/-]*")


def free_figures(text: str) -> list[int]:
    """Return where figures begin that no sign ties to what stands before them (LQ-117, 2:1, #5)."""
    return list(_free(text)) if _RUN.search(text) else []


def _free(text: str) -> Iterator[int]:
    for match in _RUN.finditer(text):
        start = match.start()
        before, farther = text[start - 1 : start], text[max(0, start - 2) : start - 1]
        if before == "." and not farther.isalnum():  # .5
            yield start - 1
            continue
        tied = before.isalnum() or before in {"_", "#", "@", "."} or (before in {",", ":", "'", "/", "-"} and farther.isdigit())
        if (
            (not tied or (before.isalpha() and _behind_code(text, match)))
            and not (before == "-" and farther.isalpha())
            and not (match[0] in "¼½¾" and farther.isdigit() and before == " ")
        ):
            yield start


_CODE = re.compile(r"(?<![\w$£€-])[A-Z][A-Za-z]{0,2}\Z")
_SUM = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+\.\d\d(?!\d)|\d[\d.]* (?:[mb]illion|bn|mn)\b")


def _behind_code(text: str, figures: re.Match[str]) -> bool:
    """Whether a currency stands right before figures (EUR5,000); after a letter or a word they look like a sum (R5,000)."""
    code = _CODE.search(text, max(0, figures.start() - 4), figures.start())
    if code is None or (code[0] in table("codes-before")["words"] and _SUM.match(text, figures.start()) is None):
        return False
    return code[0] in table("currency-codes")["codes"] or code[0] in table("currency-signs")


@lru_cache(maxsize=64)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case: a cheap test before a costly pattern."""
    return frozenset(_LETTERS.findall(text.lower()))


_LETTERS = re.compile(r"[a-z]+")


@cache
def _number_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words without which no number in words, and no vague number, stands in a text."""
    scales = frozenset(table("scales"))
    multi = frozenset(f"multi{scale}" for scale in scales)
    return frozenset(table("numbers")) | scales | {"half"}, scales | multi | frozenset(table("vague"))


def may_hold_number_words(text: str) -> bool:
    """Return whether a number in words, or a vague number, can stand in a text: a cheap test."""
    words = words_of(text)
    return any(not words.isdisjoint(table) for table in _number_words())


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers of a text in order, without overlap.

    >>> [str(n.value) for n in find_numerals("1,250.5 and 1.000.000,00; two and a half; half a million; tens of billions")]
    ['1250.5', '1000000.00', '2.5', '500000', '20000000000']
    """
    words, vague = _finders()
    spelled, many = _number_words()
    starts = set(free_figures(text))
    lower = lowered(text)
    if not many.isdisjoint(words_of(text)):
        starts |= {match.start() for match in vague.finditer(lower)}
    place = len(text) if spelled.isdisjoint(words_of(text)) else 0
    while place < len(text) and (match := words.search(lower, place)):
        starts.add(match.start())
        place = _words(match.group(), match.start()).end
    last = 0
    for start in sorted(starts):
        if start >= last and (found := numeral_at(text, start)):
            yield found
            last = found.end


def numeral_at(text: str, start: int) -> Numeral | None:
    """Return the number that begins at `start`, if one does."""
    figures, words, vague = _patterns()
    if match := figures.match(text, start):
        return Numeral(start, match.end(), *_figures(match.group()))
    if match := vague.match(text, start):
        return Numeral(start, match.end(), _vague(match.group().lower()), "vague")
    if match := words.match(text, start):
        return _words(match.group(), start)
    return None


_DECIMALS = 3  # places from a decimal comma to the end at the most, itself counted


def _figures(written: str) -> tuple[Decimal, str]:
    """The value of figures and whether they are grouped."""
    extra = Decimal(0)
    if written[-1] in _SHARES:
        extra, written = _SHARES[written[-1]], written[:-1].rstrip()
    elif "/" in written and (match := re.search(r" (\d)/(\d)$", written)):
        extra, written = Decimal(match[1]) / max(Decimal(match[2]), Decimal(1)), written[: match.start()]
    elif written.isdigit():
        return Decimal(written), "figures"
    marks = [sign for sign in written if not sign.isdigit()]
    style = "grouped" if marks and (len(marks) > 1 or marks[0] in ", '") else "figures"
    decimal = len(marks) == 1 and marks[0] == "," and len(written) - written.index(",") <= _DECIMALS
    if decimal or (len(marks) > 1 and marks[0] == ".") or (marks and marks[0] == " " and marks[-1] == ","):
        written = written.replace(".", "").replace(",", ".")
    written = written.replace(",", "").replace("'", "").replace(" ", "")
    return Decimal(written or "0") + extra, style


def _vague(words: str) -> Decimal:
    """The least that a vague number means: two of its size, or as set."""
    parts = [part for part in re.split(r"[ -]+", words) if part not in {"a", "of"}]
    least = setting(parts[0] if parts[0] in {"several", "few"} else "plural")
    sizes = {**table("scales"), **table("vague")}
    for part in parts:
        least *= sizes.get(part.removeprefix("multi"), 1)
    return least


def _words(written: str, start: int) -> Numeral:
    """The longest beginning of a row of number words that is one number.

    >>> [str(_words(row, 0).value) for row in ("one hundred and five", "forty-five million", "half a dozen", "twenty twelve")]
    ['105', '45000000', '6', '20']
    """
    tokens = [(match.group().lower(), match.end()) for match in re.finditer(r"[A-Za-z]+", written)]
    if tokens[0][0] == "half":
        rest = _sum([token for token in tokens if token[0] not in {"half", "of", "a", "an"}])
        return Numeral(start, start + (rest[1] or tokens[-1][1]), (rest[0] or Decimal(1)) / 2, "words")
    value, end = _sum(tokens[1:] if tokens[0][0] in {"a", "an"} else tokens)
    return Numeral(start, start + end, value, "words")


def _sum(tokens: list[tuple[str, int]]) -> tuple[Decimal, int]:
    """The value of the longest row of words from the first that is one number, and where it ends."""
    numbers, scales = table("numbers"), table("scales")
    total = current = Decimal(0)
    least, end = Decimal(10) ** 30, 0
    for place, (word, stop) in enumerate(tokens):
        if word == "and":
            if total == 0 and current < 100 and tokens[place + 1][0] not in {"a", "an"}:
                break
        elif word in {"half", "quarter"}:
            current, end = current + (Decimal("0.5") if word == "half" else Decimal("0.25")), stop
        elif word in numbers:
            size = Decimal(numbers[word])
            if end and not _fits(current, size):
                break
            current, end = current + size, stop
        elif word in scales:
            scale = Decimal(scales[word])
            if scale == 100 and current < 100:
                current = (current or Decimal(1)) * 100
            elif scale < least and scale != 100:
                total, current, least = total + (current or Decimal(1)) * scale, Decimal(0), scale
            else:
                break
            end = stop
    return total + current, end


def _fits(current: Decimal, size: Decimal) -> bool:
    """Whether a number word may follow what has been read: twenty-five, not twenty twelve."""
    rest = current % 100
    return rest == 0 or (0 < size < 10 and rest >= 20 and rest % 10 == 0)
