"""Who the parties of a document are: evidence from its parties block, definitions, frames and marks of the page, held together.

A name must earn its place: a parties block, a definition behind a legal form, or sentences in which only those who deal stand.
One file: the order in which evidence is gathered is the rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.genres import SURELY, likely_genre
from kg.extraction.lexicon import load_toml, phrase
from kg.extraction.lines import placed_lines, unquoted
from kg.extraction.party_below_title import read_below_title
from kg.extraction.party_block import read_block
from kg.extraction.party_bound import read_bound
from kg.extraction.party_called import read_called
from kg.extraction.party_choice import accepted, acting_beside, dealing_too, listed_beside, supposed, taken_up
from kg.extraction.party_definitions import Claim, Collective
from kg.extraction.party_foot import signing_beside
from kg.extraction.party_group import Group
from kg.extraction.party_groups import Groups
from kg.extraction.party_head_choice import parties_of_head
from kg.extraction.party_index import PartyHit, PartyIndex
from kg.extraction.party_known import claims_of_known, strangers_beside
from kg.extraction.party_last import named_in_terms
from kg.extraction.party_lent import called_by_others, lent_groups, with_lent
from kg.extraction.party_listing import read_listing
from kg.extraction.party_mail import WE, is_full, read_mail, read_sign_off
from kg.extraction.party_marks import read_letter
from kg.extraction.party_masthead import OWN_VOICE, house_at_an_end, house_of, stands_beside_us, state_behind
from kg.extraction.party_mentions import make_index
from kg.extraction.party_nameless import with_nameless_speaker
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_nouns import is_people
from kg.extraction.party_own_voice import own_houses
from kg.extraction.party_particulars import (
    read_inverted,
    read_listed,
    read_particulars,
    read_signatures,
    read_table,
    read_under_label,
)
from kg.extraction.party_present import people_present
from kg.extraction.party_press import houses_of_papers, is_paper, own_words
from kg.extraction.party_rows import read_joint_heading, read_rows, read_title_page, read_told_roles
from kg.extraction.party_run import read_run
from kg.extraction.party_sentences import TITLES, common_words, read_sentences, spans_of
from kg.extraction.party_speaker import (
    TICKER,
    first_lines,
    issued_by,
)
from kg.extraction.party_titles import bodies
from kg.extraction.party_words import alternatives, folded, is_government, party_words
from kg.extraction.passages import Passage
from kg.extraction.standing import bounded
from kg.legal_names import has_legal_form, name_key, name_words, names_somebody
from kg.records import Block, BlockRole, Document, PartyMention

__all__ = ["PartyHit", "PartyIndex", "PartyMention", "find_parties"]

_HEAD = 14_000  # code points in which a contract names its parties
_TOP = 400  # code points in which a paper says whose it is
_ROWS = 3000  # code points in which rows give each role its party
_READ = 150_000  # code points of a text that are read for names
_READ_CONTRACT = (12_000, 40_000)  # of a contract: with a parties block, and without one
_MOST = 300  # parties of one document, the best attested first
_LIKELY = 0.5  # probability from which a paper is read as a report
_FORMED = 0.3  # probability from which a text in which nothing else shows two parties is read as a contract that binds them
_TWO = 2  # parties of an agreement
_MUTE = frozenset({BlockRole.NAVIGATION, BlockRole.MAIL_HEADER})


def find_parties(document: Document, known: Sequence[PartyMention] = ()) -> PartyIndex:
    """Return the parties of a document and the means to find them in its passages.

    Keys are slugs of the fullest name without legal form, local to the document.

    Args:
        document: the document.
        known: parties that other documents tell of; those marked as lent are added to its own, the others count where it shows
            no two by itself, and names some of them.
    """
    known, lent = [m for m in known if not m.lent], [m for m in known if m.lent]
    genre = likely_genre(document)
    worded = _Wording(genre.instrument > SURELY, genre.party > SURELY, genre.report > _LIKELY)
    found = _find(document, worded)
    if genre.instrument > _FORMED and len(found.index.mentions) < _TWO:
        run = read_run(document.text)
        bare = worded if run else replace(worded, formed=False, binds=True)
        found = _find(document, bare, own=(run, []))
    if known:
        helped = _find(document, worded, known=known, without=strangers_beside(found.index.mentions, known))
        found = helped if len(helped.index.mentions) >= _TWO else found
    reports = genre.instrument < _LIKELY and phrase("tells-news").search(document.text) is not None
    claims, words = ([], []) if reports else parties_of_head(found.index, document.text, formed=worded.formed)
    own = (claims, words)
    found = _find(document, replace(worded, formed=True), own=own) if claims else found
    signing, mixed = signing_beside(found.index, document.text) if worded.formed and not known else ([], [])
    found = _find(document, worded, own=own, without=mixed, signing=signing) if signing else found
    told = replace(_with_lent(document, found, lent), genre=genre)
    if genre.instrument < _LIKELY and sum(bool(m.name) for m in told.mentions) < _TWO:
        told = replace(_with_supposed(document, found, told), genre=genre)
    return with_nameless_speaker(told, document)


@dataclass(frozen=True, slots=True)
class _Found:
    """The parties of a document, and of what their index was made."""

    index: PartyIndex
    chosen: list[Group]
    collectives: list[Collective]
    blocks: list[tuple[Block, Passage]]
    groups: Groups


def _with_supposed(document: Document, found: _Found, told: PartyIndex) -> PartyIndex:
    """Return the parties of a text that shows fewer than two with those who most likely deal in it, marked so."""
    more = supposed(found.groups, found.chosen, document, found.blocks)
    if not more:
        return told
    own = {m.key for m in told.mentions}
    wider = make_index(document, (found.chosen + more)[:_MOST], found.collectives, found.blocks)
    return replace(wider, mentions=tuple(m if m.key in own else replace(m, supposed=True) for m in wider.mentions))


def _with_lent(document: Document, found: _Found, lent: Sequence[PartyMention]) -> PartyIndex:
    """Return the parties of a document with those whom only other documents take for parties of its deals."""
    more = lent_groups(document.text, lent, found.chosen) if lent else []
    if not called_by_others(lent, found.chosen) and not more:
        return found.index
    return with_lent(found.index, make_index(document, (found.chosen + more)[:_MOST], found.collectives, found.blocks))


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a document is worded as a whole."""

    formed: bool  # as contracts are, so that its sentences name parties as they do
    voiced: bool  # as the texts of parties are, so that who publishes it is one
    told: bool  # as reports are
    binds: bool = False  # it is a contract that names its parties nowhere but in its clauses


