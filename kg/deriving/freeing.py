"""What a later freedom takes of an earlier bar where one of the two tells no scope: all of it, or a part, as their words say.

Rule: SEMANTICS (b): partial supersession is of a scope within that of the bar. Nobody who frees something says how much stays shut
but by the words that tell the freedom: "In Peru it may now deal with others", and "for the rest Acme remains the only one".
"""

from __future__ import annotations

import re
from functools import cache

from kg.deriving.comparing import opposed
from kg.deriving.telling import Told
from kg.files import load_toml
from kg.records import Exclusivity, Modality, Stance

__all__ = ["FREE", "adds", "excepts", "frees", "names_a_part", "names_the_whole", "shuts"]

FREE = (Modality.PERMISSION, Modality.POWER)  # what gives leave


def shuts(t: Told) -> bool:
    """Return whether a reading bars somebody or shuts others out."""
    return t.exclusivity is Exclusivity.EXCLUSIVE or t.modality is Modality.PROHIBITION


def frees(t: Told, u: Told) -> bool:
    """Return whether u gives leave for what t bars, and one of the two tells no scope."""
    if not (t.unscoped or u.unscoped) or u.modality not in FREE or u.exclusivity not in (None, Exclusivity.NON_EXCLUSIVE):
        return False
    return shuts(t) and bool(opposed(t, u))


def names_a_part(u: Told) -> bool:
    """Return whether a passage begins with what it is about: "For perfume the right is no longer exclusive"."""
    return _told(u, "frees-a-part")


def names_the_whole(u: Told) -> bool:
    """Return whether a passage says that a bar is gone, or that something is free everywhere."""
    return _told(u, "frees-the-whole")


def excepts(u: Told) -> bool:
    """Return whether a passage says that it tells an exception to another rule."""
    return _told(u, "says-it-is-an-exception") or _told(u, "part-does-not-apply")


def adds(u: Told) -> bool:
    """Return whether a passage tells what comes on top of what was told before."""
    return _told(u, "adds-to-it")


def _told(u: Told, name: str) -> bool:
    uses = [s for s in u.heard.uses if s.stance is not Stance.PRESUPPOSES] or u.heard.uses
    return any(_phrase(name).search(" ".join(s.words.split())) for s in uses)


@cache
def _phrase(name: str) -> re.Pattern[str]:
    return re.compile(str(load_toml("phrases")[name]["pattern"]), re.IGNORECASE)
