"""Sentences of a report that say that an earlier agreement stands: a reaffirmation, or the rest beside a change."""

from __future__ import annotations

import re

from kg.dates import find_dates
from kg.extraction.agreement_drafts import Draft, same_parties
from kg.extraction.agreement_effects import beside
from kg.extraction.agreement_linking import announced_address
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_reader import Reader
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_words import lexicon_pattern, verb_pattern
from kg.records import Basis, Force, LinkMention, LinkType, Stance

__all__ = ["read_standing"]


def read_standing(reader: Reader, line: Line, names: list[AgreementName]) -> bool:
    """Return whether a sentence says that an earlier agreement stands as it is, and note what it says."""
    own, text = reader.own, line.text
    affirmed = next((n for m in verb_pattern("reaffirm").finditer(text) for n in names if _is_object(line, n, m)), None)
    stands = lexicon_pattern("no-change").search(text) or lexicon_pattern("intact").search(text) or affirmed
    if own is None or not stands:
        return False
    named = [n for n in names if n.dates or n.title]
    base = _announced(reader, line) or next((d for n in named if (d := _known(reader, n))), None)
    if own.kind == "declaration":
        dated = affirmed if affirmed is not None and affirmed.dates else next((n for n in named if n.dates), None)
        base = base or (reader.other(dated, own.parties, line) if dated is not None else None)
        _reaffirm(reader, line, own, base)
        for name in beside(line.passage.text, dated, names) if dated is not None else ():
            _reaffirm(reader, line, own, reader.other(name, own.parties, line))
        return True
    near = next((n for n in named if n.dates), None)
    if base is None and near is not None and len(makers := reader.named_parties(line, near)) > 1:
        base = reader.other(near, makers, line)
    if not reader.tied:
        return _leaves_rest(reader, line, names, base)
    base = base or reader.found.base_of(own)
    if line.first and re.match(r"nothing changes", text, re.IGNORECASE):
        reader.told = (base.key,)
    reader.site(line, (own.key, base.key), Stance.REAFFIRMS, Basis.EXPLICIT, None, "describes")
    lately = lexicon_pattern("lately").search(text)  # what has moved since the earlier one is a rule of the later
    reader.speak(line, (own.key, base.key) if lately else (base.key, own.key))
    return True


def _is_object(line: Line, name: AgreementName, verb: re.Match[str]) -> bool:
    """Whether a name is what a verb of a sentence affirms: "we uphold the Treaty", "the Treaty of 2 May, which we uphold"."""
    at = line.start + verb.start()
    led = _WHICH.search(line.passage.text, name.tail, at) if name.tail <= at else None
    return 0 <= name.start - line.start - verb.end() <= 30 or led is not None


_WHICH = re.compile(r"\bwhich\s+(?:\w+\s+){1,3}\Z")


def _leaves_rest(reader: Reader, line: Line, names: list[AgreementName], base: Draft | None) -> bool:
    """What was agreed changes the agreement of which the rest stands: "Otherwise the lease stays as it is"."""
    own = reader.own
    known = next((n for n in names if n.firm and n.determiner in {"the", "our", "its", "their", "your"}), None)
    if own is None or known is None or own.force is not Force.BINDING or not lexicon_pattern("otherwise").search(line.text):
        return False
    named = base.key if base is not None else ""
    link = LinkMention(own.key, LinkType.AMENDS, named)
    about = (own.key, named or reader.found.base_of(own).key)
    reader.found.bases[own.key] = about[1]
    reader.site(line, about, Stance.REAFFIRMS, Basis.INFERRED, link, "links")
    reader.speak(line, tuple(reversed(about)))
    reader.tied = True
    return True


def _reaffirm(reader: Reader, line: Line, own: Draft, base: Draft | None) -> None:
    """A declaration says that an agreement stands; the first such sentence, and each that names it, carries the link."""
    named = base is not None
    met = [d for d in reader.found.ledger.drafts if d is not own and not d.implied and same_parties(d.parties, own.parties)]
    base = base or (met[-1] if met else reader.found.base_of(own))
    reader.found.bases[own.key] = base.key
    link = LinkMention(own.key, LinkType.REAFFIRMS, "" if base.implied else base.key)
    if named or not any(s.link for s in reader.found.sites):
        reader.site(line, (own.key, base.key), Stance.REAFFIRMS, Basis.EXPLICIT, link, "links")
    reader.speak(line, (own.key, base.key))


def _known(reader: Reader, name: AgreementName) -> Draft | None:
    for draft in reader.found.ledger.drafts:
        if draft is not reader.own and name.title and (name.title in draft.aliases or name.title == draft.title):
            return draft
    return None


def _announced(reader: Reader, line: Line) -> Draft | None:
    """The agreement behind a dated announcement: "as told in our common announcement of 2011"."""
    text, own = line.passage.text, reader.own
    matches = lexicon_pattern("shared").finditer(text, line.start, line.end)
    dates = find_dates(text[: line.end])
    match, date = next(((m, d) for m in matches for d in dates if 0 <= d.start - m.end() <= 12), (None, None))
    if match is None or date is None or own is None:
        return None
    made, title = announced_address(reader.document, line, date.bounds)
    draft = next((d for d in reader.found.ledger.drafts if d is not own and d.made == made), None)
    if draft is None:
        draft = reader.found.ledger.add("other", own.parties, "definitive", Force.BINDING, made, "day on which it was announced")
        draft.title = title
    draft.spans.append(line.raw(match.start(), date.end))
    return draft
