"""Who owes whom: the parties that a match names, and those that its clause, roles and setting leave.

One file of a little over 300 lines: each default stands in the order in which it is tried.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extraction.clauses import Clause
from kg.extraction.doers import one_who_takes
from kg.extraction.learned import likely_bearers
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.parties import PartyHit
from kg.extraction.patterns import Matter, Pattern
from kg.extraction.rights import bound_and_favoured, grantor_and_holder, those_free_to_deal, those_who_may
from kg.records import EVERY_PARTY, SOME_PARTY, Modality, Sureness

__all__ = ["CLASS_TOKEN", "Direction", "Setting", "owes_one", "read_direction", "role_words", "settled"]

CLASS_TOKEN = re.compile(r"[MRQTD]\d+")  # of an amount or a date in a line
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document knows when a clause is read."""

    parties: tuple[str, ...]  # keys of the parties of the agreement that the clause is about
    roles: Mapping[str, tuple[str, ...]]  # defined roles of the document's parties, in lower case, by key
    sides: Mapping[str, str] = field(default_factory=dict)  # of the parties of the agreement: payer or payee
    speaker: str = ""
    binding: bool = True
    venture: tuple[str, ...] = ()  # the company that the parties set up or hold together
    kin: Mapping[str, str] = field(default_factory=dict)  # the parent of a party


@dataclass(frozen=True, slots=True)
class Direction:
    """Who owes whom.

    `open_bearer`: nobody but the parties at large is told; `open_counterparty`: nobody is, or the one held is only guessed.
    """

    bearer: tuple[str, ...]
    counterparty: tuple[str, ...]
    open_bearer: bool = False
    open_counterparty: bool = False
    sureness: Sureness = Sureness.TAKEN_UP


def role_words(match: re.Match[str], name: str) -> str:
    """Return the words of a role; where several elements of a pattern have the role, of the first that matched."""
    return next((v for k, v in match.groupdict().items() if v is not None and k.rstrip("0123456789") == name), "")


