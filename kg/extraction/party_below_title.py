"""The parties of a contract that stand below its title with no word before them, each before a bracket that gives its short name.

Everything here works on clean text (`kg.extraction.passages`); offsets are of that text, half-open.
"""

from __future__ import annotations

import re

from kg.extraction.party_block import DEFINED, claims_of
from kg.extraction.party_called import deal_noun
from kg.extraction.party_definitions import Claim, Collective
from kg.extraction.party_names import Name, find_names

__all__ = ["read_below_title"]

_BRACKET_END = re.compile(r"[^()]*\)")
_TO_THE_NEXT = re.compile(r"[\s,;.]*(?:(?:and|&)\s+)?(?:the\s+)?(?:\(?\w{1,3}[.)]\s+)?", re.IGNORECASE)
_NO_MORE = re.compile(r"[\s,;.]*(?=[A-Z(\d\"§]|$)")  # behind the last bracket no sentence goes on


def read_below_title(text: str, *, formed: bool = False) -> tuple[list[Claim], list[Collective]]:
    """Return the parties below the title of a contract that stand in a row, each before a bracket that gives its short name.

    Args:
        text: clean text.
        formed: it is worded as a contract, so that the sentence may go on behind the row: 'Acme ("A") and Beta ("B") have met'.
    """
    run: list[Name] = []
    last = 0
    for name in find_names(text[:2500]):
        defined = DEFINED.match(text, name.end) if name.legal or name.head else None
        if defined is None or (run and not _TO_THE_NEXT.fullmatch(text, last, name.start)):
            continue
        end = _BRACKET_END.match(text, defined.end())
        run, last = [*run, name], end.end() if end else defined.end()
    titled = run and deal_noun().search(text, max(0, run[0].start - 400), run[0].start)
    if len(run) < 2 or not titled or not (formed or _NO_MORE.match(text, last)):
        return [], []
    return claims_of(text, run, last)