_Own = tuple[list[Claim], list[Collective]]
_NOTHING: _Own = ([], [])


def _find(
    document: Document,
    worded: _Wording,
    *,
    known: Sequence[PartyMention] = (),
    without: Iterable[str] = (),
    own: _Own = _NOTHING,
    signing: Sequence[Claim] = (),
) -> _Found:
    """Return the parties of a document.

    Args:
        document: the document.
        worded: how it is worded.
        known: parties of other documents that may be its own.
        without: names that are those of no party.
        own: what its head says of its parties by what acts in its clauses; then nothing else in it says who makes it.
        signing: for whom it is signed at its foot, who are nowhere else told to make it.
    """
    head = Passage.of(document.text, 0, min(len(document.text), _HEAD))
    groups = Groups()
    read = _read_own(document, head, groups, own) if own[0] else None
    collectives = _read_instrument(document, head, groups, formed=worded.formed) if read is None else read
    _claim_known(document, known, groups)
    for claim in signing:
        groups.claim(claim, ())
    signed = [group for group in groups if group.signs]
    contract = worded.formed or len(signed) > 1 or _is_contract(head.text)
    limit = _READ_CONTRACT[len(signed) < 2] if contract else _READ
    blocks = [(b, Passage.of(document.text, b.start, min(b.end, b.start + limit))) for b in _blocks(document) if b.start < limit]
    if len(signed) < 2:
        _read_heading(document, blocks, groups, voiced=worded.voiced)
    read_sentences(blocks, groups, instrument=contract)
    _read_foot(document, blocks, groups, alone=len(signed) < 2)
    _leave_things_out(document, groups, without)
    groups.join_short_forms(document.text)
    chosen = accepted(groups, document, blocks)[:_MOST]
    if len(chosen) < 2 and (houses := _attending(document, blocks)):
        for claim in houses:
            groups.claim(claim, ())
        groups.join_short_forms(document.text)
        chosen = accepted(groups, document, blocks)[:_MOST]
    if len(signed) < 2 or len(chosen) < 2:
        chosen = _completed(document, chosen, groups, blocks, contract=contract)
    listed = [group for group in signed if group.sources & {"block", "foot", "particulars"}]
    if len(listed) < 2 and (worded.binds or (contract and len(chosen) > 1)):
        chosen = _with_bound(document, chosen, groups, blocks)
    index = make_index(document, chosen, collectives, blocks)
    things = dict(index.products)
    more = [] if contract else dealing_too(groups, chosen, document, things)
    more += [] if contract else taken_up(groups, chosen + more, document)
    if worded.told and not contract and not signed and len(chosen) > 1:
        more += acting_beside(groups, chosen + more, document, blocks, things)
    if more := more + listed_beside(groups, chosen + more, document, things):
        chosen = [g for g in chosen if not is_people(g.name)] if len(chosen) + len(more) > _TWO else chosen
        wider = make_index(document, (chosen + more)[:_MOST], collectives, blocks)
        index = wider if wider.lead or len(chosen) < 2 else replace(wider, lead=index.lead or tuple(m.key for m in index.mentions))
    return _Found(index, chosen + more, collectives, blocks, groups)


