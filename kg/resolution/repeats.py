"""One figure or last day told of two versions of an agreement is one term: that of the version which set it.

"The fee is kept at 21 a tonne" in an amendment sets nothing: the fee is that of the contract. "Their rent is 5,450" in a magazine
is that of the amendment which set 5,450, though the magazine names the lease alone. Read as two terms they would be held against
what the other version says, and a change would be called a contradiction (SEMANTICS (b): who says again changes nothing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.records import Agreement, Layer, Stance, TermContent
from kg.resolution.instructions import Placed
from kg.resolution.scopes import relate_labels

__all__ = ["place_repeats"]

_LIFE = "duration"  # the matter of which an agreement has one last day
Resolve = Callable[[Placed], Sequence[TermContent]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What one statement tells of one version."""

    use: Placed
    content: TermContent


@dataclass(frozen=True, slots=True)
class _Versions:
    """The versions of a collection, and what is told of each."""

    agreements: Mapping[str, Agreement]
    later: Mapping[str, frozenset[str]]  # of an agreement: those that amend or extend it, near or far
    own: Mapping[str, Collection[str]]  # by document: agreements that it is, or announces
    rules: Mapping[str, Sequence[_Rule]]

    def earlier(self, version: str) -> list[str]:
        """The agreements that a version changes, the latest first."""
        found = [a for a, versions in self.later.items() if version in versions]
        return sorted(found, key=lambda a: (self._day(a), a), reverse=True)

    def _day(self, version: str) -> int:
        made = self.agreements[version].made
        day = made.latest or made.earliest
        return day.toordinal() if day else 0

    def sets(self, version: str, content: TermContent, before: str = "") -> bool:
        """Whether a paper of a version itself tells a content; or one that is older than another version `before`."""
        return any(self._speaks_for(r.use, version, before) for r in self.rules.get(version, ()) if _one_figure(r.content, content))

    def _speaks_for(self, use: Placed, version: str, before: str) -> bool:
        if use.statement.layer is Layer.INSTRUMENT or version in self.own.get(use.document.identifier, ()):
            return True
        known = use.document.published.latest
        begins = self.agreements[before].made.earliest if before else None
        return known is not None and begins is not None and known < begins

    def differs(self, version: str, content: TermContent) -> bool:
        """Whether another figure, or another last day, of one thing is told of a version."""
        return any(_one_kind(r.content, content) and not _one_figure(r.content, content) for r in self.rules.get(version, ()))


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
    rules: dict[str, list[_Rule]] = defaultdict(list)
    for use in placed:
        for content in resolve(use) if use.terms else ():
            rules[use.owner].append(_Rule(use, content))
    known = _Versions(agreements, later, own, rules)
    return [_moved(use, known, resolve) if use.terms else use for use in placed]


def _moved(use: Placed, known: _Versions, resolve: Resolve) -> Placed:
    contents = [c for c in resolve(use) if c.measure or (c.end and c.matter == _LIFE)]
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
    for version in known.earlier(use.owner):
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


# ------------------------------------------------------------------ two contents
def _one_kind(a: TermContent, b: TermContent) -> bool:
    """Whether two contents give a figure of one measure, or a last day, for one matter of a common bearer and scopes that touch."""
    if a.matter != b.matter or a.modality is not b.modality or not set(a.bearer) & set(b.bearer):
        return False
    if (a.measure, a.unit) != (b.measure, b.unit) or not (a.measure or (a.end and b.end)):
        return False
    return not a.scope or not b.scope or any(relate_labels(x, y) for x in a.scope for y in b.scope)


def _one_figure(a: TermContent, b: TermContent) -> bool:
    """Whether two contents give one figure, or one last day, of one thing and in one grade."""
    if not _one_kind(a, b) or a.exclusivity is not b.exclusivity or (a.end and b.end and a.end != b.end):
        return False
    return (a.low, a.high) == (b.low, b.high)
