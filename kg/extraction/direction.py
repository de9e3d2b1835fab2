"""Who owes whom: the parties that a match names, and those that its clause, roles and setting leave."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extraction.clauses import Clause
from kg.extraction.coordination import are_named_together, with_company
from kg.extraction.direction_defaults import deed_in, default_bearer, default_counterparty, doer_in, named_in
from kg.extraction.learned import likely_bearers
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.matched_parties import read_match
from kg.extraction.patterns import Matter, Pattern, with_discount
from kg.extraction.rights import bound_and_favoured, grantor_and_holder, those_free_to_deal, those_who_give_no_leave, those_who_may
from kg.extraction.setting import Setting, hits_of, keys_of, marked_hits, on_side, role_words, said, some_in, with_likely_ones
from kg.extraction.transfers import completed_by_verbs, the_one_who_takes
from kg.records import EVERY_PARTY, Modality, Sureness, noun_and_likely

__all__ = ["Direction", "read_direction"]


@dataclass(frozen=True, slots=True)
class Direction:
    """Who owes whom.

    `open_bearer`: nobody but the parties at large is told; `open_counterparty`: nobody is, or the one held is only guessed;
    `left`: the one held is only the other one of two; `abated`: it is a discount, which the one who is paid gives;
    `sided`: the words speak of neither party, only what the two are called tells who pays.
    """

    bearer: tuple[str, ...]
    counterparty: tuple[str, ...]
    open_bearer: bool = False
    open_counterparty: bool = False
    sureness: Sureness = Sureness.TAKEN_UP
    left: bool = False
    abated: bool = False
    sided: bool = False


def read_direction(
    pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting, modality: Modality | None = None
) -> Direction:
    """Return the bearers of a term and those to whom it is owed: whom the match names, else whom clause and setting leave."""
    if matter.name == "price" and phrase("off-a-list").search(clause.line.text) is not None:
        return replace(_read(pattern, with_discount(matter), match, clause, setting, modality), abated=True, sided=False)
    return _read(pattern, matter, match, clause, setting, modality)


def _read(
    pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting, modality: Modality | None
) -> Direction:
    bearer, other = _named(pattern, matter, match, clause, setting, modality)
    bearer = (listed := _listed(clause, other, setting)) or bearer
    named = bool(bearer), bool(other)
    if matter.parties == "mutual" and not bearer:
        bearer = doer_in(clause, other, setting) or _asking(clause, setting)
    of_all = pattern.bearer == "all" or (matter.parties in {"all", "mutual"} and not bearer) or _reciprocal(clause)
    if of_all or (matter.name in _ENDS and not named[0] and phrase("any-of-them-may").search(clause.line.text)):
        return Direction(listed or _some(matter, clause, setting) or (EVERY_PARTY,), ())
    if pattern.bearer == "speaker" and setting.speaker:
        bearer = (setting.speaker,)
    if not bearer:
        bearer, other = _by_words(pattern, matter, other, clause, setting, modality)
    bearer = with_likely_ones(with_company(bearer, clause, setting.parties), clause, setting)
    other = tuple(k for k in with_company(other, clause, setting.parties) if k not in bearer)
    told = bool(bearer)
    if not bearer and _is_strange(match, clause):
        bearer, told = tuple(k for k in setting.parties if k not in other), len(setting.parties) == 2 and len(other) == 1
    elif not bearer:
        bearer, told = default_bearer(matter, other, clause, setting)
        if not told and (likely := _likely(matter, other, clause, setting, modality))[0]:
            (bearer, other), told = likely, True
        bearer = with_company(bearer, clause, setting.parties) if told else bearer
    directed = _is_directed(matter, modality, named=named[0]) and not _owes_nobody(pattern, matter, bearer, clause, modality)
    sure = True
    if directed and not other:
        other, sure = default_counterparty(matter, tuple(noun_and_likely(k)[1] or k for k in bearer), clause, setting)
        directed = sure or modality is not Modality.PERMISSION or matter.bearer == "grantor"  # leave among several
    other = tuple(k for k in other if k not in bearer)
    if not directed or set(bearer) >= set(setting.parties):
        other = ()
    everybody = set(bearer) == set(setting.parties) and not (told and are_named_together(bearer, clause))
    return Direction(
        (EVERY_PARTY,) if everybody else bearer,
        with_likely_ones(other, clause, setting),
        open_bearer=matter.parties != "all" and not told,
        open_counterparty=directed and not (other and sure) and not (everybody and told),
        sureness=_sureness(pattern, matter, match, clause, named) if told else Sureness.OPEN,
        left=not named[1] and len(setting.parties) == _TWO and not _spoken_of(other, clause),
        sided=_is_sided(matter, bearer, clause, setting),
    )


def _named(
    pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the match and the verbs of a clause name as bearer and as the one to whom something is owed."""
    sides = read_match(pattern, matter, match, clause, setting, modality)
    bearer, other = completed_by_verbs(sides, matter, match, clause, setting)
    abated = matter == with_discount(matter) and matter.name == "price"
    return bearer, other or (the_one_who_takes(clause, setting) if abated and not bearer else ())  # "Acme gets a discount"


