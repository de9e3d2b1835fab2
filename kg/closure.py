"""What can be reached along pairs: the versions that follow an agreement, those that it changes, near or far."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["reach"]


def reach(edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return everything that can be reached from each node; a node on a cycle reaches itself.

    >>> {a: sorted(found) for a, found in reach([("c", "b"), ("b", "a")]).items()}
    {'c': ['a', 'b'], 'b': ['a']}
    """
    direct: dict[str, list[str]] = {}
    for a, b in edges:
        direct.setdefault(a, []).append(b)
    found: dict[str, set[str]] = {}
    for a, first in direct.items():
        if len(first) == 1 and first[0] not in direct:
            found[a] = {first[0]}
            continue
        seen: set[str] = set()
        todo = list(first)
        while todo:
            b = todo.pop()
            if b not in seen:
                seen.add(b)
                todo.extend(direct.get(b, ()))
        found[a] = seen
    return found