def _claim_known(document: Document, known: Sequence[PartyMention], groups: Groups) -> None:
    """Add the parties of other documents that a text names."""
    for claim in claims_of_known(document.text, known):
        groups.claim(claim, ((claim.start, claim.end),) if claim.end else ())


def _read_foot(document: Document, blocks: list[tuple[Block, Passage]], groups: Groups, *, alone: bool) -> None:
    """Add who signs a text and who writes a mail; `alone`: its head does not name those who deal."""
    if alone and len(document.text) < _HEAD * 4:
        for claim in read_signatures(Passage.of(document.text, max(0, len(document.text) - 6000)).text):
            groups.claim(claim, ())
    read_mail(document, blocks, groups)
    if alone:
        read_sign_off(document, blocks, groups)


def _completed(
    document: Document, chosen: list[Group], groups: Groups, blocks: list[tuple[Block, Passage]], *, contract: bool
) -> list[Group]:
    """Return the parties with those whom weaker signs show, where what shows parties best shows too few."""
    if len(chosen) == 1 and "definition" in chosen[0].sources:
        chosen = chosen + _bare_body(document, chosen[0], groups)
    elif chosen and not contract:
        chosen = chosen + _acting_office(document, chosen, groups)
    return chosen if len(chosen) > 1 or contract else named_in_terms(groups, chosen, blocks)


def _is_contract(text: str) -> bool:
    """Whether a text speaks as contracts do: at least three different words of contracts near its start."""
    return len({m.group().casefold() for m in _contract_word().finditer(text)}) > 2


@cache
def _contract_word() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('contract-words')}\b", re.IGNORECASE)


def _blocks(document: Document) -> list[Block]:
    """Return the blocks to read: those of the reader, or paragraphs where it made none."""
    if document.blocks:
        return [block for block in document.blocks if block.role not in _MUTE]
    found: list[Block] = []
    last = ""
    for line, at in placed_lines(document.text[:_READ]):
        heading = len(last) < 50 and last[-1:].isalnum() and line[:1].isupper()
        if line.strip() and last.strip() and not heading:
            found[-1] = replace(found[-1], end=at + len(line))
        elif line.strip():
            found.append(Block(at, at + len(line), BlockRole.PARAGRAPH))
        last = line
    return found


# ------------------------------------------------------------------ evidence
def _with_bound(document: Document, chosen: list[Group], groups: Groups, blocks: list[tuple[Block, Passage]]) -> list[Group]:
    """Return the parties with those whom the clauses of a contract bind, where they are more than one."""
    clauses = [passage for block, passage in blocks if block.role not in TITLES and block.role != BlockRole.METADATA]
    bound = read_bound(clauses, document.text, common_words(passage for _, passage in blocks))
    bound = [one for one in bound if not re.search(rf"\b(?:you|us) \(\W*(?:the )?{re.escape(one.name)}\W*\)", document.text)]
    if len({*(group.key for group in chosen), *(name_key(one.name) for one in bound)}) < 2:
        return chosen
    for claim in bound:
        groups.claim(claim, ((claim.start, claim.end),))
    groups.join_short_forms(document.text)
    wider = accepted(groups, document, blocks)
    return [g for g in groups if g in wider or any(g.named(one.name) for one in chosen)][:_MOST]


