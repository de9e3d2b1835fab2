"""The recitals of a contract: which earlier agreements they name, and how those hang together."""

from __future__ import annotations

import re

from kg.bounds import is_day
from kg.dates import find_dates
from kg.extraction.agreement_contract import LONGEST, Contract
from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_drafts import Draft
from kg.extraction.agreement_effects import beside
from kg.extraction.agreement_endings import find_ending
from kg.extraction.agreement_names import AgreementName, find_names
from kg.extraction.agreement_sites import AgreementSite
from kg.extraction.agreement_words import AMENDING, lexicon_pattern, verb_pattern
from kg.extraction.passages import Passage, sentences
from kg.names import title_words
from kg.records import Basis, DateBounds, Force, LinkMention, LinkType, Stance

__all__ = ["read_recitals"]


def read_recitals(contract: Contract) -> None:
    """Read the sentences between the parties and the clauses that name earlier agreements."""
    passage, text = contract.head.passage, contract.head.passage.text
    limit = _end_of_recitals(contract, text)
    for start, end in _recital_spans(contract, text):
        if end <= contract.head.own.end or start > limit:
            continue
        names = find_names(text[start:end])
        dated = [
            n
            for n in names
            if n.determiner != "this"
            and n.firm
            and (n.dates or n.kind == "memorandum" or (contract.base and set(n.defined) & contract.base.aliases))
        ]
        if dated and start > contract.head.own.end:
            _read_recital(contract, passage, start, end, dated)


def _end_of_recitals(contract: Contract, text: str) -> int:
    """Where the recitals end: at the words of agreement or at the first clause."""
    start = contract.head.opening[1]
    recital = lexicon_pattern("recital-heading").match(text, start)
    agreed = lexicon_pattern("agreed-as-follows").search(text, start)
    clause = re.compile(r"(?:^|\s)(?:1\.|(?:ARTICLE|Article|SECTION|Section)\s+(?:1|I|ONE)\b)\s+\S").search(text, start)
    ends = [m.start() for m in ([agreed, clause] if not recital or not agreed else [agreed]) if m]
    return min([*ends, start + 3500, len(text)])


def _recital_spans(contract: Contract, text: str) -> list[tuple[int, int]]:
    """The sentences of a text, cut where the layout has glued headings to them and where "WHEREAS" begins another recital."""
    cut = lexicon_pattern("recital-heading")
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        cuts = list(cut.finditer(text, start, end))
        bounds = [(start, cuts[0].start() if cuts else end)]
        bounds += [(m.end(), n.start() if n else end) for m, n in zip(cuts, [*cuts[1:], None], strict=False)]
        spans += [(a, b) for a, b in bounds if len(text[a:b].strip()) > 20]
    return [(_past_title(contract, a, b), _before_clauses(contract, a, b)) for a, b in spans]


def _before_clauses(contract: Contract, start: int, end: int) -> int:
    """Where a sentence ends to which the layout has glued the heading of a clause, past a blank line: "§ 1  Students"."""
    passage, captured = contract.head.passage, contract.document.text
    heads = _CLAUSE_HEAD.finditer(passage.text, start, end)
    return next((m.start() for m in heads if captured.count("\n", passage.starts[m.start()], passage.ends[m.start()]) > 1), end)


_CLAUSE_HEAD = re.compile(r"\s(?=§{1,2}\s*\d|(?:ART\.|Art\.|ARTICLE|Article|CLAUSE|Clause|SECTION|Section)\s+(?:\d|[IV]+\b|One\b))")


def _past_title(contract: Contract, start: int, end: int) -> int:
    """Where the last paragraph of a sentence begins to which the layout has glued title and parties; else where it begins."""
    passage, own = contract.head.passage, contract.head.own
    if start > own.end or end <= own.end:
        return start
    gaps = [
        i
        for i in range(own.end, end - 20)
        if passage.text[i] == " " and contract.document.text.count("\n", passage.starts[i], passage.ends[i]) > 1
    ]
    return gaps[-1] + 1 if gaps else start


def _read_recital(contract: Contract, passage: Passage, start: int, end: int, names: list[AgreementName]) -> None:
    text = passage.text[start:end]
    signers = contract.signers(passage, start, end)
    drafts: list[Draft] = []
    named: list[tuple[AgreementName, Draft]] = []
    for name in names:
        if (contract.own.number is not None and name.number == contract.own.number and name.kind == contract.own.kind) or (
            name.determiner in {"a", "an"} and not name.dates and contract.own.kind == name.kind
        ):
            continue
        if _is_own(contract.own, name, signers):
            continue
        made, words = (name.made, "") if name.dates else _told_date(contract, text, name)
        draft = contract.draft(name, signers, made)
        if draft is not contract.own and set(signers) < set(draft.parties):
            draft.parties = signers
        draft.basis = words or draft.basis
        draft.spans.append(passage.raw_span(start + name.start, start + name.end))
        drafts.append(draft)
        named.append((name, draft))
        drafts += _amendments(contract, draft, name, signers)
    if not drafts:
        return
    contract.last = drafts[0]
    row = next((beside(text, n, names) for n, d in named if d is contract.base), [])
    _write_recital(contract, passage, start, end, drafts, [d for n, d in named if n in row])


