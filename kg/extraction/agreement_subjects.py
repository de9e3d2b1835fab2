"""Which agreement a report is about: the one that it says is made, the one that it names, or the deal behind its promises.

One file: the order in which the rules are tried is the rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_drafts import Draft, clean_title, fill
from kg.extraction.agreement_effects import Event, find_deal, is_denied
from kg.extraction.agreement_names import AgreementName, find_names
from kg.extraction.agreement_reader import BY_NAME, HEADS, LISTED, Reader, joined
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_words import AMENDING, lexicon_pattern, verb_pattern
from kg.extraction.party_last import tells_term
from kg.extraction.passages import Passage
from kg.records import BlockRole, DateBounds, Force, MentionKind

__all__ = ["find_subject"]

_TELLING = 2  # sentences on terms that a text needs to be about an agreement
_EARLY = 8  # sentences in which a report says what it is about


def find_subject(reader: Reader, events: list[tuple[Line, Event | None]]) -> None:
    """Find the agreement that the document announces, else the one that it speaks of, and note it as the subject."""
    lines = [line for line, _ in events if line not in reader.asides]
    told = [(line, event) for line, event in events if _takes_as_made(event) and line not in reader.asides][:1]
    events = [(line, None if _takes_as_made(event) else event) for line, event in events]
    if not _find_denial(reader, events):
        _find_announced(reader, _without_asides(reader, events))
    _find_declaration(reader, events)
    if reader.own is None and not _find_affirmation(reader, lines):
        _find_dealt(reader, lines)
    if reader.own is None:
        _find_announced(reader, told)
    if reader.own is None:
        _find_named(reader, lines)
    if reader.own is None and not reader.found.subject and not _find_led(reader, lines):
        _find_promised(reader, lines)
    if reader.own is None and not reader.found.subject:
        _find_told_first(reader)
    if reader.own is None and not reader.found.subject:
        _find_announced(reader, events)
    if reader.own is None and not reader.found.subject:
        _find_told_of(reader)
    if reader.own is not None:
        reader.own.own = True
        reader.found.own, reader.found.subject = reader.own.key, (reader.own.key,)


def _takes_as_made(event: Event | None) -> bool:
    """Whether an act is a change that a text does not announce but takes as made."""
    return event is not None and event.verb == "told"


def _find_announced(reader: Reader, events: list[tuple[Line, Event | None]]) -> None:
    """The first agreement that is said to be made, unless that lies in the past or is one more beside another."""
    seen_other = False
    for number, (line, event) in enumerate(events):
        if event is None:
            seen_other = seen_other or (number > 3 and _speaks_of_joint(reader, line))
            continue
        makers = reader.makers_of(line, event)
        late = event.verb == "paper" and number >= _EARLY  # a noun that names no agreements tells what the report is about early
        late = late or (event.verb == "intend" and number > 2)  # and so does what parties only mean to do
        if late or event.when == "past" or len(makers) < 2 or (event.again and seen_other):
            continue
        firm = event.name is not None or event.verb in {"agree", "extend", "amend", "decide", "replace", "restructure"}
        mine = reader.own is not None and reader.is_own(makers, event) and firm
        if reader.own is None:
            reader.own, reader.opening = reader.add("own", makers, event, line), line
            if number and event.itself and event.name is None and events[number - 1][0].block is line.block:
                _call_it(reader, reader.own, events[number - 1][0])
        elif mine:
            _enrich(reader, event, makers, line)
        else:
            continue
        reader.circle |= {k for h in line.hits for k in h.keys}
        reader.tied = reader.tied or event.link is not None
        behind = [later for later, _ in events[number + 1 : number + 4] if later.block is line.block]
        if behind and behind[0] is events[number + 1][0]:
            _date_behind(reader, behind[0])
        for later in behind:
            _sign_too(reader, later)


def _call_it(reader: Reader, own: Draft, before: Line) -> None:
    """Name and date the main agreement, which "it" means, by the one paper that the sentence before names."""
    names = [n for n in reader.definite(before) if n.firm and n.dates]
    if len(names) == 1 and own.kind in AMENDING and own.made.earliest is None:
        fill(own, names[0], names[0].made, "the document says so")
        own.title = clean_title(own.title)
        own.spans.append(before.raw(names[0].start, names[0].end))


def _without_asides(reader: Reader, events: list[tuple[Line, Event | None]]) -> list[tuple[Line, Event | None]]:
    """Leave out acts told late of others than those with whom the report begins: "Elsewhere Beta has let a quay to Gamma"."""
    lead = {key for key in reader.parties.lead if key in reader.makers}

    def aside(number: int, line: Line) -> bool:
        if line in reader.asides or number < _EARLY or len(lead) < 2:
            return line in reader.asides
        named = {key for hit in line.hits if hit.how in BY_NAME for key in hit.keys}
        return not named <= lead and len(named & lead) < 2

    return [(line, None if aside(number, line) else event) for number, (line, event) in enumerate(events)]


def _find_led(reader: Reader, lines: list[Line]) -> bool:
    """Take the agreement between those with whom a report begins, which other papers tell, where it names none itself."""
    lead = tuple(key for key in reader.parties.lead if key in reader.makers)
    together = any(len(set(reader.parties_of(line)) & set(lead)) > 1 for line in lines[:_EARLY])
    if len(lead) not in {2, 3} or not together or reader.document.published.latest is None:
        return False
    _relate(reader, lead)
    return True


def _find_told_first(reader: Reader) -> None:
    """Take an agreement between those of whom a report speaks before it turns to others; other papers tell it."""
    main = tuple(key for key in reader.makers if key not in reader.asides.strangers)
    if reader.asides.strangers and len(main) in {2, 3}:
        _relate(reader, main)


def _find_told_of(reader: Reader) -> None:
    """Take an agreement of the two parties that a text names together: most often, or most often in the sentences on terms."""
    if reader.together:
        _relate(reader, reader.together)
        return
    lines = [line for line in reader.lines if line.block.role not in HEADS | LISTED and line not in reader.asides]
    makers = set(reader.makers)
    told = [sorted({k for hit in line.hits for k in hit.keys} & makers) for line in lines if tells_term(line.text)]
    often: Counter[tuple[str, ...]] = Counter(pair for keys in told for pair in combinations(keys, 2))
    if len(told) >= _TELLING and often:
        _relate(reader, max(often, key=lambda pair: often[pair]))


def _relate(reader: Reader, parties: tuple[str, ...]) -> None:
    """Take an agreement of some parties that other papers tell for what the report is about."""
    made = DateBounds(None, reader.document.published.latest)
    basis = "not later than the document"
    draft = reader.found.ledger.add("relation", parties, "partnership", Force.UNKNOWN, made, basis)
    draft.mentioned = MentionKind.RELATION
    reader.found.subject = (draft.key,)


def _date_behind(reader: Reader, line: Line) -> None:
    """Date the main agreement by the sentence behind its announcement, where that tells the signing and makes no other."""
    own = reader.own
    signed = lexicon_pattern("signing-told").match(line.text)
    if own is None or own.made.earliest is not None or (find_names(line.text) and not signed):
        return
    signed = signed or verb_pattern("make").search(line.text)
    behind = line.text[signed.end() :][:60] if signed else ""
    made, words = relative_bounds(behind, reader.document.published)
    if made:
        fill(own, None, made, f'the document says "{words}"')


_SIGNED_IT = re.compile(r"\b(?:countersigned|initialled|signed|(?:has|have)\s+put\s+their\s+names\s+to)\s+(?:it|this)\b")


def _sign_too(reader: Reader, line: Line) -> None:
    """Add to the main agreement those who by a sentence behind its announcement signed it: "Beta, its partner, signed it too"."""
    own = reader.own
    signed = _SIGNED_IT.search(line.text)
    if own is None or signed is None:
        return
    stop = line.start + signed.start()
    keys = [k for h in line.hits if h.start < stop and h.how in BY_NAME | {"pronoun"} for k in h.keys if k in reader.makers]
    own.parties = tuple(dict.fromkeys([*own.parties, *keys]))


def _speaks_of_joint(reader: Reader, line: Line) -> bool:
    """Whether a sentence speaks of something that the parties have together already: "our joint venture with X"."""
    names = find_names(line.text)
    return (
        any(n.determiner in {"our", "its", "their", "the"} and not n.qualities for n in names) and len(reader.parties_of(line)) >= 2
    )


def _enrich(reader: Reader, event: Event, makers: tuple[str, ...], line: Line) -> None:
    """Add to the main agreement what a further sentence says of it."""
    own = reader.own
    if own is None:
        return
    own.parties = tuple(dict.fromkeys([*own.parties, *makers]))
    changing = {"amendment", "extension", "restatement", "memorandum"}
    if event.name is not None and not own.noun and not (own.kind in changing and event.kind not in changing):
        own.kind, own.force = event.kind, event.force
    made, basis = reader.made(event)
    if event.made or event.when == "now":
        fill(own, None, made, basis)
    reader.tie(own, event, line)


def _find_affirmation(reader: Reader, lines: list[Line]) -> bool:
    """A text in which two parties say together that they stand by an agreement is a declaration, whatever it is called."""
    for line in lines[:_EARLY]:
        for match in verb_pattern("reaffirm").finditer(line.text):
            at = line.start + match.start()
            makers = tuple(dict.fromkeys(k for h in line.hits if h.start < at for k in h.keys if k in reader.makers))
            named = any(0 <= n.start - at - len(match.group()) <= 30 for n in reader.definite(line))
            if len(makers) >= 2 and named and not is_denied(line.text, match.start()):
                _declare(reader, makers)
                return True
    return False


def _find_denial(reader: Reader, events: list[tuple[Line, Event | None]]) -> bool:
    """A text that makes no agreement and in which a party says that nothing changes between it and another is a declaration."""
    for line, event in events[:_EARLY]:
        if _says_nothing_changes(reader, line):
            _declare(reader, reader.parties_of(line))
            return True
        if event is not None and event.name is not None and event.when == "now":
            return False
    return False


def _says_nothing_changes(reader: Reader, line: Line) -> bool:
    """Whether a party tells that nothing changes between it and another."""
    makers = [k for k in reader.parties_of(line) if k in reader.makers]
    denied = lexicon_pattern("nothing").search(line.text) and lexicon_pattern("no-change").search(line.text)
    return bool(denied) and len(makers) >= 2 and reader.parties.publisher in makers


def _declare(reader: Reader, makers: Sequence[str]) -> None:
    reader.own = reader.found.ledger.add("own", tuple(makers), "declaration", Force.DECLARATORY, reader.document.published)
    reader.own.noun = "joint statement"
    reader.own.basis = "published on that day" if reader.document.published else ""


def _find_declaration(reader: Reader, events: list[tuple[Line, Event | None]]) -> None:
    """A joint statement that makes nothing new is a declaration of those who sign it."""
    issuers = tuple(key for key in reader.parties.issuers if key in reader.makers)
    told, own = _told_declaration(events), reader.own
    others = len(issuers) > 1 and own is not None and bool(set(own.parties) - set(issuers))
    if own is not None and (others or (told is not None and own.force is not Force.BINDING)):
        reader.found.ledger.drop(own)  # what they tell of a deal with somebody else, or of a paper before it, is none of theirs
        reader.own, reader.opening, reader.circle, reader.tied = None, None, set(), False
    if reader.own is not None and reader.own.kind != "partnership":
        return
    title = Passage.of(reader.document.title)
    heads = [line for line, _ in events[:6] if line.block.role is not BlockRole.LIST_ITEM]
    texts = [(label, issuers) for label in reader.document.text[:200].splitlines() if issuers and find_names(label)][:1]
    texts += [(title.text, tuple(k for h in reader.parties.hits(title) for k in h.keys))] if title.text else []
    texts += [(line.text, reader.parties_of(line)) for line in heads]
    named = (n for text, _ in texts[:4] for n in find_names(text) if n.determiner not in {"the", "its", "their"})
    name = next((n for n in named if n.kind == "declaration"), told)
    makers = next((keys for _, keys in texts if len(set(keys) & set(reader.makers)) >= 2), ())
    makers = makers or tuple(k for _, keys in texts for k in keys)
    makers = tuple(k for k in dict.fromkeys(makers) if k in reader.makers)
    if name is None or len(makers) < 2:
        return
    if reader.own is None:
        reader.own = reader.found.ledger.add("own", makers, name.kind, name.force)
    own, published = reader.own, reader.document.published
    own.kind, own.force, own.noun = name.kind, name.force, name.noun
    own.made, own.basis = published, "published on that day" if published else ""


def _told_declaration(events: list[tuple[Line, Event | None]]) -> AgreementName | None:
    """The name of a text that says of itself that it declares and binds nobody: "This declaration creates no rights"."""
    told = (lexicon_pattern("only-declares").search(line.text) for line, _ in events)
    return next((n for match in told if match for n in find_names(f"Joint {match['what']}")), None)


def _find_dealt(reader: Reader, lines: list[Line]) -> None:
    """A deal that is told by its verb alone: "has awarded Y the right to …", "names Y as its supplier"."""
    known = set(reader.makers)
    for line in lines[:_EARLY]:
        if any("new" not in n.qualities for n in reader.definite(line)):
            return  # an agreement that is taken as known comes first
        event = find_deal(line.passage.text, line.start, line.end)
        if event is None:
            continue
        first = max(line.passage.text.rfind(";", line.start, event.start), line.start)
        stop = line.passage.text.find(";", event.end, line.end)
        stop = stop if stop >= 0 else line.end
        before = [k for h in line.hits if first <= h.start < event.start for k in h.keys if k in known]
        behind = [h for h in line.hits if event.end <= h.start < stop]
        beside = [h for i, h in enumerate(behind) if joined(line.passage.text, behind, i)] if before else behind
        after = [k for h in beside for k in h.keys if k in known] or [k for h in behind for k in h.keys if k in known]
        makers = tuple(dict.fromkeys([*before, *after]))
        if after and len(makers) < 2 and reader.parties.publisher and reader.parties.publisher not in makers:
            makers = (reader.parties.publisher, *makers)
        if len(makers) >= 2 and after:
            reader.own = reader.add("own", makers, event, line)
            reader.circle |= {k for h in line.hits for k in h.keys}
            return


def _find_named(reader: Reader, lines: list[Line]) -> None:
    """The agreement that a document which announces nothing takes as known: a dated or titled one before "the contract"."""
    named = [(line, name, reader.named_parties(line, name)) for line in lines for name in reader.definite(line)]
    named = [x for x in named if len(x[2]) >= 2]
    fresh = [x for x in named if "new" in x[1].qualities and x[1].determiner == "the" and not x[1].dates]
    firm = [x for x in named if x[1].dates or x[1].title] or named
    firm = fresh if fresh and _lies_back(reader, firm[0][1]) else firm
    if not firm:
        return
    line, name, makers = firm[0]
    draft = reader.other(name, makers, line)
    if "new" in name.qualities and not name.dates:
        reader.own = draft
        _date_before(draft, reader, lines, line)
    reader.found.subject = (draft.key,)


def _lies_back(reader: Reader, name: AgreementName) -> bool:
    """Whether an agreement is dated in a year before that of the text."""
    told, made = reader.document.published.latest, name.made.latest
    return told is not None and made is not None and made.year < told.year


_SIGNING = re.compile(r"\b(?:signs?|signed|signing|shook hands|shake hands|put pen to paper)\b")


def _date_before(draft: Draft, reader: Reader, lines: list[Line], line: Line) -> None:
    """Date "the new lease" by the sentence shortly before that tells of a signing: "On 2 May we went to sign with Beta"."""
    at = lines.index(line)
    for before in reversed(lines[max(0, at - 3) : at]):
        if draft.made.earliest is not None or before.block.role in HEADS or not _SIGNING.search(before.text):
            continue
        made, words = relative_bounds(before.text, reader.document.published)
        if made and words and not any(name.firm for name in find_names(before.text)):
            fill(draft, None, made, f'the document says "{words}"')


def _find_promised(reader: Reader, lines: list[Line]) -> None:
    """The deal behind the promises that one party makes another."""
    promise = next((line for line in lines if line.block.role not in HEADS and reader.promises(line)), None)
    if promise is None or len(reader.makers) < 2:
        return
    made = DateBounds(None, reader.document.published.latest)
    makers = reader.parties_of(promise)
    told_by_one = reader.parties.publisher in makers  # a party says what it will do: it is bound
    kind, force = ("definitive", Force.BINDING) if told_by_one else ("partnership", Force.UNKNOWN)
    reader.own = reader.found.ledger.add("own", makers, kind, force, made, "not later than the document")
    reader.own.spans.append(promise.raw())
