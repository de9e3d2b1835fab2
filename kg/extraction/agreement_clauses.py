"""The clauses of a contract that are about agreements: what it does to an earlier one, what stands, and that it does not bind."""

from __future__ import annotations

import re

from kg.extraction.agreement_contract import LONGEST, Contract
from kg.extraction.agreement_drafts import Draft
from kg.extraction.agreement_effects import the_one
from kg.extraction.agreement_endings import find_ending
from kg.extraction.agreement_names import AgreementName, find_names
from kg.extraction.agreement_sites import AgreementSite
from kg.extraction.agreement_words import AMENDING, alias_pattern, lexicon_pattern, small_lexicon_pattern, verb_pattern
from kg.extraction.passages import Passage, sentences
from kg.extraction.runs import lowered
from kg.records import Basis, Force, LinkMention, LinkType, Stance

__all__ = ["read_effects", "read_title"]


def read_effects(contract: Contract) -> None:
    """Find the clauses on what the contract does to an earlier one, or on its force; look only where cue words stand."""
    text = contract.document.text
    others = any(d is not contract.own for d in contract.found.ledger.drafts)
    cue = small_lexicon_pattern("effect-cue" if others or contract.own.kind != "definitive" else "effect-dated")
    done = -1
    for match in cue.finditer(lowered(text)):
        if match.start() < done:
            continue
        start, end = contract.around(match.start())
        done = end
        passage = Passage.of(text, start, end)
        lower = lowered(passage.text)
        for first, last in sentences(passage.text):
            if small_lexicon_pattern("effect-cue").search(lower, first, last) and last - first <= LONGEST:
                _read_effect(contract, passage, first, last)


def _read_effect(contract: Contract, passage: Passage, start: int, end: int) -> None:
    text = passage.text[start:end]
    raw = passage.raw_span(start, end)
    here = [s for s in contract.found.sites if s.start <= raw[0] < s.end]
    if any(s.link is not None for s in here):
        return
    if not here and contract.own.force is Force.NON_BINDING and lexicon_pattern("not-bound").search(text):
        contract.found.sites.append(AgreementSite(*raw, (contract.own.key,), Stance.AFFIRMS, Basis.EXPLICIT, None, "describes"))
        return
    before = [*contract.found.ledger.drafts]
    base = _meant(contract, text, contract.signers(passage, start, end))
    if base is None:
        return
    if contract.own.kind in AMENDING and lexicon_pattern("intact").search(text):
        if not here:
            contract.write(raw, (contract.own.key, base.key), Stance.REAFFIRMS, None, "describes")
        return
    link = _effect(contract, text, base)
    if link:
        contract.found.sites = [s for s in contract.found.sites if s not in here]  # a recital that only described it
        contract.found.bases.setdefault(contract.own.key, base.key)
        contract.write(raw, (contract.own.key, base.key), Stance.CHANGES, LinkMention(contract.own.key, link, base.key), "links")
    elif base not in before and not base.title:
        contract.found.ledger.drop(base)  # "the hours of that of 3 May" name no agreement


_THE_ONE = re.compile(r"\b(?:of|replaces|supersedes) (?:the one|that) (?:[^.;:]{0,80}? )?(?:of|on|from|in|dated) (?=\d|[A-Z])")


def _meant(contract: Contract, text: str, makers: tuple[str, ...]) -> Draft | None:
    """The earlier agreement that a clause of effect speaks of: by its defined name, by its date, or as the one just named."""
    aliases = {a: d for d in contract.found.ledger.drafts if d is not contract.own for a in d.aliases}
    if aliases:
        match = next((m for m in alias_pattern(list(aliases)).finditer(text) if (m["det"] or "the").lower() != "this"), None)
        if match:
            return next(d for a, d in aliases.items() if a.lower() == re.sub(r"\s+", " ", match["name"]).lower())
    for name in find_names(text):
        if name.dates and name.firm and name.determiner != "this":
            return contract.draft(name, contract.own.parties)
        titled = [
            d for d in contract.found.ledger.drafts if d is not contract.own and d.title and d.title.lower() == name.title.lower()
        ]
        if titled and name.determiner == "the":
            return titled[-1]
    one = _THE_ONE.search(text)
    if one is not None and (meant := the_one(text, one.end(), len(text))) is not None:
        return contract.draft(meant, makers)
    return _meant_by_place(contract, text)


def _meant_by_place(contract: Contract, text: str) -> Draft | None:
    """The earlier agreement that a clause of effect speaks of without any name for it."""
    if re.search(r"\b(?:its|their|the)\s+place\b|\bthere(?:in)?\b|\bthat\s+letter\b", text) and contract.last is not None:
        return contract.last
    if lexicon_pattern("departs-from").search(text):
        return contract.base or _only_known(contract)
    other = lexicon_pattern("rest-of-it").search(text)
    return contract.base if other else None


def _only_known(contract: Contract) -> Draft | None:
    """The one dated contract that the head of a paper names beside the paper itself."""
    known = [n for n in contract.head.names if n.dates and n.firm and n.kind == "definitive" and n.determiner == "the"]
    days = {name.made for name in known}
    return contract.draft(known[0], contract.own.parties) if len(days) == 1 else None


