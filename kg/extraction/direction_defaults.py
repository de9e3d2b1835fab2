"""Who bears a term whose words name nobody, and to whom it is owed: each default stands in the order in which it is tried."""

from __future__ import annotations

import re

from kg.extraction.clauses import CLASS_TOKEN, Clause
from kg.extraction.doers import one_who_takes
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.party_hits import PartyHit
from kg.extraction.patterns import Matter
from kg.extraction.setting import Setting, keys_of, marked_hits, on_side, said, some_in

__all__ = ["deed_in", "default_bearer", "default_counterparty", "doer_in", "named_in"]


def default_bearer(matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[tuple[str, ...], bool]:
    """Return who bears a term whose words name no bearer, and whether anything tells it."""
    if len(setting.parties) == 2 and len(other) == 1:
        return tuple(k for k in setting.parties if k not in other), True
    if done := deed_in(matter, other, clause, setting):
        return done, True
    named = named_in(clause, other, own=matter.bearer in {"", "grantor"}, addressed=matter.bearer == "payer")
    if len(named) == 1:
        gives = matter.bearer == "payer" and _gives(clause, named, setting)
        return (tuple(k for k in setting.parties if k not in named) if gives else named), True
    some = () if named else some_in(clause, setting, other)
    side = tuple(k for k in on_side(matter.bearer, setting) if k not in other)
    if held := some or _shown(matter, other, named, clause, setting) or side or (() if named else _we(other, clause)):
        return held, True
    subject = tuple(k for k in clause.subject if k not in other)
    if subject and (_elliptic(clause) or other):
        return subject, True
    return tuple(k for k in setting.parties if k not in other), _collective(clause)


def _we(other: tuple[str, ...], clause: Clause) -> tuple[str, ...]:
    """Return who speaks of himself in a clause, beside the one who is owed: "in our orchards Acme is now the only picker"."""
    words = {"we", "our"} if other else set[str]()
    ours = [hit for hit in marked_hits(clause) if hit.how == "pronoun"]
    found = {hit.keys for hit in ours if said(hit, clause) in words or _is_agent(hit, clause)}
    keys = next(iter(found)) if len(found) == 1 else ()
    return keys if len(keys) == 1 and keys[0] not in other else ()


def _is_agent(hit: PartyHit, clause: Clause) -> bool:
    return said(hit, clause) == "us" and clause.text[: hit.start - clause.start].endswith(" by ")


def deed_in(matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who pays or delivers by the verbs of a clause, where the matter is what such a one owes."""
    if matter.bearer != "payer" and matter.name not in {"price", "volume", "warranty"}:
        return ()
    taker, giver = one_who_takes(clause, setting.parties)
    done = taker if matter.bearer == "payer" else giver
    return (done,) if done and done not in other else ()


_SUPPOSED = re.compile(r" (?:if|should|when|where|whenever|unless) [^;]*? , | (?:if|unless|until) [^;]*$")
_DOER = re.compile(r" (P\d+) (?:also |then |alone |hereby |always )?(?:shall|may|will|can|must|has|have|had) (?:not )?(?!been )")


def doer_in(clause: Clause, other: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """Return the one party that is the subject of what a clause rules; what it only supposes is left out."""
    said = _SUPPOSED.sub(" , ", clause.line.text)
    found = {keys for m in _DOER.finditer(said) if (keys := keys_of(m[1], clause, setting))}
    doer = next(iter(found)) if len(found) == 1 else ()
    return doer if len(doer) == 1 and not set(doer) & set(other) else ()


def _collective(clause: Clause) -> bool:
    """Whether a clause itself speaks of each or both of the parties."""
    inside = (h for h in clause.hits if clause.start <= h.start < clause.end)
    return any(h.how == "collective" or len(h.keys) > 1 for h in inside)


def _elliptic(clause: Clause) -> bool:
    """Whether a clause names no subject of its own, so that the last one still holds."""
    first = clause.line.text.split(maxsplit=2)
    while first and first[0] in word_list("clause-conjunction") | {","}:
        first = first[1:]
    return bool(first) and (
        first[0] in word_list("finite-verb") | word_list("elliptic-openers") or CLASS_TOKEN.fullmatch(first[0]) is not None
    )


_GIVING = re.compile(r" (P\d+) ((?:[^ ;,]+ ){1,4})")


def _gives(clause: Clause, party: tuple[str, ...], setting: Setting) -> bool:
    """Whether one of two parties is the subject of a verb of delivering or receiving in a clause, so that it does not pay."""
    if len(setting.parties) != 2 or set(party) >= set(setting.parties):
        return False
    verbs = word_list("deliver-verb") | word_list("receive-verb")
    return any(
        clause.hits[int(match[1][1:])].keys == party
        and (not verbs.isdisjoint(match[2].split()) or phrase("given-to").match(clause.line.text, match.start(2)) is not None)
        for match in _GIVING.finditer(clause.line.text)
    )


_SHARES = re.compile(r" P\d+ (?:[a-z]+ ){1,6}([MRQT])\d+ [^;]*?(?:,|and|while) (?P<party>P\d+) \1\d+ ")


def _gapped(clause: Clause, keys: tuple[str, ...]) -> bool:
    """Whether parties have only an amount of their own in a clause: "Acme may take 5 tonnes, and Beta 7"."""
    match = _SHARES.search(clause.line.text)
    return match is not None and clause.hits[int(match["party"][1:])].keys == keys


def named_in(clause: Clause, without: tuple[str, ...], *, own: bool, addressed: bool = False) -> tuple[str, ...]:
    """Return the parties that a clause names; those left out that stand only as owners of something unless `own`.

    `addressed`: those are left out, too, to whom something goes.
    """
    inside = [
        h
        for h in marked_hits(clause)
        if clause.start <= h.start < clause.end
        and h.how not in {"pronoun", "collective"}
        and (own or not h.possessive)
        and not _gapped(clause, h.keys)
        and not (addressed and phrase("to-somebody").search(clause.text[: h.start - clause.start]))
    ]
    return tuple(dict.fromkeys(k for h in inside for k in h.keys if k not in without))


def _shown(matter: Matter, other: tuple[str, ...], named: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who acts by the words of a clause, or pays what goes to the other ("the yearly payment to Acme"); else nobody."""
    if not matter.bearer:
        return doer_in(clause, other, setting)
    payee = _addressee(clause, setting) if matter.bearer == "payer" and not named else ()
    return tuple(k for k in setting.parties if k not in payee) if payee else ()


def _addressee(clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return the one of two parties to whom a sum goes by the words of a clause; nobody where both or none do."""
    if len(setting.parties) != 2:
        return ()
    hits = [h for h in clause.hits if clause.start <= h.start < clause.end and len(h.keys) == 1 and h.keys[0] in setting.parties]
    found = {h.keys[0] for h in hits if phrase("to-somebody").search(clause.text[: h.start - clause.start])}
    return tuple(found) if len(found) == 1 and {h.keys[0] for h in hits} == found else ()


def default_counterparty(matter: Matter, bearer: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[tuple[str, ...], bool]:
    """Return to whom a term is owed whose words name nobody after the verb, and whether anything tells it."""
    if setting.venture and (matter.name == "equity" or (matter.name == "purchase-commitment" and len(setting.parties) > 2)):
        return setting.venture, True
    house = {*bearer, *(setting.kin.get(k, "") for k in bearer)}
    rest = tuple(k for k in _principals(setting) if k not in house and setting.kin.get(k, "") not in bearer)
    if bearer and not set(bearer) & set(_principals(setting)):
        creditors = tuple(k for k in rest if k not in _debtors(clause, setting))
        rest = creditors if len(creditors) < len(rest) else tuple(k for k in on_side("payee", setting) if k in rest) or rest
    paid = matter.bearer in {"payer", "payee"} and len(bearer) > 1  # several owe the one who is left
    if len(rest) == 1 and (len(bearer) == 1 or len(setting.parties) == 2 or paid):
        return rest, True
    if addressed := _addressed(clause, bearer, setting):
        return addressed, True
    several = some_in(clause, setting, bearer, others=True)
    named = named_in(clause, bearer, own=True) or several
    if len(named) == 1 or (named and named == several):
        return named, True
    if len(bearer) == 1 and setting.speaker in rest and matter.parties == "directed":
        return (setting.speaker,), False  # among several, what is owed in somebody's own words is owed to him
    own = {setting.sides.get(k, "") for k in bearer} or {""}
    opposite = {"payer": "payee", "payee": "payer"}.get(own.pop() if len(own) == 1 else "", "")
    opposite = opposite or {"payer": "payee", "payee": "payer", "grantor": "payer"}.get(matter.bearer, "")
    return tuple(k for k in on_side(opposite, setting) if k in rest), len(setting.parties) == 2


def _principals(setting: Setting) -> tuple[str, ...]:
    """Return the parties without those who only stand by one of them: guarantors, sureties, agents for payment."""
    aside = word_list("side-roles")
    held = tuple(k for k in setting.parties if not any(r in aside for r in setting.roles.get(k, ())))
    return held if len(held) >= 2 else setting.parties


def _addressed(clause: Clause, bearer: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """Return the only ones to whom something goes by the words of a clause, if some of the others: "to each Lender"."""
    found = {
        h.keys
        for h in clause.hits
        if clause.start <= h.start < clause.end
        and not h.possessive
        and not set(h.keys) & set(bearer)
        and len(h.keys) < len(setting.parties) - len(bearer) + 1
        and phrase("to-somebody").search(clause.text[: h.start - clause.start])
    }
    return next(iter(found)) if len(found) == 1 else ()


_DEBTOR = re.compile(
    r" (?:(?:obligations|performance|payment|payments|debts|liabilities|duties|sums) [^;,]*?(?:of|by|from)|that) (P\d+) |(P\d+) 's "
)


def _debtors(clause: Clause, setting: Setting) -> set[str]:
    """Return for whom somebody stands by another: "the performance of Acme", "Acme's obligations", "all that Acme owes"."""
    return {k for m in _DEBTOR.finditer(clause.line.text) for k in keys_of(m[1] or m[2], clause, setting)}
