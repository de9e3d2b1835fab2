"""How two scopes of one dealing stand to one another, by the relations that the dealing's scopes declare."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.records import Scope

__all__ = ["APART", "EQUAL", "LEFT_WIDER", "OVERLAP", "RIGHT_WIDER", "Scopes"]

APART = ""
EQUAL = "equal"
LEFT_WIDER = "left-wider"
RIGHT_WIDER = "right-wider"
OVERLAP = "overlap"

_MIRROR = {APART: APART, EQUAL: EQUAL, LEFT_WIDER: RIGHT_WIDER, RIGHT_WIDER: LEFT_WIDER, OVERLAP: OVERLAP}


class Scopes:
    """The scopes of a dealing with containment and overlap closed.

    Containment is transitive. Overlap passes upwards (what contains an overlapping scope overlaps too), never downwards; two
    scopes that contain a common one overlap. `general` equals itself and overlaps all others (SEMANTICS f).
    """

    def __init__(self, dealing: str, scopes: Sequence[Scope]) -> None:
        self.general = f"{dealing}.general"
        self._broader = {s.id: [b for b, _ in s.broader] for s in scopes if s.broader}
        self._containers: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}
        self._overlaps: set[tuple[str, str]] = set()
        self._beside: dict[str, set[str]] | None = None
        if self._broader or any(s.overlaps for s in scopes):
            self._close(scopes)

    def _close(self, scopes: Sequence[Scope]) -> None:
        for s in scopes:
            mine = self.containers(s.id)
            if len(mine) > 2:
                self._overlaps.update((a, b) for a in mine for b in mine)
            for other, _ in s.overlaps:
                for a in mine:
                    for b in self.containers(other):
                        self._overlaps.add((a, b))
                        self._overlaps.add((b, a))

    def containers(self, scope: str) -> frozenset[str]:
        """The scope itself and every scope that contains it."""
        found = self._containers.get(scope)
        if found is None:
            seen, todo = {scope}, [scope]
            while todo:
                for wider in self._broader.get(todo.pop(), ()):
                    if wider not in seen:
                        seen.add(wider)
                        todo.append(wider)
            found = self._containers[scope] = frozenset(seen)
        return found

    def near(self, scope: str, among: Collection[str]) -> list[str]:
        """Those of some scopes that may touch a scope: by containment, overlap, or because one of them is `general`."""
        if scope == self.general:
            return sorted(among)
        if self._beside is None:
            self._beside = {}
            pairs = {(x, y) for x in self._broader for y in self.containers(x)} | self._overlaps
            for x, y in pairs:
                self._beside.setdefault(x, set()).add(y)
                self._beside.setdefault(y, set()).add(x)
        return sorted(x for x in {scope, self.general, *self._beside.get(scope, ())} if x in among)

    def relation(self, left: tuple[str, ...], right: tuple[str, ...]) -> str:
        """How the unions of two lists of scopes stand to one another; `APART` is the empty string."""
        if left == right:
            return EQUAL
        found = self._known.get((left, right))
        if found is None:
            found = self._relate(left, right)
            self._known[left, right] = found
            self._known[right, left] = _MIRROR[found]
        return found

    def _relate(self, left: tuple[str, ...], right: tuple[str, ...]) -> str:
        left_in = all(not self.containers(x).isdisjoint(right) for x in left)
        right_in = all(not self.containers(y).isdisjoint(left) for y in right)
        if left_in or right_in:
            return EQUAL if left_in and right_in else RIGHT_WIDER if left_in else LEFT_WIDER
        return OVERLAP if any(self._touch(x, y) for x in left for y in right) else APART

    def _touch(self, x: str, y: str) -> bool:
        if self.general in (x, y) or (x, y) in self._overlaps:
            return True
        return y in self.containers(x) or x in self.containers(y)
