"""The names that a label for several stands before, in the head of a contract: "Buyers: Jane Doe and John Doe", or a list below it.

Everything here works on raw text; offsets are of it, half-open.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extraction.party_entries import name_at, particular
from kg.extraction.party_head_marks import Mark
from kg.extraction.party_names import Name

__all__ = ["listed_behind"]

_LIST = 800  # code points of a list
_ROW = re.compile(r"[^\n]*\S[^\n]*")
_MARKER = re.compile(r"[ \t]*(?:(?:\d{1,2}(?:st|nd|rd|th)|\(?\w{1,3}[.)]|[-–—•*])[ \t]+)?")
_LABEL = re.compile(r"[ \t]*[A-Z][^\n:]{1,40}(?::(?:[ \t]|$)|\.{3}|[ \t]{3,}[^\s(\x22'])")  # a row with a label of its own
_AND = re.compile(r"[ \t]+(?:and|&)[ \t]+(?=[A-ZÀ-Þ])")
_FULL = 2  # words of the name of a person


def listed_behind(text: str, mark: Mark) -> list[Name]:
    """Return the names that stand behind a label in its row and in those right below it, where it is one for several.

    The label is a plural, or each row holds a name with a legal form: below a name may stand where it sits.
    """
    plural = re.search(r"\w{3}[^\Ws]s$", mark.words[0], re.IGNORECASE) is not None
    names: list[Name] = []
    for row in _rows(text, mark.end):
        marker = _MARKER.match(text, row.start(), row.end())
        name = name_at(text, marker.end() if marker else row.start(), row.end())
        if name is None:
            break
        names += _parted(text, name) if plural and not name.legal else [name]
    return names if len(names) > 1 and (plural or all(name.legal for name in names)) else []


def _rows(text: str, start: int) -> list[re.Match[str]]:
    """Return what stands behind a label: the rest of its row, and the rows below it up to an empty one or another label."""
    found = [row] if (row := _ROW.match(text, start, start + _LIST)) else []
    while found and (row := _ROW.match(text, found[-1].end() + 1, start + _LIST)):
        if _goes_on(found[-1].group()) or _LABEL.match(row.group()) or particular().match(row.group().strip()):
            break
        found.append(row)
    return found


def _goes_on(row: str) -> bool:
    """Whether what a row says goes on in the next one: behind an address that ends with a comma, in a bracket."""
    return row.rstrip().endswith(",") or row.count("(") > row.count(")")


def _parted(text: str, name: Name) -> list[Name]:
    """Return the persons that a name without legal form is of: "Jane Doe and John Doe"."""
    cuts = [m.span() for m in _AND.finditer(text, name.start, name.end)]
    starts, ends = [name.start, *(b for _, b in cuts)], [*(a for a, _ in cuts), name.end]
    parts = [replace(name, start=a, end=b, text=" ".join(text[a:b].split())) for a, b in zip(starts, ends, strict=True)]
    return parts if all(len(part.text.split()) >= _FULL for part in parts) else [name]
