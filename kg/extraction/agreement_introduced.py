"""A deal beside the main one that a sentence of a report brings in by name: "Under another contract of 9 May Acme pays …"."""

from __future__ import annotations

import re

from kg.bounds import meets
from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_drafts import Draft, same_parties
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_reader import BY_NAME, HEADS, Reader
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_words import AMENDING, lexicon_pattern
from kg.records import DateBounds

__all__ = ["read_introduced"]

_MOST = 3  # parties of a deal that is told in passing


def read_introduced(reader: Reader, line: Line) -> bool:
    """Return whether a sentence, which then speaks of it, begins with the name of a deal that is not the main one."""
    main, text = reader.main, line.passage.text
    name = next((n for n in reader.names(line) if lexicon_pattern("brings-in").fullmatch(text[line.start : n.start])), None)
    if main is None or name is None or name.kind in AMENDING or line.block.role in HEADS:
        return False
    if not (name.indefinite or _is_another(name)):
        return False
    tied = reader.tied_to(line, name)
    keys = tied if len(tied) > 1 else tuple(dict.fromkeys(k for h in line.hits if h.how != "collective" for k in h.keys))
    keys = tuple(k for k in keys if k in reader.makers)
    named = any(h.how in BY_NAME for h in line.hits)
    made = _day(reader, line, name)
    if len(keys) not in range(2, _MOST + 1) or not named or not _is_apart(main, name, keys, made):
        return False
    draft = reader.other(name, keys, line)
    if made and not draft.made.earliest:
        draft.made, draft.basis = made, "the document says so"
    draft.supposed = False
    reader.told = (draft.key,)
    reader.speak(line, reader.told)
    return True


def _day(reader: Reader, line: Line, name: AgreementName) -> DateBounds:
    """The day of a deal that its name or the words right behind it tell."""
    if name.made:
        return name.made
    behind = re.split(r"[.;](?=\s|$)", line.passage.text[name.end : min(line.end, name.end + 60)], maxsplit=1)[0]
    if lexicon_pattern("same-day").search(behind):
        return reader.main.made if reader.main is not None else DateBounds()
    return relative_bounds(behind, reader.document.published)[0]


def _is_apart(main: Draft, name: AgreementName, keys: tuple[str, ...], made: DateBounds) -> bool:
    """Whether the words tell that a deal is not the main one: by its parties, its kind, its day, or as "another"."""
    others = not set(keys) <= set(main.parties) and not same_parties(keys, main.parties)
    earlier = bool(made and main.made) and not meets(made, main.made)
    return others or earlier or (name.kind == "memorandum") is not (main.kind == "memorandum") or _is_another(name)


def _is_another(name: AgreementName) -> bool:
    return lexicon_pattern("set-apart").search(f"{name.determiner} {name.phrase}") is not None
