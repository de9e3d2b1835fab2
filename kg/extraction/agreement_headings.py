"""Headings and questions that say which agreement the passages below them speak of."""

from __future__ import annotations

from kg.bounds import meets
from kg.extraction.agreement_drafts import Draft
from kg.extraction.agreement_names import AgreementName, names_within
from kg.extraction.agreement_reader import BY_NAME, Reader
from kg.extraction.agreement_sites import Line
from kg.records import BlockRole

__all__ = ["heads_section", "section_subject"]


def heads_section(line: Line) -> bool:
    """Return whether a sentence stands above others: a heading, or a question that is a block of its own."""
    alone = line.first and line.end >= len(line.passage.text.rstrip())
    return line.block.role is BlockRole.HEADING or (alone and line.text.rstrip(" *_").endswith("?"))


def section_subject(reader: Reader, line: Line) -> tuple[str, ...]:
    """Return the key of the agreement beside the main one that a heading names, by its title, number, day or parties."""
    main = reader.main
    if main is None:
        return ()
    for name in names_within(line.passage.text, line.start, line.end):
        known = [d for d in reader.found.ledger.drafts if not d.implied and _called(name, d)]
        if len(known) == 1:
            return (known[0].key,) if known[0] is not main else ()
        makers = tuple(dict.fromkeys(k for k in (*reader.tied_to(line, name), reader.parties.publisher) if k in reader.makers))
        if not known and name.number is not None and len(makers) > 1 and not set(makers) <= set(main.parties):
            return (reader.other(name, makers, line).key,)
    named = {k for h in line.hits if h.how in BY_NAME for k in h.keys}
    if not named or named <= set(main.parties):
        return ()
    beside = [d for d in reader.found.ledger.drafts if d is not main and not d.implied and named <= set(d.parties)]
    return (beside[0].key,) if len(beside) == 1 else ()


def _called(name: AgreementName, draft: Draft) -> bool:
    """Whether a name in a heading is that of an agreement met before."""
    if name.dates and draft.made:
        return meets(name.made, draft.made) and name.kind == draft.kind
    return draft.is_called(name)
