"""What acts in the clauses of a text: the nouns and names before "shall", "may", "pays", which must be those of somebody.

A paper that binds says again and again who shall, may or does what, whatever its head looks like. Who deals acts there; a
period, a thing or an office that is only explained does not, or stands beside no name in the head.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extraction.party_words import folded

__all__ = ["Acts", "acting_words", "folded_word"]

_READ = 60_000  # code points in which it is looked for who acts
_WORD = r"[A-ZÀ-ÖØ-ÞĀĆČĎĐĘĚĞİŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ][\w&'’/-]*"
_CAP = rf"{_WORD}(?:[ ]{_WORD}){{0,2}}"
_LEAD = r"(?:(?:[Tt]he|THE|[Ee]ach|[Ee]very|[Nn]either|[Ee]ither|[Nn]o|[Aa]ny|[Bb]oth|[Aa]ll|[Aa]n?|[Ss]uch)\s+(?:of\s+the\s+)?)?"
_BINDS = (
    r"(?:shall|must|may|will|can|cannot|would|need(?:s)?|undertakes?|agrees?|covenants?|promises?|warrants?|guarantees?|grants?"
    r"|(?:is|are)\s+(?:not\s+)?(?:to|free|entitled|obliged|bound|allowed|liable|at\s+liberty)|(?:has|have)\s+(?:to|the\s+right)|hopes?|intends?|means\s+to)\b"
)
_LINE = (  # where a sentence begins, behind its number or the name of its clause
    r"(?:^|[\n.;:,)\"“-])[ \t]*(?:\(?\w{1,4}[.)/-]+[ \t]+|\d+[ \t]+|\w{1,9}[ \t]{2,})?"
)
_STRONG = re.compile(
    rf"(?<![\w&-]){_LEAD}(?P<noun>{_CAP})(?:,?\s+(?:and|or|nor)\s+(?:the\s+)?(?P<more>{_CAP}))?"
    rf"(?:\s+(?:alone|also|each|hereby|likewise|severally|then))*\s+{_BINDS}"
)
_WEAK = re.compile(
    rf"(?:{_LINE}|\b(?:that|if|when|where|while|until)\s+)"
    rf"{_LEAD}(?P<noun>{_CAP})\s+(?=[a-z]{{2,}}(?<!us)(?<!ss)s\b)|\bthe\s+(?P<more>{_CAP})\s+(?=[a-z]{{2,}}(?<!us)(?<!ss)s\b)",
    re.MULTILINE,
)
_SMALL = re.compile(
    rf"[Tt](?<=\b[Tt])he\s+(?P<noun>[a-z][a-z-]{{2,}}(?:\s[a-z][a-z-]{{2,}})?)\s+(?:{_BINDS}|(?=[a-z]{{2,}}(?<!us)(?<!ss)s\b))"
)
_TOUCHED = re.compile(
    rf"[bfglpt](?<=\b[bfglpt])(?:(?<=b)y|(?<=f)rom|(?<=p)ays?|(?<=g)(?:ive|rant)s?|(?<=l)ets?|(?<=t)o)\s+(?:the\s+|each\s+)?(?P<noun>{_CAP})"
)
_MANY = re.compile(  # several, before a verb in the present: "the Growers deliver"
    rf"{_LINE}(?:[Tt]he|[Aa]ll|[Bb]oth)\s+(?P<noun>{_CAP}(?<=[a-z]s)(?<!ss))\s+"
    r"(?!(?:as|of|in|and|or|to|for|with|from|by|at|on|under|are|were|was|which|who|that|then|than|into|upon|within|not|made)\b)"
    r"[a-z]{3,}(?<!ed)(?<!ing)(?<!s)\b",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Acts:
    """How often words, written small and without article, stand where those who deal do."""

    bound: Counter[str] = field(default_factory=Counter)  # before "shall" and the like
    doing: Counter[str] = field(default_factory=Counter)  # before a verb in the present
    touched: Counter[str] = field(default_factory=Counter)  # behind "by", "from", "pays"

    @property
    def words(self) -> frozenset[str]:
        """All words that act."""
        return frozenset(self.bound) | frozenset(self.doing)

    def weight(self, word: str) -> int:
        """How surely a word is that of somebody who acts."""
        return 3 * self.bound[word] + self.doing[word]


def folded_word(word: str) -> str:
    """Return a word as it is counted: small, without article, blanks as one.

    >>> folded_word("The Night  Partner")
    'night partner'
    """
    return re.sub(r"^the\s+", "", " ".join(word.split()).casefold())


@lru_cache(maxsize=16)
def acting_words(text: str) -> Acts:
    """Return what acts in the sentences of a text."""
    found = Acts()
    doing = [(pattern, found.doing) for pattern in (_WEAK, _MANY, _SMALL)]
    for pattern, counter in ((_STRONG, found.bound), *doing, (_TOUCHED, found.touched)):
        for match in pattern.finditer(text[:_READ]):
            for noun in match.groupdict().values():
                counter.update(_ends(noun) if noun else ())
    return found


def _ends(noun: str) -> list[str]:
    """Return a phrase without the small words that it begins with: "Then Night Partner" is "Night Partner"."""
    words = folded_word(noun.strip("'’")).split()
    while words and words[0] in folded("openers"):
        words = words[1:]
    return [" ".join(words)] if words else []