def _read_own(document: Document, head: Passage, groups: Groups, own: _Own) -> list[Collective]:
    """Add the parties that the head shows by what acts in the clauses; return the collective words, those defined elsewhere too."""
    for claim in own[0]:
        groups.claim(claim, ((claim.start, claim.end),))
    _, words = _read_opening(document, head, Groups(), formed=True)
    return [*own[1], *(word for word in words if word.word not in {one.word for one in own[1]})]


def _read_instrument(document: Document, head: Passage, groups: Groups, *, formed: bool) -> list[Collective]:
    """Add what the parties block, the particulars and the frame of a letter say; return the collective words defined there."""
    claims, collectives = _read_opening(document, head, groups, formed=formed)
    rows, top = document.text[:_ROWS], document.text[:_TOP]
    for claim in read_table(document.text[:_HEAD]):
        groups.claim(claim, ((claim.start, claim.end),))
    for claim in [] if claims else [*read_rows(rows), *read_title_page(rows), *read_told_roles(rows), *read_joint_heading(rows)]:
        groups.claim(claim, ((claim.start, claim.end),))
    above = ""
    for line, start in placed_lines(document.text[:_HEAD]):
        found = read_particulars(line) or read_under_label(above, line) or read_inverted(line)
        if found is not None:
            groups.claim(found, ((start + found.start, start + found.end),))
        elif not claims:
            for one in read_listed(line, top) or read_listed(_with_next_lines(document.text, start), top):
                groups.claim(one, ((start + one.start, start + one.end),))
        above = line if line.strip() else above
    if not claims:
        for claim in read_letter(document.text[:_HEAD]):
            groups.claim(claim, ((claim.start, claim.end),))
    return collectives


_LISTED_ON = re.compile(r"[^\n]+(?:\n(?![^\n:]{0,30}:)[ \t]*\S[^\n]*)+")


def _with_next_lines(text: str, start: int) -> str:
    """Return what begins with the line at `start` and goes on in the lines below it, as one line; empty where none goes on."""
    found = _LISTED_ON.match(text, start, start + 400)
    return found.group().replace("\n", " ") if found else ""


def _read_opening(document: Document, head: Passage, groups: Groups, *, formed: bool) -> tuple[list[Claim], list[Collective]]:
    """Add the parties of the parties block, or of the run of names each with the word it is called by, which tells more."""
    text = document.text
    claims, collectives = read_block(head.text)
    if not claims:
        claims, collectives = read_below_title(head.text, formed=formed)
    defined = sum(bool(claim.roles or claim.aliases) for claim in claims)
    called = read_called(text) if defined < max(2, len(claims)) else []
    if called and len(called) >= len(claims):
        for claim in called:
            groups.claim(claim, ((claim.start, claim.end),))
        return called, collectives
    listed, words = read_listing(text) if formed and not claims else ([], [])
    if len(listed) > 1:
        for claim in listed:
            groups.claim(claim, ((claim.start, claim.end),))
        return listed, words
    for claim in claims:
        groups.claim(*_within_block(document, head, claim))
    return claims, collectives


def _acting_body(lines: list[str], text: str) -> Name | None:
    """Return the public body whose minutes or notice a text is: its name alone fills a line at the top, and "the council" acts."""
    if not phrase("acting-office").search(text):
        return None
    for line in lines[:6]:
        names = find_names(line) if len(line) < 120 else []
        if names and names[0].start == 0 and is_government(names[0].text) and len(line) - names[0].end <= 2:
            return names[0]
    return None


def _within_block(document: Document, head: Passage, claim: Claim) -> tuple[Claim, tuple[tuple[int, int], ...]]:
    """Return a claim and its places without the words of another block: what stands below its name, or a title above."""
    (start, end), *places = spans_of(head, claim)
    block_end = min((block.end for block in document.blocks if block.start <= start < block.end), default=end)
    text = document.text
    parts = re.split(r"\n[ \t]*\n", text[start:end])
    if len(parts) > 1 and parts[0].isupper() and names_somebody(parts[-1]) and not names_somebody(parts[0]):
        return replace(claim, name=" ".join(parts[-1].split()).strip(" *_,")), ((end - len(parts[-1]), end), *places)
    own = text[start : min(end, start + len(parts[0]), block_end)].rstrip()
    name = " ".join(own.split()).strip(" *_,")
    if len(own) == end - start or not name or not " ".join(text[start:end].split()).startswith(name):
        return claim, ((start, end), *places)
    return replace(claim, name=name), ((start, start + len(own)), *places)


