"""Where in a page the names of a party stand: in what it says, or only in its titles and its frame.

"The Fund has signed" below the heading "Acme Pension Fund" says as much of the party as its name would.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from kg.extraction.standing import standing
from kg.records import Block, BlockRole, Document, PartyMention

__all__ = ["is_framed"]

_FRAME = frozenset({BlockRole.TITLE, BlockRole.HEADING, BlockRole.METADATA, BlockRole.NAVIGATION, BlockRole.BOILERPLATE})


def is_framed(party: PartyMention, document: Document) -> bool:
    """Whether the names of a party stand in titles, headings and the frame of a page alone, and in these at least once."""
    found = False
    for at in _places(party, document.text):
        block = document.blocks[number] if (number := bisect_right(document.blocks, at, key=_start) - 1) >= 0 else None
        if block is None or at >= block.end or block.role not in _FRAME:
            return False
        found = True
    return found


def _start(block: Block) -> int:
    return block.start


def _places(party: PartyMention, text: str) -> Iterator[int]:
    """Yield where a text has a name of a party, written in one line or over two."""
    called = {f"{the} {noun.title()}" for noun in party.nouns for the in ("the", "The")}
    for name in sorted({party.name, *party.aliases, *called} - {""}):
        yield from (start for start, _ in standing(name, text))
        words = name.split(" ")
        for size in range(1, len(words)):
            broken = "\n".join((" ".join(words[:size]), " ".join(words[size:])))
            yield from (start for start, _ in standing(broken, text))
