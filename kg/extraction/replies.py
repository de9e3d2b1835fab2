"""Older messages repeated inside a mail: which party wrote them, and which of their lines are of a still older one."""

from __future__ import annotations

import re

from kg.extraction.party_index import PartyIndex
from kg.extraction.party_speaker import parties_of_hosts
from kg.records import Block, BlockRole, Document

__all__ = ["find_replier", "is_older"]

_OPENER = re.compile(
    r"(?im)^[>\s]*(?:(?:on|am|le|el)\b[^\n]{0,120}?\b(?P<who>[A-Z][^\n<,:]{2,60}?)?\s*(?:<(?P<address>[^<>\s]+@[^<>\s]+)>)?\s*"
    r"(?:\n[>\s]*)?(?:wrote|schrieb|a écrit|escribió)\b[^\n:]{0,40}:"
    r"|-{3,}[ ]?(?P<copied>[A-Z][^\n(,\d-]{2,60}?)[ ]?(?=[(,\d])[^\n]*\d[^\n]*-{3,}[ ]*$"
    r"|from:[ \t]*(?P<from>[^\n<]{0,60})(?:<(?P<sender>[^<>\s]+@[^<>\s]+)>)?)"
)
_HEADER = re.compile(r"(?im)^(?:from|to|cc):[ \t]*(?P<value>[^\r\n]+)")
_MAILBOX = re.compile(r"(?P<name>[^<>,;]{2,60}?)\s*<(?P<address>[^<>\s]+@[^<>\s]+)>")


def find_replier(document: Document, index: PartyIndex, block: Block) -> str:
    """Return the key of the party that wrote the older message that a block is of; "" where nothing tells it."""
    if block.role is not BlockRole.QUOTED_REPLY:
        return ""
    found = None
    for match in _OPENER.finditer(document.text, 0, block.end):
        own = match.start() == 0 or (match["from"] is not None and not _is_within(document, match.start()))
        if not own and (match.start() <= block.start or found is None):
            found = match
    if found is None:
        return ""
    name = (found["who"] or found["from"] or found["copied"] or "").strip()
    address = found["address"] or found["sender"] or _address_of(document.text[:2000], name)
    told = parties_of_hosts(index, [address.rpartition("@")[2]]) if address else ""
    if told or address:
        return told
    both = {index.publisher, *index.addressee} - {""}
    return index.addressee[0] if len(both) == 2 and len(index.addressee) == 1 and index.publisher else ""


def _is_within(document: Document, place: int) -> bool:
    """Whether a place lies in a block that repeats an older message."""
    return any(b.role is BlockRole.QUOTED_REPLY and b.start <= place < b.end for b in document.blocks)


def _address_of(head: str, name: str) -> str:
    """Return the address that stands beside a name in the header lines of a mail; "" where none does."""
    for line in _HEADER.finditer(head):
        for box in _MAILBOX.finditer(line["value"]):
            if name and box["name"].strip(' "').casefold() == name.casefold():
                return box["address"]
    return ""


def is_older(document: Document, start: int) -> bool:
    """Whether a line of an older message is of one that was older still: two marks of quotation stand before it."""
    line = document.text.rfind("\n", 0, start) + 1
    return document.text[line:start].count(">") > 1 or document.text[line : line + 4].replace(" ", "").startswith(">>")
