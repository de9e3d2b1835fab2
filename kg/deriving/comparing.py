"""What two readings of one matter do to one another, seen by themselves: clash, change without clash, or the same content.

Rules: SEMANTICS (b), the paragraph on clashes. Nothing here looks at ranks, documents or other terms.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kg.deriving.telling import Told
from kg.deriving.topics import is_single
from kg.records import Exclusivity, Modality

__all__ = [
    "Bounds",
    "bounds_of",
    "change",
    "clash",
    "ends_sooner",
    "known_same",
    "meet",
    "no_longer_shut",
    "of_one_size",
    "opposed",
    "perhaps_clash",
    "same",
    "same_counterparty",
    "same_figure",
    "same_number",
    "same_unit",
    "very_figure",
]

Bounds = tuple[Decimal | None, Decimal | None]

_PAIRS = (
    (Modality.OBLIGATION, Modality.NO_DUTY),
    (Modality.OBLIGATION, Modality.PROHIBITION),
    (Modality.PERMISSION, Modality.PROHIBITION),
    (Modality.POWER, Modality.PROHIBITION),
)
_OPPOSED = frozenset(_PAIRS) | frozenset((b, a) for a, b in _PAIRS)
_DUTY_SIDES = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_EXCLUSIVE, _PREFERRED, _FREE = Exclusivity.EXCLUSIVE, Exclusivity.PREFERRED, Exclusivity.NON_EXCLUSIVE
_SHUT_OR_OPEN = frozenset({(_EXCLUSIVE, _FREE), (_FREE, _EXCLUSIVE)})
_SHUT_OR_PREFERRED = frozenset({(_EXCLUSIVE, _PREFERRED), (_PREFERRED, _EXCLUSIVE)})
_FACT, _OBLIGATION, _PERMISSION = Modality.FACT, Modality.OBLIGATION, Modality.PERMISSION  # a look-up in an enumeration is slow
_NARROW = 5  # a number told as a range counts as one figure where the range is at most a fifth of it


def same_counterparty(t: Told, u: Told) -> bool:
    """Counterparties share a party, or one is not told."""
    mine, theirs = t.counterparties, u.counterparties
    return mine == theirs or not mine or not theirs or not set(mine).isdisjoint(theirs)


def meet(t: Told, u: Told, t_ends: date | None, u_ends: date | None) -> bool:
    """Whether there can be a day on which both hold, given the latest last day of each."""
    if t_ends is not None and u.begins.earliest is not None and t_ends < u.begins.earliest:
        return False
    return not (u_ends is not None and t.begins.earliest is not None and u_ends < t.begins.earliest)


def clash(t: Told, u: Told, one_agreement: bool) -> str:
    """The kind of clash between two readings, or an empty string.

    Kinds: numeric, negation, antonym, date. Ends clash only inside one agreement; over time an end that moves is a change.
    """
    if t.number is not None and t.number == u.number and t.number[0] and _disjoint(t, u):
        return "numeric"
    if t.modality is not u.modality and (t.modality, u.modality) in _OPPOSED and not _two_sides(t, u):
        return "negation"
    if t.exclusivity is not u.exclusivity and (t.exclusivity, u.exclusivity) in _SHUT_OR_OPEN:
        return "antonym"
    if one_agreement and _moved(t, u) and _one_measure(t, u):
        return "date"
    return ""


def opposed(t: Told, u: Told) -> str:
    """The clash of modality or exclusivity alone, whatever the numbers and days: negation, antonym, or empty."""
    if t.modality is not u.modality and (t.modality, u.modality) in _OPPOSED and not _two_sides(t, u):
        return "negation"
    return "antonym" if (t.exclusivity, u.exclusivity) in _SHUT_OR_OPEN else ""


def no_longer_shut(t: Told, u: Told) -> bool:
    """Whether the earlier t shuts others out and the later u, of the same kind, only prefers one."""
    return t.exclusivity is _EXCLUSIVE and u.exclusivity is _PREFERRED and t.modality is u.modality


def _two_sides(t: Told, u: Told) -> bool:
    """A duty to deal with one party alone and a prohibition to deal with others are one rule."""
    return t.exclusivity is _EXCLUSIVE and u.exclusivity is _EXCLUSIVE and {t.modality, u.modality} == _DUTY_SIDES


def _disjoint(t: Told, u: Told) -> bool:
    if t.high is not None and u.low is not None and t.high < u.low:
        return True
    return u.high is not None and t.low is not None and u.high < t.low


def _moved(t: Told, u: Told) -> str:
    """Whether the last days are told and differ for certain: "later" or "earlier", from t to u."""
    if t.end.latest is not None and u.end.earliest is not None and t.end.latest < u.end.earliest:
        return "later"
    if u.end.latest is not None and t.end.earliest is not None and u.end.latest < t.end.earliest:
        return "earlier"
    return ""


def _one_measure(t: Told, u: Told) -> bool:
    """Numbers of two measures belong to two rules, whose ends have nothing to do with one another."""
    return t.number is None or u.number is None or t.number[0] == u.number[0]


def _alike(t: Told, u: Told) -> bool:
    """One kind of rule: the same modality, two sides of one duty, or a fact beside a rule."""
    return t.modality is u.modality or _two_sides(t, u) or t.modality is _FACT or u.modality is _FACT


def change(t: Told, u: Told) -> tuple[str, str]:
    """What the later reading u changes in t without a clash: verdict and type, or two empty strings."""
    if t.exclusivity is not u.exclusivity and (t.exclusivity, u.exclusivity) in _SHUT_OR_PREFERRED:
        return "modification", "antonym"
    if not _alike(t, u) or not _one_measure(t, u):
        return "", ""
    moved = _moved(t, u)
    other = _limit_changed(t, u)
    if moved:
        return ("extension" if moved == "later" and not other else "modification"), "date"
    return ("modification", other) if other else ("", "")


def ends_sooner(t: Told, u: Told) -> bool:
    """Whether u tells a life that ends before that of t for certain."""
    return is_single(t.matter) and _moved(t, u) == "earlier"


def _limit_changed(t: Told, u: Told) -> str:
    """An end or a cap added, a limit moved, a condition or a value in words exchanged: the type of the change."""
    if _ends(u) and not _ends(t) and (t.number is None) is (u.number is None) and not is_single(t.matter):
        return "date"
    if (u.capped and not t.capped) or (t.number is not None and _other_limit(t, u)):
        return "numeric"
    if t.condition and u.condition and t.condition != u.condition:
        return "condition"
    return "lexical" if t.value and u.value and t.value != u.value and t.modality is u.modality else ""


def _ends(t: Told) -> bool:
    return t.end.earliest is not None or t.end.latest is not None


def _other_limit(t: Told, u: Told) -> bool:
    """Both are upper limits, or both lower limits, of one measure, and differ."""
    if t.number != u.number or not (t.number and t.number[0]):
        return False
    if t.high is None and u.high is None:
        return t.low != u.low
    return not t.low and not u.low and t.high != u.high and t.high is not None and u.high is not None


def same(t: Told, u: Told) -> bool:
    """Nothing differs between the earlier t and the later u; an end or a condition that u does not repeat is no difference.

    Exclusivity, number, cap and counterparty must be told alike: where one of the two is silent, they are not the same. Of facts
    a number or a value must be told: two passages on the governing law need not name the same law.
    """
    if t.modality is _FACT and t.number is None and not t.value:
        return False
    if t.exclusivity is not u.exclusivity or not (t.modality is u.modality or _two_sides(t, u)):
        return False
    if t.number != u.number or not _one_interval(t, u) or t.capped != u.capped or bool(t.counterparties) != bool(u.counterparties):
        return False
    return (not u.condition or t.condition == u.condition) and (not u.value or t.value == u.value)


def _one_interval(t: Told, u: Told) -> bool:
    """The same bounds, or one figure told more or less exactly."""
    return _same_bounds(t, u) or (_one_figure(t) and _one_figure(u))


def same_unit(t: Told, u: Told) -> bool:
    """Both give a number in one unit, whatever it measures."""
    return t.number is not None and u.number is not None and t.number[1] == u.number[1]


def of_one_size(t: Told, u: Told, times: Decimal = Decimal(3)) -> bool:
    """Two figures of one unit that differ, and of which the one is at most some times the other."""
    if not same_unit(t, u) or not _disjoint(t, u):
        return False
    mine, theirs = t.low or t.high, u.low or u.high
    return mine is not None and theirs is not None and 0 < mine <= times * theirs and theirs <= times * mine


def bounds_of(t: Told) -> Bounds:
    """The lowest and the highest number that a reading tells."""
    return t.low, t.high


def _same_bounds(t: Told, u: Told) -> bool:
    return bounds_of(t) == bounds_of(u)


def known_same(t: Told, u: Told) -> bool:
    """Whether two readings of which nothing differs also tell something alike: a grade, a number, a value, a condition, a scope.

    That both speak of insurance, or of a last day, is not yet the same content told again; of a duration one and the same day is.
    """
    told = t.exclusivity or t.number or t.value or (t.condition and u.condition) or not (t.unscoped or u.unscoped)
    return bool(told) or (is_single(t.matter) and _ends(t) and same_figure(t, u, "date"))


def perhaps_clash(t: Told, u: Told) -> bool:
    """A duty of which nobody said whether it shuts others out, and a later freedom to turn to anyone.

    Silence is no value (ground rule 2), so this is never certain.
    """
    return t.modality is _OBLIGATION and t.exclusivity is None and u.modality is _PERMISSION and u.exclusivity is _FREE


def same_figure(t: Told, u: Told, kind: str) -> bool:
    """Whether both give the very same number of one measure and unit; of kind date: the very same last day."""
    if kind == "date":
        return (t.end.earliest, t.end.latest) == (u.end.earliest, u.end.latest)
    return t.number == u.number and _same_bounds(t, u)


def same_number(t: Told, u: Told) -> bool:
    """One figure of one unit told under two measures."""
    if t.number is None or u.number is None or t.number[1] != u.number[1] or t.number[0] == u.number[0]:
        return False
    if not t.number[0] or not u.number[0]:
        return False
    return _same_bounds(t, u) or (_one_figure(t) and _one_figure(u) and not _disjoint(t, u))


def very_figure(t: Told, u: Told) -> bool:
    """Exactly one figure told under two measures to the same party: of one sum, whatever each of the two says that it is for."""
    return same_number(t, u) and _same_bounds(t, u) and same_counterparty(t, u)


def _one_figure(t: Told) -> bool:
    return t.low is not None and t.high is not None and t.low > 0 and (t.high - t.low) * _NARROW <= t.low
