"""One gold set beside one graph: which documents and parties match, whether each quote is true, and what is judged.

A pairing is one-to-one, best first. Ties fall to the names, so that a run can be repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.evaluation.items import Collection, DocumentItem, StatementItem, TermItem
from kg.evaluation.scorecard import Scorecard

__all__ = ["Frame", "Rank", "describe", "lay_frame", "locate", "one_to_one"]

Rank = tuple[float, ...]


def one_to_one(candidates: Iterable[tuple[Rank, str, str]]) -> dict[str, str]:
    """Pair the left with the right names, the highest rank first.

    >>> one_to_one([((1,), "a", "x"), ((2,), "b", "x"), ((0,), "a", "y")])
    {'b': 'x', 'a': 'y'}
    """
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, left, right in sorted(candidates, key=lambda c: ([-v for v in c[0]], c[1], c[2])):
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


@dataclass(frozen=True, slots=True)
class Frame:
    """One gold set beside one graph: which documents match, and which built items the gold set is to judge.

    In a graph that holds other documents too, only what the statements of the matched documents lead to is judged.
    """

    gold: Collection
    built: Collection
    documents: Mapping[str, str]  # built document -> gold document
    party_names: Mapping[str, str]  # built party -> gold party, or "?" and its IRI
    terms: Mapping[str, TermItem]  # built terms, their parties under gold's names
    statements: Mapping[str, StatementItem]  # built statements of matched documents, placed in gold's text
    judged_terms: frozenset[str]
    judged_agreements: frozenset[str]


def lay_frame(gold: Collection, built: Collection, digests: frozenset[str], card: Scorecard) -> Frame:
    """Match documents and parties, check every quote, and say what is judged.

    Args:
        gold: the gold set.
        built: the graph.
        digests: SHA-256 of all documents of all gold sets of the run; a built document of another set is left alone.
        card: counts `documents.found`, `parties` and `quote_fidelity`.
    """
    documents = _match_documents(gold, built, digests)
    for name in gold.documents:
        card.judge("documents.found", name in documents.values(), name, name)
        if name not in documents.values():
            card.warnings.append(f"{gold.name}: document {name} is not in the graph")
    for mine, name in documents.items():
        wanted, digest = gold.documents[name], built.documents[mine].digests
        if not wanted.extracted and digest and digest[0] not in wanted.digests:
            card.warnings.append(f"{gold.name}: document {name} has another sha256 in the graph")
    told = [s for s in built.statements.values() if s.document in documents]
    whole = all(key in documents or not document.names[0] for key, document in built.documents.items())
    terms = frozenset(built.terms) if whole else frozenset(t for s in told for t in s.asserts)
    agreements = frozenset(built.agreements)
    if not whole:
        reached = {a for s in told for a in (*s.about, *s.link_ends)} | {built.terms[t].agreement for t in terms}
        agreements &= reached
    names = _match_parties(gold, built)
    parties = {key: term.with_parties(names) for key, term in built.terms.items()}
    placed = {s.id: _place(s, documents[s.document], gold, card) for s in told}
    frame = Frame(gold, built, documents, names, parties, placed, terms, agreements)
    _score_parties(frame, whole, card)
    return frame


def _match_documents(gold: Collection, built: Collection, digests: frozenset[str]) -> dict[str, str]:
    candidates: list[tuple[Rank, str, str]] = []
    for mine in built.documents.values():
        digest = mine.digests[0] if mine.digests else None
        for theirs in gold.documents.values():
            alike = [_common_ending(mine.names[0], name) for name in theirs.names]
            if any(alike) and digest not in digests - set(theirs.digests):
                candidates.append(((digest == theirs.digests[0], *alike), mine.id, theirs.id))
    return one_to_one(candidates)


def _common_ending(path: str, other: str) -> int:
    """How many last segments two paths share."""
    count = 0
    for mine, theirs in zip(reversed(re.split(r"[/\\:]", path)), reversed(re.split(r"[/\\:]", other)), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _match_parties(gold: Collection, built: Collection) -> dict[str, str]:
    known = {key: party.id for party in gold.parties.values() for key in party.keys}
    return {p.id: next((known[key] for key in sorted(p.keys) if key in known), f"?{p.id}") for p in built.parties.values()}


def _score_parties(frame: Frame, whole: bool, card: Scorecard) -> None:
    gold, built, names = frame.gold, frame.built, frame.party_names
    agreements, terms = frame.judged_agreements, frame.judged_terms
    named = {p for a in agreements for p in built.agreements[a].parties}
    named |= {p for t in terms for slot in ("bearer", "counterparty") for p in built.terms[t].slots[slot] or ()}
    seen: set[str] = set()
    for mine in sorted(built.parties if whole else named & set(built.parties)):
        name = names[mine]
        party = gold.parties.get(name)
        if name in seen or party is None or not party.optional:  # a second copy of one party is wrong even where gold does not ask
            card.judge("parties", party is not None and name not in seen, mine)
        seen.add(name)
    for party in gold.parties.values():
        if not party.optional:
            card.demand("parties", party.id in seen, party.id)


def _place(statement: StatementItem, document: str, gold: Collection, card: Scorecard) -> StatementItem:
    placed, faithful = locate(statement, gold.documents[document])
    card.judge("quote_fidelity", faithful, describe(placed), document)
    return placed


def describe(statement: StatementItem) -> str:
    """A statement in a remark."""
    return f"[{statement.start}:{statement.end}] {statement.exact}"


def locate(statement: StatementItem, document: DocumentItem) -> tuple[StatementItem, bool]:
    """The statement at its place in gold's text, and whether its quote is true.

    Where gold's text was extracted from a file, the build may have another extraction. The letters and digits of the quote
    must then stand in gold's text, or in the file; the nearest place is taken.
    """
    if statement.size > 0 and document.text[statement.start : statement.end] == statement.exact:
        return statement, True
    key, _ = _letters(statement.exact or "")
    if not document.extracted or not key:
        return statement, False
    text, places = _letters(document.text)
    starts = [match.start() for match in re.finditer(re.escape(key), text)]
    if not starts:
        return replace(statement, start=0, end=0), key in _letters(document.source)[0]
    at = min(starts, key=lambda i: abs(places[i] - statement.start))
    return replace(statement, start=places[at], end=places[at + len(key) - 1] + 1), True


def _letters(text: str) -> tuple[str, Sequence[int]]:
    places = [i for i, character in enumerate(text) if character.isalnum()]
    return "".join(text[i] for i in places), places