def _spoken_of(keys: tuple[str, ...], clause: Clause) -> bool:
    """Whether a clause speaks of one of some parties, by name or otherwise."""
    return any(not {*hit.keys}.isdisjoint(keys) for hit in marked_hits(clause))


def _is_sided(matter: Matter, bearer: tuple[str, ...], clause: Clause, setting: Setting) -> bool:
    """Whether a clause speaks of neither of two parties, so that their sides alone can tell who bears what it says."""
    silent = len(setting.parties) == _TWO and not _spoken_of(setting.parties, clause)
    return silent and bool(bearer) and bearer == on_side(matter.bearer, setting)


def _owes_nobody(pattern: Pattern, matter: Matter, bearer: tuple[str, ...], clause: Clause, modality: Modality | None) -> bool:
    """Whether what a clause tells is owed to nobody: leave to deal with everybody is, and leave to use what is one's own."""
    if pattern.no_counterparty or modality is not Modality.PERMISSION:
        return pattern.no_counterparty
    if matter.leave:
        return matter.leave == "own" or not word_list("open-word").isdisjoint(clause.line.words)
    if matter.bearer != "grantor" or len(bearer) != 1:
        return False
    return bearer[0] in those_who_may(clause) and not named_in(clause, bearer, own=True)


def _is_directed(matter: Matter, modality: Modality | None, *, named: bool) -> bool:
    """Whether somebody owes a matter to somebody; what binds all is so where it bars one: "the crew shall call no strike"."""
    return matter.parties in {"directed", "mutual"} or (named and matter.parties == "all" and modality is Modality.PROHIBITION)


def _sureness(pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, named: tuple[bool, bool]) -> Sureness:
    """Return how surely a match tells who owes whom. `named`: whether its words name the bearer, and the one who is owed."""
    if not any(named):
        own = matter.parties not in {"directed", "mutual"}
        return Sureness.TAKEN_UP if own and pattern.match else Sureness.SUPPOSED
    hits = [hit for role in ("bearer", "counterparty") for hit in hits_of(role_words(match, role), clause)]
    sure = Sureness.BOTH_NAMED if all(named) else Sureness.NAMED
    return Sureness(sure - 1) if any(hit.how == "pronoun" for hit in hits) else sure


_TWO = 2  # parties of which the one who is not told is the other one
_SURE = 0.8  # probability from which the words around a party tell that it bears a term, or that it is owed to it
_PARTY = re.compile(r" (P\d+)(?= )")