def _is_own(own: Draft, name: AgreementName, signers: tuple[str, ...]) -> bool:
    """Whether words mean the paper itself: "have concluded the following contract on 3 May", "the memorandum" in one."""
    alike = name.determiner in {"a", "an"} or title_words(name.title) <= title_words(own.title)
    if name.kind == own.kind == "memorandum" and not name.dates:
        return alike and not name.indefinite
    same = is_day(own.made) and name.made == own.made and name.kind == own.kind and set(signers) == set(own.parties)
    return same and alike and own.kind not in AMENDING


def _told_date(contract: Contract, text: str, name: AgreementName) -> tuple[DateBounds, str]:
    """The day on which a recital says that a paper was made, where the name of the paper has none."""
    days = [d for d in find_dates(text) if d.precision == "day" and d.bounds != contract.own.made]
    if len(days) == 1 and verb_pattern("make").search(text):
        return days[0].bounds, "the document says so"
    told = contract.own.made if contract.own.made.latest else contract.document.published
    behind = relative_bounds(text[name.start :], told)  # "we hereby carry out our letter of intent of last April"
    return behind if behind[0] else relative_bounds(text, told)


def _amendments(contract: Contract, base: Draft, name: AgreementName, signers: tuple[str, ...]) -> list[Draft]:
    """The amendments that "as amended on …" dates."""
    made: list[Draft] = []
    for bounds in name.amended_on:
        if (
            any(d.kind == "amendment" and d.made == bounds for d in contract.found.ledger.drafts)
            or bounds == contract.own.made
            or base.kind == "amendment"
        ):
            continue
        draft = contract.found.ledger.add("amendment", signers, "amendment", Force.BINDING, bounds, "the document says so")
        draft.noun = "amendment"
        contract.found.bases[draft.key] = base.key
        made.append(draft)
    return made


def _write_recital(contract: Contract, passage: Passage, start: int, end: int, drafts: list[Draft], row: list[Draft]) -> None:
    if end - start > LONGEST:
        return
    text = passage.text[start:end]
    raw = passage.raw_span(start, end)
    about = tuple(dict.fromkeys([drafts[0].key, *(d.key for d in drafts), contract.own.key]))
    links: list[LinkMention | None] = list(_recital_links(contract, text, drafts, row))
    for link in links or [None]:
        kind = "links" if link else "describes"
        contract.found.sites.append(AgreementSite(*raw, about, Stance.AFFIRMS, Basis.EXPLICIT, link, kind))
    contract.found.stretches.append((*raw, about))


def _ends_paper(text: str) -> bool:
    """Whether a sentence tells that something is brought to an end, not only that it might be."""
    return any(not re.search(r"\b(?:might|could|would)\s+be\s+$", text[: m.start()]) for m in verb_pattern("end").finditer(text))


def _recital_links(contract: Contract, text: str, drafts: list[Draft], row: list[Draft]) -> list[LinkMention]:
    """What a recital ties; `row`: the earlier agreements that it names in one row with the base."""
    base = next((d for d in drafts if d is contract.base), None)
    links: list[LinkMention] = []
    if base and contract.head.link:
        links += [
            LinkMention(contract.own.key, contract.head.link, d.key) for d in (base, *row) if d.force is not Force.NON_BINDING
        ]
    winds_up = lexicon_pattern("ending-title").search(contract.own.title) and lexicon_pattern("ended").search(text)
    ending = winds_up or (
        contract.own.kind == "definitive" and find_ending(text, 0, len(text), find_names(text), contract.own.made) is not None
    )
    if base is None and ending and drafts[0].force is not Force.NON_BINDING:
        links.append(LinkMention(contract.own.key, LinkType.SUPERSEDES, drafts[0].key))
        contract.found.bases.setdefault(contract.own.key, drafts[0].key)
    for draft in drafts:
        if draft.kind == "amendment" and draft is not contract.own and drafts[0].kind != "amendment":
            links.append(LinkMention(draft.key, LinkType.AMENDS, drafts[0].key))
        elif draft.force is Force.NON_BINDING and contract.own.force is Force.BINDING and not _ends_paper(text):
            contract.found.bases.setdefault(contract.own.key, draft.key)
            links.append(LinkMention(contract.own.key, LinkType.IMPLEMENTS, draft.key))
    return links
