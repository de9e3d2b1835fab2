"""Pages of questions and answers: what an answer says is made, and with whom a part of the page deals."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_effects import Event
from kg.extraction.agreement_headings import heads_section
from kg.extraction.agreement_names import names_within
from kg.extraction.agreement_others import aside_of
from kg.extraction.agreement_reader import BY_NAME, Reader
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_words import lexicon_pattern

__all__ = ["answered", "asks", "sections_with_others"]


def answered(reader: Reader, asked: Line, line: Line) -> Event | None:
    """Return the act of making that an answer without a verb tells: "What was signed yesterday?" "The Dock Deed, between …"."""
    if not asks(asked) or lexicon_pattern("asks-what-is-made").search(asked.text) is None:
        return None
    name = next(iter(names_within(line.passage.text, line.start, line.end)), None)
    if name is None or name.start - line.start > 4 or reader.for_users(line, name):
        return None
    if lexicon_pattern("behind-an-answer").match(line.passage.text[name.end : line.end]) is None:
        return None
    made, words = relative_bounds(asked.text, reader.document.published)
    return Event(name.start, name.tail, "make", name.kind, name.force, name, name.link, made=made, basis=words)


def asks(line: Line) -> bool:
    """Return whether a sentence is a question."""
    return line.text.rstrip(" *_").endswith("?")


def sections_with_others(reader: Reader, lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """Return of which agreements the parts of a page of one party speak that name one other party and none to the main agreement.

    Nothing of parts that leave open of whom they speak. The keys are where the parts begin in the captured text. Such a part
    speaks of the one agreement told of the two, else of one that other documents tell.
    """
    main, speaker = reader.main, reader.parties.publisher
    if main is None or speaker not in main.parties or speaker not in reader.makers:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for part in _parts(lines):
        named = {k for line in part for h in line.hits if h.how in BY_NAME for k in h.keys if k in reader.makers} - {speaker}
        if len(named) == 1 and not named & {*main.parties}:
            found[part[0].raw()[0]] = _between(reader, speaker, *named)
    return found


def _between(reader: Reader, speaker: str, other: str) -> tuple[str, ...]:
    """The keys of what a part of a page speaks of, where it tells of its speaker and one other party."""
    told = [d for d in reader.found.ledger.drafts if not d.implied and {speaker, other} <= set(d.parties)]
    if told or reader.main is None:
        return (told[0].key,) if len(told) == 1 else ()
    return (aside_of(reader, tuple(sorted((speaker, other)))).key, reader.main.key)


def _parts(lines: Sequence[Line]) -> list[list[Line]]:
    """The sentences below each heading or question, with it."""
    parts: list[list[Line]] = []
    for line in lines:
        if heads_section(line) or (line.first and asks(line)):
            parts.append([])
        if parts:
            parts[-1].append(line)
    return [part for part in parts if asks(part[0])]
