"""What is done to an agreement by words that stand before and behind its name: "have put the lease of 2011 on a new footing"."""

from __future__ import annotations

from kg.extraction.agreement_effects import Event, is_denied
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern
from kg.records import Force, LinkType

__all__ = ["changed_around", "effect_around"]

_KINDS = (
    ("amends-around", LinkType.AMENDS, "amend", "amendment"),
    ("extends-around", LinkType.EXTENDS, "extend", "extension"),
    ("replaces-around", LinkType.SUPERSEDES, "replace", "definitive"),
)
_BEFORE, _BEHIND = 60, 90  # code points beside a name in which such words stand


def changed_around(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return what parties did to an agreement that is there, told so."""
    for base in names:
        for words, link, verb, kind in _KINDS:
            place = _place(text, start, end, base, words)
            if place is not None:
                return Event(place, base.tail, verb, kind, Force.BINDING, None, link, base)
    return None


def effect_around(text: str, start: int, end: int, names: list[AgreementName]) -> tuple[LinkType, AgreementName | None] | None:
    """Return what a sentence says so of the agreement that is its subject: "It does away with the lease of 2011"."""
    for base in names:
        link = next((link for words, link, *_ in _KINDS if _place(text, start, end, base, words) is not None), None)
        if link is not None:
            return link, base
    return None


def _place(text: str, start: int, end: int, base: AgreementName, words: str) -> int | None:
    """Where such words begin around a known agreement; nothing where they do not stand, or are denied."""
    if base.indefinite or not base.firm or base.link is not None or not start <= base.start < end:
        return None
    first = max(start, base.start - _BEFORE)
    before = text[first : base.start]
    found = lexicon_pattern(words).finditer(f"{before}§{text[base.tail : min(end, base.tail + _BEHIND)]}")
    told = next((one for one in found if one.start() <= len(before) < one.end()), None)  # not around a § of the text itself
    if told is None or is_denied(text, first + told.start(), start):
        return None
    return first + told.start()
