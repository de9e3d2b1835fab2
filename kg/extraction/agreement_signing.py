"""The day of what a report announces, where a sentence of its own tells when it was signed: "The papers were signed on Monday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from kg.dates import find_dates
from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_names import find_names
from kg.extraction.agreement_reader import LISTED, Reader
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_words import AMENDING, lexicon_pattern, verb_pattern
from kg.extraction.contract_days import until_agreed
from kg.records import DateBounds

__all__ = ["date_by_signing"]

_BEHIND = 60  # code points behind the verb in which its day stands
_NEWS = timedelta(days=60)  # within which what was signed is announced


def date_by_signing(reader: Reader, lines: Sequence[Line]) -> None:
    """Date the agreement that a report announces without a day by the one day on which it says that something was signed."""
    own = reader.own
    if own is None or own.made.earliest is not None:
        return
    offers = (_offered_on(line, reader.document.published) for line in lines)
    offered = next((found for found in offers if found), DateBounds())
    if offered and own.made.latest == reader.document.published.latest:
        own.made = DateBounds(offered.earliest, own.made.latest)
        own.basis = "from the day of the letter that is accepted to that of the answer"
        return
    published = reader.document.published
    answered = until_agreed(reader.document, DateBounds(published.earliest, published.earliest))
    if own.kind in AMENDING and answered.earliest != answered.latest:
        own.made, own.basis = answered, "from the day of the letter to that on which it was agreed to below"
        return
    if own.kind in AMENDING and published.earliest is not None and any(map(_changes_by_itself, lines)):
        own.made, own.basis = published, "the letter by which it is made"
        return
    told = [day for line in lines if line.block.role not in LISTED and (day := _signed_on(line, reader.document.published))[1]]
    if told and all(bounds == told[0][0] for bounds, _ in told):
        own.made, own.basis = told[0][0], f'the document says "{told[0][1]}"'


_THIS_LETTER = re.compile(r"\b(?:[Tt]his|[Tt]he\s+present)\s+(?:letter|mail|e-?mail|note|message)\s+")


def _changes_by_itself(line: Line) -> bool:
    """Whether a sentence says that the letter in which it stands changes something: "This letter varies our lease"."""
    subject = _THIS_LETTER.search(line.text)
    return subject is not None and any(verb_pattern(v).match(line.text, subject.end()) for v in ("amend", "extend"))


def _offered_on(line: Line, published: DateBounds) -> DateBounds:
    """The day of the letter or mail that the writer of an answer accepts: "I accept your offer of Monday"."""
    taken = lexicon_pattern("takes-offer").search(line.text)
    if taken is None or published.latest is None:
        return DateBounds()
    behind = line.text[taken.end() : taken.end() + _BEHIND]
    days = [d.bounds for d in find_dates(behind) if d.precision == "day" and d.start < 4]
    found = days[0] if days else relative_bounds(f"on {behind}", published)[0]
    first = found.earliest
    return found if first is not None and published.latest - _NEWS <= first <= published.latest else DateBounds()


def _signed_on(line: Line, published: DateBounds) -> tuple[DateBounds, str]:
    """The day on which a sentence says that the papers at hand were signed, shortly before the document, and its words."""
    signed = lexicon_pattern("were-signed").search(line.text)
    if signed is None or published.latest is None or any(n.dates or n.indefinite for n in find_names(line.text)):
        return DateBounds(), ""
    text = line.text[: signed.end() + _BEHIND]
    days = [d for d in find_dates(text) if d.precision == "day"]
    bounds, words = (days[0].bounds, text[days[0].start : days[0].end]) if days else relative_bounds(text, published)
    first, last = bounds.earliest, bounds.latest
    recent = first is not None and last is not None and published.latest - _NEWS <= first and last <= published.latest
    return (bounds, words) if recent else (DateBounds(), "")