def _read_heading(document: Document, blocks: list[tuple[Block, Passage]], groups: Groups, *, voiced: bool) -> None:
    """Add the name that alone fills a line at the top, or whose paper it is, of a text that then says "the Company" or "we"."""
    own = sum(len(WE.findall(own_words(unquoted(passage.text)))) for _, passage in blocks)
    if _looks_on(document.text):
        return
    if (claim := _body_of(document, blocks) or _headed(document, blocks, own, voiced=voiced)) is not None:
        claim = replace(claim, name=state_behind(claim.name, document))
        for one in (claim, replace(claim, source="house", weight=0)) if own > 1 else (claim,):
            groups.claim(one, ())
    elif (told := house_at_an_end(document, blocks, own) or _own_house(document, blocks, own)) is not None:
        house, at = state_behind(told[0], document), told[1]
        for source, weight in (("definition", 3), ("house", 0)):
            groups.claim(Claim(house, at, at + len(house), source, weight), ((at, at + len(house)),))


def _own_house(document: Document, blocks: list[tuple[Block, Passage]], own: int) -> tuple[str, int] | None:
    """Return the one for whom a text says "we" again and again, by what it says of itself; `own`: how often."""
    if own < _TWO or is_paper(document):
        return None
    bare = [unquoted(passage.text) for _, passage in blocks]
    return next(((name, at) for name, at, sure in own_houses(document.text) if sure or not stands_beside_us(name, bare)), None)


def _body_of(document: Document, blocks: list[tuple[Block, Passage]]) -> Claim | None:
    """Return the body that publishes a text on a deal, whose minutes or circular it is, or that acts in it by its noun."""
    if (house := _body_that_publishes(document)) is not None and any(
        phrase("deal-with").search(passage.text) for _, passage in blocks
    ):
        return Claim(house, 0, 0, "definition", 3)
    if (own_paper := _house(document, blocks)) is not None:
        return own_paper
    body = _acting_body(first_lines(document.text, blocks), document.text)
    return Claim(body.text, 0, 0, "definition", 3) if body is not None else None


def _headed(document: Document, blocks: list[tuple[Block, Passage]], own: int, *, voiced: bool) -> Claim | None:
    """Return the name at the head of a text that says "the Company" or "we"; `own`: how often it says "we"."""
    if voiced and own >= OWN_VOICE and _is_house(document):
        return Claim(document.publisher, 0, 0, "definition", 3)
    lines = first_lines(document.text, blocks)
    tops = [(line, find_names(line)) for line in lines[:3] if own and len(line) < 120]
    entitled = any(names and names[0].legal and _fills(line, names[0]) for line, names in tops)
    if not re.search(rf"\b{alternatives('undefined-roles')}\b", document.text) and own < 2 and not entitled:
        return None
    named = ""
    for line in lines:
        names = find_names(line) if len(line) < 160 else []
        name = next((one for one in names if _fills(line, one) or (is_full(one) and issued_by(line[: one.start]))), None)
        if name is not None and not set(name_words(name.text)) & party_words("press-marks"):
            named = name.text
            break
    if not named and _publishes(document, blocks, own):
        return Claim(document.publisher, 0, 0, "definition", 3)
    named = named or (house_of(lines, document.text) if own >= OWN_VOICE else "")
    at = max(0, document.text.find(named))
    return Claim(named, at, at + len(named), "definition", 3) if named else None


def _attending(document: Document, blocks: list[tuple[Block, Passage]]) -> list[Claim]:
    """Return the houses whose people attend the talks that a text records: "Present: A. Bee (Acme); C. Dee (Beta)"."""
    found: dict[str, Claim] = {}
    for line in first_lines(document.text, blocks):
        for match in phrase("of-whose-house").finditer(line) if phrase("attendance").match(line) else ():
            for name in find_names(match["house"]):
                if name.text == match["house"] and name.text not in party_words("cities") | party_words("countries"):
                    found[name.text] = Claim(name.text, 0, 0, "definition", 3)
    return list(found.values()) if len(found) > 1 else []


