"""A document that tells of agreements without being one: an announcement, a press report, a filing, a letter, a joint statement.

One file: the order in which the rules on a sentence are tried is the rule.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.bounds import meets
from kg.extraction.agreement_answers import answered, asks, sections_with_others
from kg.extraction.agreement_apart import read_apart
from kg.extraction.agreement_around import effect_around
from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_drafts import Draft, fill, is_presupposed, same_parties
from kg.extraction.agreement_effects import Event, after_adjunct, find_effect, find_future, further_effect
from kg.extraction.agreement_endings import find_ending
from kg.extraction.agreement_headings import heads_section, section_subject
from kg.extraction.agreement_introduced import read_introduced
from kg.extraction.agreement_linking import followed_paper, link_to, tie_pair
from kg.extraction.agreement_listings import read_listing
from kg.extraction.agreement_names import AgreementName, find_names
from kg.extraction.agreement_others import read_aside, read_deal_of_others, read_named_parties
from kg.extraction.agreement_papers import carry_out_paper, change_known
from kg.extraction.agreement_reader import HEADS, LISTED, Reader
from kg.extraction.agreement_signing import date_by_signing
from kg.extraction.agreement_sites import Findings, Line, read_lines
from kg.extraction.agreement_standing import read_standing
from kg.extraction.agreement_subjects import find_subject
from kg.extraction.agreement_words import AMENDING, lexicon_pattern, verb_pattern
from kg.records import Basis, BlockRole, DateBounds, Document, Force, LinkMention, LinkType, MentionKind, Stance

if TYPE_CHECKING:
    from kg.extraction.parties import PartyIndex

__all__ = ["read_report"]


def read_report(document: Document, parties: PartyIndex) -> Findings:
    """Return the agreements that a document announces, reports or names, and which passage speaks of which."""
    lines = list(read_lines(document, parties))
    reader = Reader(document, parties, lines)
    told = [line for line in lines if line.block.role not in LISTED]
    main = [(line, reader.event_of(line) or answered(reader, before, line)) for before, line in pairwise([*told[:1], *told])]
    find_subject(reader, main)
    sentences = _Sentences(reader, told)
    for line, event in main:
        sentences.read(line, event)
    date_by_signing(reader, told)
    carry_out_paper(reader, lines)
    change_known(reader, lines)
    read_listing(reader, [line for line in lines if line.block.role in LISTED])
    return reader.found


_APART = re.compile(
    r"\b(?:another|different|distinct|other|parallel|separate)\b", re.IGNORECASE
)  # of a contract beside the one told
_IS = re.compile(r"\b(?:is|are)\s+(?:\w+\s+)?$")
_IT = re.compile(r"(?:It|This)\s(?=[a-z])")
_SIGNED = re.compile(r"\b(?:concluded|entered\s+into|signed)\b")
_IT_SIGNED = re.compile(r"(?:It|This)\s+(?:was|had\s+been)\s+(?:concluded|signed)\b")


class _Sentences:
    """Goes through the sentences of a report and tells which agreements each speaks of."""

    def __init__(self, reader: Reader, lines: list[Line]) -> None:
        self.reader = reader
        self.found = reader.found
        self.others = sections_with_others(reader, lines)
        self.section: tuple[str, ...] = ()  # what the passages below a heading speak of, where that is not the main agreement
        self.before: Line | None = None  # the sentence read last
        self.opened = False  # a heading stands above, and nothing has been told below it

    def read(self, line: Line, event: Event | None) -> None:
        """Read one sentence; the first rule that fits settles it."""
        reader = self.reader
        before, self.before = (None if line.first else self.before), line
        if heads_section(line):
            self.section, self.opened = section_subject(reader, line), True
        elif self.others and line.first and asks(line):
            self.section = ()
        self.section = self.section or self.others.get(line.raw()[0], ())
        if line.first and line.block.role is not BlockRole.LIST_ITEM:
            reader.told = self.section  # the points of a list go on with what leads to them
        if event is not None and not _of_the_one_told(line, event) and self._read_event(line, event):
            self.opened = False
            return
        names = reader.definite(line)
        early = (self._read_future, self._read_effect, self._read_status)
        if read_introduced(reader, line) or read_apart(reader, line, before):
            return
        if any(rule(line, names) for rule in early) or read_standing(reader, line, names):
            return
        if self._read_named(line, names) or read_deal_of_others(reader, line) or read_named_parties(reader, line):
            return
        if self._read_others(line, names) or self._read_titled(line, names) or read_aside(reader, line):
            return
        if reader.told:
            reader.speak(line, reader.told)
        else:
            self._read_before(line, names)

    # -------------------------------------------------------------- acts of making
    def _read_event(self, line: Line, event: Event) -> bool:
        reader = self.reader
        makers = reader.makers_of(line, event)
        self._date_own(line, event, makers)
        if len(makers) < 2 or (event.verb == "signed" and event.when == "past"):
            return False
        loose = (
            event.name is None
            and event.verb in {"partner", "invest"}
            and reader.own is not None
            and same_parties(makers, reader.own.parties)
        )
        aside = event.verb == "told" and reader.own is not None and reader.own.kind not in AMENDING
        mine = loose or line is reader.opening or (not aside and reader.is_own(makers, event)) or self._does(line, event, makers)
        if reader.own is not None and event.when != "past" and mine:
            draft = reader.own
            reader.told = () if line.block.role not in HEADS and not self.section else reader.told
        else:
            draft = self._another(line, event, makers)
            reader.told = (draft.key,) if line.block.role not in HEADS else ()
            self.section = reader.told if self.opened and line.first else self.section
        links, bases = self._links(draft, event, line)
        about = tuple(dict.fromkeys([draft.key, *bases]))
        stance = Stance.CHANGES if links and links[0].type is not LinkType.IMPLEMENTS else Stance.AFFIRMS
        if event.name is not None or event.verb in {"agree", "amend", "decide", "extend", "replace", "restructure"}:
            told: list[LinkMention | None] = list(links)
            for link in told or [None]:
                basis = Basis.EXPLICIT if link is None or link.earlier else Basis.INFERRED
                reader.site(line, about, stance, basis, link, "links" if link else "announces")
        if draft is not reader.own:
            reader.speak(line, (draft.key,))
        elif links and links[0].type is LinkType.IMPLEMENTS:
            reader.speak(line, about)
        return True

    def _does(self, line: Line, event: Event, makers: tuple[str, ...]) -> bool:
        """Whether what the report announces is what changes a dated agreement: "The lease of 2019 is amended"."""
        own, base = self.reader.own, event.base
        if own is None or own.kind in AMENDING or base is None or event.name is not None or not set(makers) <= set(own.parties):
            return False
        now = _IS.search(line.passage.text[line.start : event.start])
        return now is not None and event.verb in {"amend", "extend"} and bool(base.dates) and not meets(base.made, own.made)

    def _date_own(self, line: Line, event: Event, makers: tuple[str, ...]) -> None:
        """Date the agreement that the report announces "today" by the sentence that tells when it was signed, shortly before."""
        own, name = self.reader.own, event.name
        the_one = name is not None and name.determiner == "the" and not name.dates
        the_one = the_one and (event.verb == "signed" or (event.verb == "make" and _SIGNED.search(line.text) is not None))
        it = name is None and event.itself and _IT_SIGNED.match(line.text) is not None
        if own is None or not (the_one or it) or (name is not None and name.title and not own.is_titled(name)):
            return
        first, last = own.made.earliest, event.made.latest
        announced = own.made == self.reader.document.published and same_parties(makers, own.parties)
        if announced and first is not None and last is not None and 0 <= (first - last).days <= 14:
            own.made, own.basis = event.made, f'the document says "{event.basis}"'

    def _another(self, line: Line, event: Event, makers: tuple[str, ...]) -> Draft:
        """The agreement that an act of making beside the main one makes; one of an earlier day may have been met already."""
        if event.made:
            for draft in self.found.ledger.drafts:
                dated = draft.made.earliest is not None or (event.name is not None and draft.noun == event.name.noun)
                if draft is not self.reader.own and same_parties(makers, draft.parties) and dated and meets(draft.made, event.made):
                    fill(draft, event.name, event.made, f'the document says "{event.basis}"')
                    return draft
        elif event.name is not None and event.name.determiner == "the" and not event.name.title:
            others = [d for d in self.found.ledger.drafts if d is not self.reader.own and not d.implied]
            known = [d for d in others if d.kind == event.kind and event.name.noun in d.noun]
            if len(known) == 1 and same_parties(makers, known[0].parties):
                return known[0]  # "the memorandum, which they signed"
        return self.reader.add({"memorandum": "memorandum"}.get(event.kind, "other"), makers, event, line)

    def _links(self, draft: Draft, event: Event, line: Line) -> tuple[list[LinkMention], list[str]]:
        """What an act of making does to earlier agreements, and which earlier ones its sentence speaks of."""
        follows = followed_paper(self.reader, draft, line)
        ended = self._ended(draft, line) if event.link is None and not follows[0] else None
        if ended is not None:
            return link_to(self.reader, draft, LinkType.SUPERSEDES, ended, line)
        if event.link is None or follows[0]:
            return follows
        return link_to(self.reader, draft, event.link, event.base or self._dated_beside(event, line), line)

    def _dated_beside(self, event: Event, line: Line) -> AgreementName | None:
        """The one dated agreement that a sentence names beside a change which says of itself that it changes something."""
        dated = [n for n in self.reader.definite(line) if n.dates and n.kind not in {"amendment", "extension", "memorandum"}]
        others = [n for n in dated if event.name is None or n.start != event.name.start]
        return others[0] if event.name is not None and len(others) == 1 else None

    # -------------------------------------------------------------- what is said of the main agreement
    def _read_future(self, line: Line, names: list[AgreementName]) -> bool:
        """A paper that looks forward to a binding agreement: that one will carry it out."""
        del names
        own = self.reader.own
        if own is None or own.force is not Force.NON_BINDING:
            return False
        text = line.passage.text
        every = self.reader.names(line)
        if find_future(text, line.start, every) is None:
            return False
        self.reader.site(line, (own.key,), Stance.AFFIRMS, Basis.INFERRED, LinkMention("", LinkType.IMPLEMENTS, own.key), "links")
        return True

    def _read_status(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence that says that the paper does not bind."""
        papers = [d for d in self.found.ledger.drafts if d.force is Force.NON_BINDING and not d.implied]
        told = [d for d in papers if d.key in self.reader.told]
        own = self.reader.own
        paper = own if own is None or own in papers else (told or papers[-1:] or [own])[0]
        if (
            paper is None
            or not lexicon_pattern("not-bound").search(line.text)
            or not (names or find_names(line.text) or re.match(r"It\b", line.text))
        ):
            return False
        self.reader.site(line, (paper.key,), Stance.AFFIRMS, Basis.EXPLICIT, None, "describes")
        return True

    def _read_effect(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence that says what an agreement does to an earlier one: "It replaces the one from 2011"."""
        del names
        text = line.passage.text
        every = self.reader.names(line)
        subject, at = self._acting(line, every)
        if subject is None or line.block.role in HEADS or subject.kind == "declaration":
            return False
        effect = find_effect(text, line.start, line.end, every, subject=at)
        if effect is None and (at or _IT.match(line.text)):
            effect = effect_around(text, max(line.start, at), line.end, every)
        ended = self._ended(subject, line) if effect is None else None
        effect = (LinkType.SUPERSEDES, ended) if ended is not None else effect
        if effect is None:
            return False
        at, besides = further_effect(text, line.start, line.end, every, effect[1]) if effect[1] is not None else (line.end, None)
        parts = [(line.start, at, effect), (at, line.end, besides)] if besides else [(line.start, line.end, effect)]
        spoken: tuple[str, ...] = (subject.key,)
        told = False
        for start, end, (kind, base) in parts:
            links, bases = link_to(self.reader, subject, kind, base, line)
            about, told = tuple(dict.fromkeys([subject.key, *bases])), told or bool(links)
            spoken = tuple(dict.fromkeys([*spoken, *bases]))
            for link in links:
                stance = Stance.AFFIRMS if link.type is LinkType.IMPLEMENTS else Stance.CHANGES
                basis = Basis.EXPLICIT if link.earlier else Basis.INFERRED
                self.reader.site(replace(line, start=start, end=end), about, stance, basis, link, "links")
        changed = told and subject is self.reader.own and any(kind is not LinkType.IMPLEMENTS for _, _, (kind, _) in parts)
        self.reader.tied = self.reader.tied or changed
        if not told:
            self.reader.speak(line, spoken)
        return True

    def _ended(self, draft: Draft, line: Line) -> AgreementName | None:
        """The earlier agreement that a line says to end with a contract: "The lease of 2011 falls away"."""
        text = line.passage.text
        names = self.reader.names(line) if draft.kind in {"definitive", "master", "restatement"} else []
        return find_ending(text, line.start, line.end, names, draft.made)

    def _acting(self, line: Line, names: list[AgreementName]) -> tuple[Draft | None, int]:
        """The agreement that is the subject of a sentence, and where its name ends, 0 for the words that stand for it."""
        own = self.reader.own
        told = self.found.ledger.by_key(self.reader.told[0]) if len(self.reader.told) == 1 else None
        spoken = told if told is not None and not told.implied else self._just_named(line) or own
        first = names[0] if names and names[0].start - line.start <= 4 else None
        defined = self._defined(line)
        if defined is not None:
            return defined
        if first is None or first.indefinite or first.dates or not first.firm:
            return spoken, 0
        called = [d for d in (spoken, own) if d is not None and _is_meant(first, d)]
        return (called[0], first.tail) if called else (own, 0)

    def _just_named(self, line: Line) -> Draft | None:
        """The agreement that "it" means at the head of a sentence: the one of the sentence before it."""
        site = self.found.sites[-1] if self.found.sites and not line.first and _IT.match(line.text) else None
        block, here = line.raw(0)[0], line.raw()[0]
        return self.found.ledger.by_key(site.about[0]) if site and block <= site.start and here - site.end in range(3) else None

    def _defined(self, line: Line) -> tuple[Draft, int] | None:
        """The agreement with whose defined name a sentence begins, and where that ends: "The JDA carries out …"."""
        text, at = line.passage.text, line.start + (4 if line.text[:4].casefold() == "the " else 0)
        calls = [(d, at + len(alias)) for d in self.found.ledger.drafts for alias in d.aliases if text.startswith(alias, at)]
        return next((call for call in calls if not text[call[1] : call[1] + 1].isalnum()), None)

    # -------------------------------------------------------------- sentences that speak of another agreement
    def _read_named(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence that names an agreement by date, title or parties."""
        reader = self.reader
        own = reader.own
        if tie_pair(reader, line, names):
            return True
        subject = own or (self.found.ledger.by_key(self.found.subject[0]) if self.found.subject else None)
        for name in names:
            tied = reader.tied_to(line, name)
            if len(tied) >= 2 and subject is not None and not same_parties(tied, subject.parties):
                self._speak_of_others(line, reader.other(name, tied, line))
                return True
            titled = own is not None and bool(name.title) and own.is_titled(name)
            alike = own is not None and own.made and meets(name.made, own.made) and (titled or name.kind == own.kind)
            if not name.dates or (alike and own is not None and not own.is_newer(name.made)):
                continue
            makers = reader.named_parties(line, name)
            if len(makers) >= 2 and name.kind in AMENDING and self._read_amendment(line, name, makers):
                return True
            apart = _APART.search(f"{name.determiner} {name.phrase}") is not None
            changing = own is not None and own.kind in AMENDING and name.kind in {"definitive", "master"} and not apart
            if len(makers) >= 2 and ("earlier" in name.qualities or changing):
                self._name_base(reader.other(name, makers, line))
            if len(makers) >= 2:
                self._tie_dated(line, name, [reader.other(replace(name, dates=(bounds,)), makers, line) for bounds in name.dates])
                return True
        return False

    def _read_titled(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence that calls an earlier agreement by its title or number alone: "Under the Second Addendum the fee is 5"."""
        found: list[str] = []
        for name in names:
            fits = [d for d in self.found.ledger.drafts if not d.implied and (not name.dates and d.is_called(name))]
            if len(fits) == 1:
                found.append(fits[0].key)
        own = self.reader.own
        if line.block.role in HEADS or not found or (own is not None and own.key in found):
            return False
        if own is not None and own.kind in AMENDING and found == [self.found.bases.get(own.key)] and self._is_changed(line):
            return False
        self.reader.speak(line, tuple(dict.fromkeys(found)))
        return True

    def _is_changed(self, line: Line) -> bool:
        """Whether a sentence that names the contract tells what an amendment makes of it: a point of its list, or "from 5 to 6"."""
        return line.block.role is BlockRole.LIST_ITEM or lexicon_pattern("part-moves").search(line.text) is not None

    def _name_base(self, draft: Draft) -> None:
        """Take "the current contract, signed in 2019" for the base of the main agreement that was left unnamed so far."""
        own = self.reader.own
        if own is None or draft is own or not same_parties(draft.parties, own.parties):
            return
        if is_presupposed(self.found.bases.get(own.key, "")):
            self.found.bases[own.key] = draft.key

    def _read_amendment(self, line: Line, name: AgreementName, makers: tuple[str, ...]) -> bool:
        """An amendment of another day, named in passing: it amends the agreement that the document speaks of, or its base."""
        draft = self.reader.other(name, makers, line)
        if draft is self.reader.own or any(s.link and s.link.later == draft.key for s in self.found.sites):
            return False
        link = name.link or LinkType.AMENDS
        own = self.reader.own
        known = self.found.bases.get(own.key, "") if own is not None else self.found.subject[0] if self.found.subject else ""
        amended = self.found.ledger.by_key(known)
        known = self.found.bases.get(known, "") if amended is not None and amended.kind in AMENDING else known
        earlier = "" if is_presupposed(known) or known == draft.key else known
        about = (draft.key, earlier) if earlier else (draft.key,)
        basis = Basis.EXPLICIT if earlier else Basis.INFERRED
        self.reader.site(line, about, Stance.AFFIRMS, basis, LinkMention(draft.key, link, earlier), "links")
        self.reader.speak(line, about)
        return True

    def _speak_of_others(self, line: Line, draft: Draft) -> None:
        inside = all(k in draft.parties for h in line.hits for k in h.keys)
        own = self.reader.own
        main = tuple(
            dict.fromkeys([*self.found.subject, *([self.found.bases[own.key]] if own and own.key in self.found.bases else [])])
        )
        self.reader.speak(line, (draft.key,) if inside or not main else (*main, draft.key))

    def _tie_dated(self, line: Line, name: AgreementName, drafts: list[Draft]) -> None:
        """The links and the site of a sentence that names earlier agreements by their dates."""
        keys, own = tuple(d.key for d in drafts), self.reader.own
        if own is None:
            self.reader.speak(line, keys)
            self.reader.told = keys if len(self.reader.tied_to(line, name)) > 1 else self.reader.told
            return
        lead = line.passage.text[max(line.start, name.start - 40) : name.start]
        follows = verb_pattern("follow").search(lead) or verb_pattern("extend").search(lead)
        terms = lexicon_pattern("on-terms").search(lead)
        if (follows and re.match(r"\s*(?:this|the)\b", line.text, re.IGNORECASE)) or (
            terms and own.noun == "" and drafts[0].force is Force.BINDING
        ):
            for draft in drafts:
                kind = LinkType.IMPLEMENTS if draft.force is Force.NON_BINDING else LinkType.EXTENDS
                self.reader.site(
                    line, (own.key, *keys), Stance.AFFIRMS, Basis.INFERRED, LinkMention(own.key, kind, draft.key), "links"
                )
            self.found.bases.setdefault(own.key, drafts[-1].key)
            self.reader.speak(line, (own.key, *keys))
            return
        if lexicon_pattern("goes-back").search(lead):
            self.reader.speak(line, (own.key, *keys))
            return
        now = bool(re.search(r"\b(?:new|now|today|this)\b", line.text, re.IGNORECASE))
        self.reader.speak(line, (*keys, own.key) if line.hits and now else keys)

    def _read_others(self, line: Line, names: list[AgreementName]) -> bool:
        """A sentence that tells of dealings of the main party with somebody else."""
        del names
        reader, own = self.reader, self.reader.own
        if own is None or line.block.role in HEADS:
            return False
        keys = reader.parties_of(line)
        named = {k for h in line.hits if h.how != "pronoun" for k in h.keys}
        if len(keys) < 2 or len(set(keys) & set(own.parties)) >= 2 or not named - set(own.parties) - reader.circle:
            return False
        if not lexicon_pattern("carry-on").search(line.text) and not reader.promises(line):
            return False
        published = reader.document.published
        made, words = relative_bounds(line.text, published)
        made = made or DateBounds(None, published.latest)
        draft = next((d for d in self.found.ledger.drafts if d is not own and same_parties(d.parties, keys)), None)
        if draft is None:
            basis = f'the document says "{words}"' if words else "earlier than this document"
            draft = self.found.ledger.add("relation", keys, "partnership", Force.UNKNOWN, made, basis)
            draft.mentioned = MentionKind.RELATION
        draft.spans.append(line.raw())
        reader.speak(line, (draft.key,))
        return True

    def _read_before(self, line: Line, names: list[AgreementName]) -> None:
        """A sentence on what held before the agreement of the document, or goes on from before."""
        reader, own = self.reader, self.reader.own
        if own is None or line.block.role in HEADS:
            return
        text = line.text
        before = any("earlier" in n.qualities and n.firm for n in names) or lexicon_pattern("before").search(text)
        if own.kind == "declaration" or (before and lexicon_pattern("contrast").search(text)):
            reader.speak(line, (own.key, self.found.base_of(own).key))
        elif before:
            reader.speak(line, (self.found.base_of(own).key, own.key))
        elif reader.tied and lexicon_pattern("carry-on").search(text):
            reader.speak(line, (own.key, self.found.base_of(own).key))


def _is_meant(name: AgreementName, draft: Draft) -> bool:
    """Whether "the deed", "the Lease Agreement" can be an agreement that has been told: by its title, its noun, its kind."""
    if name.title and draft.is_titled(name):
        return True
    return name.noun == draft.noun or (name.kind == draft.kind and name.link is not None)


def _of_the_one_told(line: Line, event: Event) -> bool:
    """Whether a sentence tells what the agreement at hand does to another, and makes none: "It comes on top of the lease"."""
    text = line.passage.text
    base = event.base
    if base is not None and base.determiner == "the" and _IT_DOES.search(text[line.start : event.start]):
        return event.verb in {"amend", "extend"} and base.start > event.start and _DOES.match(text, event.start) is not None
    subject = lexicon_pattern("this-agreement").match(text, after_adjunct(text, line.start, line.end))
    if subject is None or event.verb not in {"amend", "extend"}:
        return False
    near = min(line.end, subject.end() + _FAR)
    does = any(verb_pattern(verb).search(text, subject.end(), near) for verb in ("replace", "implement"))
    return (event.verb == "extend" and 0 <= event.start - subject.end() <= _NEXT) or does


_IT_DOES = re.compile(r"\b[Ii]t\s+(?:also\s+|further\s+|thus\s+)?$")
_DOES = re.compile(r"[a-z]+s\b")
_NEXT = 2  # code points between a subject and its verb
_FAR = 24  # those of a verb that replaces or carries out and the words before it
