"""A deal with one whom the main agreement does not have: "our contract with Gamma ends in May", "Gamma made it. That contract …".

A text that announces a deal of its own tells of others in passing, mostly of the one before. Who is new stands beside the name of
such a deal or in the sentence before; the other side is who speaks, or the only party of the main agreement that stands there too.
"""

from __future__ import annotations

import re

from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_reader import BY_NAME, HEADS, Reader
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_words import AMENDING

__all__ = ["read_apart"]

_WITH = re.compile(  # between the name of a deal and who is new in it
    r"\s*(?:\([^()]*\)\s*)?,?\s*(?:(?:which|that)\s+(?:it|they|we)\s+(?:\w+\s+){1,3}?)?(?:with|from)\s+(?:the\s+|our\s+)?(?:[a-z][\w-]*\s+){0,4}?\W*"
)
_UNDER = re.compile(r"\b(?:by|in|through|under)\s+$", re.IGNORECASE)
_OPENS = 2  # code points before a name that opens a sentence


def read_apart(reader: Reader, line: Line, before: Line | None) -> bool:
    """Return whether a sentence, which then speaks of it, names a deal with one whom the main agreement does not have.

    Args:
        reader: of the report.
        line: the sentence.
        before: the sentence before it in its paragraph, if there is one.
    """
    main = reader.main
    if main is None or line.block.role in HEADS or len(main.parties) < 2:
        return False
    for name in reader.names(line):
        new = _new_beside(reader, line, name) or (_new_before(reader, before) if _takes_up(line, name) and before else "")
        told = before if new and before is not None and not _new(reader, line) else line
        partner = (
            _partner(reader, told)
            if new and not _is_told(reader, new) and name.kind not in AMENDING and not reader.for_users(line, name)
            else ""
        )
        if partner:
            draft = reader.other(name, (partner, new), line)
            draft.supposed = False
            reader.told = (draft.key,)
            reader.speak(line, reader.told)
            return True
    return False


def _is_told(reader: Reader, new: str) -> bool:
    """Whether the paragraph speaks of a deal of somebody already."""
    told = reader.found.ledger.by_key(reader.told[0]) if reader.told else None
    return told is not None and new in told.parties


def _new(reader: Reader, line: Line) -> tuple[str, ...]:
    """Whom a sentence names that the main agreement does not have, nor its announcement names."""
    main = reader.main
    known = {*(main.parties if main is not None else ()), *reader.circle}
    named = (k for h in line.hits if h.how in BY_NAME for k in h.keys if k in reader.makers)
    return tuple(dict.fromkeys(k for k in named if k not in known))


def _new_beside(reader: Reader, line: Line, name: AgreementName) -> str:
    """The one new party of a sentence if the name of a deal is tied to it: "our contract with Gamma", "by a contract of May"."""
    new = _new(reader, line)
    if len(new) != 1:
        return ""
    text = line.passage.text
    with_it = any(h.keys == new and h.start >= name.end and _WITH.fullmatch(text, name.end, h.start) for h in line.hits)
    led = name.indefinite and bool(name.dates) and _UNDER.search(text, line.start, name.start) is not None
    return new[0] if (with_it and not name.indefinite) or led else ""


def _takes_up(line: Line, name: AgreementName) -> bool:
    """Whether the name of a deal opens a sentence and means the one just told of: "That contract ends in May"."""
    return name.determiner == "that" and name.start - line.start <= _OPENS and not any(h.how in BY_NAME for h in line.hits)


def _new_before(reader: Reader, line: Line) -> str:
    """The one new party of a sentence that makes no deal of its own."""
    new = _new(reader, line)
    return new[0] if len(new) == 1 and not line.text.rstrip().endswith("?") else ""


def _partner(reader: Reader, line: Line) -> str:
    """Who deals with the new one: the only party of the main agreement in a sentence, else who speaks."""
    main, speaker = reader.main, reader.parties.publisher
    parties = main.parties if main is not None else ()
    there = {k for h in line.hits if h.how != "collective" for k in h.keys if k in parties}
    if not there and speaker in parties:
        return speaker
    return next(iter(there)) if len(there) == 1 else ""
