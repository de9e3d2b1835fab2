"""What is known while a report is read: its parties, the agreements met so far, and how a name or an act leads to one of them.

One file: every way from words to parties and agreements leans on what is known so far.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kg.bounds import meets
from kg.extraction.agreement_asides import Asides
from kg.extraction.agreement_dates import relative_bounds, sitting_day
from kg.extraction.agreement_drafts import Draft, clean_title, fill, same_parties
from kg.extraction.agreement_effects import Event
from kg.extraction.agreement_events import find_event
from kg.extraction.agreement_names import AgreementName, dates_change, find_names, names_within
from kg.extraction.agreement_sites import BY_NAME, AgreementSite, Findings, Line
from kg.extraction.agreement_words import AMENDING, lexicon_pattern, listed, verb_pattern
from kg.names import title_words
from kg.records import Basis, BlockRole, DateBounds, Document, Force, LinkMention, LinkType, Stance

if TYPE_CHECKING:
    from kg.extraction.parties import PartyHit, PartyIndex

__all__ = ["BY_NAME", "HEADS", "LISTED", "Reader", "joined"]

HEADS = frozenset({BlockRole.TITLE, BlockRole.HEADING, BlockRole.METADATA, BlockRole.MAIL_HEADER})
_HEADLINES = HEADS | {BlockRole.STANDFIRST}
LISTED = frozenset({BlockRole.LISTING_TITLE, BlockRole.LISTING_TEXT})
_MAKERS = frozenset({"organisation", "government", "group", "person"})
_JOINT = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,|and|&|or|with|plus|as\s+well\s+as|–|-|/|the|its|subsidiary|parent)?(?:[\s,]+(?:and|the|with|its))*\s*"
)
_TYING = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:\w+\s+){0,4}?(?:between|among|with|by\s+and\s+between|of|that)\s+(?:the\s+)?")

_UNDER_WHICH = re.compile(r"[^.;:()]{0,60}?\b(?:under|by|through)\s+which\b(?:(?!,\s+(?:and|but)\b)[^;])*")
_ACTING = BY_NAME | {"pronoun"}  # how those are meant who do something under a contract

_LAST = re.compile(r"\b(?P<when>last\s+(?!day|night|week)[A-Za-z]+)['’]s\s")
_WHOSE = re.compile(r"^[A-Za-z]+['’]s\s+")

_MADE_WITH = re.compile(
    r"\s+(?:(?:had|has|have)\s+)?(?:\w+ly\s+)?(?:agreed|concluded|entered\s+into|had|has|have|made|signed|struck)\s+with\s+(?:the\s+)?"
)

_WITH = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:\w+\s+){0,4}?with\s+(?:the\s+)?")


def joined(text: str, hits: list[PartyHit], number: int) -> bool:
    """Return whether nothing but "and" and the like stands between the first of some parties and one of them."""
    return all(_JOINT.fullmatch(text[a.end : b.start]) for a, b in pairwise(hits[: number + 1]))


def joins(text: str, floor: int, hit: PartyHit) -> bool:
    """Return whether the words before a name say that it comes in as one more party: "bringing in the clearing house Acme"."""
    lead = text[max(floor, hit.start - 70) : hit.start]
    if _AND_WITH.search(lead):
        return True  # "a contract with Acme, who have the tools, and with Beta"
    return bool(re.search(r"\bin\b|\bjoin", lead)) and bool(lexicon_pattern("comes-in").search(lead))


_AND_WITH = re.compile(r",\s+and\s+(?:also\s+)?with\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}\W*$")


class Reader:
    """The state of reading one report, and the ways from words to parties and agreements."""

    def __init__(self, document: Document, parties: PartyIndex, lines: Sequence[Line] = ()) -> None:
        self.document, self.parties, self.lines = document, parties, lines
        self.found = Findings()
        self.own: Draft | None = None
        self.makers = tuple(p.key for p in parties.mentions if p.kind in _MAKERS)
        lead = tuple(key for key in parties.lead if key in self.makers)
        self.asides = Asides(lines, self.makers, [parties.publisher])
        main = tuple(key for key in self.makers if key not in self.asides.strangers)
        main = main if len(main) > 1 else self.makers
        self.likely = self._writers() or (lead if len(lead) > 1 else main)  # who makes what a sentence does not tell of
        self.opening: Line | None = None  # the sentence that makes the main agreement
        self.circle: set[str] = set()  # who is named where the main agreement is announced
        self.tied = False  # the main agreement is said to change or follow an earlier one
        self.named: tuple[str, ...] = ()  # whom the last act named of which the parties are told by name
        self.told: tuple[str, ...] = ()  # what the paragraph speaks of, where that is not the main agreement
        self.last_day = DateBounds()  # of the last act of making, for "on the same day"

    def _writers(self) -> tuple[str, ...]:
        """Return who writes a letter or a mail and whom it is written to."""
        keys = (self.parties.publisher, *self.parties.addressee) if self.parties.addressee else ()
        return keys if len(keys) == 2 and set(keys) <= set(self.makers) else ()

    # -------------------------------------------------------------- parties of a sentence
    @property
    def main(self) -> Draft | None:
        """The agreement that the report is about."""
        subject = self.found.subject
        return self.own or (self.found.ledger.by_key(subject[0]) if subject else None)

    def event_of(self, line: Line) -> Event | None:
        """Return the act of making in a sentence."""
        names = [n for n in names_within(line.passage.text, line.start, line.end) if not self.for_users(line, n)]
        names = [self._of_last(line.passage.text, n) for n in names]
        event = find_event(line.passage.text, line.start, line.end, names, self.document.published)
        if event is not None and not event.made and self.last_day and lexicon_pattern("same-day").search(line.text):
            event = replace(event, made=self.last_day, basis="on the same day")
        self.last_day = event.made if event is not None and event.made else self.last_day
        return event

    def for_users(self, line: Line, name: AgreementName) -> bool:
        """Return whether a name is that of an agreement with the users of a product or a page."""
        text = line.passage.text
        if " " in name.title and len({k for h in line.hits if h.how in BY_NAME for k in h.keys}) > 1:
            return False  # "Acme and Beta signed the Weather Data Agreement"
        words = re.findall(r"[\w-]+", text[max(0, name.start - 2) : name.end].lower())
        lead = text[max(line.start, name.start - 60) : name.start].lower()
        before = set(words) - set(name.noun.split())  # "heads of terms" are no terms of use
        return bool(listed("consumer") & before) or bool(lexicon_pattern("user-consent").search(lead))

    def parties_of(self, line: Line, event: Event | None = None) -> tuple[str, ...]:
        """Return the parties of an act: those named up to where the name of the agreement ends, else all of the sentence."""
        known = set(self.makers)
        text = line.passage.text
        stop = line.end
        if event is not None:
            at = event.name.tail if event.name else event.base.tail if event.base else event.end
            after = lexicon_pattern("after").search(text, max(at, event.start + 1), line.end)
            stop = after.start() if after else line.end
        near = tuple(
            dict.fromkeys(k for h in line.hits if h.start < stop or joins(text, line.start, h) for k in h.keys if k in known)
        )
        every = tuple(dict.fromkeys(k for h in line.hits for k in h.keys if k in known))
        if event is not None and line.block.role in _HEADLINES and ";" in line.text:
            first, last = text.rfind(";", line.start, event.start) + 1, text.find(";", event.end, line.end)
            beside = [h for h in line.hits if h.start < first or 0 <= last < h.start]
            return tuple(k for k in every if not any(k in h.keys for h in beside)) if beside else every
        return near if len(near) >= 2 else every

    def makers_of(self, line: Line, event: Event) -> tuple[str, ...]:
        """Return the parties of an act; what its sentence leaves out comes from the publisher, the main agreement, the document."""
        keys = self.parties_of(line, event)
        if (
            event.verb == "agree"
            and event.base is None
            and len(keys) < 2
            and _STRANGER.match(line.text)
            and not any(h.start < event.start for h in line.hits)
        ):
            return ()  # "The forestry office agreed with Acme that …": a deal with somebody who is no party
        if not keys and event.name is None and event.base is None and event.verb != "decide":
            return ()
        if len(keys) < 2 and ((keys and not set(keys) & set(self.likely)) or (line.block.role in _HEADLINES and ";" in line.text)):
            return keys  # a deal of somebody else, or half a headline: who deals in it is told elsewhere
        heads = [h for h in line.hits if h.start < event.end]
        if heads and all(h.how == "collective" for h in heads) and len(self.named) >= 2:
            return self.named  # "the parties" are those of the contract spoken of just before
        if len({k for h in heads if h.how in {"name", "role"} for k in h.keys} & set(keys)) >= 2 or len(keys) == 2:
            self.named = keys
        if len(keys) < 2 and event.verb == "invest" and not any(h.how == "pronoun" for h in heads):
            return keys  # "a chip maker takes a stake in Acme": whoever that is, it is not who publishes
        if len(keys) < 2 and self.parties.publisher and self.parties.publisher not in keys:
            keys = (*keys, self.parties.publisher)
        if len(keys) < 2 and self.own is not None and (not keys or keys[0] in self.own.parties):
            keys = self.own.parties
        if len(keys) < 2 and len(self.likely) in {2, 3}:
            keys = self.likely
        return keys

    def tied_to(self, line: Line, name: AgreementName) -> tuple[str, ...]:
        """Return the parties that belong to a name by grammar: "between X and Y", "X's contract with Y", "the X–Y partnership"."""
        text, known = line.passage.text, set(self.makers)
        after = [h for h in line.hits if name.end <= h.start <= name.end + 160]
        lead = text[name.end : after[0].start] if after else ""
        keys: list[str] = []
        if after and _TYING.fullmatch(lead):
            stop = lexicon_pattern("after").search(text, after[0].end, line.end)
            limit = stop.start() if stop else line.end
            keys += [k for i, h in enumerate(after) if h.start < limit and (i == 0 or joined(text, after, i)) for k in h.keys]
            if len(after) > 1 and _MADE_WITH.fullmatch(text[after[0].end : after[1].start]):
                keys += after[1].keys  # "the contract that we made with Acme"
        keys += [
            k
            for h in line.hits
            if name.start - 4 <= h.start < name.end or (h.possessive and 0 <= name.start - h.end < 30)
            for k in h.keys
        ]
        own = self.parties.publisher
        if len(keys) >= 2 and _WITH.fullmatch(lead) and own in known and not any(h.start < name.start for h in line.hits):
            keys.append(own)  # "the council took note of the contract with Acme and Beta": its own
        tied = tuple(dict.fromkeys(k for k in keys if k in known))
        return tied if len(tied) > 1 else self._acting_under(line, name, tied) or tied

    def _acting_under(self, line: Line, name: AgreementName, tied: tuple[str, ...]) -> tuple[str, ...]:
        """Return who is tied to a name with those who act under it, if they are two: "the lease, under which Acme pays Beta"."""
        under = _UNDER_WHICH.match(line.passage.text, name.end, line.end)
        inside = [h for h in line.hits if under and name.end < h.start and h.end <= under.end() and h.how in _ACTING]
        both = tuple(dict.fromkeys([*tied, *(k for h in inside for k in h.keys if k in self.makers)]))
        return both if under and len(both) == 2 else ()

    def named_parties(self, line: Line, name: AgreementName) -> tuple[str, ...]:
        """Return the parties of an agreement that a sentence names: beside the name, in the sentence, in the document."""
        tied = self.tied_to(line, name)
        if len(tied) >= 2:
            return tied
        keys = self.parties_of(line)
        if len(keys) >= 2:
            return keys
        if self.parties.publisher and keys and self.parties.publisher not in keys:
            return (*keys, self.parties.publisher)
        if keys and not set(keys) & set(self.likely):
            return keys  # a contract of somebody else
        return self.likely if len(self.likely) in {2, 3} else keys or (self.own.parties if self.own is not None else ())

    @cached_property
    def together(self) -> tuple[str, ...]:
        """The two parties that one sentence names together and the document most often, more than once each; none if some tie."""
        named = [sorted(set(self.parties_of(line))) for line in self.lines if line.block.role not in HEADS]
        often = Counter(key for keys in named for key in keys)
        pairs = {pair for keys in named for pair in combinations(keys, 2) if all(often[key] > 1 for key in pair)}
        best = sorted(pairs, key=lambda pair: -sum(often[key] for key in pair))[:2]
        tied = len(best) > 1 and sum(often[key] for key in best[0]) == sum(often[key] for key in best[1])
        return best[0] if best and not tied else ()

    # -------------------------------------------------------------- names that take an agreement as known
    def definite(self, line: Line) -> list[AgreementName]:
        """Return the names in a sentence that take an agreement as known; places are those of the block."""
        found = [self._without_future(n) for n in find_names(line.text)]
        names = [self._with_near_day(line.text, n, found[i - 1] if i else None) for i, n in enumerate(found)]
        shifted = [
            replace(
                n,
                start=n.start + line.start,
                end=n.end + line.start,
                tail=n.tail + line.start,
                date_at=n.date_at + line.start if n.date_at >= 0 else -1,
            )
            for n in names
        ]
        return [n for n in shifted if _is_definite(n) and not self.for_users(line, n)]

    def names(self, line: Line) -> list[AgreementName]:
        """Return the names of agreements in a sentence; no agreement that is there was made after the document."""
        return [self._without_future(n) for n in names_within(line.passage.text, line.start, line.end)]

    def _without_future(self, name: AgreementName) -> AgreementName:
        """Return a name without days to come: an agreement that is there was not made on one."""
        latest = self.document.published.latest
        if latest is None or not any(d.earliest and d.earliest > latest for d in name.dates):
            return name
        kept = tuple(d for d in name.dates if not (d.earliest and d.earliest > latest))
        return replace(name, dates=kept, date_at=name.date_at if kept else -1)

    def _with_near_day(self, text: str, name: AgreementName, before: AgreementName | None) -> AgreementName:
        """Return a name without a date with the day behind it that counts from the document: "the lease of 2 June".

        A day that is that of a change whose name stands before is left out.
        """
        published = self.document.published
        if name.dates or name.indefinite or published.latest is None:
            return name
        if (told := self._of_last(text, name)) is not name:
            return told
        behind = re.split(r"[.;](?=\s|$)", text[name.end : name.end + 130], maxsplit=1)[0]
        made, words = relative_bounds(behind, published)
        at = behind.find(words) if words else -1
        if at < 0 or made == published or not _MADE_BEHIND.fullmatch(behind[:at]):
            return name
        if before is not None and dates_change(text, before, name, name.end + at):
            return name
        return replace(name, dates=(made,), date_at=name.end + at, tail=max(name.tail, name.end + at + len(words)))

    def _of_last(self, text: str, name: AgreementName) -> AgreementName:
        """Return a name without a date with the month, season or year before it: "last March's settlement"."""
        whose = _LAST.search(text, max(0, name.start - 16), name.end) if not name.dates and not name.indefinite else None
        made, _ = relative_bounds(whose["when"], self.document.published) if whose is not None else (DateBounds(), "")
        if whose is None or not made or made == self.document.published:
            return name
        title, phrase = (_WHOSE.sub("", words) for words in (name.title, name.phrase))
        return replace(name, dates=(made,), date_at=whose.start(), title=title if " " in title else "", phrase=phrase)

    def promises(self, line: Line) -> bool:
        """Return whether a sentence tells of something that one party gives or promises another."""
        if line.block.role in HEADS or len(self.parties_of(line)) < 2:
            return False
        text = line.text
        return any(lexicon_pattern("promise").search(text[: m.start()]) for m in verb_pattern("commit").finditer(text))

    # -------------------------------------------------------------- agreements
    def is_own(self, makers: tuple[str, ...], event: Event) -> bool:
        """Return whether an act makes the main agreement, as far as can be told."""
        own = self.own
        if own is None or event.again or not same_parties(makers, own.parties) or _titled_apart(own, event.name):
            return False
        if event.made and own.made and not meets(event.made, own.made) and not self._is_put_down(own, event):
            return False
        if set(makers) < set(own.parties) and self._changes_another(own, event):
            return False
        if own.kind in AMENDING and event.name is not None and event.name.dates and not event.name.link:
            return event.name.indefinite  # "our Marks Agreement of 8 June 2019" is none that a report calls a renewal
        return not (event.kind == "memorandum" and own.force is Force.BINDING and own.noun)

    def _changes_another(self, own: Draft, event: Event) -> bool:
        """Whether an act changes another contract than the main agreement does: of another day, or any where that is new."""
        known = self.found.ledger.by_key(self.found.bases.get(own.key, ""))
        base = event.base.made if event.base is not None else DateBounds()
        if base and own.kind not in AMENDING and own.noun and event.verb in {"amend", "extend"} and not event.itself:
            return True  # beside a new contract of three two of them prolong one of their own
        return known is not None and bool(known.made and base) and not meets(known.made, base)

    def _is_put_down(self, own: Draft, event: Event) -> bool:
        """Whether a mail or letter puts down, some days later, what it says was agreed."""
        first, last = own.made.earliest, event.made.latest
        if event.name is not None or own.noun or first is None or last is None:
            return False
        return 0 <= (last - first).days <= 14

    def add(self, stem: str, makers: tuple[str, ...], event: Event, line: Line) -> Draft:
        """Add the agreement that an act makes."""
        draft = self.found.ledger.add(stem, makers, event.kind, event.force, *self.made(event))
        draft.supposed = not _names_all(line, makers)
        self.tie(draft, event, line)
        return draft

    def made(self, event: Event) -> tuple[DateBounds, str]:
        """Return when an act was done, and how that is known."""
        published = self.document.published
        if event.made:
            return event.made, f'the document says "{event.basis}"' if event.basis else "the document says so"
        if (event.verb == "decide" or (event.when == "open" and event.link is not None)) and (sat := sitting_day(self.document)):
            return sat, "decided at the meeting that the document reports"
        if event.verb == "decide" and published:
            return published, "decided at the meeting that the document reports"
        if event.when == "now" and published:
            return published, "announced on the day of publication"
        return DateBounds(None, published.latest), "not later than the document" if published.latest else ""

    def tie(self, draft: Draft, event: Event, line: Line) -> None:
        """Add the name that an act gives an agreement."""
        if event.name is not None:
            fill(draft, event.name, DateBounds(), "")
            draft.title = clean_title(draft.title)
            draft.spans.append(line.raw(event.name.start, event.name.end))

    def other(self, name: AgreementName, makers: tuple[str, ...], line: Line, *, guessed: bool = False) -> Draft:
        """Return the agreement that a name means which is not the one of the document, with the amendments that it dates.

        `guessed`: its makers are those of the agreement that follows it, not told beside its name.
        """
        made, words = name.made, ""
        if not made:
            made, words = self._told_behind(name, line)
        draft = self.found.ledger.find(name, makers, made)
        if draft is None or draft is self.own:
            stem = {"memorandum": "memorandum", "amendment": "amendment"}.get(name.kind, "other")
            draft = self.found.ledger.add(stem, makers, name.kind, name.force, made)
            draft.supposed = True
        draft.supposed = draft.supposed and (guessed or not _names_all(line, makers))
        fill(draft, name, made, f'the document says "{words}"' if words else "the document says so")
        draft.title = clean_title(draft.title)
        draft.spans.append(line.raw(name.start, name.end))
        if not draft.made.latest and self.document.published.latest:
            draft.made = DateBounds(draft.made.earliest, self.document.published.latest)
            draft.basis = draft.basis or "earlier than this document"
        self._amendments(draft, name, line)
        return draft

    def _told_behind(self, name: AgreementName, line: Line) -> tuple[DateBounds, str]:
        """The day right behind a name that counts from the document, with its words; that of a change to it is none."""
        text = line.passage.text
        made, words = relative_bounds(text[name.end : min(line.end, name.end + 50)], self.document.published)
        if not words or made == self.document.published:
            return DateBounds(), ""
        before, at = names_within(text, line.start, name.start)[-1:], text.find(words, name.end)
        return (DateBounds(), "") if any(dates_change(text, change, name, at) for change in before) else (made, words)

    def _amendments(self, base: Draft, name: AgreementName, line: Line) -> None:
        """Add the amendments of "as amended on …"; the sentence carries their links."""
        self._amended_by(base, name, line)
        for bounds in name.amended_on if base.kind != "amendment" else ():
            same = [d for d in self.found.ledger.drafts if d.kind in AMENDING and d.made and meets(d.made, bounds)]
            if same or (self.own is not None and self.own.made == bounds):
                continue
            kind = "extension" if name.amended_how is LinkType.EXTENDS else "amendment"
            draft = self.found.ledger.add(kind, base.parties, kind, Force.BINDING, bounds, "the document says so")
            draft.noun = kind
            self.found.bases[draft.key] = base.key
            link = LinkMention(draft.key, name.amended_how, base.key)
            self.site(line, (base.key, draft.key), Stance.AFFIRMS, Basis.EXPLICIT, link, "links")

    def _amended_by(self, base: Draft, name: AgreementName, line: Line) -> None:
        """Add the paper of "the Treaty of 2 May 2003, as amended by the Protocol of 7 June 2009"; the sentence carries its link."""
        text = line.passage.text
        later = next(
            (
                n
                for n in self.definite(line)
                if n.start > name.start and lexicon_pattern("as-amended-by").fullmatch(text[name.tail : n.start])
            ),
            None,
        )
        if later is None or not (later.dates or later.number) or base.kind == "amendment":
            return
        draft = self.found.ledger.find(later, base.parties, later.made)
        if draft is None or draft is base or draft is self.own:
            draft = self.found.ledger.add("amendment", base.parties, "amendment", Force.BINDING, later.made, "the document says so")
        fill(draft, later, later.made, "the document says so")
        draft.title = clean_title(draft.title)
        draft.kind = "amendment"
        draft.spans.append(line.raw(later.start, later.end))
        self.found.bases.setdefault(draft.key, base.key)
        link = LinkMention(draft.key, LinkType.AMENDS, base.key)
        if not any(site.link == link for site in self.found.sites):
            self.site(line, (base.key, draft.key), Stance.AFFIRMS, Basis.EXPLICIT, link, "links")

    def met_before(self, name: AgreementName, draft: Draft) -> Draft | None:
        """Return the agreement of the same parties that "the agreement" means: the last one met before."""
        if not name.firm or name.determiner not in {"the", "this", "that", "its", "their"} or "new" in name.qualities:
            return None
        earlier = [
            d
            for d in self.found.ledger.drafts
            if d is not draft and not d.implied and d is not self.own and same_parties(d.parties, draft.parties)
        ]
        called = " " in name.phrase  # "the cable contract" is no letter of intent, and no amendment
        earlier = [d for d in earlier if not called or (d.force is not Force.NON_BINDING and (d.kind not in AMENDING or name.link))]
        return earlier[-1] if earlier else None

    # -------------------------------------------------------------- what is written down
    def speak(self, line: Line, about: tuple[str, ...]) -> None:
        """Note which agreements a sentence speaks of."""
        self.found.stretches.append((*line.raw(), about))

    def site(self, line: Line, about: tuple[str, ...], stance: Stance, basis: Basis, link: LinkMention | None, kind: str) -> None:
        """Note that the point of a sentence is an agreement itself; titles and headings are none."""
        if line.block.role not in HEADS:
            self.found.sites.append(AgreementSite(*line.raw(), about, stance, basis, link, kind))


_STRANGER = re.compile(
    r"The\s+(?!(?:two|three|four|part(?:y|ies)|sides?|compan(?:y|ies)|firms?|groups?|deal|agreement|contract)\b)[a-z][\w-]+\s"
)
_DONE = r"(?:signed|concluded|made|agreed|struck|reached|initialled|inked|executed|announced|entered\s+into|dated)"
_MADE_BEHIND = re.compile(  # between a name and its day: nothing, or that it was made then
    rf"\s*(?:\([^()]*\)\s*)?(?:,?\s*(?:between|with|among)\s[^,]{{3,60}}?)?\s*,?\s*"
    rf"(?:(?:(?:which|that)\s)?(?:[^,]{{2,50}}\s)?{_DONE}(?:\s+(?:with|by|between)\s[^,]{{2,50}}?)?\s*)?"
)


def _names_all(line: Line, makers: tuple[str, ...]) -> bool:
    """Whether a sentence itself names those who are taken for the parties of its agreement, not as "the parties" only."""
    return set(makers) <= {key for hit in line.hits if hit.how != "collective" for key in hit.keys}


def _titled_apart(own: Draft, name: AgreementName | None) -> bool:
    """Whether a report that has named its agreement brings in another: "Amendment No. 1 to …", then "a Tenant Relief Agreement"."""
    if name is None or not name.indefinite or " " not in name.title or not name.title[0].isupper():
        return False
    if (name.kind in AMENDING) != (own.kind in AMENDING):
        return bool(own.noun)
    mine, theirs = (title_words(t) for t in (own.title, name.title))
    return own.title[:1].isupper() and bool(mine and theirs) and not (mine <= theirs or theirs <= mine)


def _is_definite(name: AgreementName) -> bool:
    known = name.determiner in {"the", "our", "its", "their", "that certain", "this", "your"} or bool(name.dates)
    loose = bool(name.dates) or name.noun in {"partnership", "joint venture", "collaboration", "alliance"}
    return known and (name.firm or loose) and name.kind != "declaration"
