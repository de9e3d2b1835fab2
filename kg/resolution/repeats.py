"""One figure or last day told of two versions of an agreement is one term: that of the version which set it.

"The fee is kept at 21 a tonne" in an amendment sets nothing: the fee is that of the contract. "Their rent is 5,450" in a magazine
is that of the amendment which set 5,450, though the magazine names the lease alone. Read as two terms they would be held against
what the other version says, and a change would be called a contradiction (SEMANTICS (b): who says again changes nothing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.records import SOME_PARTY, Agreement, Layer, Stance, TermContent
from kg.resolution.instructions import Placed
from kg.resolution.scopes import relate_labels

__all__ = ["place_repeats"]

_LIFE = "duration"  # the matter of which an agreement has one last day
Resolve = Callable[[Placed], Sequence[TermContent]]


@dataclass(slots=True)
class _Said:
    """Who tells one content of one version."""

    itself: bool = False  # a paper of the version does
    first: date | None = None  # the latest day on which the first document that does was published


@dataclass(frozen=True, slots=True)
class _Versions:
    """The versions of a collection, and what is told of each."""

    agreements: Mapping[str, Agreement]
    later: Mapping[str, frozenset[str]]  # of an agreement: those that amend or extend it, near or far
    earlier: Mapping[str, Sequence[str]]  # of an agreement: those that it changes, the latest first
    rules: Mapping[tuple[object, ...], Mapping[TermContent, _Said]]  # what is told, by version and kind
    sums: Mapping[tuple[object, ...], Sequence[TermContent]]  # what papers tell of themselves, by version and sum

    def sets(self, version: str, content: TermContent, before: str = "") -> bool:
        """Whether a paper of a version itself tells a content; or one that is older than another version `before`."""
        begins = self.agreements[before].made.earliest if before else None
        return any(
            told.itself or (begins is not None and told.first is not None and told.first < begins)
            for rule, told in self._alike(version, content)
            if _one_figure(rule, content)
        )

    def sets_figure(self, version: str, content: TermContent) -> bool:
        """Whether a paper of a version itself tells the very sum of a content, whatever rule it calls it."""
        told = self.sums.get((version, *_sum(content)), ())
        return any(set(rule.bearer) & {*content.bearer, SOME_PARTY} or SOME_PARTY in content.bearer for rule in told)

    def differs(self, version: str, content: TermContent) -> bool:
        """Whether another figure, or another last day, of one thing is told of a version."""
        return any(not _one_figure(rule, content) for rule, _ in self._alike(version, content))

    def _alike(self, version: str, content: TermContent) -> Iterator[tuple[TermContent, _Said]]:
        told = self.rules.get((version, *_kind(content)), {})
        return ((rule, said) for rule, said in told.items() if _one_thing(rule, content))


def place_repeats(
    placed: Sequence[Placed],
    agreements: Mapping[str, Agreement],
    later: Mapping[str, frozenset[str]],
    own: Mapping[str, Collection[str]],
    resolve: Resolve,
) -> list[Placed]:
    """Return the statements; one that gives the very figure or last day of another version belongs to that which set it.

    Args:
        placed: statements whose agreements are known across documents.
        agreements: by id.
        later: for an agreement those that amend or extend it, near or far.
        own: for a document the agreements that it is, or announces.
        resolve: gives the terms of a statement with ids of parties.
    """
    if not later:
        return list(placed)
    contents = [resolve(use) if use.terms else () for use in placed]
    told = _told(placed, contents, own)
    known = _Versions(agreements, later, _earlier(agreements, later), told, _sums(told))
    return [_moved(use, told, known) for use, told in zip(placed, contents, strict=True)]


def _earlier(agreements: Mapping[str, Agreement], later: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """For each version the agreements that it changes, the latest first."""

    def day(version: str) -> int:
        made = agreements[version].made
        last = made.latest or made.earliest
        return last.toordinal() if last else 0

    found: dict[str, list[str]] = defaultdict(list)
    for agreement in sorted(later, key=lambda a: (day(a), a), reverse=True):
        for version in later[agreement]:
            found[version].append(agreement)
    return found


def _told(
    placed: Sequence[Placed], contents: Sequence[Sequence[TermContent]], own: Mapping[str, Collection[str]]
) -> dict[tuple[object, ...], dict[TermContent, _Said]]:
    """What the statements tell, by version and kind; each content once, since many documents tell the same."""
    found: dict[tuple[object, ...], dict[TermContent, _Said]] = defaultdict(dict)
    for use, told in zip(placed, contents, strict=True):
        itself = use.statement.layer is Layer.INSTRUMENT or use.owner in own.get(use.document.identifier, ())
        known = use.document.published.latest
        for content in told:
            said = found[use.owner, *_kind(content)].setdefault(content, _Said())
            said.itself = said.itself or itself
            said.first = min(filter(None, (said.first, known)), default=None)
    return found


def _sums(told: Mapping[tuple[object, ...], Mapping[TermContent, _Said]]) -> dict[tuple[object, ...], list[TermContent]]:
    """What papers tell of themselves, by version and sum."""
    found: dict[tuple[object, ...], list[TermContent]] = defaultdict(list)
    for (version, *_), rules in told.items():
        for content, said in rules.items():
            if said.itself and content.measure:
                found[version, *_sum(content)].append(content)
    return found


def _sum(content: TermContent) -> tuple[object, ...]:
    return content.low, content.high, content.unit


def _moved(use: Placed, told: Sequence[TermContent], known: _Versions) -> Placed:
    contents = [c for c in told if c.measure or (c.end and c.matter == _LIFE)]
    if not contents or len(contents) < len(use.terms):
        return use
    version = next(_homes(use, contents, known), "")
    if not version:
        return use
    stance = Stance.REAFFIRMS if use.statement.stance is Stance.CHANGES else use.statement.stance
    about = tuple(dict.fromkeys((version, *use.about)))
    return replace(use, owner=version, about=about, statement=replace(use.statement, stance=stance))


def _homes(use: Placed, contents: Sequence[TermContent], known: _Versions) -> Iterator[str]:
    """The versions that set what a statement tells: an earlier one that it repeats, or a later one that it has in mind."""
    for version in known.earlier.get(use.owner, ()):
        if all(known.sets(version, c, use.owner) for c in contents):
            yield version
        if any(known.differs(version, c) for c in contents):
            break  # set anew since
    day = use.document.published.latest
    if day is None or any(known.sets(use.owner, c) for c in contents):
        return
    for version in sorted(known.later.get(use.owner, ())):
        made = known.agreements[version].made.latest
        if made is not None and made <= day and all(known.sets(version, c) for c in contents):
            yield version
    if any(not _is_sum(c) or known.sets_figure(use.owner, c) for c in contents):
        return
    for version in sorted(known.later.get(use.owner, ())):
        made = known.agreements[version].made.latest
        if made is not None and made <= day and all(known.sets_figure(version, c) for c in contents):
            yield version


def _is_sum(content: TermContent) -> bool:
    """Whether a content gives a sum of money that is no range."""
    return content.low is not None and content.low == content.high and content.unit.isupper()


# ------------------------------------------------------------------ two contents
def _kind(content: TermContent) -> tuple[object, ...]:
    """What contents that are held against each other have in common."""
    return content.matter, content.modality, content.measure, content.unit


def _one_thing(a: TermContent, b: TermContent) -> bool:
    """Whether two contents of one kind give a figure, or a last day, for a common bearer and scopes that touch."""
    if not set(a.bearer) & set(b.bearer) or not (a.measure or (a.end and b.end)):
        return False
    return not a.scope or not b.scope or any(relate_labels(x, y) for x in a.scope for y in b.scope)


def _one_figure(a: TermContent, b: TermContent) -> bool:
    """Whether two contents that are about one thing give one figure, or one last day, of it and in one grade."""
    if a.exclusivity is not b.exclusivity or (a.end and b.end and a.end != b.end):
        return False
    return (a.low, a.high) == (b.low, b.high)
