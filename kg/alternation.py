"""One pattern for many phrases, built as a tree of their beginnings: a place of a text is compared with few signs, not with all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["alternation"]

_Tree = dict[str, "_Tree"]
_END = ""  # the branch at which a phrase ends
_FEW = 4  # phrases that are written side by side


def alternation(phrases: Iterable[str], gaps: Mapping[str, str] | None = None) -> str:
    r"""Return a pattern in brackets that matches any of some phrases, the longest that does.

    Args:
        phrases: as they are written.
        gaps: patterns for single signs, such as `\s+` for a blank; other signs stand for themselves.

    >>> alternation(["pay", "pays", "paid", "bank", "pay up", "paying"], {" ": r"\s+"})
    '(?:pa(?:y(?:\\s+up|ing|s|)|id)|bank)'
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    spelled = [[(gaps or {}).get(sign) or re.escape(sign) for sign in phrase] for phrase in ordered]
    if len(spelled) <= _FEW:
        return "(?:" + "|".join(map("".join, spelled)) + ")"
    tree: _Tree = {}
    for signs in spelled:
        at = tree
        for sign in signs:
            at = at.setdefault(sign, {})
        at[_END] = {}
    return f"(?:{'|'.join(_branches(tree))})"


def _branches(tree: _Tree) -> list[str]:
    """Return the patterns of the branches of a tree, in the order in which they are tried."""
    found = []
    for sign, branch in tree.items():
        stem, below = sign, branch
        while len(below) == 1 and _END not in below:
            (more,) = below
            stem, below = stem + more, below[more]
        inner = _branches(below) if list(below) not in ([], [_END]) else []
        found.append(f"{stem}(?:{'|'.join(inner)})" if inner else stem)
    return sorted(found, key=lambda one: one == "")  # to end here is tried last
