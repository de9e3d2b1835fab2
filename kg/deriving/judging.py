"""Verdicts about pairs of readings of one slot: one matter, one bearer (SEMANTICS b and d).

A slot knows all its readings, because some rules look further than the pair: an agreement in between, an exception that is
told too, both sides told by one paper, and an exception that a later rule leaves alone. One file: the rules on a pair, in order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from heapq import nlargest
from operator import itemgetter

from kg.deriving.comparing import (
    Bounds,
    bounds_of,
    change,
    clash,
    ends_sooner,
    known_same,
    meet,
    no_longer_shut,
    of_one_size,
    opposed,
    perhaps_clash,
    same,
    same_counterparty,
    same_figure,
    same_number,
    same_unit,
    very_figure,
)
from kg.deriving.freeing import FREE, excepts, frees, names_a_part, names_the_whole, shuts
from kg.deriving.linking import Chain
from kg.deriving.scoping import EQUAL, LEFT_WIDER, OVERLAP, RIGHT_WIDER, Scopes
from kg.deriving.telling import SECOND_HAND, Told, by_a_row, one_voice, told_late
from kg.deriving.topics import is_manifold
from kg.records import Exclusivity, Layer, Modality, Stance
from kg.topics import topics_of

__all__ = ["ONLY_FIGURE", "ON_A_CONDITION", "TOLD_LATE", "Slot", "Verdict"]

TOLD_LATE = "(d) 4, told after it was changed"  # the rule by which a report is held against a later agreement
ONLY_FIGURE = "(d) 4, only figure"  # the rule by which a report is held against the only figure that there is
ON_A_CONDITION = "(d) 3, on a condition"  # the rule by which a document tells an exception
_SOON = 366  # days after the better source until which a report, an earlier one too, is of what that tells
_NEAR = Decimal("1.6")  # how many times an old figure a new one is at most that may take its place without a word
_COMMON_WORDS = 2  # of a bar and a freedom of which only one tells a scope, from which on they are about one thing
_NEW_WORDS = 3  # words of a freedom that its bar lacks, from which on it is for a part of what is barred

_CONTAINED = frozenset({EQUAL, LEFT_WIDER, RIGHT_WIDER})
_TOUCHING = _CONTAINED | {OVERLAP}
_LIFTED = (Modality.OBLIGATION, Modality.NO_DUTY)
_ENDING = frozenset({"supersession", "repeal", "modification", "extension"})
_BY_SCOPE = {
    EQUAL: "supersession",
    RIGHT_WIDER: "supersession",
    LEFT_WIDER: "partial-supersession",
    OVERLAP: "supersession-extent-open",
}
_SAME = ("restatement", "widening", "narrowing-by-silence")
_CHANGES = (
    *("supersession", "partial-supersession", "supersession-extent-open", "repeal", "modification", "extension"),
    *_SAME,
)
_RULE = {name: f"(b) {name.replace('-', ' ')}" for name in _CHANGES}


@dataclass(slots=True, eq=False)  # as readings are
class Verdict:
    """What holds between two readings; `left` is the earlier or the stronger one, `effect` what it does to the force of left.

    `effect` is one of ended, perhaps-ended, narrowed, or empty. `reported` is false where an agreement in between speaks.
    """

    name: str
    left: Told
    right: Told
    certain: bool
    change: bool
    type: str
    rule: str
    relation: str
    effect: str = ""
    reported: bool = True


class Slot:
    """The readings of one matter and one bearer."""

    def __init__(self, readings: Sequence[Told], scopes: Scopes, chain: Chain) -> None:
        self.by_agreement: dict[str, list[Told]] = {}
        for t in readings:
            self.by_agreement.setdefault(t.agreement, []).append(t)
        self.scopes = scopes
        self.chain = chain
        self._relation = scopes.relation
        self._ends: dict[str, date | None] = {}
        self._later: dict[str, list[str]] = {}
        self._topics: dict[Told, frozenset[str]] = {}
        self._kept: dict[tuple[str, ...], frozenset[str]] = {}
        self._near: dict[tuple[object, ...], Sequence[tuple[Bounds, int]]] = {}

    # ---------------------------------------------------------------- one agreement: (d) 2 to 4
    def within_agreement(self, t: Told, u: Told) -> Verdict | None:
        """The verdict on two readings of one agreement; `None` where they go together (SEMANTICS d, steps 2 to 4)."""
        relation = self._relation(t.scope, u.scope) if same_counterparty(t, u) else ""
        kind = clash(t, u, True) if relation else ""
        if t.rank != u.rank and self._only_figure_of_its_unit(t, u) and not self._one_after_the_other(t, u):
            left, right = _stronger_first(t, u, relation)
            sure = kind == "numeric" and relation == EQUAL and not (t.hedged or u.hedged or set(t.bearers) != set(u.bearers))
            return Verdict("misreport", left, right, sure, False, "numeric", ONLY_FIGURE, relation or OVERLAP)
        nothing = not kind and (t.rank == u.rank or not (relation or very_figure(t, u)))
        if nothing or self._only_guessed(t, u, relation, kind):
            return None
        if not kind:
            return self._weaker_source(t, u)
        if kind == "numeric" and relation in (EQUAL, OVERLAP) and self._in_a_table(t, u):
            left, right = (u, t) if by_a_row(t) else (t, u)
            return Verdict("internal-contradiction", left, right, relation == EQUAL, False, kind, "(d) 3, in a table", relation)
        left, right = _stronger_first(t, u, relation)
        if self._one_after_the_other(t, u) or self._stand_side_by_side(left, right, relation, kind) or _of_two_things(t, u, kind):
            return None
        relation = self._relation(left.scope, right.scope)
        if self._on_a_condition(t, u, relation, kind):
            left, right = (t, u) if _excepts(t, u) or (u.condition and not _excepts(u, t)) else (u, t)
            name, rule = "exception", ON_A_CONDITION
        else:
            name, rule = self._conflict(left, right, relation)
        certain = not (t.hedged or u.hedged or relation == OVERLAP or name.endswith("tension") or set(t.bearers) != set(u.bearers))
        return Verdict(name, left, right, certain, False, kind, rule, relation)

    def _only_figure_of_its_unit(self, t: Told, u: Told) -> bool:
        """Whether a weaker source soon gives another figure where all better ones give one, whatever it is told for.

        Not so of shares, of which there are as many as things that are shared, nor of what begins on a day of its own. Years later
        it may be the figure of a version that nobody knows.
        """
        if t.number is None or t.number != u.number or t.number[1] == "%" or not of_one_size(t, u):
            return False
        strong, weak = (t, u) if t.rank > u.rank else (u, t)
        first, then = strong.heard.known.earliest, weak.heard.known.latest
        soon = first is not None and then is not None and (then - first).days <= _SOON
        apart = not one_voice(t, u) and same_counterparty(t, u) and t.modality is u.modality
        if not soon or not apart or weak.heard.former or weak.starts:
            return False
        told, tellers = self._figures
        better = (figures for rank, figures in told[t.agreement, t.number[1]].items() if rank > weak.rank)
        return all(figures == {bounds_of(strong)} for figures in better) and tellers[t.number[1], bounds_of(weak)] == {t.agreement}

    @cached_property
    def _figures(self) -> tuple[Mapping[tuple[str, str], Mapping[int, set[Bounds]]], Mapping[tuple[str, Bounds], set[str]]]:
        """The figures that each agreement tells in a unit, by rank, and the agreements that tell a figure."""
        told: dict[tuple[str, str], dict[int, set[Bounds]]] = {}
        tellers: dict[tuple[str, Bounds], set[str]] = {}
        for agreement, readings in self.by_agreement.items():
            for r in readings:
                if r.number is not None:
                    told.setdefault((agreement, r.number[1]), {}).setdefault(r.rank, set()).add(bounds_of(r))
                    tellers.setdefault((r.number[1], bounds_of(r)), set()).add(agreement)
        return told, tellers

    def _only_guessed(self, t: Told, u: Told, relation: str, kind: str) -> bool:
        """Whether a reading is guessed, and neither a figure that its words tell nor an exception is what clashes."""
        if not (t.heard.guessed or u.heard.guessed):
            return False
        return not kind or not (_tells_another_figure(t, u, relation, kind) or self._on_a_condition(t, u, relation, kind))

    def _in_a_table(self, t: Told, u: Told) -> bool:
        """Whether one of two readings is the figure of a clause, and the other what a table of the same document makes of it.

        A summary or schedule repeats the clauses, so the one figure of its kind that it has is theirs, whatever the row is called;
        where there are several, it is that of the clause by whose words the row is called.
        """
        if not one_voice(t, u) or t.modality is not u.modality or t.starts or u.starts or by_a_row(t) is by_a_row(u):
            return False
        alike = [r for r in self.by_agreement[t.agreement] if r.number == t.number and one_voice(r, t)]
        if len(alike) == 2 and not (is_manifold(t.matter) and (t.unscoped or u.unscoped)):
            return True
        row, clause = (t, u) if by_a_row(t) else (u, t)
        label = topics_of(row.heard.words.splitlines()[:1])
        named = [(len(label & self._topics_of(r)), r is clause) for r in alike if not by_a_row(r)]
        best = max(named, default=(0, False))
        return best[1] and best[0] > 0 and 2 * best[0] >= len(label) and [n for n, _ in named].count(best[0]) == 1

    def _topics_of(self, t: Told) -> frozenset[str]:
        if t not in self._topics:
            self._topics[t] = topics_of([t.heard.words])
        return self._topics[t]

    def _conflict(self, left: Told, right: Told, relation: str) -> tuple[str, str]:
        """The name of a conflict, and the rule that it follows (SEMANTICS d, steps 3 and 4)."""
        if one_voice(left, right):
            return {EQUAL: "internal-contradiction", OVERLAP: "internal-tension"}.get(relation, "exception"), "(d) 3"
        silent = left.unscoped or right.unscoped  # who tells no scope declares no overlap
        if left.rank == right.rank:
            return ("contradiction" if relation == EQUAL or silent else "tension"), "(d) 4, ranks equal"
        if relation == OVERLAP and not silent:
            return "tension", "(d) 4, ranks differ, overlap only"
        told_too = relation != EQUAL and self._tells_too(right, left, (EQUAL,))
        return ("exception" if told_too else "misreport"), "(d) 4, ranks differ" + (", told too" if told_too else "")

    def _on_a_condition(self, t: Told, u: Told, relation: str, kind: str) -> bool:
        """Whether one document tells one of two readings as an exception to the other: in such words, or alone on a condition."""
        if not one_voice(t, u):
            return False
        against = relation in (EQUAL, OVERLAP) and bool(opposed(t, u))
        if against and (_excepts(t, u) or _excepts(u, t)):
            return True
        return bool(t.condition) is not bool(u.condition) and (against or (relation == EQUAL and kind == "numeric"))

    def _stand_side_by_side(self, strong: Told, weak: Told, relation: str, kind: str) -> bool:
        """Whether two readings go together, because their scopes touch in nothing that is told.

        In one voice they do where the overlap is guessed from silence, and where of two numbers, or of a bar and leave, neither
        is told with what it is for. Of two sources, the weaker one may repeat a side of a conflict that is the stronger one's own.
        """
        silent = strong.unscoped, weak.unscoped
        if one_voice(strong, weak):
            if relation == OVERLAP:
                return any(silent) and not self._on_a_condition(strong, weak, relation, kind)
            special = kind != "numeric" and self._on_a_condition(strong, weak, relation, kind)
            return all(silent) and kind != "date" and not special
        if strong.rank == weak.rank:
            return False
        return self._of_another_version(weak, kind) or (relation == OVERLAP and self._tells_too(strong, weak, _TOUCHING))

    def _of_another_version(self, weak: Told, kind: str) -> bool:
        """Whether the figure or last day that a weaker source gives is what a later version says, which it then has in mind.

        What an earlier version says is out of date: who tells it of the version that changed it tells it wrongly.
        """
        return kind in ("numeric", "date") and any(
            same_counterparty(r, weak) and self._relation(r.scope, weak.scope) == EQUAL and same_figure(r, weak, kind)
            for agreement in self._later_versions(weak.agreement)
            for r in self.by_agreement[agreement]
        )

    def _later_versions(self, agreement: str) -> Sequence[str]:
        """The agreements of this slot that come after one in its chain."""
        if agreement not in self._later:
            self._later[agreement] = [a for a in self.by_agreement if agreement in self.chain.after.get(a, ())]
        return self._later[agreement]

    def _weaker_source(self, t: Told, u: Told) -> Verdict | None:
        """No clash, ranks differ: the same number told as something else, or more scope claimed (SEMANTICS d, step 2)."""
        strong, weak = (t, u) if t.rank > u.rank else (u, t)
        if same_number(strong, weak):
            relation = self._relation(strong.scope, weak.scope) or OVERLAP
            certain = not (t.hedged or u.hedged or relation == OVERLAP)
            return Verdict("misreport-other-measure", strong, weak, certain, False, "lexical", "(d) 2, other measure", relation)
        if strong.exclusivity is not Exclusivity.EXCLUSIVE or weak.exclusivity is not Exclusivity.EXCLUSIVE:
            return None
        if self._relation(strong.scope, weak.scope) != RIGHT_WIDER:
            return None
        return Verdict("scope-overclaim", strong, weak, False, False, "scope", "(d) 2, scope overclaim", RIGHT_WIDER)

    def _one_after_the_other(self, t: Told, u: Told) -> bool:
        """Whether two readings of one agreement do not clash because they hold, or were told, one after the other.

        What is only taken for granted as what was before is of an earlier agreement, whatever it was given to, where no later one
        that is known speaks of the matter.
        """
        misplaced = t.heard.former is not u.heard.former and not self._later_versions(t.agreement)
        if (
            misplaced
            or _before_and_after(t, u)
            or _ran_out(t, u)
            or _ran_out(u, t)
            or self._tells_change_from(t, u)
            or self._tells_change_from(u, t)
            or self._changed_since(t, u)
            or self._changed_since(u, t)
            or self._told_of_the_next(t, u)
            or self._told_of_the_next(u, t)
        ):
            return True
        return not meet(t, u, self._last_day(t, u), self._last_day(u, t))

    def _tells_change_from(self, t: Told, u: Told) -> bool:
        """Whether a document that tells u as a change takes the figure of t for granted as what was before: then u is later.

        Not so where a report tells that figure as what holds after that.
        """
        return (
            u.heard.changes
            and not told_late(t, u)
            and any(
                r is t or (r.number is not None and same_figure(r, t, "numeric"))
                for document in u.heard.ranks
                for r in self._taken_for_granted.get(document, ())
            )
        )

    @cached_property
    def _taken_for_granted(self) -> Mapping[str, Sequence[Told]]:
        """For each document the readings that it takes for granted as what was before."""
        found: dict[str, list[Told]] = {}
        for readings in self.by_agreement.values():
            for r in readings:
                for document in {s.document for s in r.heard.uses if s.stance is Stance.PRESUPPOSES}:
                    found.setdefault(document, []).append(r)
        return found

    def _changed_since(self, t: Told, u: Told) -> bool:
        """Whether u is told as a change, of an agreement that follows none, or first-hand as what goes on, after t was told.

        Then something has changed t that nobody names. So it may be with all that is told first-hand after a later agreement
        that is known to have changed the matter.
        """
        first, then = t.heard.known.earliest, u.heard.known.earliest
        if first is None and t.rank > SECOND_HAND and t.agreement in self.chain.made:
            first = self.chain.made[t.agreement].latest  # a contract without a day of publication is known from its own day on
        if t.heard.changes or first is None or then is None or first >= then:
            return False
        if u.heard.changes:
            return not self.chain.after.get(u.agreement)
        if u.rank < SECOND_HAND:
            return False
        made = (self.chain.made[a].latest for a in self._later_versions(t.agreement))
        longer = u.end.earliest is not None and t.end.latest is not None and t.end.latest < u.end.earliest
        goes_on = (u.number is not None or longer) and all(s.stance is Stance.REAFFIRMS for s in u.heard.uses)
        return goes_on or any(day and first < day <= then for day in made)

    def _told_of_the_next(self, t: Told, u: Told) -> bool:
        """Whether a report tells u as what holds after another agreement replaced that of t, whose year it does not name.

        Then it has the one in mind that took its place, of which it may tell anything.
        """
        day, made = u.heard.known.earliest, self.chain.made
        if day is None or u.heard.former or u.rank >= min(t.rank, SECOND_HAND):
            return False
        own = made[t.agreement].latest if t.agreement in made else None
        if own is not None and str(own.year) in u.heard.words:
            return False
        return any(d is not None and d <= day for d in (made[a].latest for a in self.chain.replaced_by.get(t.agreement, ())))

    def _last_day(self, t: Told, other: Told) -> date | None:
        """The latest last day of t; where t tells none, that of a reading of the same rule from a source as good.

        Only asked for where the other reading begins on a day of its own: silence about an end is filled before one says
        that the next rule clashes with this one.
        """
        if t.end.latest is not None or not other.starts:
            return t.end.latest
        if t.id not in self._ends:
            self._ends[t.id] = max(
                (e for e in (self._borrowed_end(t, r) for r in self.by_agreement[t.agreement]) if e), default=None
            )
        return self._ends[t.id]

    def _borrowed_end(self, t: Told, r: Told) -> date | None:
        if r.end.latest is None or r.rank < t.rank or r.modality is not t.modality or r.exclusivity is not t.exclusivity:
            return None
        if t.begins.earliest is not None and r.end.latest < t.begins.earliest:
            return None
        fits = same_counterparty(t, r) and self._relation(t.scope, r.scope) in _CONTAINED and not clash(t, r, True)
        return r.end.latest if fits else None

    def _tells_too(self, teller: Told, other: Told, relations: Collection[str]) -> bool:
        """Whether the source of one reading itself tells what the other says, beside its own reading.

        `relations`: how the scope of what it tells may stand to the scope of the other reading.
        """
        return any(
            r is not teller
            and r is not other
            and one_voice(r, teller)
            and self._relation(r.scope, other.scope) in relations
            and clash(r, teller, True)
            and not clash(r, other, True)
            for r in self.by_agreement[teller.agreement]
        )

    # ---------------------------------------------------------------- two agreements of one chain: (b)
    def over_time(self, t: Told, u: Told) -> Verdict | None:
        """What the later reading u does to the earlier t; `None` where it does nothing (SEMANTICS b).

        The agreement of u must be after that of t.
        """
        if not same_counterparty(t, u):
            return None
        named = u.heard.changes and t.number is not None and _from_the_one_to_the_other(t, u)
        relation = EQUAL if named else self._relation(t.scope, u.scope)
        if not relation or not meet(t, u, t.end.latest, u.end.latest) or (not named and self._one_of_several(t, u)):
            return None
        silent_scope = t.unscoped or u.unscoped
        freed = silent_scope and not named and frees(t, u) and self._of_one_bar(t, u, relation)
        if freed:
            relation = self._freed(t, u)
        one_sum = relation == OVERLAP and self._one_sum(t, u)
        name, kind, silent = self._change(t, u, EQUAL if one_sum else relation, named)
        if not name:
            return None
        if kind == "date" and ends_sooner(t, u) and not _cut_short(t, u):
            return None
        if name not in _SAME and told_late(t, u):
            wrong = relation != OVERLAP and not self._spoken_of_later(t, u)
            return Verdict("misreport", u, t, False, False, kind, TOLD_LATE, _turned(relation)) if wrong else None
        quiet = not named and _shuts_in_silence(t, u)
        certain = not (silent or quiet or t.hedged or u.hedged or relation == OVERLAP or min(t.rank, u.rank) < SECOND_HAND)
        certain = certain and not (freed and self._relation(t.scope, u.scope) != relation)
        if name in _SAME:
            effect, guessed = "", not known_same(t, u)
        else:
            effect = self._effect(name, t, u, certain, relation)
            guessed = name == "supersession-extent-open" and silent_scope
        reported = not guessed and (named or not self._spoken_of_between(t, u, relation))
        reported = reported and not (relation == OVERLAP and self._told_elsewhere(t, u))
        reported = reported and not quiet and (name != "restatement" or u.rank >= Layer.INSTRUMENT.rank)
        rule = _RULE[name] if not silent or name != "supersession" else _RULE[name] + ", exclusivity not told"
        return Verdict(name, t, u, certain, True, kind, rule, relation, effect, reported)

    def _one_of_several(self, t: Told, u: Told) -> bool:
        """Whether t is a figure among others of its agreement, and nothing tells that u is about just that one.

        Nobody says what they are for; neither do their words tell, nor is the new figure near the old one.
        """
        lifted = u.modality is Modality.NO_DUTY
        if not (t.unscoped and u.unscoped) or t.number is None or not (lifted or same_unit(t, u)) or of_one_size(t, u, _NEAR):
            return False
        most = max((words for figure, words in self._nearest(t, u) if figure != bounds_of(t)), default=-1)
        return most >= len(self._topics_of(t) & self._topics_of(u))

    def _nearest(self, t: Told, u: Told) -> Sequence[tuple[Bounds, int]]:
        """The two figures of the kind of t, from sources as good, whose words are most those of u, with the number of these."""
        key = t.agreement, t.number, t.modality, t.rank, u
        if key not in self._near:
            words: dict[Bounds, int] = {}
            for r in self.by_agreement[t.agreement]:
                if r.rank >= t.rank and r.number == t.number and r.modality is t.modality and same_counterparty(r, u):
                    words[bounds_of(r)] = max(words.get(bounds_of(r), 0), len(self._topics_of(r) & self._topics_of(u)))
            self._near[key] = nlargest(2, words.items(), key=itemgetter(1))
        return self._near[key]

    def _one_sum(self, t: Told, u: Told) -> bool:
        """Whether two sums, of which one is told without a scope, are one: neither agreement has another sum of that kind.

        What a report simply tells may be another sum.
        """
        if t.unscoped is u.unscoped or t.number is None or t.number != u.number:
            return False
        if u.rank < SECOND_HAND and any(s.stance is Stance.AFFIRMS for s in u.heard.uses):
            return False
        return self._only_figure(t, u) and self._only_figure(u, t)

    def _only_figure(self, t: Told, other: Told) -> bool:
        """Whether the agreement of t tells no other figure of the measure of t, between the same parties."""
        return all(
            r.number != t.number or same_figure(r, t, "numeric") or not same_counterparty(r, other)
            for r in self.by_agreement[t.agreement]
        )

    def _change(self, t: Told, u: Told, relation: str, named: bool) -> tuple[str, str, bool]:
        """Name and type of the change, and whether it rests on silence. `named`: u says itself that it changes t."""
        name, kind, silent = "", clash(t, u, False) if relation != OVERLAP else opposed(t, u), False
        if kind:
            name = "" if not named and self._left_alone(t, u, relation) else _BY_SCOPE[relation]
            if name == "supersession" and kind == "negation" and (t.modality, u.modality) == _LIFTED:
                name = "repeal"
        elif relation == OVERLAP:
            if u.scope == (self.scopes.general,) and no_longer_shut(t, u):
                name, kind, silent = "modification", "antonym", True
        else:
            name, kind = change(t, u)
            if not name and relation != LEFT_WIDER and perhaps_clash(t, u):
                name, kind, silent = "supersession", "antonym", True
            elif not name and same(t, u) and not (relation == EQUAL and u.heard.changes):  # who tells a change says nothing again
                name = {EQUAL: "restatement", RIGHT_WIDER: "widening"}.get(relation, "narrowing-by-silence")
                silent = relation == LEFT_WIDER
        return name, kind, silent

    def _effect(self, name: str, t: Told, u: Told, certain: bool, relation: str) -> str:
        if name == "supersession-extent-open":
            return "perhaps-ended"
        if name == "partial-supersession":
            return "narrowed"
        if name not in _ENDING:
            return ""
        if relation == LEFT_WIDER or (t.bearers != u.bearers and not set(t.bearers) <= set(u.bearers)):
            return "narrowed"
        return "ended" if certain else "perhaps-ended"

    def _of_one_bar(self, t: Told, u: Told, relation: str) -> bool:
        """Whether leave is given for what a bar is about: for the same, or, where only one tells a scope, by words of both."""
        return relation == EQUAL or len(self._topics_of(t) & self._topics_of(u)) >= _COMMON_WORDS

    def _freed(self, t: Told, u: Told) -> str:
        """How the scope of a bar stands to that of what frees of it, where one of the two tells none.

        Who names what is free frees a part; so does who says in the same document that a bar stays.
        """
        if not u.unscoped or not self._barred_still(u.agreement, t.agreement).isdisjoint(u.heard.ranks):
            return LEFT_WIDER
        more = len(self._topics_of(u) - self._topics_of(t)) >= _NEW_WORDS
        return LEFT_WIDER if not names_the_whole(u) and (more or names_a_part(u)) else EQUAL

    def _barred_still(self, *agreements: str) -> frozenset[str]:
        """The documents that say of one of some agreements that a bar goes on."""
        if agreements not in self._kept:
            bars = [r for a in agreements for r in self.by_agreement[a] if shuts(r)]
            self._kept[agreements] = frozenset(s.document for r in bars for s in r.heard.uses if s.stance is Stance.REAFFIRMS)
        return self._kept[agreements]

    def _left_alone(self, t: Told, u: Told, relation: str) -> bool:
        """Whether t is an exception to a rule that u only carries on.

        The special rule stands beside the general one, so who prolongs, widens or confirms the general one does not touch it.
        It goes where u says the general rule again, unaltered and as a change: then the exception is what has changed; and where u
        speaks of nothing but what the exception is about.
        """
        if relation in (EQUAL, LEFT_WIDER):
            return False
        spared = False
        for agreement in (t.agreement, *self.chain.after.get(t.agreement, ())):
            for rule in self.by_agreement.get(agreement, ()):
                if rule is t or not self._carries_on(rule, t, u):
                    continue
                if u.heard.changes and same(rule, u) and self._relation(rule.scope, u.scope) == EQUAL:
                    return False
                spared = True
        return spared

    def _carries_on(self, rule: Told, t: Told, u: Told) -> bool:
        """Whether t is an exception to `rule`, and u does not clash with that rule."""
        return (
            self._relation(rule.scope, t.scope) == LEFT_WIDER
            and same_counterparty(rule, t)
            and bool(clash(rule, t, False))
            and not clash(rule, u, False)
            and same_counterparty(rule, u)
            and bool(self._relation(rule.scope, u.scope))
        )

    def _spoken_of_later(self, t: Told, u: Told) -> bool:
        """Whether a still later agreement speaks of what a report told of t: then it is held against that one."""
        return any(
            told_late(t, r) and same_counterparty(r, t) and self._relation(r.scope, u.scope) in _CONTAINED
            for agreement in self._later_versions(u.agreement)
            for r in self.by_agreement[agreement]
        )

    def _told_elsewhere(self, t: Told, u: Told) -> bool:
        """Whether the sources tell of either, with scopes that contain one another, what the other only may do to it.

        Either u takes the place of another earlier reading, or another reading of u's agreement takes the place of t.
        """
        after = self.chain.after.get(u.agreement, ())
        mine = ((r, u) for a in self.by_agreement if a in after for r in self.by_agreement[a] if r is not t)
        theirs = ((t, v) for v in self.by_agreement[u.agreement] if v is not u)
        speaks = same if no_longer_shut(t, u) else opposed
        return any(
            self._relation(x.scope, y.scope) in _CONTAINED and same_counterparty(x, y) and bool(speaks(x, y))
            for x, y in (*mine, *theirs)
        )

    def _spoken_of_between(self, t: Told, u: Told, relation: str) -> bool:
        """Whether an agreement between the two speaks of what they share, or replaces t's whole agreement and its matter.

        Who only says t again leaves t as what is changed in the end.
        """
        shared = u.scope if relation == LEFT_WIDER else t.scope
        for agreement in self.chain.between(u.agreement, t.agreement):
            if agreement not in self.by_agreement:
                continue
            replaces = agreement in self.chain.replaced_by.get(t.agreement, ())
            for v in self.by_agreement[agreement]:
                if not same_counterparty(t, v) or not same_counterparty(u, v):
                    continue
                if relation == EQUAL and not same(t, u) and same(t, v) and not clash(t, v, False) and not change(t, v)[0]:
                    continue
                if self._relation(shared, v.scope) in (EQUAL, RIGHT_WIDER):
                    return True
                if replaces and self._relation(t.scope, v.scope) in _CONTAINED:
                    return True
        return False


def _from_the_one_to_the_other(t: Told, u: Told) -> bool:
    """Whether a passage that tells u as a change says in the same breath that t was before: "from 5 to 6"."""
    before = [s for s in t.heard.uses if s.stance is Stance.PRESUPPOSES]
    return u.heard.changes and any(
        s.stance is Stance.CHANGES and any(b.document == s.document and b.words in s.words for b in before) for s in u.heard.uses
    )


def _tells_another_figure(t: Told, u: Told, relation: str, kind: str) -> bool:
    """Whether a weaker source gives another figure or last day of one thing: that stands in its words, though the rest be guessed.

    A last day is held against the stronger source only where the words of that say what ends, or where both are guessed alike.
    """
    apart = relation == OVERLAP and not (t.unscoped or u.unscoped)
    if t.rank == u.rank or kind not in ("numeric", "date") or apart or one_voice(t, u):
        return False
    strong, weak = (t, u) if t.rank > u.rank else (u, t)
    return kind == "numeric" or weak.heard.guessed or not strong.heard.guessed


def _excepts(t: Told, u: Told) -> bool:
    """Whether a contract gives leave by u for what it bars by t, and says that this is an exception."""
    return u.rank >= Layer.INSTRUMENT.rank and shuts(t) and not shuts(u) and u.modality in FREE and excepts(u)


def _of_two_things(t: Told, u: Told, kind: str) -> bool:
    """Whether a page or a report, which is no contract, tells two last days, or two figures as new: they are of two things.

    It speaks of two agreements, or of one and of a right under it, and does not say so.
    """
    if kind != "date" and not (kind == "numeric" and t.heard.changes and u.heard.changes):
        return False
    return min(t.rank, u.rank) < Layer.INSTRUMENT.rank and not t.heard.ranks.keys().isdisjoint(u.heard.ranks)


def _ran_out(t: Told, u: Told) -> bool:
    """Whether the last day of t had passed before anybody told u, which tells no last day: u holds after it."""
    told = u.heard.known.earliest
    return t.end.latest is not None and not u.end and told is not None and t.end.latest < told


def _before_and_after(t: Told, u: Told) -> bool:
    """Whether one is only taken for granted as what was before, and the other told as a change: "no longer", "from 5 to 6"."""
    return (t.heard.former and u.heard.changes) or (u.heard.former and t.heard.changes)


def _cut_short(t: Told, u: Told) -> bool:
    """Whether a life that ends sooner is that of t: where the passage says when it was to end, or where t is a late report.

    People prolong what they have agreed on; else the shorter life is that of something else.
    """
    return _from_the_one_to_the_other(t, u) or (u.heard.changes and told_late(t, u))


def _shuts_in_silence(t: Told, u: Told) -> bool:
    """Whether u shuts out others, to whom t lets turn, and does not say that this is new: it is the rule, and t its exception.

    Not so where both say what they are for.
    """
    graded = t.exclusivity is Exclusivity.NON_EXCLUSIVE or u.exclusivity is Exclusivity.EXCLUSIVE
    if not graded or u.heard.changes or not (t.unscoped or u.unscoped):
        return False
    return shuts(u) and not shuts(t) and bool(opposed(t, u))


def _turned(relation: str) -> str:
    """A relation of two scopes seen from the other one."""
    return {LEFT_WIDER: RIGHT_WIDER, RIGHT_WIDER: LEFT_WIDER}.get(relation, relation)


def _stronger_first(t: Told, u: Told, relation: str) -> tuple[Told, Told]:
    """The stronger source first; then the general rule before the special one; then by id."""
    if t.rank != u.rank:
        return (t, u) if t.rank > u.rank else (u, t)
    if relation in (LEFT_WIDER, RIGHT_WIDER):
        return (t, u) if relation == LEFT_WIDER else (u, t)
    return (t, u) if t.id < u.id else (u, t)
