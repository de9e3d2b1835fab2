"""Title, source address and dates of a document, read off the page without knowing its site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg.dates import FoundDate, find_dates
from kg.reading.datelines import find_dateline
from kg.reading.facts import Facts, first_of
from kg.reading.head_lines import day_filed, day_of_head, day_told, in_order, is_filed, of_another, until_signed
from kg.reading.names import name_for_host, without_site_words
from kg.reading.page import match_part
from kg.reading.parts import Part
from kg.reading.pieces import Form
from kg.reading.publisher import find_publisher
from kg.reading.roles import Layout
from kg.records import BlockRole, DateBounds

__all__ = ["read_facts"]

_Evidence = tuple[DateBounds, str]
_DAYS = {"day", "either-day", "month", "days"}
_LOST_SPACE = re.compile(r"((?:19|20)\d\d)(?=\d+ ?[KMG]?B\b)")
_TWELVE_HOURS = re.compile(r"\d[\d:.]*\s?[AaPp]\.?[Mm]\b")
_LINKED_SELF = re.compile(r"\((https?://[^\s)#]+)#[^\s)]*\)")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)(?:[/-](\d\d?))?(?=[/-])")
_YEAR_TAG = re.compile(r"(?:tags?|topics?|categor(?:y|ies)|year)[=/]((?:19|20)\d\d)\b|[#\[]((?:19|20)\d\d)\b")


def _dates(plain: str) -> list[FoundDate]:
    return find_dates(_LOST_SPACE.sub(r"\1 ", plain))


def _shown(plain: str) -> str:
    return f'"{plain}"' if len(plain) <= 90 else f'"{plain[:87]}…"'


def _month_first(found: FoundDate, plain: str) -> DateBounds:
    """The reading of figures where the month comes first: in public filings, and beside a clock of twelve hours."""
    match = re.match(r"(\d{1,2})/(\d{1,2})/", plain[found.start : found.end])
    if found.precision == "either-day" and match and found.bounds.earliest and found.bounds.latest:
        month = int(match[1])
        day = found.bounds.earliest if found.bounds.earliest.month == month else found.bounds.latest
        return DateBounds(day, day)
    return found.bounds


# ------------------------------------------------------------------ what tells the day of publication, best first
def _by_stamp(text: str, layout: Layout) -> Iterator[_Evidence]:
    """Stamps of filings, registers, gazettes and sites."""
    for name in ("form-stamp", "register-stamp", "masthead", "publication-stamp", "publisher-line"):
        for part in layout.parts:
            if part.role not in {BlockRole.METADATA, BlockRole.BYLINE, BlockRole.BOILERPLATE} or not part.plain:
                continue
            match = match_part(name, part.plain)
            if match and (found := [one for one in _dates(part.plain) if one.precision in _DAYS]):
                start = match.start("date") if match.groupdict().get("date") else 0
                inside = [one for one in found if one.start >= start] or found
                first = name == "form-stamp" or bool(_TWELVE_HOURS.search(part.plain))
                figures = part.plain[inside[0].start : inside[0].end]
                bounds = _month_first(inside[0], part.plain) if first else in_order(text, figures, inside[0].bounds)
                yield bounds, f"stamp {_shown(part.plain)}"


def _by_dateline(text: str, layout: Layout) -> Iterator[_Evidence]:
    """The byline or dateline at the top; in a letter, the last day that a signer added is the latest."""
    for part in layout.parts[:30]:
        if part.role is BlockRole.BYLINE and (found := _days_of_line(part.plain)):
            bounds, basis = found[-1].bounds, f"dateline {_shown(part.plain)}"
            signed = _signing_days(layout.parts) if layout.opening.letter else []
            if signed and bounds.latest and signed[-1] > bounds.latest:
                yield DateBounds(bounds.earliest, signed[-1]), f"{basis} and the last day of signing"
            yield (until_signed(text, bounds) if _greets(text) else bounds), basis


def _days_of_line(plain: str) -> list[FoundDate]:
    """The days of a dateline that are not those of something else: "until 3 May 2012", "the contract of 3 May 2012"."""
    days = [one for one in _dates(plain) if one.precision in _DAYS]
    before = [re.sub(r"\b(?:on|as of)\s+\Z", "", plain[: one.start]) for one in days]
    return [one for one, words in zip(days, before, strict=True) if not of_another(words) or is_filed(words)]


def _by_foot(text: str, layout: Layout) -> Iterator[_Evidence]:
    """A line at the foot that says when the paper was filed, printed or laid open; no dateline of it is later."""
    found = day_filed(text)
    if found is not None:
        datelines = [one for part in layout.parts[:30] if part.role is BlockRole.BYLINE for one in _days_of_line(part.plain)]
        if not any(one.bounds.earliest and found[0].latest and one.bounds.earliest > found[0].latest for one in datelines):
            yield found[0], f"line {_shown(found[1])}"


def _greets(text: str) -> bool:
    return bool(re.search(r"(?m)^\s*Dear\b", text[:3000]))


def _signing_days(parts: Sequence[Part]) -> list[date]:
    signed = (part.plain for part in parts if part.role is BlockRole.SIGNATURE)
    return sorted(
        found.bounds.latest for plain in signed for found in _dates(plain) if found.precision == "day" and found.bounds.latest
    )


def _by_mail(text: str, layout: Layout) -> Iterator[_Evidence]:
    for part in layout.parts[:10]:
        if part.role is BlockRole.MAIL_HEADER and (found := [one for one in _dates(part.plain) if one.precision == "day"]):
            yield found[0].bounds, f"mail header {_shown(part.plain)}"


def _by_signature(text: str, layout: Layout) -> Iterator[_Evidence]:
    """The day below the signature of a report or announcement."""
    if layout.instrument or layout.opening.letter:
        return
    if days := _signing_days(layout.parts):
        yield DateBounds(days[-1], days[-1]), "day below the signature"
    for part in layout.parts[-4:]:
        own = part.role in {BlockRole.BYLINE, BlockRole.PARAGRAPH, BlockRole.HEADING, BlockRole.SIGNATURE} and len(part.plain) < 90
        line = find_dateline(part.plain) if own else None
        if line and line[1] >= len(part.plain) and line[0].precision == "day":
            yield line[0].bounds, f"last line {_shown(part.plain)}"


def _by_line(text: str, layout: Layout) -> Iterator[_Evidence]:
    """What a line of the head says: the day of filing or release, or a day that heads a paper that is no contract."""
    letter = layout.opening.letter or _greets(text)
    found = day_told(text, layout.parts) or day_of_head(text, layout.parts, letter=letter, instrument=layout.instrument)
    if found is not None:
        yield found[0], f"line {_shown(found[1])}"


def _by_title(text: str, layout: Layout) -> Iterator[_Evidence]:
    number = layout.opening.title
    if number >= 0 and not layout.instrument:
        plain = layout.parts[number].plain
        found = _dates(plain)
        ends = found and found[-1].precision == "day" and found[-1].end >= len(plain) - 1
        if ends and not of_another(plain[: found[-1].start]):
            yield found[-1].bounds, f"title {_shown(plain)}"


def _by_tag(text: str, layout: Layout) -> Iterator[_Evidence]:
    for part in layout.parts:
        if part.role is BlockRole.METADATA and part.size < 400:
            raw = text[part.piece.start : part.piece.end]
            years = {int(match[1] or match[2]) for match in _YEAR_TAG.finditer(raw)} if match_part("tags", part.plain) else set()
            if len(years) == 1:
                year = years.pop()
                yield DateBounds(date(year, 1, 1), date(year, 12, 31)), f"tag {_shown(raw.strip())}"


def _by_instrument(text: str, layout: Layout) -> Iterator[_Evidence]:
    """A contract without a stamp was not out before its own day."""
    if not layout.instrument and not layout.opening.letter:
        return
    top = [part for part in layout.parts[:40] if part.plain and part.role is not BlockRole.NAVIGATION]
    for part in top:
        if part.piece.form is Form.ROW or match_part("instrument-date", part.plain):
            match = match_part("instrument-date", part.plain)
            if match is None:
                continue
            found = [one for one in _dates(part.plain) if one.precision in _DAYS and one.end > match.start("date")]
            if found:
                return (
                    yield (
                        DateBounds(found[0].bounds.earliest, None),
                        f"day of the contract in {_shown(part.plain)}; publication not told",
                    )
                )
    for part in top[:16]:
        line = find_dateline(part.plain) if len(part.plain) < 90 else None
        if line and line[1] >= len(part.plain):
            yield DateBounds(line[0].bounds.earliest, None), f"day of the contract in {_shown(part.plain)}; publication not told"


def _by_address(address: str) -> _Evidence | None:
    for match in _URL_DATE.finditer(address + "/"):
        figures = "-".join(f"{int(one):02d}" for one in match.groups() if one)
        if found := find_dates(figures):
            return found[0].bounds, f"date in its own address {match[0].strip('/')}"
    return None


_KINDS: tuple[Callable[[str, Layout], Iterator[_Evidence]], ...] = (_by_stamp, _by_mail, _by_foot, _by_dateline)
_LATER_KINDS: tuple[Callable[[str, Layout], Iterator[_Evidence]], ...] = (
    _by_signature,
    _by_line,
    _by_title,
    _by_instrument,
    _by_tag,
)


def _publication(text: str, layout: Layout, address: str) -> _Evidence:
    """The best evidence for the day of publication; no bounds where there is none."""
    for kinds in (_KINDS, _LATER_KINDS):
        for kind in kinds:
            for evidence in kind(text, layout):
                return evidence
        if kinds is _KINDS and address and (evidence := _by_address(address) or (DateBounds(), "")) and evidence[0]:
            return evidence
    return DateBounds(), ""


# ------------------------------------------------------------------ the rest
def _capture(layout: Layout) -> tuple[DateBounds, str]:
    for part in layout.parts:
        stamped = part.role is BlockRole.METADATA and match_part("capture-stamp", part.plain)
        if stamped and (found := _dates(part.plain)):
            first = bool(_TWELVE_HOURS.search(part.plain))
            return (_month_first(found[0], part.plain) if first else found[0].bounds), part.plain
    return DateBounds(), ""


def _own_address(text: str, layout: Layout) -> str:
    """The address that the page gives as its own: a source line, or a link into the page itself."""
    for part in layout.parts:
        if part.role is BlockRole.METADATA and part.plain:
            match = match_part("metadata-line", part.plain)
            if match and match.groupdict().get("address"):
                return str(match["address"]).rstrip(").,")
    for part in layout.parts[:40]:
        if part.role is BlockRole.NAVIGATION and (linked := _LINKED_SELF.search(text, part.piece.start, part.piece.end)):
            return linked[1]
    return ""


def _title(layout: Layout) -> str:
    if layout.opening.title >= 0:
        return layout.parts[layout.opening.title].plain
    outer = (part for part in layout.parts[:3] if part.role is BlockRole.METADATA and 12 < len(part.plain) < 200)
    stamped = any(match_part("capture-stamp", part.plain) for part in layout.parts[:30] if part.role is BlockRole.METADATA)
    return next((part.plain for part in outer if stamped and len(part.plain.split()) > 2), "")


def _within_capture(published: DateBounds, captured: DateBounds, line: str, basis: str) -> tuple[DateBounds, str]:
    """Nothing was published after the day on which it was kept."""
    latest = captured.latest
    if latest is None or (published.latest is not None and published.latest <= latest):
        return published, basis
    if published.earliest is not None and published.earliest > latest:
        return published, basis
    told = f"kept copy {_shown(line)}" if line else "day of capture"
    return DateBounds(published.earliest, latest), f"{basis}; not after the {told}" if basis else f"not after the {told}"


def read_facts(text: str, layout: Layout, known: Facts) -> Facts:
    """Return what is known of a document, completed by what its page says.

    Args:
        text: the captured text.
        layout: its parts with their roles.
        known: what was stated with the document or found in its container; it is never overruled.
    """
    address = known.source_address or _own_address(text, layout)
    published, basis = (known.published, known.date_basis) if known.published else _publication(text, layout, address)
    captured, line = (DateBounds(known.captured_on, known.captured_on), "") if known.captured_on else _capture(layout)
    published, basis = _within_capture(published, captured, line, basis)
    certain = captured.latest if captured.earliest == captured.latest else None
    found = Facts(
        title=_title(layout),
        publisher=_publisher(text, layout, address, known),
        source_address=address,
        captured_on=certain,
        truncated=any(
            part.role is BlockRole.METADATA and match_part("truncation", part.plain) for part in layout.parts if part.plain
        ),
    )
    return replace(first_of(known, found), published=published, date_basis=basis, publisher=found.publisher)


def _publisher(text: str, layout: Layout, address: str, known: Facts) -> str:
    """Who brought the document out; the name of a site gives way to the name of the body behind it."""
    if not known.publisher:
        return find_publisher(text, layout, address, known.host, known.page_title)
    short = without_site_words(known.publisher)
    if short == known.publisher or not known.page_title:
        return known.publisher
    return name_for_host(address, text) or short.removeprefix("The ")
