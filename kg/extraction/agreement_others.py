"""Sentences of a report on a deal that is not its main one: a deal told by its verb, and a deal known by who is named."""

from __future__ import annotations

import re

from kg.extraction.agreement_drafts import Draft, same_parties
from kg.extraction.agreement_effects import find_deal
from kg.extraction.agreement_reader import BY_NAME, HEADS, Reader
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_timing import date_event
from kg.extraction.agreement_words import lexicon_pattern
from kg.records import DateBounds, Force, MentionKind

__all__ = ["aside_of", "read_aside", "read_deal_of_others", "read_named_parties"]


_LED = re.compile(r"\b(?:from|to|with) $")  # before the pronoun for whom something is bought from
_OF_SOMETHING = re.compile(r"\b(?:at|for|in|of|on|to|with)\b [^,;]*[a-z] $")


def read_deal_of_others(reader: Reader, line: Line) -> bool:
    """Return whether a sentence, which then speaks of it, tells a deal of others by its verb: "Acme leased the quay to Beta"."""
    main = reader.main
    if main is None or line.block.role in HEADS:
        return False
    text = line.passage.text
    event = find_deal(text, line.start, line.end)
    if event is None:
        return False
    before = [k for h in line.hits if h.end <= event.start for k in h.keys if k in reader.makers]
    behind = [h for h in line.hits if h.start >= event.end and (h.how in BY_NAME or _LED.search(text[event.end : h.start]))]
    after = [k for h in behind for k in h.keys if k in reader.makers]
    keys = tuple(dict.fromkeys([*before[-1:], *after[:1]]))
    subject = max((h.end for h in line.hits if h.end <= event.start and h.keys[-1:] == keys[:1]), default=event.start)
    if _OF_SOMETHING.search(text[subject : event.start]):
        return False  # "to use Acme for work on boats let by Beta": the verb is of the boats
    reached = next((h.start for h in behind), line.end)
    beside = lexicon_pattern("same-day").search(line.text) is not None  # "on the same day they ordered six": a deal of its own
    if len(keys) < 2 or (re.search(r"[;:]", text[event.end : reached]) and not beside):
        return False
    if set(keys) <= set(main.parties) and not (beside and set(keys) < set(main.parties)):
        return False
    others = [d for d in reader.found.ledger.drafts if not d.implied and not (beside and d is main)]
    draft = next((d for d in others if same_parties(d.parties, keys)), None)
    if draft is None:
        published = reader.document.published
        dated = date_event(text, line.start, line.end, event, [], published)
        made, basis = (dated.made, f'the document says "{dated.basis}"') if dated.made else (DateBounds(None, published.latest), "")
        made, basis = (reader.last_day, "on the same day") if beside and not dated.made and reader.last_day else (made, basis)
        draft = reader.found.ledger.add("deal", keys, "definitive", Force.BINDING, made, basis or "not later than the document")
    draft.spans.append(line.raw())
    reader.told = (draft.key,)
    reader.speak(line, reader.told)
    return True


def read_named_parties(reader: Reader, line: Line) -> bool:
    """Return whether a sentence names parties by which one deal beside the main one is known; it then speaks of that deal."""
    main = reader.main
    named = {k for h in line.hits if h.how in BY_NAME for k in h.keys}
    if main is None or not named or line.block.role in HEADS:
        return False
    told = reader.found.ledger.by_key(reader.told[0]) if reader.told else None
    if told is not None and named <= set(told.parties):
        return False  # goes on with what the paragraph speaks of
    reader.told = ()
    if named <= set(main.parties):
        return False
    known = [d for d in reader.found.ledger.drafts if d is not main and not d.implied and named <= set(d.parties)]
    if len(known) != 1:
        return False
    reader.told = (known[0].key,)
    reader.speak(line, reader.told)
    return True


def read_aside(reader: Reader, line: Line) -> bool:
    """Return whether a sentence tells of a party to the main agreement and somebody beside it.

    What it says is of an agreement of those, which other documents tell; where none does, of the main one.
    """
    main = reader.main
    if main is None or line.block.role in HEADS or reader.told:
        return False
    named = {k for h in line.hits if h.how in BY_NAME for k in h.keys if k in reader.makers}
    alone = {k for h in line.hits if len(h.keys) == 1 for k in h.keys if k in reader.makers}
    keys = tuple(sorted(named if len(named) > 1 else named | alone))
    if len(keys) != 2 or len(set(keys) & set(main.parties)) > 1 or not named - set(main.parties) - reader.circle:
        return False
    reader.speak(line, (aside_of(reader, keys).key, main.key))
    return True


def aside_of(reader: Reader, keys: tuple[str, ...]) -> Draft:
    """Return the agreement of some parties that other documents tell, if any."""
    ledger = reader.found.ledger
    draft = next((d for d in ledger.drafts if d.mentioned is MentionKind.ASIDE and set(d.parties) == set(keys)), None)
    if draft is None:
        made = DateBounds(None, reader.document.published.latest)
        draft = ledger.add("relation-aside", keys, "partnership", Force.UNKNOWN, made, "not later than the document")
        draft.mentioned = MentionKind.ASIDE
    return draft
