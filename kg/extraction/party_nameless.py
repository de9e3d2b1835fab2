"""Who speaks in a text that says "we" and nowhere names its own house: somebody without a name, whom other documents may know.

The minutes of a board, a letter to members and a page of answers speak of "our contract with Acme". Who they are stands in no
sentence. The speaker is a mention without a name, of the key `SPEAKER`; `kg.resolution.speakers` looks for the party
that deals with those whom the text names. Where there is none, the name that its head may give it stands for it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from kg.extraction.lines import unquoted
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_likely import likely_house
from kg.extraction.party_press import is_paper
from kg.extraction.party_words import alternatives
from kg.legal_names import capitals
from kg.records import SPEAKER, BlockRole, Document, PartyMention

__all__ = ["with_nameless_speaker"]

_WE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")
_LIKELY: Final = 0.6  # probability from which a text is that of a party
_OFTEN: Final = 3  # how often such a text says "we" of itself
_OTHERS = frozenset(
    {BlockRole.LISTING_TEXT, BlockRole.LISTING_TITLE, BlockRole.QUOTED_REPLY, BlockRole.BOILERPLATE, BlockRole.NAVIGATION}
)


def with_nameless_speaker(index: PartyIndex, document: Document) -> PartyIndex:
    """Return the parties of a document with the one who says "we" in it, where it is none of them."""
    if index.publisher or index.joint or len(index.signatories) > 1 or not index.mentions or index.genre.party <= _LIKELY:
        return index
    if is_paper(document) or index.issuers:
        return index
    own = (document.text[b.start : b.end] for b in document.blocks if b.role not in _OTHERS)
    if sum(len(_WE.findall(unquoted(text))) for text in own) < _OFTEN:
        return index
    holders = [m for m in index.mentions if _office().match(m.name)]
    mentions = tuple(m for m in index.mentions if m not in holders) if len(holders) == 1 < len(index.mentions) else index.mentions
    called = tuple((name, SPEAKER) for m in index.mentions if m not in mentions for name in (m.name, *m.aliases))
    taken = [name for m in mentions for name in (m.name, *m.aliases)]
    speaker = PartyMention(SPEAKER, "", aliases=_signs_of(document.text, document.publisher), likely=likely_house(document, taken))
    lead = tuple(key for key in index.lead if any(m.key == key for m in mentions))
    return replace(
        index, mentions=(*mentions, speaker), publisher=SPEAKER, called=(*index.called, *called), lead=lead if len(lead) > 1 else ()
    )


@cache
def _office() -> re.Pattern[str]:
    """The name of an office, whose holder acts for the house that speaks: "the Chancellor signed", "Minister of Ports"."""
    return re.compile(
        rf"(?:the )?(?:{alternatives('job-titles')}|{alternatives('office-holders')})(?: (?:of|for) .+)?\Z", re.IGNORECASE
    )


_HEAD, _FOOT = 400, 300  # code points at both ends of a text in which its house may stand, in an address or a line of its own
_HOST = re.compile(r"\b([\w-]{3,})\.(?:[a-z]{2,3}\.)?(?:com|eu|example|gov|int|net|org|[a-z]{2})\b")


def _signs_of(text: str, publisher: str = "") -> tuple[str, ...]:
    """Return the words at both ends of a text that can be of the name of its house: with a capital, or in an address.

    >>> _signs_of("Minutes, put on the site ottery.example in May", "Ford Mills")
    ('Ford', 'May', 'Mills', 'Minutes', 'ottery')
    """
    ends = f"{publisher}\n{text[:_HEAD]}\n{text[-_FOOT:]}"
    return tuple(sorted({*capitals(ends), *_HOST.findall(ends)}))
