"""Listed articles: each item is somebody's report of another document, and of the agreement that one is about."""

from __future__ import annotations

from kg.extraction.agreement_drafts import clean_title
from kg.extraction.agreement_effects import Event
from kg.extraction.agreement_events import find_event
from kg.extraction.agreement_names import find_names
from kg.extraction.agreement_reader import Reader
from kg.extraction.agreement_sites import AgreementSite, Line
from kg.extraction.agreement_words import lexicon_pattern, verb_pattern
from kg.records import Basis, BlockRole, DateBounds, Force, LinkMention, LinkType, MentionKind, Stance

__all__ = ["read_listing"]


def read_listing(reader: Reader, lines: list[Line]) -> None:
    """Add the agreement of each listed article of two parties."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.block.group, []).append(line)
    for group in sorted(groups):
        _read_item(reader, groups[group])


def _event(line: Line) -> Event | None:
    names = [n for n in find_names(line.passage.text) if line.start <= n.start < line.end]
    return find_event(line.passage.text, line.start, line.end, names, DateBounds())


def _read_item(reader: Reader, lines: list[Line]) -> None:
    keys = tuple(dict.fromkeys(k for line in lines for k in reader.parties_of(line)))
    texts = [line for line in lines if line.block.role is BlockRole.LISTING_TEXT] or lines
    events = [(line, event) for line in [*texts, *lines] if (event := _event(line)) is not None]
    if len(keys) < 2 or not (events or any(reader.promises(line) for line in lines)):
        return
    line, event = events[0] if events else (lines[0], None)
    makers = reader.parties_of(line, event) if event else keys
    makers = makers if len(makers) >= 2 else keys
    kind, force = (event.kind, event.force) if event else ("partnership", Force.UNKNOWN)
    draft = reader.found.ledger.add("listed", makers, kind, force)
    draft.mentioned = MentionKind.LISTED
    draft.title = clean_title(next((x.text for x in lines if x.block.role is BlockRole.LISTING_TITLE), ""))
    draft.basis = "no date is given"
    draft.spans.append(line.raw())
    about = _tell(reader, draft.key, line, event, texts)
    for x in lines:
        reader.speak(x, about)


def _tell(reader: Reader, key: str, line: Line, event: Event | None, texts: list[Line]) -> tuple[str, ...]:
    """Write down what an item says that its agreement does to an earlier one; return what the item speaks of."""
    draft = reader.found.ledger.by_key(key)
    stands = any(lexicon_pattern("no-change").search(x.text) or verb_pattern("reaffirm").search(x.text) for x in texts)
    if draft is not None and draft.kind == "declaration" and stands:
        about = (key, reader.found.base_of(draft).key)
        link = LinkMention(key, LinkType.REAFFIRMS, "")
        reader.found.sites.append(AgreementSite(*line.raw(), about, Stance.REAFFIRMS, Basis.INFERRED, link, "links"))
        return about
    if event is not None and event.link is LinkType.SUPERSEDES:
        link = LinkMention(key, event.link, "")
        reader.found.sites.append(AgreementSite(*line.raw(), (key,), Stance.CHANGES, Basis.INFERRED, link, "links"))
    return (key,)
