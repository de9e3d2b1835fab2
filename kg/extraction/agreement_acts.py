"""Acts of making that name no agreement: "have agreed to …", "to confirm what we agreed", "invests in", "teamed up with"."""

from __future__ import annotations

import re

from kg.extraction.agreement_effects import Event, is_denied
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern, listed, verb_pattern
from kg.extraction.lexicon import load_toml
from kg.records import Force, LinkType

__all__ = ["agreed", "decided", "intended", "joined", "papered", "partnered", "recorded"]


def agreed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the act of parties that "have agreed to …", "agreed with Z that …", "agreed changes to …"."""
    for match in verb_pattern("agree").finditer(text, start, end):
        if match.group().lower() == "agreeing" or is_denied(text, match.start(), start):
            continue
        if lexicon_pattern("no-agreeing").search(text[max(start, match.start() - 24) : match.start()]):
            continue
        event = _agreed_changes(text, match, names) or _agreed_to(text, match, end, names)
        if event is not None:
            return event
    return None


def decided(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the decision of parties that changes an agreement: "Under Article 2 of the Agreement they decided that …"."""
    match = lexicon_pattern("decided").search(text, start, end)
    if match is None or is_denied(text, match.start(), start):
        return None
    known = [n for n in names if n.firm and n.determiner in {"the", "their", "its", "our"} and n.kind != "memorandum"]
    base = next((n for n in known if lexicon_pattern("by-leave").search(text[max(start, n.start - 90) : n.start])), None)
    if base is None:
        return None
    return Event(match.start(), match.end(), "decide", "amendment", Force.BINDING, None, LinkType.AMENDS, base)


def _agreed_changes(text: str, match: re.Match[str], names: list[AgreementName]) -> Event | None:
    """Parties that "agreed changes to the contract"."""
    changes = lexicon_pattern("changes-to").match(text, match.end())
    name = next((n for n in names if changes and abs(n.start - changes.end()) <= 4), None)
    if name is None:
        return None
    return Event(match.start(), name.tail, "agree", "amendment", Force.BINDING, None, LinkType.AMENDS, name)


def _agreed_to(text: str, match: re.Match[str], end: int, names: list[AgreementName]) -> Event | None:
    """Parties that "agreed with Z to …"; what they agreed to do may change an earlier agreement."""
    after = text[match.end() : min(end, match.end() + 90)]
    aim = lexicon_pattern("agreed-aim").match(after)
    if not aim or aim["do"].split()[0].lower() in listed("determiners"):
        return None
    near = next((n for n in names if 0 <= n.start - match.end() < 90), None)
    for verb, kind in (("extend", "extension"), ("amend", "amendment"), ("replace", "definitive")):
        if verb_pattern(verb).match(after, aim.start("do")):
            link = LinkType(load_toml("agreements")["verbs"][verb]["link"]) if near else None
            return Event(match.start(), near.tail if near else match.end(), "agree", kind, Force.BINDING, None, link, near)
    known = near is not None and near.firm and near.link is None and near.determiner in {"the", "their", "its", "our"}
    if near is not None and known and lexicon_pattern("agreed-change").search(text[match.end() : near.start]):
        return Event(match.start(), match.end() + aim.end(), "agree", "amendment", Force.BINDING, None, LinkType.AMENDS, near)
    principle = "in principle" in after[: aim.end()]
    kind, force = ("memorandum", Force.NON_BINDING) if principle else ("definitive", Force.BINDING)
    return Event(match.start(), match.end() + aim.end(), "agree", kind, force)


def recorded(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the act that a letter or mail puts into writing what has been agreed; it leans on the agreement that it names."""
    match = lexicon_pattern("recorded").search(text, start, end)
    agreed = verb_pattern("agree").search(text, match.start(), end) if match else None
    if match is None or agreed is None:
        return None
    base = next((n for n in names if n.firm and n.start > match.start() and n.determiner in {"the", "our", "its", "your"}), None)
    kind, link = ("extension", LinkType.EXTENDS) if base else ("definitive", None)
    return Event(match.start(), base.tail if base else agreed.end(), "agree", kind, Force.BINDING, None, link, base)


def papered(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the act of making of a paper that no noun for agreements names: "signed a social plan with the union"."""
    match = lexicon_pattern("signs-paper").search(text, start, end)
    if match is None or is_denied(text, match.start(), start) or any(match.start() <= n.end <= match.end() for n in names):
        return None
    first, last = match.start("noun"), match.start("noun") + len(match["noun"].rstrip())
    phrase = text[first:last].partition(" ")[2]
    name = AgreementName(
        first, last, last, phrase.casefold(), "definitive", Force.BINDING, firm=True, determiner="a", phrase=phrase
    )
    return Event(match.start(), last, "paper", name.kind, name.force, name)


def joined(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the making of an agreement together with others: "We have joined Acme and Beta in a pact on tugs"."""
    for match in _JOINED.finditer(text, start, end):
        name = next((n for n in names if n.determiner in {"a", "an"} and n.firm and match.end() <= n.start), None)
        near = name is not None and _IN.fullmatch(text[match.end() : name.start]) is not None
        if name is not None and near and not is_denied(text, match.start(), start):
            return Event(match.start(), name.tail, "make", name.kind, name.force, name, name.link)
    return None


_JOINED = re.compile(r"\bjoin(?:ed|s)?\b")
_IN = re.compile(r"\s[^.;:]{3,140}?\s(?:in|under)\s+(?:an?\s+)?")
_IN_A = re.compile(
    r"(?:^|[.!?*]\s+)\W*(?:(?:and|also|finally|moreover),?\s+)?(?:by|in|through|under|with)\s+(?:an?\s+)?$", re.IGNORECASE
)


def intended(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the act of making of a paper that binds nobody and says what parties mean to do: "In a letter of intent they …"."""
    for name in names:
        loose = name.force is Force.NON_BINDING and name.determiner in {"a", "an"} and not name.dates
        if loose and _IN_A.search(text[start : name.start]) and _MEAN.search(text, name.tail, end):
            return Event(name.start, name.tail, "intend", name.kind, name.force, name, name.link)
    return None


_MEAN = re.compile(r"\b(?:aim|declare|expect|express|hope|intend|mean|plan|promise|said|say|state|think|want|wish)(?:s|ed)?\b")


def partnered(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return a deal made by its verb: "invests in", "partners with", "teamed up with"."""
    for verb, kind, force in (("invest", "investment", Force.BINDING), ("partner", "partnership", Force.UNKNOWN)):
        for match in verb_pattern(verb).finditer(text, start, end):
            tail = text[match.end() : min(end, match.end() + 80)]
            joined = (
                re.match(r"[^.;]{0,60}?\b(?:in|with)\b|\s", tail)
                if verb == "invest"
                else re.match(r"\s*(?:closely\s+)?with\b|\s+to\b|\s+on\b|\s+in\s+(?:19|20)\d\d", tail)
            )
            if (
                joined
                and not is_denied(text, match.start(), start)
                and not re.search(
                    r"\b(?:the|a|its|our|their|money|sum)\s+$", text[max(start, match.start() - 8) : match.start()].lower()
                )
            ):
                return Event(match.start(), match.end(), verb, kind, force)
    return None