def _house(document: Document, blocks: list[tuple[Block, Passage]]) -> Claim | None:
    """Return the body whose minutes, circular or statement a text is by its first lines, where it then says "the Council" of it."""
    lines = first_lines(document.text, blocks)[:4]
    recorded = any(phrase("record-of-talks").search(line) for line in lines)
    for line in lines:
        name = next((one for one in find_names(line) if is_full(one)), None) if len(line) < 160 else None
        if name is None or not phrase("opening-paper").fullmatch(line[: name.start]):
            continue
        text = re.sub(r"\s+(?:[Mm]inutes|[Cc]ircular|[Nn]ewsletter|[Bb]ulletin)$", "", name.text)
        heads = [word for word in text.split() if word.casefold() in bodies() | party_words("organisation-heads")]
        own = any(
            re.search(rf"\b[Tt]he (?:{re.escape(head.title())}|{re.escape(head.lower())})\b(?! of\b| [A-Z])", document.text)
            for head in heads
        )
        issued = phrase("issued-paper").match(line, name.start + len(text)) or line[: name.start].strip(" #*").count(" ")
        if own and (recorded or issued):
            at = max(0, document.text.find(text))
            return Claim(text, at, at + len(text), "definition", 3)
    return None


_DEFINED_THING = re.compile(
    r"""\((?:the|this|these|such|together,? the|collectively,? the)\s+["“'](?P<word>[A-Z][^"“”'()]{1,40})["”']\)"""
)


def _leave_things_out(document: Document, groups: Groups, without: Iterable[str]) -> None:
    """Drop the names that a text defines for a thing: '(the "Stream")' behind what is no party; and who prints the paper.

    Who is listed as present in its minutes is noted as a person, and names that are known to be those of none go.
    """
    groups.people |= people_present(document.text)
    for name in without:
        groups.drop(name, firm=True)
    text = document.text[:_READ]
    defined = {match["word"] for match in _DEFINED_THING.finditer(text)}
    meant = {word for group in groups if group.sources - {"frame"} for word in (*group.short, *group.titles)}
    places = {name for group in groups if not group.signs for name in group.names if _is_site(name, text)}
    places |= {match["place"] for match in _DONE_AT.finditer(text)}
    pairs = {name for group in groups if not group.legal for name in group.names if _is_pair(name, text)}
    numbered = {name for group in groups if not group.legal for name in group.names if _is_numbered(name, text)}
    brands = set(_inside_brands(text, [name for group in groups if not group.legal for name in group.names]))
    for word in sorted((defined - meant) | places | pairs | numbered | brands):
        groups.drop(word)
    for word in sorted(houses_of_papers(document)):
        groups.drop(word, firm=True)