def _keys(group: str, clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return the parties of a role; a word for several means those of the agreement where it could mean all of the document."""
    hits = [clause.hits[int(n)] for n in _NUMBER.findall(group)]
    wide = len(setting.parties) > 1
    keys = [k for h in hits for k in (setting.parties if wide and _is_wide(h, setting.parties) else _meant(h, clause, setting))]
    return tuple(dict.fromkeys(keys))


_FIRST, _THIRD = frozenset({"we", "us", "our", "ours"}), frozenset({"they", "it", "he", "she"})
_OPENS = re.compile(r"(?:^|[,;:.]|\b(?:and|but|if|that|then|when|where|while))\W*\Z")  # before a subject


def _meant(hit: PartyHit, clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return whom a hit means: "they" before "us" is the other of two parties, whoever was the last subject.

    So is a noun that no document explains, where the clause names the one.
    """
    if hit.keys and hit.keys[0].startswith(SOME_PARTY) and len(setting.parties) == 2:
        named = {h.keys[0] for h in clause.hits if len(h.keys) == 1 and h.keys[0] in setting.parties and _said(h, clause)}
        return tuple(k for k in setting.parties if k not in named) if len(named) == 1 else hit.keys
    if hit.how != "pronoun" or len(setting.parties) != 2 or len(hit.keys) != 1 or hit.keys[0] not in setting.parties:
        return hit.keys
    if _said(hit, clause) not in _THIRD or not _OPENS.search(clause.text[: hit.start - clause.start]):
        return hit.keys
    same = any(h.keys == hit.keys and _said(h, clause) in _FIRST for h in clause.hits)
    return tuple(k for k in setting.parties if k not in hit.keys) if same else hit.keys


def _said(hit: PartyHit, clause: Clause) -> str:
    """Return the words of a hit in lower case, empty where it stands outside the clause."""
    inside = clause.start <= hit.start and hit.end <= clause.end
    return clause.text[hit.start - clause.start : hit.end - clause.start].lower() if inside else ""


def _is_wide(hit: PartyHit, parties: tuple[str, ...]) -> bool:
    return hit.how == "collective" and len(hit.keys) > len(parties) and set(hit.keys) > set(parties)


def read_direction(
    pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting, modality: Modality | None = None
) -> Direction:
    """Return the bearers of a term and those to whom it is owed: whom the match names, else whom clause and setting leave."""
    bearer, other = _matched(pattern, matter, match, clause, setting, modality)
    listed = _listed(clause, other, setting)
    bearer = listed or bearer
    named = bool(bearer), bool(other)
    if matter.parties == "mutual" and not bearer:
        bearer = _doer(clause, other, setting) or _asking(clause, setting)
    if pattern.bearer == "all" or (matter.parties in {"all", "mutual"} and not bearer) or _reciprocal(clause):
        return Direction(listed or (EVERY_PARTY,), ())
    if pattern.bearer == "speaker" and setting.speaker:
        bearer = (setting.speaker,)
    if not bearer:
        bearer, other = _by_words(pattern, matter, other, clause, setting, modality)
    told = bool(bearer)
    if not bearer and _is_strange(match, clause):
        bearer, told = tuple(k for k in setting.parties if k not in other), len(setting.parties) == 2 and len(other) == 1
    elif not bearer:
        bearer, told = _default_bearer(matter, other, clause, setting)
        if not told and (likely := _likely(matter, other, clause, setting, modality))[0]:
            (bearer, other), told = likely, True
    directed = matter.parties in {"directed", "mutual"} and not _owes_nobody(pattern, matter, bearer, clause, modality)
    sure = True
    if directed and not other:
        other, sure = _default_counterparty(matter, bearer, clause, setting)
        directed = sure or modality is not Modality.PERMISSION or matter.bearer == "grantor"  # leave among several
    other = tuple(k for k in other if k not in bearer)
    if not directed or set(bearer) >= set(setting.parties):
        other = ()
    everybody = set(bearer) == set(setting.parties)
    return Direction(
        (EVERY_PARTY,) if everybody else bearer,
        other,
        open_bearer=matter.parties != "all" and not told,
        open_counterparty=directed and not (other and sure) and not (everybody and told),
        sureness=_sureness(pattern, matter, match, clause, named) if told else Sureness.OPEN,
    )


def _owes_nobody(pattern: Pattern, matter: Matter, bearer: tuple[str, ...], clause: Clause, modality: Modality | None) -> bool:
    """Whether what a clause tells is owed to nobody: leave to deal with everybody is, and leave to use what is one's own."""
    if pattern.no_counterparty or modality is not Modality.PERMISSION:
        return pattern.no_counterparty
    if matter.leave:
        return matter.leave == "own" or not word_list("open-word").isdisjoint(clause.line.words)
    if matter.bearer != "grantor" or len(bearer) != 1:
        return False
    return bearer[0] in those_who_may(clause) and not _named(clause, bearer, own=True)


def _sureness(pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, named: tuple[bool, bool]) -> Sureness:
    """Return how surely a match tells who owes whom. `named`: whether its words name the bearer, and the one who is owed."""
    if not any(named):
        own = matter.parties not in {"directed", "mutual"}
        return Sureness.TAKEN_UP if own and pattern.match else Sureness.SUPPOSED
    hits = [clause.hits[int(n)] for role in ("bearer", "counterparty") for n in _NUMBER.findall(role_words(match, role))]
    sure = Sureness.BOTH_NAMED if all(named) else Sureness.NAMED
    return Sureness(sure - 1) if any(hit.how == "pronoun" for hit in hits) else sure


def _matched(
    pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the words of a match name as bearer and as the one to whom something is owed."""
    bearer = _keys(role_words(match, "bearer"), clause, setting)
    other = _keys(role_words(match, "counterparty"), clause, setting)
    if bearer and matter.parties == "directed" and _receives(pattern, match):
        bearer, other = other, bearer
    elif other and matter.bearer == "grantor" and (modality is Modality.PROHIBITION or _excepted(clause) or _deals(other, clause)):
        bearer, other = other, bearer  # who may not use what another owns is bound himself
    if not bearer and pattern.bearer != "all" and not matter.fixed:
        bearer = _agent(match, clause, setting, other)
    elif bearer and not other and (agent := _done_by(pattern, match, clause, setting)):
        bearer, other = agent, tuple(k for k in bearer if k not in agent)
    if bearer and bearer == other:
        taken_up = ("counterparty", "bearer") if matter.bearer == "grantor" else ("counterparty",)  # "Acme licenses its designs"
        if any(_own_alone(role_words(match, one), clause) for one in taken_up):
            return bearer, ()
        if _another(match, clause):
            return bearer, ()
        bearer = ()  # "it gives us": the deal does, not we
    return bearer, other


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
    bearer = _keys(bears[0], clause, setting)
    owed = min(found.items(), key=lambda one: one[1])
    if not other and owed[1] <= 1 - _SURE:
        other = tuple(k for k in _keys(owed[0], clause, setting) if k not in bearer)
    return (bearer, other) if bearer != other else ((), other)


def _is_strange(match: re.Match[str], clause: Clause) -> bool:
    """Whether the words for who bears a term name somebody of whom nothing is known."""
    return any(clause.hits[int(n)].how == "stranger" for n in _NUMBER.findall(role_words(match, "bearer")))


def _own_alone(group: str, clause: Clause) -> bool:
    """Whether a role is filled by "its" or "their" alone, which takes up the subject: "Acme shall open all of its depots"."""
    hits = [clause.hits[int(n)] for n in _NUMBER.findall(group)]
    words = {_said(h, clause) for h in hits}
    return bool(words) and words <= {"its", "their"}


def _another(match: re.Match[str], clause: Clause) -> bool:
    """Whether a pronoun or noun that takes somebody up is the object of a verb of a party that is named: "Acme pays it 5"."""
    first, second = ([clause.hits[int(n)].how for n in _NUMBER.findall(role_words(match, r))] for r in ("bearer", "counterparty"))
    return bool(first and second) and "pronoun" not in first and set(second) == {"pronoun"}


def _reciprocal(clause: Clause) -> bool:
    """Whether a clause sets one party against "the other" and names none: what it rules, it rules for each of them."""
    inside = [h for h in clause.hits if clause.start <= h.start < clause.end]
    opposed = any(h.how == "collective" and phrase("the-other").match(clause.text[h.start - clause.start :]) for h in inside)
    return (
        opposed
        and not any(h.how in {"name", "role", "product"} for h in inside)
        and phrase("one-of-them").search(clause.text) is not None
    )


_LISTED = re.compile(
    r" (?:neither|both|either) (?:the )?(P\d+) (?:nor|and|or) (?:the )?(P\d+) (?:shall|may|will|can|could|must|has|have|is|are) "
)


def _listed(clause: Clause, other: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """Return the two of several parties of whom a clause says the same: "neither the tenant nor the guarantor may .."."""
    found = _LISTED.search(clause.line.text)
    keys = (*_keys(found[1], clause, setting), *_keys(found[2], clause, setting)) if found else ()
    two = len(set(keys)) == len(keys) == 2 < len(setting.parties)
    return keys if two and {*keys} <= {*setting.parties} - {*other} else ()


def _asking(clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who must ask the other of two parties: "no part may be sublet unless the landlord agrees"; nobody where both must."""
    asked = {clause.hits[int(m["party"][1:])] for m in phrase("whose-consent").finditer(clause.line.text)}
    keys = {h.keys[0] for h in asked if len(h.keys) == 1 and h.how in {"name", "role"}}
    return tuple(k for k in setting.parties if k not in keys) if len(keys) == 1 and len(setting.parties) == 2 else ()


def _excepted(clause: Clause) -> bool:
    """Whether a clause allows by way of exception what another rule forbids."""
    return phrase("by-way-of-exception").search(clause.line.text) is not None


def _deals(party: tuple[str, ...], clause: Clause) -> bool:
    """Whether a clause gives a party leave to deal with others, which it has of its own right."""
    return len(party) == 1 and party[0] in those_free_to_deal(clause)


def _receives(pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether the party that a pattern takes for the one who gives is one to whom something is given: "Acme shall be paid 5"."""
    if " be " in pattern.match or re.search(r"\b(?:is|are)\b", pattern.match):
        return False
    group = next((k for k, v in match.groupdict().items() if v is not None and k.rstrip("0123456789") == "bearer"), "")
    if not group:
        return False
    behind = match.end(group)
    return phrase("given-to").match(match.string, behind + match.string.startswith(" ", behind)) is not None


_AGENT = re.compile(r" (?:be|been|being|is|are|was|were) (?:[^ ;,]+ ){1,5}?by (P\d+) (?!'s )")


def _agent(match: re.Match[str], clause: Clause, setting: Setting, other: tuple[str, ...]) -> tuple[str, ...]:
    """Return who does what a passive tells: "may not be assigned by the tenant"; nobody where another verb's agent is named."""
    found = _AGENT.search(clause.line.text, max(match.start() - 1, 0))
    if found is None or found.start() > match.end():
        return ()
    return tuple(k for k in _keys(found[1], clause, setting) if k not in other)


_DONE_BY = re.compile(r" be (?:also |then |[a-z]+ly )?[a-z]+ed (?:only |solely )?by (P\d+) ")


def _done_by(pattern: Pattern, match: re.Match[str], clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who does what is done to the things of the party that a pattern takes for the doer: "Acme's books be read by Beta"."""
    if " be " in pattern.match or " by " in pattern.match:
        return ()
    group = next((k for k, v in match.groupdict().items() if v is not None and k.rstrip("0123456789") == "bearer"), "")
    found = _DONE_BY.search(clause.line.text, match.end(group) - 1) if group else None
    return _keys(found[1], clause, setting) if found is not None and found.start() < match.end() else ()


def _principals(setting: Setting) -> tuple[str, ...]:
    """Return the parties without those who only stand by one of them: guarantors, sureties, agents for payment."""
    aside = word_list("side-roles")
    held = tuple(k for k in setting.parties if not any(r in aside for r in setting.roles.get(k, ())))
    return held if len(held) >= 2 else setting.parties


def _default_bearer(matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[tuple[str, ...], bool]:
    """Return who bears a term whose words name no bearer, and whether anything tells it."""
    if len(setting.parties) == 2 and len(other) == 1:
        return tuple(k for k in setting.parties if k not in other), True
    if done := _by_deed(matter, other, clause, setting):
        return done, True
    named = _named(clause, other, own=matter.bearer in {"", "grantor"}, addressed=matter.bearer == "payer")
    if len(named) == 1:
        gives = matter.bearer == "payer" and _gives(clause, named, setting)
        return (tuple(k for k in setting.parties if k not in named) if gives else named), True
    held = _shown(matter, other, named, clause, setting) or tuple(k for k in _by_role(matter.bearer, setting) if k not in other)
    if held:
        return held, True
    subject = tuple(k for k in clause.subject if k not in other)
    if subject and (_elliptic(clause) or other):
        return subject, True
    return tuple(k for k in setting.parties if k not in other), _collective(clause)


def _by_words(
    pattern: Pattern, matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who bears what a match leaves open: the grantor by who holds what, or who is likely by all words of a clause."""
    if matter.bearer == "grantor":
        bearer, held = _granted(other, clause, setting, modality)
        if bearer or held:
            return bearer, other or held
    if matter.name == "exclusive-dealing" and modality is not Modality.PERMISSION:
        bound, favoured = bound_and_favoured(clause, setting.parties)
        if bound and bound not in other:
            return (bound,), other or ((favoured,) if favoured else ())
    return ((), other) if pattern.match else _likely(matter, other, clause, setting, modality)


def _granted(
    other: tuple[str, ...], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who lets whom use something by the words of a clause; where the use is banned, who may not use it."""
    grantor, holder = grantor_and_holder(clause, setting.parties)
    if modality is Modality.PROHIBITION:
        return ((holder,) if holder and holder not in other else ()), ()
    free = those_free_to_deal(clause) & set(setting.parties)
    if len(free) == 1 and not other:
        return tuple(free), ()
    bearer = (grantor,) if grantor and grantor not in other else ()
    return bearer, (holder,) if holder and not other else ()


def _by_deed(matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who pays or delivers by the verbs of a clause, where the matter is what such a one owes."""
    if matter.bearer != "payer" and matter.name not in {"warranty", "volume"}:
        return ()
    taker, giver = one_who_takes(clause, setting.parties)
    done = taker if matter.bearer == "payer" else giver
    return (done,) if done and done not in other else ()


_SUPPOSED = re.compile(r" (?:if|should|when|where|whenever|unless) [^;]*? , | (?:if|unless|until) [^;]*$")
_DOER = re.compile(r" (P\d+) (?:also |then |alone |hereby |always )?(?:shall|may|will|can|must|has|have|had) (?:not )?(?!been )")


def _doer(clause: Clause, other: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """Return the one party that is the subject of what a clause rules; what it only supposes is left out."""
    said = _SUPPOSED.sub(" , ", clause.line.text)
    found = {keys for m in _DOER.finditer(said) if (keys := _keys(m[1], clause, setting))}
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


def _named(clause: Clause, without: tuple[str, ...], *, own: bool, addressed: bool = False) -> tuple[str, ...]:
    """Return the parties that a clause names; those left out that stand only as owners of something unless `own`.

    `addressed`: those are left out, too, to whom something goes.
    """
    inside = [
        h
        for i, h in enumerate(clause.hits)
        if clause.start <= h.start < clause.end
        and f" P{i} " in clause.line.text
        and h.how not in {"pronoun", "collective"}
        and (own or not h.possessive)
        and not _gapped(clause, h.keys)
        and not (addressed and phrase("to-somebody").search(clause.text[: h.start - clause.start]))
    ]
    return tuple(dict.fromkeys(k for h in inside for k in h.keys if k not in without))


def _shown(matter: Matter, other: tuple[str, ...], named: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who acts by the words of a clause, or pays what goes to the other ("the yearly payment to Acme"); else nobody."""
    if not matter.bearer:
        return _doer(clause, other, setting)
    payee = _addressee(clause, setting) if matter.bearer == "payer" and not named else ()
    return tuple(k for k in setting.parties if k not in payee) if payee else ()


def _addressee(clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return the one of two parties to whom a sum goes by the words of a clause; nobody where both or none do."""
    if len(setting.parties) != 2:
        return ()
    hits = [h for h in clause.hits if clause.start <= h.start < clause.end and len(h.keys) == 1 and h.keys[0] in setting.parties]
    found = {h.keys[0] for h in hits if phrase("to-somebody").search(clause.text[: h.start - clause.start])}
    return tuple(found) if len(found) == 1 and {h.keys[0] for h in hits} == found else ()


def _default_counterparty(
    matter: Matter, bearer: tuple[str, ...], clause: Clause, setting: Setting
) -> tuple[tuple[str, ...], bool]:
    """Return to whom a term is owed whose words name nobody after the verb, and whether anything tells it."""
    if setting.venture and (matter.name == "equity" or (matter.name == "purchase-commitment" and len(setting.parties) > 2)):
        return setting.venture, True
    house = {*bearer, *(setting.kin.get(k, "") for k in bearer)}
    rest = tuple(k for k in _principals(setting) if k not in house and setting.kin.get(k, "") not in bearer)
    if bearer and not set(bearer) & set(_principals(setting)):
        creditors = tuple(k for k in rest if k not in _debtors(clause, setting))
        rest = creditors if len(creditors) < len(rest) else tuple(k for k in _by_role("payee", setting) if k in rest) or rest
    if len(rest) == 1 and (len(bearer) == 1 or len(setting.parties) == 2):
        return rest, True
    if addressed := _addressed(clause, bearer, setting):
        return addressed, True
    named = _named(clause, bearer, own=True)
    if len(named) == 1:
        return named, True
    if len(bearer) == 1 and setting.speaker in rest and matter.parties == "directed":
        return (setting.speaker,), False  # among several, what is owed in somebody's own words is owed to him
    own = {setting.sides.get(k, "") for k in bearer} or {""}
    opposite = {"payer": "payee", "payee": "payer"}.get(own.pop() if len(own) == 1 else "", "")
    opposite = opposite or {"payer": "payee", "payee": "payer", "grantor": "payer"}.get(matter.bearer, "")
    return tuple(k for k in _by_role(opposite, setting) if k in rest), len(setting.parties) == 2


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
    return {k for m in _DEBTOR.finditer(clause.line.text) for k in _keys(m[1] or m[2], clause, setting)}


def _by_role(side: str, setting: Setting) -> tuple[str, ...]:
    """Return the parties that stand on a side (payer, payee or grantor) of the agreement."""
    return tuple(k for k in setting.parties if side and setting.sides.get(k) == ("payer" if side == "payer" else "payee"))


# ------------------------------------------------------------------ what other sentences tell
_Told = tuple[Matter, tuple[str, ...], tuple[str, ...]]


def settled(matter: Matter, direction: Direction, told: Sequence[_Told], *, parties: Sequence[str], own: bool = True) -> Direction:
    """Return a direction completed by what other sentences tell, the most usual first.

    Of the same matter the direction itself counts; of others, who pays whom, where the agreement has two parties; in the end
    who stands opposite the bearer in other sentences of the agreement.

    Args:
        matter: of the term.
        direction: what its own sentence tells.
        told: matter, bearer and counterparty of the terms whose sentences name both.
        parties: of the agreement.
        own: the sentences are of the same agreement.
    """
    told = [one for one in told if own or {*one[1], *one[2]} <= set(parties)]
    if not (direction.open_bearer or direction.open_counterparty) or not told:
        return direction
    same = [(b, c) for m, b, c in told if m.name == matter.name]
    paid = [_as_paid(m, b, c) for m, b, c in told if m.bearer]
    likely = same or ([_as_paid(matter, *one) for one in paid] if matter.bearer and len(parties) == 2 else [])
    fitting = [one for one in likely if _fits(one, direction)]
    if not fitting and owes_one(matter):
        fitting = _opposite(direction, told, parties)
    if not fitting:
        return direction
    if len(parties) > 2 and len(set(fitting)) > 1:
        return direction  # among several, who is meant cannot be told by the number
    (bearer, other), _ = Counter(fitting).most_common(1)[0]
    other = other if direction.open_counterparty else direction.counterparty
    return Direction(bearer if direction.open_bearer else direction.bearer, other)


_OWED_TO_ALL = frozenset(
    {"capacity-investment", "equity", "insurance", "liability-cap", "volume"}
)  # or to nobody, where nobody is told


def owes_one(matter: Matter) -> bool:
    """Return whether a rule of this matter is owed to somebody even where nobody is told."""
    return matter.parties == "directed" and matter.name not in _OWED_TO_ALL


def _opposite(direction: Direction, told: Sequence[_Told], parties: Sequence[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the only one who stands opposite a bearer whom the words name, where the two are told together more than once."""
    bearer = direction.bearer
    if direction.open_bearer or not direction.open_counterparty or len(bearer) != 1 or EVERY_PARTY in bearer:
        return []
    pairs = [(b, c) if b == bearer else (c, b) for _, b, c in told if bearer in (b, c)]
    sure = len(pairs) > 1 and len(set(pairs)) == 1 and set(pairs[0][1]) <= set(parties)
    return pairs if sure else []


def _fits(pair: tuple[tuple[str, ...], tuple[str, ...]], direction: Direction) -> bool:
    bearer = direction.open_bearer or pair[0] == direction.bearer
    return bearer and (direction.open_counterparty or pair[1] == direction.counterparty)


def _as_paid(matter: Matter, bearer: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return payer and payee of a term; the other way round, bearer and counterparty of a term between payer and payee."""
    return (bearer, other) if matter.bearer == "payer" else (other, bearer)
