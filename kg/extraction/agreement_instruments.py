"""A document that is itself a contract, a treaty, an amendment or a letter of agreement: what it is, and what it does to earlier ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.extraction.agreement_drafts import Draft, clean_title, fill
from kg.extraction.agreement_names import AgreementName, alias_pattern, find_names, lexicon_pattern, verb_pattern
from kg.extraction.agreement_sites import AgreementSite, Findings
from kg.extraction.passages import Passage, sentences
from kg.extraction.sections import Head
from kg.records import Basis, DateBounds, Document, Force, LinkMention, LinkType, Stance

if TYPE_CHECKING:
    from kg.extraction.parties import PartyIndex

__all__ = ["agreement_dates", "effective_dates", "read_instrument"]

_CUE = re.compile(
    r"[Ss]upersed|SUPERSED|[Ss]upercede|[Rr]eplac|[Tt]akes? (?:its|the) place|[Cc]arr(?:y|ies) out|in (?:lieu|substitution|place) (?:of|for)|[Rr]estate|[Pp]rolong|[Ee]xtend"
    r"|terminat|\bends?\b|full\s+force|in\s+force|in\s+effect|unchanged|unaltered|unaffected|unmodified|bind|no\s+legal|ratified"
)
_DATED_CUE = re.compile(r"(?:[Ss]upersede|[Rr]eplace|[Rr]estate|[Ee]xtend|[Pp]rolong)s?\b[^.;]{0,160}?\b(?:19|20)\d\d\b|[Cc]arries\s+out|[Tt]akes\s+(?:its|the)\s+place")
_STOP = re.compile(r"[.;]\s+(?=[A-Z(\"“\d])|\n\s*\n")

_LONGEST = 900  # code points of a sentence that is quoted whole


def read_instrument(document: Document, parties: PartyIndex, head: Head) -> Findings | None:
    """Return the agreement that a document is, the earlier ones that it names, and the passages that tie them together.

    Nothing where fewer than two parties are known.
    """
    makers = _makers(parties, head)
    if len(makers) < 2:
        return None
    found = Findings(instrument=True)
    name = head.own
    kind = {LinkType.EXTENDS: "extension", LinkType.AMENDS: "amendment"}.get(head.link, name.kind) if head.link and name.kind == "definitive" else name.kind
    own = found.ledger.add("own", makers, kind, name.force, head.made, _basis(head))
    own.own, own.number, own.noun = True, name.number, name.noun
    own.title = clean_title(name.title or head.passage.text[name.start : name.end])
    own.aliases |= set(name.defined)
    own.spans.append(head.passage.raw_span(name.start, name.end))
    found.own, found.subject = own.key, (own.key,)
    _Reader(document, parties, head, found, own).read()
    return found


def _basis(head: Head) -> str:
    if head.date is None:
        return ("latest date of the signatures" if head.signed else "date line of the letter") if head.made else ""
    start = max(0, head.date.start - 24)
    return "the document says: " + head.passage.text[start : head.date.end].strip()


def _makers(parties: PartyIndex, head: Head) -> tuple[str, ...]:
    """The parties of the contract: those named between its title and its recitals, those with a defined role before others."""
    text, (start, end) = head.passage.text, head.opening
    between = re.compile(r"\b(?:between|among|amongst|parties|by\s+and\s+between)\b", re.IGNORECASE).search(text, head.own.end, end)
    keys: dict[str, None] = {}
    for first in ([between.end()] if between else []) + [0]:
        window = head.passage.part(first, max(end, head.own.end))
        keys = dict.fromkeys(k for h in parties.hits(window) if h.how in {"name", "role"} and len(h.keys) <= 2 for k in h.keys)
        if len(keys) >= 2:
            break
    known = {p.key: p for p in parties.mentions}
    kept = [k for k in keys if k in known and not known[k].parent] or list(keys)
    if len(kept) < 2:
        kept = [p.key for p in parties.mentions if p.roles] if sum(bool(p.roles) for p in parties.mentions) >= 2 else [p.key for p in parties.mentions]
    return tuple(kept)


class _Reader:
    """Reads the recitals and the clauses of effect of one contract."""

    def __init__(self, document: Document, parties: PartyIndex, head: Head, found: Findings, own: Draft) -> None:
        self.document, self.parties, self.head, self.found, self.own = document, parties, head, found, own
        self.base: Draft | None = None
        self.last: Draft | None = None  # the earlier agreement that the sentence before named

    def read(self) -> None:
        """Read recitals first, then the clauses of effect; the title carries the link where nothing else does."""
        if self.head.base is not None and self.head.link is not None:
            self.base = self._draft(self.head.base, self.own.parties)
            self.found.bases[self.own.key] = self.base.key
        self._read_recitals()
        self._read_effects()
        self._read_title()

    # -------------------------------------------------------------- the earlier agreements
    def _draft(self, name: AgreementName, makers: tuple[str, ...], made: DateBounds | None = None) -> Draft:
        made = name.made if made is None else made
        draft = self.found.ledger.find(name, makers, made) or next((d for a in name.defined if (d := self.found.ledger.by_alias(a))), None)
        if draft is None or draft is self.own:
            stem = {"memorandum": "memorandum", "amendment": "amendment"}.get(name.kind, "base")
            draft = self.found.ledger.add(stem, makers, name.kind, name.force, made, "the document says so" if made else "")
        fill(draft, name, made, "the document says so")
        draft.title = clean_title(draft.title)
        if not draft.made.latest and self.own.made.latest:
            draft.made = DateBounds(draft.made.earliest, self.own.made.latest)
            draft.basis = draft.basis or "earlier than this document"
        return draft

    def _signers(self, passage: Passage, start: int, end: int) -> tuple[str, ...]:
        """The parties that a sentence names, if it names two of the contract's; else all of the contract."""
        part = passage.part(start, end)
        keys = tuple(dict.fromkeys(k for h in self.parties.hits(part) for k in h.keys))
        shared = tuple(k for k in keys if k in self.own.parties)
        return shared if len(shared) >= 2 else self.own.parties

    # -------------------------------------------------------------- recitals
    def _read_recitals(self) -> None:
        passage, text = self.head.passage, self.head.passage.text
        limit = self._end_of_recitals(text)
        for start, end in self._recital_spans(text):
            if end <= self.head.own.end or start > limit:
                continue
            names = find_names(text[start:end])
            dated = [n for n in names if n.determiner != "this" and n.firm and (n.dates or n.kind == "memorandum" or (self.base and set(n.defined) & self.base.aliases))]
            if dated and not self._is_heading(text, start):
                self._read_recital(passage, start, end, dated)

    def _end_of_recitals(self, text: str) -> int:
        """Where the recitals end: at the words of agreement or at the first clause."""
        start = self.head.opening[1]
        recital = re.match(r"(?:WHEREAS|RECITALS?|WITNESSETH|W I T N E S S E T H|BACKGROUND|PREAMBLE)\b", text[start : start + 30], re.IGNORECASE)
        agreed = re.compile(r"\b(?:now,?\s+therefore|agree[sd]?\s+as\s+follows|(?:therefore|hereby)\s+agree)\b", re.IGNORECASE).search(text, start)
        clause = re.compile(r"(?:^|\s)(?:1\.|(?:ARTICLE|Article|SECTION|Section)\s+(?:1|I|ONE)\b)\s+\S").search(text, start)
        ends = [m.start() for m in ([agreed, clause] if not recital or not agreed else [agreed]) if m]
        return min([*ends, start + 3500, len(text)])

    def _recital_spans(self, text: str) -> list[tuple[int, int]]:
        """The sentences of a text, cut where the layout has glued headings to them and where "WHEREAS" begins another recital."""
        cut = re.compile(r"\b(?:RECITALS?|WHEREAS|WITNESSETH|BACKGROUND|Recitals?|Background|Whereas)\b\s*[:,]?\s*(?:\(?[A-Z0-9]{1,2}[.)]\s+)?")
        spans: list[tuple[int, int]] = []
        for start, end in sentences(text):
            cuts = [m for m in cut.finditer(text, start, end)]
            bounds = [(start, cuts[0].start() if cuts else end)]
            bounds += [(m.end(), n.start() if n else end) for m, n in zip(cuts, [*cuts[1:], None], strict=False)]
            spans += [(a, b) for a, b in bounds if len(text[a:b].strip()) > 20]
        return spans

    def _is_heading(self, text: str, start: int) -> bool:
        return start <= self.head.own.end

    def _read_recital(self, passage: Passage, start: int, end: int, names: list[AgreementName]) -> None:
        text = passage.text[start:end]
        signers = self._signers(passage, start, end)
        drafts: list[Draft] = []
        for name in names:
            if (self.own.number is not None and name.number == self.own.number and name.kind == self.own.kind) or (name.determiner in {"a", "an"} and not name.dates and self.own.kind == name.kind):
                continue
            made, words = (name.made, "") if name.dates else self._told_date(text)
            draft = self._draft(name, signers, made)
            if draft is not self.own and set(signers) < set(draft.parties):
                draft.parties = signers
            draft.basis = words or draft.basis
            draft.spans.append(passage.raw_span(start + name.start, start + name.end))
            drafts.append(draft)
            drafts += self._amendments(draft, name, signers)
        if not drafts:
            return
        self.last = drafts[0]
        self._write_recital(passage, start, end, text, drafts)

    def _told_date(self, text: str) -> tuple[DateBounds, str]:
        from kg.extraction.agreement_dates import relative_bounds

        return relative_bounds(text, self.own.made if self.own.made.latest else self.document.published)

    def _amendments(self, base: Draft, name: AgreementName, signers: tuple[str, ...]) -> list[Draft]:
        """The amendments that "as amended on …" dates."""
        made: list[Draft] = []
        for bounds in name.amended_on:
            if any(d.kind == "amendment" and d.made == bounds for d in self.found.ledger.drafts) or bounds == self.own.made or base.kind == "amendment":
                continue
            draft = self.found.ledger.add("amendment", signers, "amendment", Force.BINDING, bounds, "the document says so")
            draft.noun = "amendment"
            self.found.bases[draft.key] = base.key
            made.append(draft)
        return made

    def _write_recital(self, passage: Passage, start: int, end: int, text: str, drafts: list[Draft]) -> None:
        if end - start > _LONGEST:
            return
        raw = passage.raw_span(start, end)
        about = tuple(dict.fromkeys([drafts[0].key, *(d.key for d in drafts), self.own.key]))
        links = list(self._recital_links(text, drafts))
        for link in links or [None]:
            kind = "links" if link else "describes"
            self.found.sites.append(AgreementSite(*raw, about, Stance.AFFIRMS, Basis.EXPLICIT, link, kind))
        self.found.stretches.append((*raw, about))

    def _recital_links(self, text: str, drafts: list[Draft]) -> list[LinkMention]:
        base = next((d for d in drafts if d is self.base), None)
        links: list[LinkMention] = []
        if base and self.head.link:
            links.append(LinkMention(self.own.key, self.head.link, base.key))
        if base is None and lexicon_pattern("ending-title").search(self.own.title) and lexicon_pattern("ended").search(text):
            links.append(LinkMention(self.own.key, LinkType.SUPERSEDES, drafts[0].key))
            self.found.bases.setdefault(self.own.key, drafts[0].key)
        for draft in drafts:
            if draft.kind == "amendment" and draft is not self.own and drafts[0].kind != "amendment":
                links.append(LinkMention(draft.key, LinkType.AMENDS, drafts[0].key))
            elif draft.force is Force.NON_BINDING and self.own.force is Force.BINDING and verb_pattern("implement").search(text):
                self.found.bases.setdefault(self.own.key, draft.key)
                links.append(LinkMention(self.own.key, LinkType.IMPLEMENTS, draft.key))
        return links

    # -------------------------------------------------------------- clauses of effect
    def _read_effects(self) -> None:
        """Find the clauses that say what the contract does to an earlier one, or that it does not bind; look only where cue words stand."""
        text = self.document.text
        others = any(d is not self.own for d in self.found.ledger.drafts)
        cue = _CUE if others or self.own.kind != "definitive" else _DATED_CUE
        done = -1
        for match in cue.finditer(text):
            if match.start() < done:
                continue
            start, end = self._around(match.start())
            done = end
            passage = Passage.of(text, start, end)
            for first, last in sentences(passage.text):
                if _CUE.search(passage.text, first, last) and last - first <= _LONGEST:
                    self._read_effect(passage, first, last)

    def _around(self, at: int) -> tuple[int, int]:
        """A stretch of the captured text that holds the sentence around a place: up to the ends of its block, or about a page."""
        i = bisect_right(self.document.blocks, at, key=lambda b: b.start) - 1
        block = self.document.blocks[i] if i >= 0 and self.document.blocks[i].end > at else None
        low, high = (block.start, block.end) if block else (0, len(self.document.text))
        if high - low > 2 * _LONGEST:
            text = self.document.text
            low = max(low, next((m.end() for m in reversed(list(_STOP.finditer(text, max(low, at - _LONGEST), at)))), low if at - low < _LONGEST else at))
            stop = _STOP.search(text, at, min(high, at + _LONGEST))
            high = stop.end() if stop else min(high, at + _LONGEST)
        return low, high

    def _read_effect(self, passage: Passage, start: int, end: int) -> None:
        text = passage.text[start:end]
        raw = passage.raw_span(start, end)
        if any(s.start <= raw[0] < s.end for s in self.found.sites):
            return
        if self.own.force is Force.NON_BINDING and lexicon_pattern("not-bound").search(text):
            self.found.sites.append(AgreementSite(*raw, (self.own.key,), Stance.AFFIRMS, Basis.EXPLICIT, None, "describes"))
            return
        base = self._meant(text)
        if base is None:
            return
        if self.own.kind in {"amendment", "extension"} and lexicon_pattern("intact").search(text):
            self._write(raw, (self.own.key, base.key), Stance.REAFFIRMS, None, "describes")
            return
        link = self._effect(text, base)
        if link:
            self.found.bases.setdefault(self.own.key, base.key)
            self._write(raw, (self.own.key, base.key), Stance.CHANGES, LinkMention(self.own.key, link, base.key), "links")

    def _write(self, raw: tuple[int, int], about: tuple[str, ...], stance: Stance, link: LinkMention | None, kind: str) -> None:
        self.found.sites.append(AgreementSite(*raw, about, stance, Basis.EXPLICIT, link, kind))
        self.found.stretches.append((*raw, about))

    def _meant(self, text: str) -> Draft | None:
        """The earlier agreement that a clause of effect speaks of: by its defined name, by its date, or as the one just named."""
        aliases = {a: d for d in self.found.ledger.drafts if d is not self.own for a in d.aliases}
        if aliases:
            match = next((m for m in alias_pattern(list(aliases)).finditer(text) if (m["det"] or "the").lower() != "this"), None)
            if match:
                return next(d for a, d in aliases.items() if a.lower() == re.sub(r"\s+", " ", match["name"]).lower())
        for name in find_names(text):
            if name.dates and name.firm and name.determiner != "this":
                return self._draft(name, self.own.parties)
        if re.search(r"\b(?:its|their|the)\s+place\b|\bthere(?:in)?\b|\bthat\s+letter\b", text) and self.last is not None:
            return self.last
        other = re.search(r"\b(?:all|every)\s+other\s+(?:terms|provisions|conditions|clauses|sections)|\b(?:the|such)\s+(?:original\s+)?(?:agreement|contract|lease|deed)\b", text, re.IGNORECASE)
        return self.base if other else None

    def _effect(self, text: str, base: Draft) -> LinkType | None:
        """What a clause says that this contract does to the earlier one."""
        if lexicon_pattern("ending-title").search(self.own.title) and lexicon_pattern("ended").search(text):
            return LinkType.SUPERSEDES
        subject = re.search(r"\b(?:this|the\s+present|these)\s+(?:[\w.&'-]+\s+){0,6}?\w+\b|\bhereby\b|\bhereof\b|\bherein\b", text, re.IGNORECASE)
        if subject is None and self.own.kind not in {"extension", "amendment"}:
            return None
        for verb, link in (("replace", LinkType.SUPERSEDES), ("implement", LinkType.IMPLEMENTS), ("extend", LinkType.EXTENDS)):
            match = verb_pattern(verb).search(text)
            if match is None or (verb == "extend" and self.own.kind not in {"extension", "definitive"}):
                continue
            if verb == "replace" and re.search(r"\breplac(?:ed|ing)\s+(?:by|with)\b|\bsubstitut", text, re.IGNORECASE):
                continue
            weaker = base.force is Force.NON_BINDING and self.own.force is Force.BINDING and verb_pattern("implement").search(text)
            return LinkType.IMPLEMENTS if weaker else link
        return None

    # -------------------------------------------------------------- the title
    def _read_title(self) -> None:
        """Let the title, or the words that open the contract, carry the link where no recital and no clause does."""
        if self.base is None or self.head.base is None or self.head.link is None:
            self._read_unnamed()
            return
        titled = bool(self.head.base.dates) and self.head.base.start - self.head.own.end < 160
        if not titled and any(s.link and (s.link.later, s.link.earlier) == (self.own.key, self.base.key) for s in self.found.sites):
            return
        raw = self._title_span(self.head.base)
        self._write(raw, (self.own.key, self.base.key), Stance.CHANGES, LinkMention(self.own.key, self.head.link, self.base.key), "links")

    def _title_span(self, base: AgreementName) -> tuple[int, int]:
        """The title down to the name of the base, where they stand together; else the sentence that names it."""
        head = self.head
        if base.start - head.own.end < 60:
            return head.passage.raw_span(head.own.start, base.tail)
        at = head.passage.starts[base.start]
        low, high = self._around(at)
        passage = Passage.of(self.document.text, low, high)
        for first, last in sentences(passage.text):
            span = passage.raw_span(first, last)
            if span[0] <= at < span[1] and last - first <= _LONGEST:
                return span
        return head.passage.raw_span(base.start, base.tail)

    def _read_unnamed(self) -> None:
        """An amendment that does not name its base: the words that say it amends carry a link to the agreement before it."""
        if self.own.kind not in {"amendment", "restatement", "extension"} or any(s.link for s in self.found.sites):
            return
        name = self.head.own
        link = name.link or LinkType.AMENDS
        raw = self.head.passage.raw_span(name.start, name.end)
        self._write(raw, (self.own.key,), Stance.CHANGES, LinkMention(self.own.key, link, ""), "links")
        self.found.sites[-1] = AgreementSite(*raw, (self.own.key,), Stance.CHANGES, Basis.INFERRED, LinkMention(self.own.key, link, ""), "links")


def agreement_dates(head: Head) -> list[tuple[int, int]]:
    """Return the spans, in the captured text, of the day on which the contract was made."""
    if head.date:
        return [head.passage.raw_span(head.date.start, head.date.end)]
    return [head.signed] if head.signed else []


def effective_dates(head: Head) -> list[tuple[int, int]]:
    """Return the spans, in the captured text, of the day on which the contract takes effect."""
    return [head.effective] if head.effective else []


