"""The index of the parties that were chosen for a document: their keys, names and roles, and what else means them there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.party_calling import find_called
from kg.extraction.party_common import common_names
from kg.extraction.party_definitions import Collective
from kg.extraction.party_group import Group, serves
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_owners import find_products
from kg.extraction.party_speaker import find_addressee, find_publisher, named_below_label, released_by_all, speaks_for_all
from kg.extraction.party_titles import find_titles, nouns_of
from kg.extraction.party_together import with_words_for_some
from kg.extraction.passages import Passage
from kg.names import slug
from kg.nouns import written_singular
from kg.records import Block, BlockRole, Document, PartyMention

__all__ = ["make_index"]

_FEW = 8  # parties of a document which nouns tell apart
_READ = 150_000  # code points of a text in which what it calls its parties is looked for


def make_index(
    document: Document, chosen: list[Group], collectives: list[Collective], blocks: list[tuple[Block, Passage]]
) -> PartyIndex:
    """Return the parties that were chosen, with what the document calls them, who speaks, and who is spoken to.

    Args:
        document: the document.
        chosen: its parties, the best attested first.
        collectives: the words that it defines for several of them.
        blocks: what was read of it.
    """
    keys = _keys(chosen)
    reports = sum(group.signs for group in chosen) < 2
    for group, titles in find_titles(chosen, document.text[:_READ], reports=reports):
        group.titles.update(dict.fromkeys(titles))
    few = len(keys) < _FEW
    mentions = tuple(_mention(group, key, keys, nouns_of(group, document.text) if few else ()) for group, key in keys)
    called = find_called(chosen, document.text[:_READ], reports=not any(group.titles and group.signs for group in chosen))
    named = {group.key: key for group, key in keys}
    signatories = tuple(key for group, key in keys if group.signs)
    index = PartyIndex(
        mentions,
        signatories=signatories if len(signatories) > 1 else (),
        products=find_products(mentions, [passage for _, passage in blocks], _told(keys)),
        called=tuple((word, named[key]) for word, key in called),
        groups=tuple((word, _members(c, keys)) for c in collectives for word in _written(c)),
        common=common_names(mentions, signatories if len(signatories) > 1 else ()),
    )
    index = with_words_for_some(index, document.text)
    house = next((key for group, key in keys if "house" in group.sources), "")
    told = "" if released_by_all(document, index, blocks, housed=bool(house)) else house
    index = replace(index, publisher=find_publisher(document, index, blocks, told) or told)
    if not index.signatories and len(mentions) > 2:
        issuers = () if index.publisher else named_below_label(document, index, blocks)
        index = replace(index, issuers=issuers, lead=issuers or _lead(document, index, blocks))
    joint, released = speaks_for_all(document, index, blocks), released_by_all(document, index, blocks)
    return replace(index, addressee=find_addressee(document, index), joint=joint, released=released)


_OPENING = 80  # code points of a paragraph that says something


def _lead(document: Document, index: PartyIndex, blocks: list[tuple[Block, Passage]]) -> tuple[str, ...]:
    """Return the parties that the title and the first paragraph name; none where they name fewer than two."""
    first = next((p for b, p in blocks if b.role is BlockRole.PARAGRAPH and len(p.text) > _OPENING), None)
    titles = [p for b, p in blocks if b.role in {BlockRole.TITLE, BlockRole.STANDFIRST}]
    passages = [Passage.of(document.title), *titles, *([first] if first else [])]
    named = {key for passage in passages for hit in index.named(passage.text) for key in hit.keys}
    named |= {index.publisher} - {""}
    return tuple(m.key for m in index.mentions if m.key in named) if len(named) > 1 else ()


def _keys(chosen: list[Group]) -> list[tuple[Group, str]]:
    taken: Counter[str] = Counter()
    keyed = []
    for group in chosen:
        key = slug(" ".join(group.words) or group.name)
        taken[key] += 1
        keyed.append((group, key if taken[key] == 1 else f"{key}-{taken[key]}"))
    return keyed


def _mention(group: Group, key: str, keys: list[tuple[Group, str]], nouns: Iterable[str]) -> PartyMention:
    parent = next((other for candidate, other in keys if other != key and group.parent and candidate.named(group.parent)), "")
    return PartyMention(
        key,
        group.name,
        tuple(sorted({*group.aliases, *(name for name in group.products if serves(name, group))} - {group.name})),
        tuple(name for name in group.former if name != group.name),
        group.roles,
        group.kind,
        parent,
        tuple(dict.fromkeys(group.spans)),
        group.signs or group.dealt,
        tuple(sorted(nouns)),
    )


def _told(keys: list[tuple[Group, str]]) -> dict[str, str]:
    return {name: key for group, key in keys for name in group.products}


def _written(collective: Collective) -> tuple[str, ...]:
    """How a text writes the word for several parties: "Contracting States", and of some of them "each Contracting State"."""
    word = collective.word.removeprefix("the ")
    one = written_singular(word)
    return (word, one) if collective.members and one != word else (word,)


def _members(collective: Collective, keys: list[tuple[Group, str]]) -> tuple[str, ...]:
    return tuple(key for group, key in keys if any(group.named(name) for name in collective.members))