def _effect(contract: Contract, text: str, base: Draft) -> LinkType | None:
    """What a clause says that this contract does to the earlier one."""
    contracts = contract.own.kind == "definitive" and base.force is Force.BINDING
    if contracts and (lexicon_pattern("is-varied").search(text) or lexicon_pattern("departs-from").search(text)):
        return LinkType.AMENDS
    ended = contracts and find_ending(text, 0, len(text), find_names(text), contract.own.made) is not None
    if ended or (lexicon_pattern("ending-title").search(contract.own.title) and lexicon_pattern("ended").search(text)):
        return LinkType.SUPERSEDES if base.force is Force.BINDING else LinkType.IMPLEMENTS
    if contracts and lexicon_pattern("part-changed").search(text) and not re.search(r"\bsupersedes\b", text):
        return LinkType.AMENDS
    subject = _OF_ITSELF.search(text)
    if subject is None and contract.own.kind not in AMENDING:
        return None
    for verb, link in (("replace", LinkType.SUPERSEDES), ("implement", LinkType.IMPLEMENTS), ("extend", LinkType.EXTENDS)):
        match = verb_pattern(verb).search(text)
        if match is None or (verb == "extend" and contract.own.kind not in {"extension", "definitive"}):
            continue
        if verb == "replace" and (_WORDS_REPLACED.search(text) or (subject is None and contract.own.kind == "amendment")):
            continue  # in a change "in place of 5 per cent" replaces no more than a figure
        weaker = base.force is Force.NON_BINDING and contract.own.force is Force.BINDING and verb_pattern("implement").search(text)
        return LinkType.IMPLEMENTS if weaker else link
    return None


_OF_ITSELF = re.compile(  # words of a contract for itself
    r"\b(?:this|the\s+present|these)\s+(?:[\w.&'-]+\s+){0,6}?\w+\b|\bhereby\b|\bhereof\b|\bherein\b|\A\W*It\s", re.IGNORECASE
)
_WORDS_REPLACED = re.compile(r"\breplac(?:ed|ing)\s+(?:by|with)\b|\bsubstitut", re.IGNORECASE)


def read_title(contract: Contract) -> None:
    """Let the title, or the words that open the contract, carry the link where no recital and no clause does."""
    if contract.base is None or contract.head.base is None or contract.head.link is None:
        _read_unnamed(contract)
        return
    titled = bool(contract.head.base.dates) and contract.head.base.start - contract.head.own.end < 160
    if not titled and any(
        s.link and (s.link.later, s.link.earlier) == (contract.own.key, contract.base.key) for s in contract.found.sites
    ):
        return
    raw = _told_span(contract) or _title_span(contract, contract.head.base)
    contract.write(
        raw,
        (contract.own.key, contract.base.key),
        Stance.CHANGES,
        LinkMention(contract.own.key, contract.head.link, contract.base.key),
        "links",
    )


def _told_span(contract: Contract) -> tuple[int, int] | None:
    """The sentence of an amendment that says of the whole paper that it amends its base: "This letter varies the contract"."""
    head, document = contract.head.passage, contract.document
    if contract.own.kind != "amendment" or contract.base is None or not head.text:
        return None
    names = re.compile("|".join(rf"\b{re.escape(alias)}\b" for alias in sorted(contract.base.aliases)) or r"(?!)")
    first, last = head.starts[min(contract.head.own.end, len(head.text) - 1)], head.ends[-1]
    for block in (b for b in document.blocks if b.end > first and b.start < last):
        passage = Passage.of(document.text, block.start, block.end)
        for start, end in sentences(passage.text):
            told = lexicon_pattern("says-it-amends").search(names.sub("agreement", passage.text[start:end]))
            raw = passage.raw_span(start, end)
            if told and raw[1] > first and end - start <= LONGEST:
                return None if any(s.start <= raw[0] < s.end for s in contract.found.sites) else raw
    return None


def _title_span(contract: Contract, base: AgreementName) -> tuple[int, int]:
    """The title down to the name of the base, where they stand together; else the sentence that names it."""
    head = contract.head
    if head.own.start <= base.start < head.own.end + 60:
        return head.passage.raw_span(head.own.start, base.tail)
    if head.own.start == base.tail:  # the subject line of a letter
        return head.passage.raw_span(base.start, base.tail)
    at = head.passage.starts[base.start if base.start > head.own.start else head.own.start]
    low, high = contract.around(at)
    passage = Passage.of(contract.document.text, low, high)
    for first, last in sentences(passage.text):
        span = passage.raw_span(first, last)
        if span[0] <= at < span[1] and last - first <= LONGEST:
            return span
    return head.passage.raw_span(base.start, base.tail)


def _read_unnamed(contract: Contract) -> None:
    """An amendment that does not name its base: the words that say it amends carry a link to the agreement before it."""
    if contract.own.kind not in {"amendment", "restatement", "extension"} or any(s.link for s in contract.found.sites):
        return
    name = contract.head.own
    link = name.link or LinkType.AMENDS
    raw = contract.head.passage.raw_span(name.start, name.end)
    contract.write(raw, (contract.own.key,), Stance.CHANGES, LinkMention(contract.own.key, link, ""), "links")
    contract.found.sites[-1] = AgreementSite(
        *raw, (contract.own.key,), Stance.CHANGES, Basis.INFERRED, LinkMention(contract.own.key, link, ""), "links"
    )
