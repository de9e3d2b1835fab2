"""What the head of a web page states: dates, publisher, title and its own address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from kg.dates import find_dates
from kg.reading.facts import Facts, read_bounds
from kg.reading.page import match_part
from kg.records import DateBounds

__all__ = ["read_head"]

_DAY = re.compile(r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)")
_ARTICLE = re.compile(
    r"(?:\w*(?:article|posting|release|report|webpage|statement|creativework|legislation|document|episode))", re.IGNORECASE
)
_LARGEST = 1_000_000  # code points of one script that is parsed


def _day(value: object) -> DateBounds:
    """The day that a time stamp names, in the zone that it was written in."""
    words = str(value or "")
    if match := _DAY.match(words):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return DateBounds()
        return DateBounds(day, day)
    return read_bounds(words) if any(c.isdigit() for c in words) and _readable(words) else DateBounds()


def _readable(words: str) -> bool:
    return bool(find_dates(words))


def _nodes(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of linked data, graphs and lists opened."""
    if depth > 6:
        return
    if isinstance(value, list):
        for one in value[:200]:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph", []), depth + 1)
        yield from _nodes(value.get("mainEntity", []), depth + 1)


def _name(value: object) -> str:
    if isinstance(value, list):
        value = next((one for one in value if one), "")
    if isinstance(value, dict):
        value = value.get("name", "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _types(node: dict[str, Any]) -> str:
    kinds = node.get("@type", "")
    return " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)


def _linked_data(root: etree._Element) -> Facts:
    """The first article that linked data describes."""
    for script in root.iter("script"):
        text = "".join(map(str, script.itertext()))
        if (script.get("type") or "").lower() != "application/ld+json" or len(text) > _LARGEST:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if any(_ARTICLE.fullmatch(kind) for kind in _types(node).split()) or "datePublished" in node:
                return _described(node)
    return Facts()


def _described(node: dict[str, Any]) -> Facts:
    """What linked data says of an article; an author that is no person stands for a publisher that is not named."""
    author = node.get("author")
    author = author[0] if isinstance(author, list) and author else author
    body = author if isinstance(author, dict) and "person" not in _types(author).lower() else None
    published = _day(node.get("datePublished") or node.get("dateCreated"))
    return Facts(
        title=_name(node.get("headline") or node.get("name")),
        publisher=_name(node.get("publisher")) or _name(body),
        published=published,
        date_basis="datePublished of the page's linked data" if published else "",
    )


def _metas(root: etree._Element) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or meta.get("itemprop"), meta.get("content")
        if name and content:
            yield name.strip(), content.strip()


def _meta(root: etree._Element, part: str) -> tuple[str, str]:
    return next(((name, content) for name, content in _metas(root) if match_part(part, name)), ("", ""))


def _canonical(root: etree._Element) -> str:
    links = (link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((href for href in links if href.startswith("http")), "")


def _marked_time(root: etree._Element) -> Facts:
    for element in root.iter("time"):
        stamp = element.get("datetime")
        if stamp and (element.get("pubdate") is not None or element.get("itemprop") == "datePublished") and (found := _day(stamp)):
            return Facts(published=found, date_basis="time marked as day of publication")
    return Facts()


def read_head(root: etree._Element) -> tuple[Facts, ...]:
    """Return what linked data, then meta elements, then marked times say of a page."""
    (dated, stamp), (_, publisher), (_, title) = (_meta(root, f"html-meta-{name}") for name in ("date", "publisher", "title"))
    published = _day(stamp)
    address = _canonical(root) or _meta(root, "html-meta-address")[1]
    described = Facts(
        title=title,
        publisher=publisher,
        source_address=address if address.startswith("http") else "",
        published=published,
        date_basis=f"meta element {dated}" if published else "",
    )
    return _linked_data(root), described, _marked_time(root)
