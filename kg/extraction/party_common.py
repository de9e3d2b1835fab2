"""Names that several parties of a document have in common: "both universities", "each Shipper", "the two states"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.party_calling import trades_of
from kg.extraction.party_words import party_words
from kg.extraction.runs import key_runs
from kg.legal_names import name_words
from kg.nouns import written_singular
from kg.records import PartyMention

__all__ = ["Common", "common_names", "common_pattern", "common_runs", "meant_by", "those_counted"]

Common = tuple[str, tuple[str, ...]]  # a noun in the singular, in lower case, and the keys of those who have it in common

_STATES = frozenset(
    {"contracting state", "country", "government", "member state", "nation", "republic", "signatory state", "state"}
)
_FIRMS = frozenset({"company", "firm"})
_LEAST = 4  # letters of a word that several names share


def common_names(mentions: Sequence[PartyMention], signatories: Sequence[str]) -> tuple[Common, ...]:
    """Return the nouns that some of the parties, and not all, have in common: in their names, trades and roles, or as states.

    Args:
        mentions: the parties of a document.
        signatories: keys of those that it names as making the deal; if any, no others are meant.
    """
    among = [m for m in mentions if not signatories or m.key in signatories]
    mixed = any(m.kind == "government" for m in among)
    nouns = {m.key: _nouns(m, mixed=mixed) for m in among}
    told = sorted(frozenset[str]().union(*nouns.values()))
    found = ((noun, tuple(m.key for m in among if noun in nouns[m.key])) for noun in told)
    return tuple((noun, keys) for noun, keys in found if 1 < len(keys) < len(among))


def _nouns(mention: PartyMention, *, mixed: bool) -> frozenset[str]:
    """Return the nouns that a party can share with others; `mixed`: beside states, from which "the companies" are told."""
    names = (mention.name, *mention.aliases)
    words = {word for name in names for word in name_words(name) if len(word) >= _LEAST and word.isalpha()}
    words -= party_words("connectors")
    words |= {written_singular(word) for word in words if not word.endswith("is")}
    roles = {role.casefold().split()[-1] for role in mention.roles if role.split()}
    of_kind = _STATES if mention.kind == "government" else _FIRMS if mixed and mention.kind == "organisation" else frozenset()
    return frozenset(words) | trades_of(names) | roles | of_kind


def plural(noun: str) -> str:
    """Return the plural of a noun.

    >>> plural("university"), plural("bank"), plural("church")
    ('universities', 'banks', 'churches')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def common_runs(common: Sequence[Common]) -> frozenset[str]:
    """Return runs without which a text has no name that parties have in common."""
    return key_runs(word for noun, _ in common for word in (noun, plural(noun)))


def common_pattern(common: Sequence[Common]) -> re.Pattern[str] | None:
    """Return the pattern of what means those who have a name in common; group `one` or `many` has their noun."""
    if not common:
        return None
    nouns = sorted((noun for noun, _ in common), key=lambda noun: (-len(noun), noun))
    ones, many = ("|".join(map(re.escape, words)) for words in (nouns, map(plural, nouns)))
    capital = "|".join(re.escape(noun.title()) for noun in nouns)
    return re.compile(
        rf"""(?<!\w)(?:
        (?i:(?:both|all|(?:each|either|neither|both|all)\s+of|the|these|those|our)\s+(?:the\s+|these\s+|our\s+)?(?:two\s+|three\s+|four\s+)?(?P<many>{many}))
        |(?i:(?:both|(?:each|either|neither|both)\s+of\s+the|the\s+(?:two|three)|either|neither)\s+(?:the\s+)?[a-z-]+\s+(?P<few>{many}))
        |(?i:(?:each|either|neither|every)\s+(?P<one>{ones}))
        |(?i:an?|any|no|such)\s+(?P<own>{capital})
        )(?![\w-])(?!\s+of\b)""",
        re.VERBOSE,
    )


def meant_by(match: re.Match[str], common: Sequence[Common]) -> tuple[str, ...]:
    """Return the keys of those whom a match of `common_pattern` means."""
    said = next(" ".join(word.split()).casefold() for word in match.groups() if word)
    return next(keys for noun, keys in common if said in {noun, plural(noun)})


_OF_TWO = re.compile(r"\b(?:both|two|either|neither)\b", re.IGNORECASE)
_OF_THREE = re.compile(r"\bthree\b", re.IGNORECASE)
_OF_US = re.compile(r"\b(?:of us|of our|our two|our)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\bof them\b", re.IGNORECASE)
_PARTY = re.compile(r"\b(?:part(?:y|ies)|sides?)\b", re.IGNORECASE)


def those_counted(
    words: str, everyone: tuple[str, ...], subject: tuple[str, ...], *, named: frozenset[str], voices: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the parties that words which count them take in: of more than they count, those whom nothing else tells apart.

    Args:
        words: such as "both banks", "neither of us", "the three".
        everyone: keys of those whom "the parties" means.
        subject: keys of the last subject.
        named: keys of those whom the sentence names elsewhere; the words are opposed to them.
        voices: the key of the party that speaks, and behind it of those to whom it speaks.
    """
    number = 2 if _OF_TWO.search(words) else 3 if _OF_THREE.search(words) else 0
    if not number or len(everyone) <= number:
        return subject if number and len(subject) == number != len(everyone) else everyone
    ours = _OF_US.search(words) is not None
    for keys in _narrowed(everyone, named, voices, ours=ours, party=_PARTY.search(words) is not None):
        if len(keys) == number:
            return keys
    if len(subject) == number:
        return subject
    if _OF_THEM.search(words) and len(named) == number and named < {*everyone}:
        return tuple(key for key in everyone if key in named)  # "what Acme and Beta write belongs to both of them"
    return everyone[:number] if re.search(r"\b(?:both|two)\b", words, re.IGNORECASE) else everyone


def _narrowed(
    everyone: tuple[str, ...], named: frozenset[str], voices: tuple[str, ...], *, ours: bool, party: bool
) -> Iterator[tuple[str, ...]]:
    if ours:
        yield tuple(key for key in everyone if key in voices)
    elif not party:
        yield tuple(key for key in everyone if key not in named)
        yield tuple(key for key in everyone if key not in named and key not in voices[:1])
