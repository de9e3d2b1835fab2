"""Whether the head of a contract, read by what acts in its clauses, tells more of its parties than what was read of it before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set

from kg.extraction.party_acts import acting_words, folded_word
from kg.extraction.party_definitions import Claim, Collective
from kg.extraction.party_head import read_head
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_lettered import read_lettered
from kg.extraction.party_words import has_head
from kg.legal_names import has_legal_form, name_words

__all__ = ["parties_of_head"]

_TWO = 2  # parties of a deal


def parties_of_head(index: PartyIndex, text: str, *, formed: bool) -> tuple[list[Claim], list[Collective]]:
    """Return the parties that the head of a text shows, where they tell more of what acts in it whose it is than those of an index.

    None where the two contradict each other. Where the index knows who makes the contract, a new name must look like one.

    Args:
        index: what was read before.
        text: the text.
        formed: it is worded as contracts are.
    """
    lettered = read_lettered(text)
    if lettered:
        return lettered, []
    own, groups = read_head(text)
    if len(index.signatories) > 1:
        known = {name_words(name) for mention in index.mentions for name in (mention.name, *mention.aliases)}
        known |= {name_words(name) for group in groups for name in group.members}
        own = [
            claim
            for claim in own
            if name_words(claim.name) in known or _looks_like_one(claim, text) or _among(claim, own, known, text)
        ]
    told = _told_by(None, own, groups, text)
    before = _told_by(index, own, groups, text)
    more = told > before or (told == before and (_whole(index, own) or _idle(index, own, text)))
    if len(own) < _TWO or not more or not _agree(index, own, formed=formed):
        return [], []
    return [*own, *_kept_beside(index, own, text)], groups


_NEAR = 160  # code points between the entries of a head
_ENDED = re.compile(r"(?<![;,\s])(?<!\band)\s*\n[ \t]*\n")  # behind the last entry


def _among(claim: Claim, own: Sequence[Claim], known: Set[tuple[str, ...]], text: str) -> bool:
    """Whether a new name has its entry among those of two that are known: before the last of them, or right behind it."""
    places = [one.end for one in own if name_words(one.name) in known]
    if len(places) < _TWO or not min(places) < claim.start < max(places) + _NEAR or not _alone(claim, own):
        return False
    return claim.start < max(places) or _ENDED.search(text, max(places), claim.start) is None


def _alone(claim: Claim, own: Sequence[Claim]) -> bool:
    """Whether a name has words of its own, in no other name."""
    others = {word for one in own if one is not claim for word in name_words(one.name)}
    return bool(set(name_words(claim.name)) - others)


def _looks_like_one(claim: Claim, text: str) -> bool:
    """Whether a new name is surely that of somebody: by its form or noun, or a word for it is told to do what it shall."""
    acts = acting_words(text)
    binds = any(acts.bound[folded_word(word)] for word in _words(claim)) and not claim.name.isupper() and " " in claim.name
    return has_legal_form(claim.name) or has_head(claim.name) or binds


def _whole(index: PartyIndex, own: Sequence[Claim]) -> bool:
    """Whether a head shows one name of which an index has two parts, each as if it were a party: "Acme" and "Hill Trust"."""
    parts = [set(name_words(mention.name)) for mention in index.mentions if mention.deals]
    return any(sum(part < set(name_words(claim.name)) for part in parts) > 1 for claim in own)


def _idle(index: PartyIndex, own: Sequence[Claim], text: str) -> bool:
    """Whether an index has a party beside those of a head that is called nothing there and binds itself to nothing."""
    acts = acting_words(text)
    names = {word for claim in own for word in name_words(claim.name)}
    return any(
        mention.deals
        and not (mention.roles or mention.aliases)
        and not set(name_words(mention.name)) <= names
        and not (acts.bound[folded_word(mention.name)] or acts.touched[folded_word(mention.name)])
        for mention in index.mentions
    )


def _words(claim: Claim) -> tuple[str, ...]:
    """Return what a party is called beside its name."""
    return (*claim.roles, *(alias for alias, _, _ in claim.aliases))


def _agree(index: PartyIndex, own: Sequence[Claim], *, formed: bool) -> bool:
    """Whether no word is that of one name here and of another one there; who is named by the word alone counts for nothing."""
    several = [mention for mention in index.mentions if " " in mention.name]
    bound = {folded_word(w): mention for mention in several for w in (*mention.roles, *(() if formed else mention.aliases))}
    unsure = _unsure(index, own)
    for claim in own:
        for word in (one for one in _words(claim) if folded_word(one) not in unsure):
            mention = bound.get(folded_word(word))
            names = [] if mention is None else [name_words(name) for name in (mention.name, *mention.aliases)]
            sure = mention is not None and (mention.deals or (not formed and has_legal_form(mention.name)))
            if sure and name_words(claim.name) not in names:
                return False
    return True


def _unsure(index: PartyIndex, own: Sequence[Claim]) -> set[str]:
    """Return the words that an index gives to several, or to one, where the head gives each of them to another one."""
    whose = {folded_word(word): claim.name for claim in own for word in _words(claim)}
    called = [{folded_word(word) for word in (*one.roles, *one.aliases)} & set(whose) for one in index.mentions]
    counted = Counter(word for words in called for word in words)
    parted = [words for words in called if len({whose[word] for word in words}) > 1]
    return {word for word, n in counted.items() if n > 1}.union(*parted)


def _kept_beside(index: PartyIndex, own: Sequence[Claim], text: str) -> list[Claim]:
    """Return those of an index who make the contract and act in it by their names, though its head calls them nothing else."""
    acts = acting_words(text)
    words = {folded_word(word) for claim in own for word in _words(claim)}
    named = [set(name_words(claim.name)) for claim in own]
    kept = []
    for mention in index.mentions:
        surfaces = {folded_word(word) for word in (mention.name, *mention.aliases, *mention.roles)}
        own_words = set(name_words(mention.name))
        called = surfaces & (acts.words if mention.aliases or mention.roles else set(acts.bound))
        acting = called or (mention.key in index.signatories and has_legal_form(mention.name))
        if mention.deals and not surfaces & words and not any(own_words & one for one in named) and acting:
            at = mention.spans[0] if mention.spans else (0, 0)
            aliases = tuple((alias, *at) for alias in mention.aliases)
            kept.append(Claim(mention.name, *at, "block", 4, aliases, mention.roles, mention.former_names))
    return kept


def _told_by(index: PartyIndex | None, own: Sequence[Claim], groups: Sequence[Collective], text: str) -> int:
    """Return how often what acts in a text is that of a party whose name is known; `index`: none means the parties of the head."""
    acts = acting_words(text)
    meant = {folded_word(word) for claim in own for word in _words(claim)}
    if index is None:
        known = {*meant, *(folded_word(claim.name) for claim in own), *_either_number(group.word for group in groups)}
    else:
        named = [mention for mention in index.mentions if folded_word(mention.name) not in meant]
        known = {folded_word(word) for mention in named for word in (mention.name, *mention.aliases, *mention.roles)}
        known |= _either_number(word for word, _ in index.groups)
        known -= _unsure(index, own)
    return sum(acts.weight(word) for word in known & acts.words) + len(known & meant & set(acts.touched))


def _either_number(words: Iterable[str]) -> set[str]:
    """Return words for several with what one of them is called."""
    bare = {folded_word(word) for word in words}
    return bare | {word.removesuffix("s") for word in bare} | {f"{word}s" for word in bare}
