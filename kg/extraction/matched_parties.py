"""Whom the words that a pattern matches name as bearer of a term and as the one to whom it is owed."""

from __future__ import annotations

import re

from kg.extraction.clauses import Clause
from kg.extraction.lexicon import phrase
from kg.extraction.patterns import Matter, Pattern
from kg.extraction.rights import those_free_to_deal
from kg.extraction.setting import Setting, hits_of, keys_of, role_words, said
from kg.records import Modality

__all__ = ["read_match"]


def read_match(
    pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting, modality: Modality | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the words of a match name as bearer and as the one to whom something is owed."""
    bearer, other = (keys_of(_doer(match, role) or role_words(match, role), clause, setting) for role in ("bearer", "counterparty"))
    if bearer and matter.passes and _opens_behind_from(match):
        bearer, other = (), other or bearer  # "from Acme the baker shall take 5 tonnes"
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


_OBJECT = re.compile(
    r"(?<= )(?:in|into|to|for|on|with) (?:the )?(P\d+) (?:'s (?:[a-z]+ ){1,2})?(?:(?:until|through|from|for|by) (?:the )?[TD]\d+ )?"
    r"and (?!(?:a|all|an|at|by|for|from|in|its|no|nobody|nowhere|of|on|only|the|their|to|with|P\d+) )"
)
_SUBJECT = re.compile(r"^[^P]* (?<! by )(?<! from )(?<! in )(?<! of )(?<! to )(?<! with )(P\d+) (?!'s )")


def _doer(match: re.Match[str], role: str) -> str:
    """Return the mark of the subject of a clause where a match begins with the object of a first verb: "lends to P1 and gets 5"."""
    group = _group(match, role)
    found = _OBJECT.search(match.string, max(match.start(group) - 10, 0)) if group else None
    if found is None or found.start(1) != match.start(group) or match.start(group) > match.start() + 1:
        return ""
    subject = _SUBJECT.search(match.string, 0, found.start())
    return subject[1] if subject is not None else ""


def _own_alone(group: str, clause: Clause) -> bool:
    """Whether a role is filled by "its" or "our" alone, which takes up the subject: "Acme shall open all of its depots"."""
    words = {said(h, clause) for h in hits_of(group, clause)}
    return bool(words) and words <= {"its", "my", "our", "their", "your"}


def _another(match: re.Match[str], clause: Clause) -> bool:
    """Whether a pronoun or noun that takes somebody up is the object of a verb of one who is named or speaks: "we pay it 5"."""
    first, second = (hits_of(role_words(match, role), clause) for role in ("bearer", "counterparty"))
    named = all(hit.how != "pronoun" or said(hit, clause) in {"i", "we"} for hit in first)
    return bool(first and second) and named and {hit.how for hit in second} == {"pronoun"}


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
    group = _group(match, "bearer")
    if not group:
        return False
    behind = match.end(group)
    return phrase("given-to").match(match.string, behind + match.string.startswith(" ", behind)) is not None


_FROM = re.compile(r" from (?:the )?$")


def _opens_behind_from(match: re.Match[str]) -> bool:
    """Whether the party that opens a match as the one who gives is one from whom something comes: "from Acme P1 takes"."""
    group = _group(match, "bearer")
    return bool(group) and match.start(group) <= match.start() + 1 and _FROM.search(match.string, 0, match.start(group)) is not None


def _group(match: re.Match[str], role: str) -> str:
    return next((k for k, v in match.groupdict().items() if v is not None and k.rstrip("0123456789") == role), "")


_AGENT = re.compile(r" (?:be|been|being|is|are|was|were) (?:[^ ;,]+ ){1,5}?by (P\d+) (?!'s )")


def _agent(match: re.Match[str], clause: Clause, setting: Setting, other: tuple[str, ...]) -> tuple[str, ...]:
    """Return who does what a passive tells: "may not be assigned by the tenant"; nobody where another verb's agent is named."""
    found = _AGENT.search(clause.line.text, max(match.start() - 1, 0))
    if found is None or found.start() > match.end():
        return ()
    return tuple(k for k in keys_of(found[1], clause, setting) if k not in other)


_DONE_BY = re.compile(r" be (?:also |then |[a-z]+ly )?[a-z]+ed (?:only |solely )?by (P\d+) ")


def _done_by(pattern: Pattern, match: re.Match[str], clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who does what is done to the things of the party that a pattern takes for the doer: "Acme's books be read by Beta"."""
    if " be " in pattern.match or " by " in pattern.match:
        return ()
    group = next((k for k, v in match.groupdict().items() if v is not None and k.rstrip("0123456789") == "bearer"), "")
    found = _DONE_BY.search(clause.line.text, match.end(group) - 1) if group else None
    return keys_of(found[1], clause, setting) if found is not None and found.start() < match.end() else ()
