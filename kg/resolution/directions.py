"""Who owes whom where one document leaves it open: what the other tellings of a dealing say of the same rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.files import load_toml
from kg.records import SOME_PARTY, Modality, Sureness, TermContent
from kg.resolution.partners import is_closed, is_complete, owed_to, to_partners
from kg.resolution.terms import Telling

__all__ = ["complete_directions"]


_RATE = "rate"  # the measure of a price in percent: mostly a discount, which the one who is paid gives
_PAIR = 2  # parties of which the one who is not told is the other one
_Pair = tuple[tuple[str, ...], tuple[str, ...]]


def complete_directions(tellings: Sequence[Telling], parties: Mapping[str, Sequence[str]]) -> list[Telling]:
    """Return the tellings with nobody left open: told of the same sum, else of the same matter.

    "The deposit is raised to 5 million" names nobody; whoever pays the deposit by the contract pays it still. Where nothing tells
    it, all parties of the agreement bear, and nobody in particular is owed, or the one who is likely by the document itself.

    Args:
        tellings: of one dealing; `SOME_PARTY` stands for a side that its document leaves open, before those who are likely.
        parties: the ids of the parties of each agreement.
    """
    tellings = _by_payments(_not_only_left(tellings, parties), parties)
    borne = [
        t if is_closed(t.content) or SOME_PARTY in t.content.bearer else _completed(t, tellings, tuple(parties[t.agreement]))
        for t in tellings
    ]
    closed = [t if is_closed(t.content) else _completed(t, borne, tuple(parties[t.agreement])) for t in borne]
    free = {i for i, t in enumerate(tellings) if _is_free(t.content, parties[t.agreement])}
    return to_partners(tellings, _owed(closed, parties, free), parties)


def _not_only_left(tellings: Sequence[Telling], parties: Mapping[str, Sequence[str]]) -> list[Telling]:
    """Return the tellings; whom one of several owes is whom others name for that rule, where its text knows but two of them.

    "The baker pays 5" of a paper between baker and mill is owed to the shop, which the contract of the three names.
    """
    named: dict[_Rule, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for t in tellings:
        content = t.content
        if not content.left and content.sureness >= Sureness.NAMED and is_complete(content) and len(content.counterparty) == 1:
            named[content.matter, content.modality, content.bearer][content.counterparty] += 1
    done: list[Telling] = []
    for t in tellings:
        content = t.content
        told = named.get((content.matter, content.modality, content.bearer)) if content.left and is_complete(content) else None
        ranked = [(n, to) for to, n in told.most_common() if {*to} <= {*parties[t.agreement]}] if told else []
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] > ranked[1][0])
        several = len(parties[t.agreement]) > _PAIR
        done.append(replace(t, content=replace(content, counterparty=ranked[0][1])) if clear and several else t)
    return done


@cache
def _payers() -> Mapping[str, bool]:
    """Return the matters of which the lexicon tells who bears them where nobody is named, and whether that is the one who pays."""
    return {n: m["bearer"] == "payer" for n, m in load_toml("matters").items() if m.get("bearer") in {"payer", "payee", "grantor"}}


def _by_payments(tellings: Sequence[Telling], parties: Mapping[str, Sequence[str]]) -> list[Telling]:
    """Return the tellings; what only the names for two parties tell is as those have it that name both, where they agree.

    A miner who buys sensors pays for them, though miners are mostly paid.
    """
    paid: dict[str, set[_Pair]] = defaultdict(set)  # who pays whom, by agreement
    for t in tellings:
        content = t.content
        told = content.matter in _payers() and content.modality is not Modality.PROHIBITION and content.measure != _RATE
        if told and content.sureness >= Sureness.NAMED and is_complete(content):
            paid[t.agreement].add(_as_paid(content.matter, (content.bearer, content.counterparty)))
    done: list[Telling] = []
    for t in tellings:
        pairs = paid[t.agreement] if t.content.sided and len(parties[t.agreement]) == _PAIR else set()
        if len(pairs) != 1:
            done.append(t)
            continue
        bearer, owed = _as_paid(t.content.matter, next(iter(pairs)))
        done.append(replace(t, content=replace(t.content, bearer=bearer, counterparty=owed if t.content.counterparty else ())))
    return done


def _as_paid(matter: str, pair: _Pair) -> _Pair:
    """Return payer and payee of bearer and counterparty of a matter; the other way round, bearer and counterparty of these."""
    return pair if _payers()[matter] else (pair[1], pair[0])


def _is_free(content: TermContent, parties: Sequence[str]) -> bool:
    """Whether a document tells of leave, among several parties, that it is owed to none of them; an exception is as its rule."""
    free = content.modality is Modality.PERMISSION and not content.counterparty and not content.condition
    return free and len(parties) > _PAIR


def _completed(telling: Telling, tellings: Sequence[Telling], parties: tuple[str, ...]) -> Telling:
    """Return a telling with its open sides told."""
    content = telling.content
    alike, summed, same = _told_of(content, tellings, parties)
    for group in (alike, summed, same) if len(parties) == 2 else (alike, _sure(summed, content), _sure(same, content)):
        pair = _usual(((one.content.bearer, one.content.counterparty) for one in group if is_complete(one.content)), content)
        if pair is not None:
            owed = pair[1] if SOME_PARTY in content.counterparty else content.counterparty
            return replace(telling, content=replace(content, bearer=pair[0], counterparty=owed))
    opposite = _opposite(content, tellings, parties)
    return replace(telling, content=replace(content, counterparty=opposite) if opposite else _left(content, parties))


def _opposite(content: TermContent, tellings: Sequence[Telling], parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return the only one of several parties with whom a bearer deals wherever both are told, whichever of them owes."""
    if SOME_PARTY in content.bearer or len(content.bearer) != 1 or len(parties) == 2:
        return ()
    pairs = [(t.content.bearer, t.content.counterparty) for t in tellings if is_complete(t.content)]
    found = Counter(o for b, c in pairs for o, x in ((c, b), (b, c)) if x == content.bearer and {*o} <= {*parties})
    one = next(iter(found), ())
    return one if len(found) == 1 and len(one) == 1 else ()


