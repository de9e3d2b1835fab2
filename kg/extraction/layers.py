"""Which layer of a page speaks in each of its blocks, and in whose voice."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Block, BlockRole, Document, Layer

__all__ = ["SILENT_ROLES", "Voice", "voice_of"]

SILENT_ROLES = frozenset(
    {
        BlockRole.NAVIGATION,
        BlockRole.METADATA,
        BlockRole.MAIL_HEADER,
        BlockRole.SIGNATURE,
        BlockRole.BOILERPLATE,
        BlockRole.BYLINE,
    }
)
_PAGE_LAYERS = {
    BlockRole.SUMMARY: Layer.PAGE_SUMMARY,
    BlockRole.LISTING_TITLE: Layer.LISTING_SUMMARY,
    BlockRole.LISTING_TEXT: Layer.LISTING_SUMMARY,
    BlockRole.METADATA: Layer.SITE_METADATA,
}
_HEADS = frozenset({BlockRole.TITLE, BlockRole.STANDFIRST})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a block: the layer, the party (a local key, or none) and, where no party does, who it is in words."""

    layer: Layer
    party: str = ""
    words: str = ""


def voice_of(document: Document, block: Block, *, instrument: bool, publisher: str, unnamed: str = "", replier: str = "") -> Voice:
    """Return the voice of a block.

    Args:
        document: the document that the block is of.
        block: one of its blocks.
        instrument: the document is itself the contract, treaty or letter that makes or ends the deal.
        publisher: key of the party whose text the document is; empty when no party to a deal is known to have published it.
        unnamed: who speaks, in words, where parties do and no one of them is known to; empty: not even that is known.
        replier: key of the party that wrote the older message that the block is of; empty: not told, or the block is of none.
    """
    aggregator = document.publisher if document.publisher and not publisher else "aggregator"
    if block.role is BlockRole.QUOTED_REPLY or block.role in _PAGE_LAYERS:
        repeated = Voice(Layer.PARTY_TEXT, replier, "" if replier else "an older message")
        return Voice(_PAGE_LAYERS[block.role], words=aggregator) if block.role in _PAGE_LAYERS else repeated
    if instrument:
        return Voice(Layer.INSTRUMENT, words="instrument")
    if not publisher:
        layer = Layer.PARTY_TEXT if unnamed else Layer.UNATTRIBUTED_TEXT
        return Voice(layer, words=unnamed or document.publisher or "unsigned")
    if block.role in _HEADS:
        return Voice(Layer.STANDFIRST, publisher)
    return Voice(Layer.PARTY_TEXT, publisher)
