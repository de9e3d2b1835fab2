"""One sum under a longer and a shorter name: "the deposit" of the contract is "the upfront deposit" of the press release.

Rule: SEMANTICS (f) relates phrases as sets, the one with more modifiers within the other. The name of a sum names one thing; where
no document has two of its kind, the fuller name tells more of it and not a part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.files import load_toml
from kg.resolution.scope_forms import Form, read_scope
from kg.resolution.terms import Telling

__all__ = ["name_sums_alike"]


def name_sums_alike(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings; sums of one payer and kind whose names only tell more or less have the shortest of the names.

    Args:
        tellings: of one dealing, with their directions and with scopes as the texts have them.
    """
    kinds: dict[tuple[object, ...], list[tuple[int, Form]]] = defaultdict(list)
    for i, t in enumerate(tellings):
        form = _name(t)
        if form is not None:
            c = t.content
            kinds[c.matter, c.bearer, c.measure, c.unit, form.head].append((i, form))
    done = list(tellings)
    for several in kinds.values():
        if _one_thing(several, tellings):
            shortest, _ = min(several, key=lambda x: (len(x[1].words), x[1].name, x[0]))
            for i, _ in several:
                done[i] = replace(done[i], content=replace(done[i].content, scope=tellings[shortest].content.scope))
    return done


def _name(telling: Telling) -> Form | None:
    """The form of the name of a sum; none where it is none, or more than a noun with its modifiers."""
    content = telling.content
    forms = read_scope(content.scope[0]) if content.measure and len(content.scope) == 1 else ()
    if len(forms) != 1 or not forms[0].head or forms[0] != Form(forms[0].head, forms[0].words):
        return None
    return forms[0]


def _one_thing(several: Sequence[tuple[int, Form]], tellings: Sequence[Telling]) -> bool:
    """Whether names of one head follow from one another by leaving words out, and no document has two of them."""
    parts = frozenset(load_toml("scopes")["instalments"]["words"])
    names = sorted({form.words for _, form in several}, key=len)
    if len(names) < 2 or any(not a < b or not parts.isdisjoint(b - a) for a, b in pairwise(names)):
        return False
    told = {(tellings[i].document, form.words) for i, form in several}
    return len(told) == len({document for document, _ in told})
