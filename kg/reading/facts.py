"""What is known of a document beside its text: stated by a person, found in its container, or read off the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from kg.dates import find_dates
from kg.errors import InputError
from kg.records import DateBounds

__all__ = ["NO_FACTS", "Facts", "facts_from", "first_of", "read_bounds"]

_KEYS = {
    "title": ("title", "headline", "name", "subject"),
    "publisher": ("publisher", "site", "site_name", "organisation", "organization"),
    "source_address": ("source", "source_address", "url", "link", "address", "canonical_url"),
    "published": ("published", "published_at", "date", "publication_date", "date_published", "datePublished", "issued"),
    "captured_on": ("captured", "captured_on", "fetched", "retrieved", "cached", "accessed"),
    "date_basis": ("basis", "date_basis"),
    "reliability": ("reliability", "quality", "credibility"),
    "truncated": ("truncated",),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document. Empty: not told.

    `sender` is the name of who wrote a mail, `host` the domain it came from; `page_title` is the title of a web page with what the
    site adds to it.
    """

    title: str = ""
    publisher: str = ""
    source_address: str = ""
    published: DateBounds = field(default_factory=DateBounds)
    captured_on: date | None = None
    date_basis: str = ""
    truncated: bool = False
    reliability: str = ""
    sender: str = ""
    host: str = ""
    page_title: str = ""


NO_FACTS = Facts()


def first_of(*facts: Facts) -> Facts:
    """Each fact from the first that tells it; the basis of a date goes with the date.

    >>> first_of(Facts(title="A"), Facts(title="B", publisher="C"))  # doctest: +ELLIPSIS
    Facts(title='A', publisher='C', ...)
    """
    result = NO_FACTS
    for one in facts:
        told = {known.name: getattr(one, known.name) for known in fields(one) if getattr(one, known.name)}
        if result.published:
            told.pop("date_basis", None)
        kept = {name: value for name, value in told.items() if not getattr(result, name) or name == "date_basis"}
        result = replace(result, **kept)
    return result


def read_bounds(value: object, where: str = "") -> DateBounds:
    """Bounds from a day, a partial date, or an array of two of them of which either may be empty or null.

    >>> read_bounds(["2025-10-28", None]).earliest
    datetime.date(2025, 10, 28)

    Raises:
        InputError: the value is no date.
    """
    if isinstance(value, datetime):
        return DateBounds(value.date(), value.date())
    if isinstance(value, date):
        return DateBounds(value, value)
    if isinstance(value, list | tuple) and len(value) == 2:
        low, high = (read_bounds(one, where) if one else DateBounds() for one in value)
        return DateBounds(low.earliest, high.latest)
    words = str(value).strip().strip("\"'")
    if words.startswith("[") and words.endswith("]") and words.count(",") >= 1:
        parts = [part.strip().strip("\"'") for part in words[1:-1].split(",")]
        return read_bounds([None if part.lower() in {"", "null", "none"} else part for part in parts[:2]], where)
    if re.fullmatch(r"\d{4}", words):
        words = f"in {words}"
    found = find_dates(words)
    if not found:
        raise InputError(
            f"states a date that cannot be read: {words[:60]!r}.", where=where, cure="Write it as YYYY-MM-DD, YYYY-MM or YYYY."
        )
    return found[0].bounds


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name", "")
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def facts_from(table: Mapping[str, Any], where: str) -> Facts:
    """The facts that a table of front matter, of a sidecar or of a record states; unknown keys are left alone.

    Raises:
        InputError: a date cannot be read.
    """
    given: dict[str, Any] = {}
    for name, keys in _KEYS.items():
        value = next((table[key] for key in keys if key in table and table[key] not in (None, "", [])), None)
        if value is None:
            continue
        if name == "published":
            given[name] = read_bounds(value, where)
        elif name == "captured_on":
            given[name] = read_bounds(value, where).latest
        elif name == "truncated":
            given[name] = value is True or str(value).strip().lower() in {"true", "yes", "1"}
        else:
            given[name] = _text(value)
    facts = Facts(**given)
    if facts.published and not facts.date_basis:
        facts = replace(facts, date_basis="stated with the document")
    return facts