def _told_of(content: TermContent, tellings: Sequence[Telling], parties: tuple[str, ...]) -> tuple[list[Telling], ...]:
    """Return the tellings of the matter of a content: of its sum for the same thing, of its kind of sum, and all of them."""
    known = {SOME_PARTY, *parties}
    same = [t for t in tellings if t.content.matter == content.matter and {*t.content.bearer, *t.content.counterparty} <= known]
    summed = [t for t in same if t.content.measure == content.measure]
    return [t for t in summed if set(t.content.scope) & set(content.scope)], summed, same


def _sure(group: Sequence[Telling], content: TermContent) -> Sequence[Telling]:
    """Return the tellings where they tell one direction; else none.

    Who bears a content must be told, or no more documents leave that open than tell it.
    """
    told = [t for t in group if is_complete(t.content) and _fits((t.content.bearer, t.content.counterparty), content)]
    tell, leave = {t.document for t in told}, {t.document for t in group if not is_complete(t.content)}
    one = len({(t.content.bearer, t.content.counterparty) for t in told}) == 1
    return told if one and (SOME_PARTY not in content.bearer or len(tell) >= len(leave - tell)) else ()


def _left(content: TermContent, parties: tuple[str, ...]) -> TermContent:
    """Return a content of which nothing tells who owes whom: of two parties the other one is left, else all of them bear."""
    owed = tuple(p for p in content.counterparty if p != SOME_PARTY)
    if SOME_PARTY in content.bearer:
        others = tuple(p for p in parties if p not in owed)
        sole = others if len(others) == 1 and len(parties) == 2 else ()
        return replace(content, bearer=sole or tuple(sorted(parties)), counterparty=owed if sole else ())
    others = tuple(p for p in parties if p not in content.bearer)
    few = len(content.bearer) > 1 and len(others) == 1 and not owed  # several owe: the one who remains is owed, if anybody
    remains = len(parties) == 2 or (few and content.matter in owed_to("one") and content.matter != "termination-convenience")
    return replace(content, counterparty=others if remains else owed)


def _usual(pairs: Iterable[_Pair], content: TermContent) -> _Pair | None:
    """Return the most usual direction that fits what is told; none where two are as usual."""
    ranked = Counter(pair for pair in pairs if _fits(pair, content)).most_common(2)
    clear = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear else None


def _fits(pair: _Pair, content: TermContent) -> bool:
    bearer, counterparty = content.bearer, content.counterparty
    return (SOME_PARTY in bearer or pair[0] == bearer) and (
        SOME_PARTY in counterparty or not counterparty or pair[1] == counterparty
    )


# ------------------------------------------------------------------ a rule that names nobody to whom it is owed
_SEVERAL = 4  # parties of an agreement from which on what one of them owes is owed to several

_Rule = tuple[object, ...]
_MATTER = 2  # things that tell a rule by its matter alone


def _owed(tellings: Sequence[Telling], parties: Mapping[str, Sequence[str]], free: Container[int]) -> list[Telling]:
    """Return the tellings; a rule that names nobody to whom it is owed is owed to the only one whom other tellings of it name.

    But not leave of which a document tells that it is owed to nobody: the tellings at the places `free`.

    Any other telling of the same figure counts; of a matter that is owed to one alone also what other documents tell of it.
    """
    told: dict[_Rule, list[Telling]] = defaultdict(list)
    for t in tellings:
        for rule in _rules(t.content) if t.content.counterparty else ():
            told[rule].append(t)
    done: list[Telling] = []
    for i, t in enumerate(tellings):
        owed = () if t.content.counterparty or i in free else _told_owed(t, told, parties[t.agreement])
        done.append(replace(t, content=replace(t.content, counterparty=owed)) if owed else t)
    return done


def _rules(content: TermContent) -> list[_Rule]:
    """Return what tells that another telling is of the same rule: its figure, and its matter where that is owed to one."""
    kind: _Rule = (content.matter, content.bearer)
    figure: list[_Rule] = [(*kind, content.low, content.high, content.unit)] if content.measure else []
    of_costs = content.matter == "payment" and content.measure == "share"  # what each party bears of them it pays to nobody
    return [*figure, kind] if content.matter in owed_to("one") and not of_costs else figure


def _told_owed(telling: Telling, told: Mapping[_Rule, Sequence[Telling]], parties: Sequence[str]) -> tuple[str, ...]:
    """Return the only ones to whom others tell that a rule is owed; nobody where there are two.

    A figure may be told twice in one document. Of a matter counts what the other documents tell, between few parties.
    """
    for rule in _rules(telling.content):
        summed = len(rule) > _MATTER
        owed = {
            t.content.counterparty
            for t in told.get(rule, ())
            if summed or (t.document != telling.document and len(parties) < _SEVERAL)
        }
        if len(owed) == 1 and {*(one := owed.pop())} <= {*parties}:
            return one
    return ()
