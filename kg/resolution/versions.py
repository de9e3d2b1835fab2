"""What a passage says still holds is of the version in force on its day, not of the agreement as first made.

"The price remains EUR 28" in a paper of 2025 is about the price as amended in 2023, although the paper names the agreement of
2021 alone. Read as a rule of 2021 it would contradict the contract of 2021, which says EUR 31: an accusation that nobody
deserves (SEMANTICS (b): a presupposition yields a term of the earlier agreement; (d): no change is a contradiction).
One file: every way that leads from one version to another asks the same rules, and comes before or after another way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from kg.closure import reach
from kg.files import load_toml
from kg.records import Agreement, Force, Layer, LinkType, Reading, Stance, Statement, TermContent
from kg.resolution.agreements import AgreementTable
from kg.resolution.instructions import Placed
from kg.resolution.repeats import place_repeats
from kg.resolution.versions_alike import LIFTED, agrees, as_in, one_rule, same_rule, same_value, told_by_another
from kg.resolution.versions_named import version_named
from kg.resolution.versions_told import place_by_rule

__all__ = ["place_in_versions"]

_HOLDS = frozenset({Stance.REAFFIRMS, Stance.PRESUPPOSES})
_LIFE = "duration"  # the matter of which an agreement has one last day
_EARLIER = "earlier-"  # begins the key of what came before an agreement that a document announces
_VERSION = frozenset({LinkType.AMENDS, LinkType.EXTENDS})
_AS_AMENDED = re.compile(  # a paper that means the amended contract wherever it says "the Agreement"
    r"""\bas\s+(?:further\s+|last\s+|previously\s+)?(?:amended|extended|supplemented|varied)\b[^.;()]{0,80}\((?:together,?\s+)?the\s+["“']"""
)
Resolve = Callable[[Placed], Sequence[TermContent]]
_Rules = Mapping[tuple[str, str], Mapping[TermContent, Collection[str]]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the passages of a collection tell of agreements: versions, what each says as its own rule, and where."""

    agreements: Mapping[str, Agreement]
    versions: Mapping[str, frozenset[str]]  # of an agreement: those that amend or extend it, near or far
    changed: Mapping[str, frozenset[str]]  # likewise, with those that replace it
    own: Mapping[str, frozenset[str]]  # by document: agreements that it is, or announces
    amended: frozenset[tuple[str, str]]  # document and agreement: it speaks of the agreement "as amended" by what is not its own
    rules: _Rules = field(default_factory=dict)  # by agreement and matter: each once, and who tells it
    tellers: Mapping[str, Collection[str]] = field(default_factory=dict)  # of an agreement: documents with a rule, not as going on

    def rules_like(self, agreement: str, content: TermContent) -> Mapping[TermContent, Collection[str]]:
        """The rules of an agreement that can be that of a content, and which documents tell each."""
        return self.rules.get((agreement, content.matter), {})


def place_in_versions(
    placed: Sequence[Placed], readings: Sequence[Reading], agreements: AgreementTable, resolve: Resolve
) -> list[Placed]:
    """Return the statements; one that tells what goes on belongs to the latest version that has a rule on it.

    A version counts where it binds, was certainly made before the document was published, is not what the document announces, nor
    after that, and where the document does not itself tell another rule of that version on the same matter.

    So does what a report tells in the present without naming a year: it means the agreement as it is.

    Args:
        placed: statements whose agreements are known across documents.
        readings: what the documents say.
        agreements: the agreements of the collection.
        resolve: gives the terms of a statement with ids of parties.
    """
    linked = _look(placed, readings, agreements)
    placed = place_by_rule(placed, linked.agreements, cache(lambda a: _chain(a, linked)), linked.own, resolve)
    if not linked.changed:
        return placed
    known = _with_rules(linked, placed, resolve)
    moved = [_moved(use, known, resolve) for use in placed]
    return place_repeats(moved, known.agreements, known.versions, known.own, resolve)


def _look(placed: Sequence[Placed], readings: Sequence[Reading], agreements: AgreementTable) -> _Known:
    """Return what the links of passages tell of agreements."""
    later: set[tuple[str, str]] = set()  # of an agreement, and what amends or extends it
    own = {
        r.document: frozenset(agreements.agreement_of.get((r.document, a.key), "") for a in r.agreements if a.own) for r in readings
    }
    replaced: dict[str, set[str]] = defaultdict(set)
    amended: set[tuple[str, str]] = set()
    for use in placed:
        if use.link and use.statement.link and use.statement.link.type is LinkType.SUPERSEDES:
            replaced[use.link[1]].add(use.link[0])
        elif use.link and use.statement.link and use.statement.link.type in _VERSION:
            name = use.document.identifier
            said = _AS_AMENDED.search(use.document.text, use.statement.start, use.statement.end)
            if said and own.get(name, frozenset()).isdisjoint(use.link):
                amended.add((name, use.link[1]))
            later |= {(earlier, use.link[0]) for earlier in (use.link[1], *agreements.further_bases.get(use.link, ()))}
    versions = {a: frozenset(found - {a}) for a, found in reach(sorted(later)).items()}
    changed = {a: versions.get(a, frozenset()) | replaced.get(a, set()) for a in {*versions, *replaced}}
    return _Known(agreements.agreements, versions, changed, own, frozenset(amended))


def _with_rules(known: _Known, placed: Sequence[Placed], resolve: Resolve) -> _Known:
    """Return what is known, with the rules that the passages tell."""
    rules: dict[tuple[str, str], dict[TermContent, set[str]]] = defaultdict(lambda: defaultdict(set))
    tellers: dict[str, set[str]] = defaultdict(set)
    for use in placed:
        if use.terms and not _goes_on(use.statement):
            tellers[use.owner].add(use.document.identifier)
            for content in resolve(use):
                rules[use.owner, content.matter][content].add(use.document.identifier)
    return replace(known, rules=rules, tellers=tellers)


def _goes_on(statement: Statement) -> bool:
    """Whether a statement tells what goes on: by its words, or because it is about whatever came before what is announced."""
    key = statement.owner or statement.about[0]
    return statement.stance in _HOLDS or key.startswith(_EARLIER)


def _moved(use: Placed, known: _Known, resolve: Resolve) -> Placed:
    if not use.terms:
        return use
    contents = resolve(use)
    goes_on = _goes_on(use.statement) or (use.document.identifier, use.owner) in known.amended
    if not goes_on and (version := _version_told(use, contents, known)):
        return _of(use, version)
    if named := _named(use, contents, known):
        told = use.statement.stance is Stance.CHANGES and named != use.owner
        return _of(replace(use, statement=replace(use.statement, stance=Stance.AFFIRMS)) if told else use, named)
    if not goes_on:
        return _of(use, _version_meant(use, contents, known))
    return _going_on(use, contents, known)


def _going_on(use: Placed, contents: Sequence[TermContent], known: _Known) -> Placed:
    """Return a statement of what goes on, or was before, as one of the version whose rule that is."""
    for version in _before(use, known):
        if not _tells_itself(use, contents, version, known) and all(_told_of(c, version, known) for c in contents):
            return _of(use, version)
    if own := _undone(use, contents, known):
        return _of(replace(use, statement=replace(use.statement, stance=Stance.CHANGES)), own)
    return _of(use, _confirmed(use, contents, known) or _changed_between(use, contents, known))


def _undone(use: Placed, contents: Sequence[TermContent], known: _Known) -> str:
    """Return the paper that sets what it seems to confirm: "Clause 4 stays, with one relaxation: the mill may resell"; or empty."""
    mine = known.own.get(use.document.identifier, frozenset()) & known.versions.get(use.owner, frozenset())
    if use.statement.stance is not Stance.REAFFIRMS or len(mine) != 1:
        return ""
    told = [(c, rule) for c in contents for rule in known.rules_like(use.owner, c) if set(c.bearer) & set(rule.bearer)]
    undone = [rule for c, rule in told if (c.modality in LIFTED) is not (rule.modality in LIFTED)]
    return next(iter(mine)) if told and len(undone) == len(told) else ""


def _changed_between(use: Placed, contents: Sequence[TermContent], known: _Known) -> str:
    """Return the latest version before a paper that takes for granted a figure which the first contract has otherwise."""
    if use.statement.stance is not Stance.PRESUPPOSES or not all(c.measure for c in contents):
        return ""
    name = use.document.identifier
    told = [
        (c, rule)
        for c in contents
        for rule, tellers in known.rules_like(use.owner, c).items()
        if told_by_another(tellers, name) and one_rule(c, rule) and rule.measure
    ]
    return next(_before(use, known), "") if told and not any(same_value(c, rule) for c, rule in told) else ""


def _tells_itself(use: Placed, contents: Sequence[TermContent], version: str, known: _Known) -> bool:
    """Whether the document of a statement itself tells a rule of a version on what the statement tells."""
    name = use.document.identifier
    return any(one_rule(c, rule) for c in contents for rule, tellers in known.rules_like(version, c).items() if name in tellers)


def _told_of(content: TermContent, version: str, known: _Known) -> bool:
    """Whether a version has a rule on what a content tells."""
    return any(one_rule(content, rule) or same_value(content, as_in(rule, content)) for rule in known.rules_like(version, content))


def _confirmed(use: Placed, contents: Sequence[TermContent], known: _Known) -> str:
    """Return the agreement whose rule a paper confirms that changes others of its rules; empty: it tells a rule of its own.

    That is the latest which has the rule, and the first contract where none is known to have it. What differs from such a rule, and
    what is to last until a day or is promised for the future, is the paper's own.
    """
    statement = use.statement
    words = use.document.text[statement.start : statement.end].casefold().split()
    promised = statement.layer is not Layer.INSTRUMENT and "will" in words
    if promised or any(c.start or (c.end and c.matter != _LIFE) for c in contents):
        return ""
    bases = list(_changed_by(use, known))
    for version in bases:
        if not _tells_itself(use, contents, version, known) and all(_told_of(c, version, known) for c in contents):
            return version if all(any(agrees(c, r) for r in known.rules_like(version, c)) for c in contents) else ""
    told = any(set(c.bearer) & set(rule.bearer) for a in bases for c in contents for rule in known.rules_like(a, c))
    return bases[-1] if bases and not told else ""


def _of(use: Placed, version: str) -> Placed:
    """Return a statement as one of another version; empty: as it is."""
    return replace(use, owner=version, about=tuple(dict.fromkeys((version, *use.about)))) if version else use


def _named(use: Placed, contents: Sequence[TermContent], known: _Known) -> str:
    """Return the version of its agreement that the words of a report, or of a party outside the contracts, name; empty: none."""
    day, statement = use.document.published.latest, use.statement
    if statement.layer is Layer.INSTRUMENT or statement.stance is Stance.PRESUPPOSES or day is None:
        return ""
    chain = _chain(use.owner, known)
    made = {a: known.agreements[a] for a in chain if known.agreements[a].force is Force.BINDING}
    made = {a: agreement for a, agreement in made.items() if agreement.made.latest and agreement.made.latest <= day}
    mine = known.own.get(use.document.identifier, frozenset())
    papers = mine.isdisjoint(chain)
    found = version_named(use.document.text, (statement.start, statement.end), contents, made, papers=papers)
    return "" if found in mine else found


def _chain(agreement: str, known: _Known) -> frozenset[str]:
    """An agreement with all that change it, that it changes, and that change one which it changes."""
    roots = {a for a, versions in known.changed.items() if agreement in versions} | {agreement}
    return frozenset(roots.union(*(known.changed.get(a, ()) for a in roots)))


def _version_told(use: Placed, contents: Sequence[TermContent], known: _Known) -> str:
    """Return the later agreement whose very rule a report gives for the agreement as first made; no other paper does so.

    "The fee is 4.20 a tonne under the contract of 2018" of a magazine is a reading of the amendment that set 4.20.
    """
    day, owner, name = use.document.published.latest, use.owner, use.document.identifier
    if use.statement.layer is Layer.INSTRUMENT or day is None or owner not in known.changed:
        return ""
    if not told_by_another(known.tellers.get(owner, ()), name):
        return ""
    told = ((c, rule) for c in contents for rule, tellers in known.rules_like(owner, c).items() if told_by_another(tellers, name))
    if any(same_rule(c, rule) for c, rule in told):
        return ""
    made = {v: known.agreements[v].made.latest for v in known.changed[owner] if known.agreements[v].force is Force.BINDING}
    for version in sorted((v for v, latest in made.items() if latest and latest <= day), key=lambda v: (made[v], v), reverse=True):
        if all(any(same_rule(c, rule) for rule in known.rules_like(version, c)) for c in contents):
            return version
    return ""


def _version_meant(use: Placed, contents: Sequence[TermContent], known: _Known) -> str:
    """Return the version in force that has a rule on what a report tells; empty where its words look back or name a year."""
    statement = use.statement
    words = use.document.text[statement.start : statement.end]
    dated = not any(c.end or c.start for c in contents) and _YEAR.search(words) is not None
    outside = known.own.get(use.document.identifier, frozenset()).isdisjoint(_chain(use.owner, known))
    present = statement.stance is Stance.AFFIRMS or (
        outside and statement.stance is Stance.CHANGES and all(c.measure for c in contents)
    )
    if statement.layer is Layer.INSTRUMENT or not present or dated or _looks_back().search(words):
        return ""
    for version in _before(use, known):
        if all(any(one_rule(c, rule) for rule in known.rules_like(version, c)) for c in contents):
            return version
    return ""


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def _looks_back() -> re.Pattern[str]:
    return re.compile(str(load_toml("phrases")["looks-back"]["pattern"]), re.IGNORECASE)


def _before(use: Placed, known: _Known) -> Iterator[str]:
    """The versions of the agreement of a statement that were in force when its document spoke, the latest first."""
    day = use.document.published.earliest
    if day is None:
        return
    mine = known.own.get(use.document.identifier, frozenset())
    announced = mine.union(*(known.versions.get(a, ()) for a in mine))
    found = []
    for version in sorted(known.versions.get(use.owner, frozenset()) - announced):
        made = known.agreements[version].made
        if known.agreements[version].force is Force.BINDING and made.latest is not None and made.latest < day:
            found.append((made.latest, version))
    yield from (version for _, version in sorted(found, reverse=True))


def _changed_by(use: Placed, known: _Known) -> Iterator[str]:
    """The agreements that the one of a statement changes, where its document is or announces that one, the latest first."""
    if use.owner not in known.own.get(use.document.identifier, ()) or use.statement.stance is not Stance.REAFFIRMS:
        return
    parties = set(known.agreements[use.owner].parties)
    bases = [a for a, versions in known.versions.items() if use.owner in versions]
    bases = [a for a in bases if len(parties & set(known.agreements[a].parties)) > 1]
    found = [(known.agreements[a].made.latest or date.min, a) for a in bases]
    yield from (a for _, a in sorted(found, reverse=True))