def _inside_brands(text: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the names that stand in a text only as a part of the name of a known product."""
    for brand in load_toml("owners").get("brand", ()):
        for product in brand["names"]:
            within = [name for name in names if name != product and name in product]
            if within and product in text:
                rest = text.replace(product, "")
                yield from (name for name in within if name not in rest)


_DONE_AT = re.compile(
    r"\b(?:[Dd]one|[Ee]xecuted|[Gg]iven|[Ss]igned)\b[^.;:()]{0,40}\b(?:at|in) (?P<place>[A-Z][\w-]+)(?=,? (?:on|this)\b)"
)


def _is_numbered(name: str, text: str) -> bool:
    """Whether a name of one word stands nowhere without a number behind it, and with several: "Block 4 and Block 5"."""
    numbers = set[str]()
    for _, end in bounded(name, text) if " " not in name else ():
        number = _NUMBER_BEHIND.match(text, end)
        if number is None:
            return False
        numbers.add(number["number"])
    return len(numbers) > 1


_NUMBER_BEHIND = re.compile(r"\s(?P<number>\d\w*)")


def _is_pair(name: str, text: str) -> bool:
    """Whether a name is two that a text also names apart: "the Acme-Beta contract"."""
    parts = name.split("-")
    if len(parts) != 2 or not all(len(part) > 2 and part[0].isupper() for part in parts):
        return False
    return all(re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", text) for part in parts)


def _is_site(name: str, text: str) -> bool:
    """Whether a text shows a name as that of a mine, a dam or the like: "the Osprey mine"."""
    at = text.find(name)
    while at >= 0:
        if phrase("place-dug-or-built").match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _is_house(document: Document) -> bool:
    """Whether the publisher that a page gives is one name, and that of no paper and no register."""
    words = set(name_words(document.publisher))
    names = find_names(document.publisher)
    alone = len(names) == 1 and names[0].text == document.publisher
    return alone and not words & party_words("register-marks") and not is_paper(document)


def _publishes(document: Document, blocks: list[tuple[Block, Passage]], own: int) -> bool:
    """Whether the publisher of a text says "we" in it, of a deal of its own; `own`: how often."""
    name = document.publisher
    if not name:
        return False
    if own > 2 and has_legal_form(name) and document.text.count(name.split()[0]) > 2:
        return True
    recorded = set(name_words(name)) & party_words("register-marks")
    if (recorded and own < OWN_VOICE) or is_paper(document) or not re.search(re.escape(name), document.text, re.I):
        return False
    return any(phrase("our-deal").search(unquoted(passage.text)) for block, passage in blocks if block.role not in TITLES)


def _body_that_publishes(document: Document) -> str | None:
    """Return the public body or firm that a document gives as its publisher; none where a paper or a register does so."""
    publisher = re.split(r"\s+[–—|-]\s+|,\s", document.publisher)[0]
    names = find_names(publisher)
    words = set(publisher.casefold().split()) | set(name_words(publisher))
    if len(names) != 1 or names[0].text != publisher or words & (party_words("press-marks") | party_words("register-marks")):
        return None
    return publisher if names[0].legal or is_government(publisher) else None


def _looks_on(text: str) -> bool:
    """Whether a paper is by somebody who only tells clients of the dealings of others: an analyst, a law firm."""
    ends = f"{text[:1500]}\n{text[-1500:]}".casefold()
    return any(words in ends for words in party_words("onlooker-papers"))


def _fills(line: str, name: Name) -> bool:
    """Whether a name is all that a line says: with its legal form, or with the sign under which its shares are traded."""
    if name.text.split()[-1].casefold() in folded("paper-heads") | folded("title-ends") | {"statement"}:
        return False
    if folded("organ-words").issuperset(name_words(name.text)):
        return False  # "Board of Directors": of whom, another line tells
    alone = name.start == 0 and len(line) - name.end <= 2
    headed = name.start == 0 and re.match(r"\s*[:,|·]|\s+[-–—]\s", line[name.end :])
    barred = name.start == 0 and re.match(r"\s*[|·]|\s+[-–—]\s", line[name.end :])
    return (
        ((alone or headed) and not bodies().isdisjoint(name_words(name.text)))
        or ((alone or barred) and name.legal)
        or (name.start == 0 and bool(TICKER.match(line, name.end)))
    )


def _bare_body(document: Document, speaker: Group, groups: Groups) -> list[Group]:
    """Return the one body that a paper of a party knows by its noun alone ("the Federation"), whoever it is; else nobody."""
    found = Counter(
        m.group("noun") for m in _bare_bodies().finditer(document.text[:_READ]) if m.group("noun").casefold() not in speaker.words
    )
    called = {role.casefold().removeprefix("the ") for role in speaker.roles}
    for noun in [noun for noun in found if noun.casefold() in called]:
        del found[noun]
    if len(found) != 1:
        return []
    (noun,) = found
    groups.claim(Claim(noun, 0, 0, "definition", 3), ())
    return [group for group in groups if group.named(noun)]


def _acting_office(document: Document, chosen: list[Group], groups: Groups) -> list[Group]:
    """Return the one body that a report knows by its noun alone and that acts in it, as a Ministry does in its answers."""
    text = document.text[:_READ]
    found = {match["noun"] for match in phrase("office-acts").finditer(text)}
    called = {word for group in chosen for word in (*group.words, *(role.casefold().removeprefix("the ") for role in group.roles))}
    new = sorted(
        noun for noun in found if noun.casefold() not in called and len(re.findall(rf"\b[Tt]he {noun}\b(?! of\b| [A-Z])", text)) > 1
    )
    if len(new) != 1 or any(group.kind == "government" for group in chosen):
        return []
    full = re.search(rf"\b(?!(?:The|A|An|At|Of|In|By|For)\b)(?:[A-Z][\w-]+ ){{1,4}}{new[0].title()}\b", text)
    name = full.group() if full else new[0].title()
    groups.claim(Claim(name, 0, 0, "definition", 3), ())
    found_too = [group for group in groups if group.named(name)]
    if new[0].islower():
        for group in found_too:
            group.titles.setdefault(f"the {new[0]}")
    return found_too


@cache
def _bare_bodies() -> re.Pattern[str]:
    nouns = "|".join(sorted(word.capitalize() for word in bodies() | {"company", "government"}))
    return re.compile(rf"(?<=[\w,] )the (?P<noun>{nouns})\b(?!\s+(?:of|for|[A-Z]))")
