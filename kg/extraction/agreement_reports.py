"""A document that tells of agreements without being one: an announcement, a press report, a filing, a letter, a joint statement."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.dates import find_dates
from kg.extraction.agreement_dates import meets, relative_bounds
from kg.extraction.agreement_drafts import Draft, clean_title, fill, same_parties
from kg.extraction.agreement_events import Event, find_event, find_future
from kg.extraction.agreement_names import AgreementName, find_names, lexicon_pattern, listed, verb_pattern
from kg.extraction.agreement_sites import AgreementSite, Findings, Line, read_lines
from kg.extraction.passages import Passage
from kg.records import Basis, BlockRole, DateBounds, Document, Force, LinkMention, LinkType, Stance

if TYPE_CHECKING:
    from kg.extraction.parties import PartyHit, PartyIndex

__all__ = ["read_report"]

_LISTED = frozenset({BlockRole.LISTING_TITLE, BlockRole.LISTING_TEXT})
_HEADS = frozenset({BlockRole.TITLE, BlockRole.HEADING})
_MAKERS = frozenset({"organisation", "government", "group", "person"})


def read_report(document: Document, parties: PartyIndex) -> Findings:
    """Return the agreements that a document announces, reports or names, and which passage speaks of which."""
    reader = _Reader(document, parties)
    lines = list(read_lines(document, parties))
    main = [line for line in lines if line.block.role not in _LISTED]
    reader.read_main(main)
    reader.read_listing([line for line in lines if line.block.role in _LISTED])
    return reader.found


_JOINT = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:,|and|&|or|with|plus|as\s+well\s+as|–|-|/|the|its|subsidiary|parent)?(?:[\s,]+(?:and|the|with|its))*\s*")


def _joined(text: str, hits: list[PartyHit], number: int) -> bool:
    """Whether nothing but "and" and the like stands between the first of some parties and one of them."""
    return all(_JOINT.fullmatch(text[a.end : b.start]) for a, b in zip(hits[:number], hits[1 : number + 1], strict=False))


class _Reader:
    """Reads the sentences of one document in order; keeps which agreement is spoken of."""

    def __init__(self, document: Document, parties: PartyIndex) -> None:
        self.document, self.parties = document, parties
        self.found = Findings()
        self.own: Draft | None = None
        self.makers = tuple(p.key for p in parties.mentions if p.kind in _MAKERS)
        self.circle: set[str] = set()  # who is named where the main agreement is announced
        self.tied = False  # the main agreement is said to change or follow an earlier one
        self.told: tuple[str, ...] = ()  # what the paragraph speaks of, where that is not the main agreement

    # -------------------------------------------------------------- the main text
    def read_main(self, lines: list[Line]) -> None:
        """Find the agreement that the document is about, then go through its sentences."""
        events = [(line, self._event(line)) for line in lines]
        self._find_own(events)
        if self.own is None:
            self._find_subject(lines)
        for line, event in events:
            if line.first:
                self.told = ()
            self._read_line(line, event)

    def _event(self, line: Line) -> Event | None:
        names = find_names(line.passage.text[: line.end])
        names = [n for n in names if n.start >= line.start and not self._for_users(line, n)]
        return find_event(line.passage.text, line.start, line.end, names, self.document.published)

    def _for_users(self, line: Line, name: AgreementName) -> bool:
        words = re.findall(r"[\w-]+", line.passage.text[max(0, name.start - 2) : name.end].lower())
        return bool(listed("consumer") & set(words))

    def _parties_of(self, line: Line, event: Event | None = None) -> tuple[str, ...]:
        """The parties of an act: those named up to where the name of the agreement ends, else all that the sentence names."""
        known = set(self.makers)
        text = line.passage.text
        stop = line.end
        if event is not None:
            at = event.base.tail if event.base else event.end
            after = lexicon_pattern("after").search(text, max(at, event.start + 1), line.end)
            stop = after.start() if after else line.end
        near = tuple(dict.fromkeys(k for h in line.hits if h.start < stop for k in h.keys if k in known))
        every = tuple(dict.fromkeys(k for h in line.hits for k in h.keys if k in known))
        return near if len(near) >= 2 else every

    def _makers_of(self, line: Line, event: Event) -> tuple[str, ...]:
        keys = self._parties_of(line, event)
        if len(keys) < 2 and self.parties.publisher and self.parties.publisher not in keys:
            keys = (*keys, self.parties.publisher)
        if len(keys) < 2 and self.own is not None and (not keys or keys[0] in self.own.parties):
            keys = self.own.parties
        if len(keys) < 2 and len(self.makers) in {2, 3}:
            keys = self.makers
        return keys

    def _find_own(self, events: list[tuple[Line, Event | None]]) -> None:
        """The agreement of the document: the first that it says is made, unless that lies in the past or is one more."""
        seen_other = False
        for number, (line, event) in enumerate(events):
            if event is None:
                seen_other = seen_other or (number > 3 and self._speaks_of_joint(line))
                continue
            makers = self._makers_of(line, event)
            if event.when == "past" or len(makers) < 2 or (event.again and seen_other):
                continue
            firm = event.name is not None or event.verb in {"agree", "extend", "amend"}
            if self.own is None or (self._is_own(makers, event) and firm):
                self.circle |= {k for h in line.hits for k in h.keys}
                self.tied = self.tied or event.link is not None
            if self.own is None:
                self.own = self._add("own", makers, event, line)
            elif self._is_own(makers, event) and firm:
                self._enrich(event, makers, line)
        self._declaration(events)
        if self.own is not None:
            self.own.own = True
            self.found.own, self.found.subject = self.own.key, (self.own.key,)

    def _speaks_of_joint(self, line: Line) -> bool:
        """Whether a sentence speaks of something that the parties have together already: "our joint venture with X"."""
        names = find_names(line.text)
        return any(n.determiner in {"our", "its", "their", "the"} and not n.qualities for n in names) and len(self._parties_of(line)) >= 2

    def _is_own(self, makers: tuple[str, ...], event: Event) -> bool:
        own = self.own
        if own is None or event.again or not same_parties(makers, own.parties):
            return False
        if event.made and own.made and not meets(event.made, own.made):
            return False
        return not (event.kind == "memorandum" and own.force is Force.BINDING and own.noun)

    def _add(self, stem: str, makers: tuple[str, ...], event: Event, line: Line) -> Draft:
        draft = self.found.ledger.add(stem, makers, event.kind, event.force, *self._made(event))
        self._tie(draft, event, line)
        return draft

    def _made(self, event: Event) -> tuple[DateBounds, str]:
        published = self.document.published
        if event.made:
            return event.made, f'the document says "{event.basis}"' if event.basis else "the document says so"
        if event.when == "now" and published:
            return published, "announced on the day of publication"
        return DateBounds(None, published.latest), "not later than the document" if published.latest else ""

    def _enrich(self, event: Event, makers: tuple[str, ...], line: Line) -> None:
        """Add to the main agreement what a further sentence says of it."""
        own = self.own
        if own is None:
            return
        own.parties = tuple(dict.fromkeys([*own.parties, *makers]))
        changing = {"amendment", "extension", "restatement", "memorandum"}
        if event.name is not None and not own.noun and not (own.kind in changing and event.kind not in changing):
            own.kind, own.force = event.kind, event.force
        made, basis = self._made(event)
        if event.made or event.when == "now":
            fill(own, None, made, basis)
        self._tie(own, event, line)

    def _tie(self, draft: Draft, event: Event, line: Line) -> None:
        if event.name is not None:
            fill(draft, event.name, DateBounds(), "")
            draft.title = clean_title(draft.title)
            draft.spans.append(line.raw(event.name.start, event.name.end))

    def _declaration(self, events: list[tuple[Line, Event | None]]) -> None:
        """A joint statement that makes nothing new is a declaration of those who sign it."""
        if self.own is not None and self.own.kind != "partnership":
            return
        title = Passage.of(self.document.title)
        named = [(title.text, tuple(k for h in self.parties.hits(title) for k in h.keys), ())] if title.text else []
        heads = [line for line, _ in events[:4] if line.block.role is not BlockRole.LIST_ITEM]
        for text, keys, spans in [*named, *((line.text, self._parties_of(line), (line.raw(),)) for line in heads)]:
            name = next((n for n in find_names(text) if n.kind == "declaration"), None)
            makers = tuple(dict.fromkeys(k for k in keys if k in self.makers))
            if name is None or len(makers) < 2:
                continue
            if self.own is None:
                self.own = self.found.ledger.add("own", makers, name.kind, name.force)
            self.own.kind, self.own.force, self.own.noun = name.kind, name.force, name.noun
            self.own.made, self.own.basis = self.document.published, "published on that day" if self.document.published else ""
            self.own.spans.extend(spans)
            return

    # -------------------------------------------------------------- documents that announce nothing
    def _find_subject(self, lines: list[Line]) -> None:
        """The agreement that a document without an act of making speaks of: one that it names, else the deal behind its promises."""
        named = [(line, name, self._named_parties(line, name)) for line in lines for name in self._definite(line)]
        firm = [x for x in named if len(x[2]) >= 2 and (x[1].dates or x[1].title)] or [x for x in named if len(x[2]) >= 2]
        if firm:
            line, name, makers = firm[0]
            draft = self._other(name, makers, line)
            self.found.subject = (draft.key,)
            return
        promise = next((line for line in lines if self._promises(line)), None)
        if promise is not None and len(self.makers) >= 2:
            published = self.document.published
            made = DateBounds(None, published.latest)
            self.own = self.found.ledger.add("own", self._parties_of(promise), "partnership", Force.UNKNOWN, made, "not later than the document")
            self.own.own = True
            self.own.spans.append(promise.raw())
            self.found.own, self.found.subject = self.own.key, (self.own.key,)

    def _definite(self, line: Line) -> list[AgreementName]:
        """Names in a sentence that take an agreement as known."""
        names = find_names(line.text)
        shifted = [replace(n, start=n.start + line.start, end=n.end + line.start, tail=n.tail + line.start) for n in names]
        return [n for n in shifted if self._is_definite(n) and not self._for_users(line, n)]

    def _is_definite(self, name: AgreementName) -> bool:
        known = name.determiner in {"the", "our", "its", "their", "that certain", "this"} or bool(name.dates)
        return known and (name.firm or bool(name.dates) or name.noun in {"partnership", "joint venture", "collaboration", "alliance"}) and name.kind != "declaration"

    def _named_parties(self, line: Line, name: AgreementName) -> tuple[str, ...]:
        """The parties of an agreement that a sentence names: those beside the name, those of the sentence, else those of the document."""
        tied = self._tied(line, name)
        if len(tied) >= 2:
            return tied
        keys = self._parties_of(line)
        if len(keys) >= 2:
            return keys
        if self.parties.publisher and keys and self.parties.publisher not in keys:
            return (*keys, self.parties.publisher)
        return self.makers if len(self.makers) in {2, 3} else keys

    def _tied(self, line: Line, name: AgreementName) -> tuple[str, ...]:
        """The parties that belong to a name by grammar: "between X and Y", "X's contract with Y", "the X–Y partnership"."""
        text, known = line.passage.text, set(self.makers)
        after = [h for h in line.hits if name.end <= h.start <= name.end + 160]
        lead = text[name.end : after[0].start] if after else ""
        keys: list[str] = []
        if after and re.fullmatch(r"\s*(?:\([^)]*\)\s*)?(?:\w+\s+){0,4}?(?:between|among|with|by\s+and\s+between|of|that)\s+(?:the\s+)?", lead):
            stop = lexicon_pattern("after").search(text, after[0].end, line.end)
            limit = stop.start() if stop else line.end
            chain = [h for i, h in enumerate(after) if h.start < limit and _joined(text, after, i)]
            keys += [k for h in chain for k in h.keys]
        keys += [k for h in line.hits if name.start - 4 <= h.start < name.end or (h.possessive and 0 <= name.start - h.end < 30) for k in h.keys]
        return tuple(dict.fromkeys(k for k in keys if k in known))

    def _promises(self, line: Line) -> bool:
        """Whether a sentence tells of something that one party gives or promises another."""
        if line.block.role in _HEADS or len(self._parties_of(line)) < 2:
            return False
        text = line.text
        modal = r"\b(?:will|would|shall|has\s+promised\s+to|promised\s+to|has\s+pledged\s+to|pledged\s+to|is\s+to|are\s+to|committed\s+to|agreed\s+to|undert(?:ook|akes?)\s+to)\s+(?:\w+\s+){0,2}?$"
        return any(re.search(modal, text[: m.start()], re.IGNORECASE) for m in verb_pattern("commit").finditer(text))

    # -------------------------------------------------------------- sentence by sentence
    def _read_line(self, line: Line, event: Event | None) -> None:
        if event is not None and self._read_event(line, event):
            return
        names = self._definite(line)
        if self._read_future(line) or self._read_status(line):
            return
        if self._read_standing(line, names) or self._read_named(line, names) or self._read_others(line):
            return
        if self.told:
            self._speak(line, self.told)
        else:
            self._read_before(line, names)

    def _speak(self, line: Line, about: tuple[str, ...]) -> None:
        self.found.stretches.append((*line.raw(), about))

    def _site(self, line: Line, about: tuple[str, ...], stance: Stance, basis: Basis, link: LinkMention | None, kind: str) -> None:  # noqa: PLR0913 one more than usual: a record
        if line.block.role in _HEADS:
            return
        self.found.sites.append(AgreementSite(*line.raw(), about, stance, basis, link, kind))

    def _read_event(self, line: Line, event: Event) -> bool:
        makers = self._makers_of(line, event)
        if len(makers) < 2:
            return False
        loose = event.name is None and event.verb in {"partner", "invest"} and self.own is not None and same_parties(makers, self.own.parties)
        if self.own is not None and event.when != "past" and (loose or self._is_own(makers, event)):
            draft = self.own
        else:
            draft = self._another(line, event, makers)
            self.told = (draft.key,) if line.block.role not in _HEADS else ()
        links, bases = self._links(draft, event, line)
        about = tuple(dict.fromkeys([draft.key, *bases]))
        stance = Stance.CHANGES if links and links[0].type is not LinkType.IMPLEMENTS else Stance.AFFIRMS
        if event.name is not None or event.verb in {"agree", "amend", "extend"}:
            for link in links or [None]:
                basis = Basis.EXPLICIT if link is None or link.earlier else Basis.INFERRED
                self._site(line, about, stance, basis, link, "links" if link else "announces")
        if draft is not self.own:
            self._speak(line, (draft.key,))
        return True

    def _another(self, line: Line, event: Event, makers: tuple[str, ...]) -> Draft:
        """The agreement that an act of making beside the main one makes; one of an earlier day may have been met already."""
        if event.made:
            for draft in self.found.ledger.drafts:
                dated = draft.made.earliest is not None or (event.name is not None and draft.noun == event.name.noun)
                if draft is not self.own and same_parties(makers, draft.parties) and dated and meets(draft.made, event.made):
                    return draft
        return self._add({"memorandum": "memorandum"}.get(event.kind, "other"), makers, event, line)

    def _links(self, draft: Draft, event: Event, line: Line) -> tuple[list[LinkMention], list[str]]:
        """What an act of making does to earlier agreements, and which earlier ones its sentence speaks of."""
        if event.link is None:
            return [], []
        base = event.base
        if base is None or not (base.dates or base.title) or (base.kind == "partnership" and not base.title):
            dated = [self._other(base, draft.parties, line).key] if base is not None and base.dates else []
            return [LinkMention(draft.key, event.link, "")], [*dated, self.found.base_of(draft).key]
        earlier = self._other(base, draft.parties, line)
        self.found.bases.setdefault(draft.key, earlier.key)
        kind = LinkType.IMPLEMENTS if earlier.force is Force.NON_BINDING and draft.force is Force.BINDING else event.link
        return [LinkMention(draft.key, kind, earlier.key)], [earlier.key]

    def _other(self, name: AgreementName, makers: tuple[str, ...], line: Line) -> Draft:
        """The agreement that a name means which is not the one of the document."""
        made, words = name.made, ""
        if not made:
            made, words = relative_bounds(line.passage.text[name.end : min(line.end, name.end + 50)], self.document.published)
        draft = self.found.ledger.find(name, makers, made)
        if draft is None or draft is self.own:
            stem = {"memorandum": "memorandum", "amendment": "amendment"}.get(name.kind, "other")
            draft = self.found.ledger.add(stem, makers, name.kind, name.force, made)
        fill(draft, name, made, f'the document says "{words}"' if words else "the document says so")
        draft.title = clean_title(draft.title)
        draft.spans.append(line.raw(name.start, name.end))
        if not draft.made.latest and self.document.published.latest:
            draft.made = DateBounds(draft.made.earliest, self.document.published.latest)
            draft.basis = draft.basis or "earlier than this document"
        return draft

    # -------------------------------------------------------------- sentences that speak of another agreement
    def _read_future(self, line: Line) -> bool:
        """A paper that looks forward to a binding agreement: that one will carry it out."""
        if self.own is None or self.own.force is not Force.NON_BINDING:
            return False
        text = line.passage.text
        names = [n for n in find_names(text[: line.end]) if n.start >= line.start]
        if find_future(text, line.start, line.end, names) is None:
            return False
        link = LinkMention("", LinkType.IMPLEMENTS, self.own.key)
        self._site(line, (self.own.key,), Stance.AFFIRMS, Basis.INFERRED, link, "links")
        return True

    def _read_status(self, line: Line) -> bool:
        """A sentence that says that the paper does not bind."""
        if self.own is None or not lexicon_pattern("not-bound").search(line.text) or not (find_names(line.text) or re.match(r"It\b", line.text)):
            return False
        self._site(line, (self.own.key,), Stance.AFFIRMS, Basis.EXPLICIT, None, "describes")
        return True

    def _read_standing(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence that says that an earlier agreement stands as it is."""
        text = line.text
        stands = lexicon_pattern("no-change").search(text) or lexicon_pattern("intact").search(text)
        if self.own is None or not stands:
            return False
        base = self._announced(line) or next((d for n in names if (n.dates or n.title) and (d := self._known(n))), None)
        if self.own.kind == "declaration":
            named = base is not None
            base = base or self.found.base_of(self.own)
            self.found.bases[self.own.key] = base.key
            link = LinkMention(self.own.key, LinkType.REAFFIRMS, "" if base.implied else base.key)
            if named or not any(s.link for s in self.found.sites):
                self._site(line, (self.own.key, base.key), Stance.REAFFIRMS, Basis.EXPLICIT, link, "links")
            self._speak(line, (self.own.key, base.key))
            return True
        if not self.tied:
            return False
        base = base or self.found.base_of(self.own)
        if line.first and lexicon_pattern("no-change").search(text) is None and re.match(r"nothing changes", text, re.IGNORECASE):
            self.told = (base.key,)
        self._site(line, (self.own.key, base.key), Stance.REAFFIRMS, Basis.EXPLICIT, None, "describes")
        self._speak(line, (base.key, self.own.key))
        return True

    def _known(self, name: AgreementName) -> Draft | None:
        for draft in self.found.ledger.drafts:
            if draft is not self.own and name.title and (name.title in draft.aliases or name.title == draft.title):
                return draft
        return None

    def _announced(self, line: Line) -> Draft | None:
        """The agreement behind a dated announcement: "as shared in our joint blog in October 2011"."""
        text = line.passage.text
        matches = lexicon_pattern("shared").finditer(text, line.start, line.end)
        dates = find_dates(text[: line.end])
        match, date = next(((m, d) for m in matches for d in dates if 0 <= d.start - m.end() <= 12), (None, None))
        if match is None or date is None or self.own is None:
            return None
        made, title = date.bounds, ""
        raw = line.raw()
        address = re.search(r"\]\(\s*<?(?:https?://)?[^()\s]*?/(\d{4}/\d{2}/\d{2})/([\w-]+)", self.document.text[raw[0] : raw[1] + 300])
        if address:
            day = next((d.bounds for d in find_dates(address.group(1))), made)
            made, title = (day if meets(day, made) else made), address.group(2).replace("-", " ")
        draft = next((d for d in self.found.ledger.drafts if d is not self.own and d.made == made), None)
        if draft is None:
            draft = self.found.ledger.add("other", self.own.parties, "definitive", Force.BINDING, made, "day on which it was announced")
            draft.title = title
        draft.spans.append(line.raw(match.start(), date.end))
        return draft

    def _read_named(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence that names an agreement by date, title or parties."""
        for name in names:
            tied = self._tied(line, name)
            subject = self.own.parties if self.own else (self.found.ledger.by_key(self.found.subject[0]).parties if self.found.subject else ())  # type: ignore[union-attr]
            if len(tied) >= 2 and subject and not same_parties(tied, subject):
                self._speak_of_others(line, self._other(name, tied, line))
                return True
            if not name.dates or (self.own is not None and self.own.made and meets(name.made, self.own.made) and name.kind == self.own.kind):
                continue
            makers = self._named_parties(line, name)
            if len(makers) < 2:
                continue
            drafts = [self._other(replace(name, dates=(bounds,)), makers, line) for bounds in name.dates]
            self._tie_dated(line, name, drafts)
            return True
        return False

    def _speak_of_others(self, line: Line, draft: Draft) -> None:
        inside = all(k in draft.parties for h in line.hits for k in h.keys)
        main = tuple(dict.fromkeys([*self.found.subject, *([self.found.bases[self.own.key]] if self.own and self.own.key in self.found.bases else [])]))
        self._speak(line, (draft.key,) if inside or not main else (*main, draft.key))

    def _tie_dated(self, line: Line, name: AgreementName, drafts: list[Draft]) -> None:
        """The links and the site of a sentence that names earlier agreements by their dates."""
        keys = tuple(d.key for d in drafts)
        if self.own is None:
            self._speak(line, keys)
            return
        lead = line.passage.text[max(line.start, name.start - 40) : name.start]
        own = self.own
        follows = verb_pattern("follow").search(lead) or verb_pattern("extend").search(lead)
        if follows and re.match(r"\s*(?:this|the)\b", line.text, re.IGNORECASE):
            for draft in drafts:
                kind = LinkType.IMPLEMENTS if draft.force is Force.NON_BINDING else LinkType.EXTENDS
                self._site(line, (own.key, *keys), Stance.AFFIRMS, Basis.INFERRED, LinkMention(own.key, kind, draft.key), "links")
            self.found.bases.setdefault(own.key, drafts[-1].key)
            self._speak(line, (own.key, *keys))
            return
        self._speak(line, (*keys, own.key) if len(line.hits) and self._mentions_now(line) else keys)

    def _mentions_now(self, line: Line) -> bool:
        return bool(re.search(r"\b(?:new|now|today|this)\b", line.text, re.IGNORECASE))

    def _read_others(self, line: Line) -> bool:
        """A sentence that tells of dealings of the main party with somebody else."""
        if self.own is None or line.block.role in _HEADS:
            return False
        keys = self._parties_of(line)
        named = {k for h in line.hits if h.how != "pronoun" for k in h.keys}
        if len(keys) < 2 or len(set(keys) & set(self.own.parties)) >= 2 or not named - set(self.own.parties) - self.circle:
            return False
        text = line.text
        carried = lexicon_pattern("carry-on").search(text)
        if not carried and not self._promises(line):
            return False
        made, words = relative_bounds(text, self.document.published)
        made = made or DateBounds(None, self.document.published.latest)
        draft = next((d for d in self.found.ledger.drafts if d is not self.own and same_parties(d.parties, keys)), None)
        if draft is None:
            draft = self.found.ledger.add("relation", keys, "partnership", Force.UNKNOWN, made, f'the document says "{words}"' if words else "earlier than this document")
            draft.implied = True
        draft.spans.append(line.raw())
        self._speak(line, (draft.key,))
        return True

    def _read_before(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence on what held before the agreement of the document, or goes on from before."""
        if self.own is None or line.block.role in _HEADS or self.own.kind == "declaration":
            return self._of_declaration(line)
        text = line.text
        earlier = any("earlier" in n.qualities and n.firm for n in names)
        if earlier and lexicon_pattern("contrast").search(text):
            self._speak(line, (self.own.key, self.found.base_of(self.own).key))
            return True
        before = lexicon_pattern("before").search(text)
        if earlier or before:
            self._speak(line, (self.found.base_of(self.own).key, self.own.key))
            return True
        if self.tied and lexicon_pattern("carry-on").search(text):
            self._speak(line, (self.own.key, self.found.base_of(self.own).key))
            return True
        return False

    def _of_declaration(self, line: Line) -> bool:
        """Every sentence of a joint statement speaks of what it reaffirms, too."""
        if self.own is None or self.own.kind != "declaration" or line.block.role is BlockRole.TITLE:
            return False
        self._speak(line, (self.own.key, self.found.base_of(self.own).key))
        return True

    # -------------------------------------------------------------- listings
    def read_listing(self, lines: list[Line]) -> None:
        """Read each listed article as somebody's report of another document."""
        groups: dict[int, list[Line]] = {}
        for line in lines:
            groups.setdefault(line.block.group, []).append(line)
        for group in sorted(groups):
            self._read_item(groups[group])

    def _read_item(self, lines: list[Line]) -> None:
        keys = tuple(dict.fromkeys(k for line in lines for k in self._parties_of(line)))
        texts = [line for line in lines if line.block.role is BlockRole.LISTING_TEXT] or lines
        events = [(line, e) for line in [*texts, *lines] for e in [find_event(line.passage.text, line.start, line.end, [n for n in find_names(line.passage.text) if line.start <= n.start < line.end], DateBounds())] if e]
        if len(keys) < 2 or not (events or any(self._promises(line) for line in lines)):
            return
        line, event = events[0] if events else (lines[0], None)
        makers = self._parties_of(line, event) if event else keys
        makers = makers if len(makers) >= 2 else keys
        draft = self.found.ledger.add("listed", makers, event.kind if event else "partnership", event.force if event else Force.UNKNOWN)
        title = next((x.text for x in lines if x.block.role is BlockRole.LISTING_TITLE), "")
        draft.title, draft.basis = clean_title(title), "no date is given"
        draft.spans.append(line.raw())
        about = (draft.key,)
        if draft.kind == "declaration" and any(lexicon_pattern("no-change").search(x.text) or verb_pattern("reaffirm").search(x.text) for x in texts):
            base = self.found.base_of(draft)
            about = (draft.key, base.key)
            self.found.sites.append(AgreementSite(*line.raw(), about, Stance.REAFFIRMS, Basis.INFERRED, LinkMention(draft.key, LinkType.REAFFIRMS, ""), "links"))
        elif event and event.link is LinkType.SUPERSEDES:
            self.found.sites.append(AgreementSite(*line.raw(), about, Stance.CHANGES, Basis.INFERRED, LinkMention(draft.key, event.link, ""), "links"))
        for x in lines:
            self.found.stretches.append((*x.raw(), about))
