"""What a term reaches: forms of phrases are related by SEMANTICS (f), each relation with its premise in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Final

from kg.names import slug
from kg.records import Scope
from kg.resolution.scope_forms import LINE, WORLD, Form, is_general, read_scope, wider

__all__ = ["Form", "ToldScope", "read_scope", "relate", "relate_labels", "relate_scopes", "scope_ids"]

EQUAL: Final = "="
WITHIN: Final = "<"
CONTAINS: Final = ">"
OVERLAPS: Final = "x"
APART: Final = "|"
_Table = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class ToldScope:
    """A phrase as the text has it. Only phrases of one `group` (a bearer and a matter) are related.

    `names` are the names of the bearer: its possessive says nothing about what the scope reaches.
    """

    phrase: str
    group: str = ""
    names: tuple[str, ...] = ()


# ------------------------------------------------------------------ relating two forms
def relate(a: Form, b: Form) -> tuple[str, str]:
    """How a stands to b, with the premise: one of `=`, `<` (within), `>` (contains), `x` (overlaps), `|` (apart).

    >>> relate(*read_scope("stateless APIs"), *read_scope("APIs"))
    ('<', 'a narrower phrase: stateless')
    """
    if a == b:
        return EQUAL, "the same words"
    if a.partial or b.partial:
        kind = _join([*_sides(replace(a, partial=False), replace(b, partial=False))])
        return (APART, "") if kind == APART else (OVERLAPS, "some of it: how much is not told")
    kind = _without(a, b, _join([*_sides(a, b)]))
    return kind, _premise(a, b, kind)


def _sides(a: Form, b: Form) -> Iterator[str]:
    yield _nouns(a, b)
    yield _places(a.place or WORLD, b.place or WORLD)
    for axis in sorted({x[0] for x in (*a.limits, *b.limits)}):
        yield _intervals(_interval(a, axis), _interval(b, axis))


def _join(kinds: Iterable[str]) -> str:
    """What several independent relations come to."""
    found = set(kinds) - {EQUAL}
    if APART in found:
        return APART
    return EQUAL if not found else next(iter(found)) if len(found) == 1 else OVERLAPS


def _mirror(kind: str) -> str:
    return {WITHIN: CONTAINS, CONTAINS: WITHIN}.get(kind, kind)


def _sets(a: frozenset[str], b: frozenset[str]) -> str:
    """More modifiers reach less."""
    return EQUAL if a == b else WITHIN if a > b else CONTAINS if a < b else APART


def _nouns(a: Form, b: Form) -> str:
    if a.head == b.head:
        kind = _sets(a.words, b.words)
        if kind == EQUAL and a.universal is not b.universal:
            return CONTAINS if a.universal else WITHIN
        return kind
    for one, other, turned in ((a, b, False), (b, a, True)):
        kind = _wider_noun(one, other)
        if kind:
            return _mirror(kind) if turned else kind
    return APART


def _wider_noun(a: Form, b: Form) -> str:
    """How a stands to b where b is the wider one by its noun; empty where it is not."""
    mine = a.words | {a.head}
    everything = is_general(a.head) and a.universal
    if not b.head:
        return WITHIN if b.words <= a.words and not everything else ""
    if not a.head and not b.universal:
        return ""  # the other way round tells it
    if is_general(b.head) and b.words <= mine:
        both = a.universal and b.universal
        return WITHIN if b.universal and not both else OVERLAPS
    above = {w for part in mine for w in wider("class").get(part, ()) if w not in mine}
    return WITHIN if b.head in above and b.words <= mine else ""


def _places(a: str, b: str) -> str:
    if a == b:
        return EQUAL
    table = wider("place")
    if b == WORLD or b in table.get(a, ()):
        return WITHIN
    if a == WORLD or a in table.get(b, ()):
        return CONTAINS
    shared = any(a in above and b in above for above in table.values())
    return OVERLAPS if shared else APART


def _interval(form: Form, axis: str) -> tuple[float, float]:
    found = [x[1:] for x in form.limits if x[0] == axis]
    return (max(x[0] for x in found), min(x[1] for x in found)) if found else LINE


def _intervals(a: tuple[float, float], b: tuple[float, float]) -> str:
    if a == b:
        return EQUAL
    if a[1] < b[0] or b[1] < a[0]:
        return APART
    return WITHIN if b[0] <= a[0] and a[1] <= b[1] else CONTAINS if a[0] <= b[0] and b[1] <= a[1] else OVERLAPS


def _without(a: Form, b: Form, whole: str) -> str:
    """The relation once what both forms lack is taken out. `whole` relates them with nothing taken out."""
    if whole == APART or (not a.lacks and not b.lacks) or a.lacks == b.lacks:
        return whole
    if any(relate(replace(b, lacks=()), y)[0] in (EQUAL, WITHIN) for y in a.lacks):
        return APART
    if any(relate(replace(a, lacks=()), y)[0] in (EQUAL, WITHIN) for y in b.lacks):
        return APART
    inside = whole in (EQUAL, WITHIN) and all(_spared(a, y) for y in b.lacks)
    around = whole in (EQUAL, CONTAINS) and all(_spared(b, y) for y in a.lacks)
    return EQUAL if inside and around else WITHIN if inside else CONTAINS if around else OVERLAPS


def _spared(form: Form, part: Form) -> bool:
    """Whether a form reaches nothing of what another lacks."""
    if relate(replace(form, lacks=()), part)[0] == APART:
        return True
    return any(relate(part, y)[0] in (EQUAL, WITHIN) for y in form.lacks)


def _premise(a: Form, b: Form, kind: str) -> str:
    if kind == APART:
        return ""
    reasons = []
    if a.words != b.words and a.head == b.head:
        reasons.append("a narrower phrase: " + " ".join(sorted(a.words ^ b.words)))
    elif a.head != b.head:
        general = [f.head for f in (a, b) if f.universal or not f.head or is_general(f.head)]
        if general:
            held = "takes in whatever its bearer deals in" if kind in (WITHIN, CONTAINS) else "may take it in: nobody says so"
            reasons.append(f"“{general[-1] or 'a place'}” {held}")
        else:
            reasons.append("general knowledge (containment.toml)")
    if a.place != b.place:
        reasons.append(f"places: {a.place or 'anywhere'}, {b.place or 'anywhere'} (containment.toml)")
    if a.limits != b.limits:
        reasons.append("one interval beside the other")
    if a.lacks != b.lacks:
        reasons.append("less what is excepted")
    return "; ".join(reasons) or "the quantifier"


# ------------------------------------------------------------------ all scopes of a dealing
def scope_ids(told: ToldScope | str, dealing: str) -> tuple[str, ...]:
    """The ids of the scopes that a phrase names, sorted; none where it tells none (then `general` is meant)."""
    told = ToldScope(told) if isinstance(told, str) else told
    return tuple(sorted({_id(dealing, form) for form in read_scope(told.phrase, told.names)}))


def _id(dealing: str, form: Form) -> str:
    return f"{dealing}.{slug(form.name)}"


def relate_scopes(
    phrases: Iterable[ToldScope | str], dealing: str, stated: Iterable[tuple[ToldScope | str, ToldScope | str, str]] = ()
) -> tuple[Scope, ...]:
    """The scopes of a dealing with what contains or overlaps what, sorted by id; the order of the phrases does not matter.

    Args:
        phrases: phrases as the texts have them; only those of one group are related (SEMANTICS f).
        dealing: id of the dealing, which the ids of its scopes begin with.
        stated: (part, whole, words): what a text itself says lies within what.

    Returns:
        A scope for every form; its label is the form in words. `general` is not among them: it is told by silence.
    """
    groups: dict[str, dict[str, Form]] = {}
    for told in (ToldScope(p) if isinstance(p, str) else p for p in phrases):
        for form in read_scope(told.phrase, told.names):
            groups.setdefault(told.group, {})[_id(dealing, form)] = form
    broader: _Table = {}
    overlaps: _Table = {}
    for _, forms in sorted(groups.items()):
        _relate_all(forms, broader, overlaps)
    labels = {i: f.name for forms in groups.values() for i, f in forms.items()}
    for part, whole, words in sorted(stated, key=repr):
        for a, b in product(scope_ids(part, dealing), scope_ids(whole, dealing)):
            if a in labels and b in labels and a != b:
                broader.setdefault(a, {}).setdefault(b, words)
                overlaps.get(a, {}).pop(b, None)
                overlaps.get(b, {}).pop(a, None)
    return tuple(
        Scope(i, labels[i], tuple(sorted(broader.get(i, {}).items())), tuple(sorted(overlaps.get(i, {}).items())))
        for i in sorted(labels)
    )


def _relate_all(forms: Mapping[str, Form], broader: _Table, overlaps: _Table) -> None:
    """Write down how the forms of one group stand to one another."""
    for a, b in _pairs(forms):
        kind, premise = relate(forms[a], forms[b])
        if kind in (WITHIN, EQUAL):
            broader.setdefault(a, {}).setdefault(b, premise)
        if kind in (CONTAINS, EQUAL):
            broader.setdefault(b, {}).setdefault(a, premise)
        if kind == OVERLAPS:
            overlaps.setdefault(a, {}).setdefault(b, premise)
            overlaps.setdefault(b, {}).setdefault(a, premise)


def _pairs(forms: Mapping[str, Form]) -> Iterator[tuple[str, str]]:
    """Pairs that can touch: those with one head, and any pair with a form whose noun reaches further."""
    heads: dict[str, list[str]] = {}
    for i in sorted(forms):
        heads.setdefault(forms[i].head, []).append(i)
    loose = [i for i in sorted(forms) if not forms[i].head or is_general(forms[i].head) or forms[i].head in wider("class")]
    seen = {(a, b) for same in heads.values() for n, a in enumerate(same) for b in same[n + 1 :]}
    seen.update((min(a, b), max(a, b)) for a in loose for b in forms if a != b)
    yield from sorted(seen)


# ------------------------------------------------------------------ scopes of two dealings
_WORDS: Final = {EQUAL: "equal", WITHIN: "right-wider", CONTAINS: "left-wider", OVERLAPS: "overlap", APART: ""}


@lru_cache(maxsize=65536)
def relate_labels(left: str, right: str) -> str:
    """How two scopes of different dealings stand to one another, by their labels.

    Returns:
        equal, left-wider, right-wider, overlap, or nothing where they are apart.

    >>> relate_labels("all product", "stateless api"), relate_labels("api", "map")
    ('left-wider', '')
    """
    if left == right:
        return "equal"
    ones, others = read_scope(left), read_scope(right)
    found = {relate(a, b)[0] for a in ones for b in others} - {APART}
    if not found:
        return ""
    return _WORDS[found.pop()] if len(ones) == len(others) == 1 else "overlap"