def _likely(
    matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who most likely bears what a clause says by the words around its parties, and to whom it is owed; nobody: open."""
    tokens = [token for token in _PARTY.findall(clause.line.text) if clause.hits[int(token[1:])].keys]
    found = likely_bearers(clause.line.text, tokens, matter.name, modality) if matter.parties != "all" else {}
    bears = max(found.items(), key=lambda one: one[1], default=("", 0.0))
    if bears[1] < _SURE:
        return (), other
    bearer = keys_of(bears[0], clause, setting)
    owed = min(found.items(), key=lambda one: one[1])
    if not other and owed[1] <= 1 - _SURE:
        other = tuple(k for k in keys_of(owed[0], clause, setting) if k not in bearer)
    return (bearer, other) if bearer != other else ((), other)


def _is_strange(match: re.Match[str], clause: Clause) -> bool:
    """Whether the words for who bears a term name somebody of whom nothing is known."""
    return any(hit.how == "stranger" for hit in hits_of(role_words(match, "bearer"), clause))


def _reciprocal(clause: Clause) -> bool:
    """Whether a clause sets one party against "the other" and names none: what it rules, it rules for each of them."""
    inside = [h for h in clause.hits if clause.start <= h.start < clause.end]
    opposed = any(h.how == "collective" and phrase("the-other").match(clause.text[h.start - clause.start :]) for h in inside)
    return (
        opposed
        and not any(h.how in {"name", "role", "product"} or (len(h.keys) == 1 and said(h, clause) in {"i", "we"}) for h in inside)
        and phrase("one-of-them").search(clause.text) is not None
    )


def _some(matter: Matter, clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return the several of whom a clause says what holds among them: "neither bank shall hire from the other"."""
    return () if matter.parties == "all" else some_in(clause, setting)


_ENDS = frozenset({"termination", "termination-convenience"})
_LISTED = re.compile(
    r" (?:neither|both|either) (?:the )?(P\d+) (?:nor|and|or) (?:the )?(P\d+) (?:shall|may|will|can|could|must|has|have|is|are) "
)


def _listed(clause: Clause, other: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """Return the two of several parties of whom a clause says the same: "neither the tenant nor the guarantor may .."."""
    found = _LISTED.search(clause.line.text)
    keys = (*keys_of(found[1], clause, setting), *keys_of(found[2], clause, setting)) if found else ()
    two = len(set(keys)) == len(keys) == 2 < len(setting.parties)
    return keys if two and {*keys} <= {*setting.parties} - {*other} else ()


def _asking(clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who must ask the other of two parties: "no part may be sublet unless the landlord agrees"; nobody where both must."""
    asked = {clause.hits[int(m["party"][1:])] for m in phrase("whose-consent").finditer(clause.line.text)}
    keys = {h.keys[0] for h in asked if len(h.keys) == 1 and h.how in {"name", "role"}}
    return tuple(k for k in setting.parties if k not in keys) if len(keys) == 1 and len(setting.parties) == 2 else ()


def _by_words(
    pattern: Pattern, matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who bears what a match leaves open: the grantor by who holds what, or who is likely by all words of a clause."""
    if matter.bearer == "grantor":
        bearer, held = _granted(other, clause, setting, modality)
        if bearer or held:
            return bearer, other or held
    if matter.parties == "directed" and modality is not Modality.PERMISSION:
        bound, favoured = bound_and_favoured(clause, setting.parties)
        duty = modality is Modality.OBLIGATION and matter.modality is Modality.POWER  # "Acme shall offer it to Beta first"
        if bound and bound not in other and (favoured or duty or matter.name == "exclusive-dealing"):
            return (bound,), other or ((favoured,) if favoured else ())
        if favoured and not other:
            other = (favoured,)
    if pattern.match:
        return (), other
    if done := _paying(matter, other, clause, setting, modality):
        return done, other
    return _likely(matter, other, clause, setting, modality)


def _paying(matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting, modality: Modality | None) -> tuple[str, ...]:
    """Return who pays by the verbs of a clause, or may not do what it bars: who "may not charge for bags" is himself bound."""
    if matter.bearer != "payer":
        return ()
    return doer_in(clause, other, setting) if modality is Modality.PROHIBITION else deed_in(matter, other, clause, setting)


def _granted(
    other: tuple[str, ...], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who lets whom use something by the words of a clause; where the use is banned, who may not use it."""
    grantor, holder = grantor_and_holder(clause, setting.parties)
    if modality is Modality.PROHIBITION:
        bound = those_who_give_no_leave(clause) & set(setting.parties)
        holder = next(iter(bound)) if len(bound) == 1 else holder
        return ((holder,) if holder and holder not in other else ()), ()
    free = those_free_to_deal(clause) & set(setting.parties)
    if len(free) == 1 and not other:
        return tuple(free), ()
    bearer = (grantor,) if grantor and grantor not in other else ()
    return bearer, (holder,) if holder and not other else ()
