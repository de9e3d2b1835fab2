"""Who speaks in a document: the party that published or wrote it, and the one that it is written to.

One file: the marks of a publisher are tried one after the other.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from kg.extraction.lexicon import phrase
from kg.extraction.lines import unquoted, unspaced
from kg.extraction.party_index import PartyHit, PartyIndex
from kg.extraction.party_signers import contact_hosts, signed_off
from kg.extraction.party_words import alternatives, party_words
from kg.extraction.passages import Passage
from kg.legal_names import name_key, name_words
from kg.records import Block, BlockRole, Document, PartyMention

__all__ = [
    "TICKER",
    "find_addressee",
    "find_publisher",
    "first_lines",
    "issued_by",
    "mail_labels",
    "named_below_label",
    "parties_of_hosts",
    "released_by_all",
    "says_we",
    "shares_clause",
    "speaks_for_all",
]

_MAIL = re.compile(r"(?im)^(?P<field>from|to|cc):[ \t]*(?P<value>[^\r\n]+)")
_OTHER_VOICES = frozenset({BlockRole.LISTING_TEXT, BlockRole.LISTING_TITLE, BlockRole.QUOTED_REPLY, BlockRole.BOILERPLATE})
_WE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")
_BESIDE = re.compile(  # "with us and", "our publisher, Acme"
    r"\b(?:[Ww]e|[Oo]ur|us)\b[^.;]*\b(?:with|to|from|by|at|in|alongside)\s+(?:the\s+)?$"
    r"|\b[Oo]ur (?:[a-z-]+ ){0,2}[a-z-]+,? (?:the )?$"
)
_AFTER = re.compile(r",? (?:we|our|and (?:we|us)|(?:[a-z]+ ){1,3}us)\b")
_LISTED = re.compile(r"[*_]*(?:,| and| &| as well as|, and) (?:(?:the|both|with) )?[*_]{0,3}(?:[\w’'-]+ ){0,3}?[*_]*")
TICKER = re.compile(r"\s*\((?:[A-Z]+\s*:\s*)?[A-Z.]{1,6}\)\s*(?:$|\.\s+(?=[A-Z])|[|·])")
_HOST = re.compile(r"@([\w.-]+)")


def find_publisher(document: Document, index: PartyIndex, blocks: list[tuple[Block, Passage]], house: str = "") -> str:
    """Return the key of the party whose text this is; "" where nothing shows one, or somebody else published it.

    Args:
        document: the text.
        index: its parties.
        blocks: what was read of it.
        house: the key of the party that its head or foot names as whose it is.
    """
    if not index.mentions:
        return ""
    if document.publisher:
        named = _by_name(index, document.publisher) or _sender(document, index) or _office_at(index, _hosts(document, "from"))
        if named or not phrase("salutation").search(document.text, 0, 4000):
            return named  # on a letter, whoever else is named may have stamped it
    found = (
        parties_of_hosts(index, _hosts(document, "from"))
        or _sender(document, index)
        or _recalled(index, _hosts(document, "from"))
        or parties_of_hosts(index, [urlsplit(document.source_address).hostname or ""])
    )
    if found or _is_contract(index, document):
        return found
    return _by_marks(document, index, blocks) or house or _by_voice(index, blocks)


def _sender(document: Document, index: PartyIndex) -> str:
    """Return the one party that the From line of a mail names before the address."""
    lines = [m["value"].partition("<")[0] for m in _MAIL.finditer(document.text[:3000]) if m["field"].casefold() == "from"]
    keys = {key for line in lines[:1] for hit in index.hits(Passage.of(line)) if hit.how == "name" for key in hit.keys}
    return keys.pop() if len(keys) == 1 else ""


def _recalled(index: PartyIndex, hosts: list[str]) -> str:
    """Return the one party of whose name the host of an address reminds: by one of its first words, or its initials."""
    labels = [label.replace("-", "") for host in hosts for label in host.casefold().split(".")[:-1]]
    fits = [m.key for m in index.mentions if any(_reminds(label, name_words(m.name)) for label in labels)]
    return fits[0] if len(fits) == 1 else ""


def _reminds(label: str, words: tuple[str, ...]) -> bool:
    """Whether a label of a host is made of the words of a name.

    >>> _reminds("acmebank", ("acme",)), _reminds("nib", ("northern", "iron", "board")), _reminds("mail", ("acme",))
    (True, True, False)
    """
    initials = "".join(word[0] for word in words)
    return any(len(word) > 3 and word in label for word in words[:2]) or (len(initials) > 2 and label.startswith(initials))


def _is_contract(index: PartyIndex, document: Document) -> bool:
    letter = re.search(r"\b(?:Dear|Yours faithfully|Yours sincerely)\b", document.text[:6000])
    return len(index.signatories) > 1 and not letter


def _by_name(index: PartyIndex, name: str) -> str:
    """Return the party that a publisher's name means: the same name, or a first part that fits one party alone."""
    key, words = name_key(name), name_words(name)
    for mention in index.mentions:
        if key in {name_key(own) for own in (mention.name, *mention.aliases, *mention.former_names)}:
            return mention.key
    if set(words) & party_words("press-marks"):
        return ""
    named = [hit for hit in index.hits(Passage.of(name)) if hit.how == "name" and len(hit.keys) == 1]
    if len(named) == 1 and phrase("organ-of").fullmatch(name[: named[0].start]):
        return named[0].keys[0]  # "Ministry of the Sea, Republic of Elbonia"
    fits = [m.key for m in index.mentions if any(_same_house(name_words(own), words) for own in (m.name, *m.aliases))]
    alike = fits or [m.key for m in index.mentions if len(words) > 2 and name_words(m.name)[:2] == words[:2]]
    return alike[0] if len(alike) == 1 else ""  # "Acmeburg City Ball Club LP" is "Acmeburg City Gators"


def _same_house(own: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether one name begins with the other ("Acme", "Acme Help"), or the longer ends with one of several words."""
    short = min(own, words, key=len)
    return own[: len(words)] == words or words[: len(own)] == own or (len(short) > 1 and own[-len(words) :] == words)


def _office_at(index: PartyIndex, hosts: list[str]) -> str:
    """Return the one office after whose task the host of an address is called: the Ministry of Ports writes from "ports.gov"."""
    labels = {label for host in hosts for label in host.casefold().split(".")[:-1]}
    fits = [m.key for m in index.mentions if (lead := _OFFICE.match(m.name)) and m.name[lead.end() :].casefold() in labels]
    return fits[0] if len(fits) == 1 else ""


def mail_labels(document: Document, field: str) -> list[str]:
    """Return the parts of the host names in the From, To or Cc line of a mail that can be names of organisations."""
    return sorted({label for host in _hosts(document, field) for label in host.casefold().split(".")[:-1] if len(label) > 3})


def parties_of_hosts(index: PartyIndex, hosts: list[str]) -> str:
    """Return the one party after which the hosts of some addresses are named; "" where there is none."""
    parts = [label for host in hosts for label in host.casefold().split(".")[:-1] if label not in {"www", "co", "com"}]
    labels = {label.replace("-", "") for label in parts} | {
        part for label in parts if "-" in label for part in label.split("-")[:1]
    }
    fits = [m.key for m in index.mentions if labels & {*_first_keys(m)}]
    return fits[0] if len(fits) == 1 else ""


def _first_keys(mention: PartyMention) -> list[str]:
    found = []
    for name in (mention.name, *mention.aliases):
        words = name_words(name)
        found += [
            "".join(words),
            words[0] if words and words[0] not in {w.casefold() for w in party_words("generic-first-words")} else "",
            *("".join(words[:size]) for size in (2, 3) if len("".join(words[:size])) > 6),
        ]
    return [key for key in found if len(key) > 2]


def _hosts(document: Document, field: str) -> list[str]:
    head = document.text[:3000]
    values = [m.group("value") for m in _MAIL.finditer(head) if m.group("field").casefold() == field]
    return [host for value in values for host in _HOST.findall(value)]


_OWN_MARKS = (
    re.compile(r"(?m)^[^\w\n]*About\s+(?P<who>[A-Z][^\n]{1,60})$"),
    re.compile(r"(?:©|\(c\)|Copyright)\s*[\d\s,–-]*(?P<who>[A-Z][^\n]{1,60})"),
)


def _by_marks(document: Document, index: PartyIndex, blocks: list[tuple[Block, Passage]]) -> str:
    """Return the party of the letterhead, of "About X", of "© X", or of "X (Ticker) today announced"."""
    text = document.text
    opening = index.hits(Passage.of(text, 0, min(len(text), 120)))
    if (
        opening
        and opening[0].start < 6
        and opening[0].how == "name"
        and re.search(r"\b(?:Dear|we|our|We|Our)\b", text)
        and "Dear" in text[:4000]
    ):
        return opening[0].keys[0]
    if (alone := _name_line(text, index, blocks)) is not None:
        return alone
    if (issuer := _issuer(text, index, blocks)) is not None:
        return issuer
    signed = signed_off(text, index) if says_we(text) else ""
    return signed or _self_told(text, index) or parties_of_hosts(index, contact_hosts(text))


def _announcers(text: str, index: PartyIndex) -> tuple[str, ...]:
    """Return the parties that a text says "today announced" what it tells, as releases do; none where it has no such words."""
    found = phrase("announced-today").search(text, 0, 2000)
    if found is None:
        return ()
    begin = max(text.rfind("\n\n", 0, found.start()), found.start() - 300, 0)
    hits = index.hits(Passage.of(text, begin, found.start()))
    return tuple(dict.fromkeys(key for hit in hits if hit.how == "name" and not hit.possessive for key in hit.keys))


def _names_all(line: str, index: PartyIndex) -> bool:
    """Whether a line is the title of a paper of several parties, whoever prints it: "Joint statement of Acme and Beta"."""
    title = phrase("joint-paper").match(line) if len(line) < 160 else None
    hits = index.hits(Passage.of(line)) if title else ()
    return len({key for hit in hits if hit.how == "name" for key in hit.keys}) > 1 and len(line) - hits[-1].end < 2


def released_by_all(document: Document, index: PartyIndex, blocks: list[tuple[Block, Passage]], *, housed: bool = False) -> bool:
    """Whether a text is one that several parties brought out together: a joint statement, or what they "today announced".

    Args:
        document: the text.
        index: its parties.
        blocks: what was read of it.
        housed: whether its head or foot names one of them as whose it is, so that minutes are its own.
    """
    if index.publisher or len(index.mentions) < 2:
        return False
    if index.issuers or any(_names_all(passage.text, index) for _, passage in blocks[:6]):
        return True
    if set(document.publisher.casefold().split()) & party_words("press-marks"):
        return False
    lines = first_lines(document.text, blocks)[:4]
    if any((not housed and phrase("record-of-talks").search(line)) or phrase("joint-paper").match(line) for line in lines):
        return True
    top = " ".join(passage.text for _, passage in blocks[:3])
    ends = f"{document.text[:600]}\n{document.text[-600:]}"
    return (
        phrase("released-together").search(ends) is not None
        or bool(phrase("joint-paper").match(top.removeprefix("PRESS RELEASE ").strip()))
        or len(_announcers(document.text, index)) > 1
    )


def named_below_label(document: Document, index: PartyIndex, blocks: list[tuple[Block, Passage]]) -> tuple[str, ...]:
    """Return the parties whose names stand below the label of a paper that they bring out together: "JOINT STATEMENT"."""
    lines = first_lines(document.text, blocks)[:7]
    at = next((i for i, line in enumerate(lines[:4]) if phrase("joint-paper").fullmatch(line)), None)
    below = lines[at + 1 :] if at is not None else []
    rows = list(takewhile(lambda line: len(line) < _ROW and len(_SMALL.findall(line)) < _FEW, below))
    keys = dict.fromkeys(key for row in rows for hit in index.hits(Passage.of(row)) if hit.how == "name" for key in hit.keys)
    return tuple(keys) if len(keys) > 1 else ()


_ROW = 140  # code points of a line that holds names and no sentence
_FEW = 3  # small words of such a line
_SMALL = re.compile(r"\b(?!(?:and|at|by|for|in|of|on|the|with)\b)[a-z]+\b")


def _self_told(text: str, index: PartyIndex) -> str:
    """Return the party that "is pleased to announce", that a page is "About", whose mark it bears, or whose ticker comes first."""
    if glad := phrase("pleased-to-tell").search(text, 0, 6000):
        before = [h for h in index.hits(Passage.of(text, max(0, glad.start() - 200), glad.start())) if h.how in {"name", "role"}]
        if before and len(before[-1].keys) == 1:
            return before[-1].keys[0]
    for mark in _OWN_MARKS:
        for match in mark.finditer(text):
            hits = index.hits(Passage.of(text, match.start("who"), match.end("who")))
            if hits and hits[0].start == 0:
                return hits[0].keys[0]
    announced = _listed().search(text, 0, 4000)
    if announced:
        hits = index.hits(Passage.of(text, max(0, announced.start() - 150), announced.start()))
        return hits[-1].keys[0] if hits else ""
    announcers = _announcers(text, index)
    if len(announcers) == 1:
        return announcers[0]
    titles = party_words("company-titles")
    own = [m.key for m in index.mentions if titles & {role.casefold().removeprefix("the ") for role in m.roles}]
    return own[0] if len(own) == 1 else ""


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"\({alternatives('stock-exchanges')}[^()]{{0,40}}\)")


_PROSE = re.compile(r"[a-z)]\.\s+[A-Z]")  # where a sentence ends and another one begins


def first_lines(text: str, blocks: list[tuple[Block, Passage]]) -> list[str]:
    """Return the first fifteen lines of what a document shows, without the marks of headings."""
    found: list[str] = []
    for block, _ in blocks[:15]:
        shown = text[block.start : block.end].splitlines()
        prose = len(shown) > 2 and _PROSE.search(text, block.start, block.end)
        for line in shown[:1] if prose else shown:
            bare = _MARKS_AROUND.sub("", Passage.of(unspaced(line)).text)
            found += [bare] if bare else []
    return found[:15]


_MARKS_AROUND = re.compile(r"^[#*_\s]+|[#*_\s]+$")


def _lines_of_head(text: str, blocks: list[tuple[Block, Passage]]) -> list[str]:
    """Return the first lines of a document down to its first sentences; a name that fills a line below heads what is told of it."""
    lines = first_lines(text, blocks)
    prose = next((i for i, line in enumerate(lines) if len(line) > _SAID and line.endswith(".")), len(lines))
    return lines[:prose]


def _name_line(text: str, index: PartyIndex, blocks: list[tuple[Block, Passage]]) -> str | None:
    """Return the party whose name alone fills one of the first lines, as on a letterhead or a stock-exchange notice."""
    for i, shown in enumerate(_lines_of_head(text, blocks)):
        line = _DAY_BEHIND.sub("", shown) if _OFFICE.match(shown) else shown
        hits = index.hits(Passage.of(line)) if len(line) < 120 else ()
        if (
            i < 3
            and len(hits) == 1
            and len(hits[0].keys) == 1
            and hits[0].end == len(line)
            and _OFFICE.fullmatch(line[: hits[0].start])
        ):
            return hits[0].keys[0]  # "Ministry of Transport of Elbonia"
        if not hits or hits[0].how != "name" or hits[0].start or len(hits[0].keys) != 1:
            continue
        if len(line) - hits[0].end <= 2 or TICKER.match(line, hits[0].end) or (i == 0 and line[hits[0].end :].startswith(":")):
            return hits[0].keys[0]
    return None


_SAID = 60  # code points of a line that says something
_DAY_BEHIND = re.compile(
    r"[\s,|·–—(-]+(?:(?:[A-Z][a-z]+day,? )?\d{1,2}\.? [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)\)?\W*$"
)
_OFFICE = re.compile(
    r"(?:Federal |National |Royal |State )?(?:Ministry|Department|Chancellery|Presidency|Cabinet|Government|Office)\b"
    r"[^.;:|]{0,60}?\b(?:of|for) (?:the )?"
)


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('issue-words')}\s+(?:issued\s+)?(?:by|from|of|for)\s+(?:the\s+)?$", re.IGNORECASE)


def _issuer(text: str, index: PartyIndex, blocks: list[tuple[Block, Passage]]) -> str | None:
    """Return the party that one of the first or last lines names as whose paper it is ("Statement by X", "Published by X")."""
    lines = [*first_lines(text, blocks), *(Passage.of(line).text for line in text[-600:].splitlines()[-4:])]
    for line in lines:
        hits = index.hits(Passage.of(line)) if len(line) < 200 else ()
        named = next((hit for hit in hits if hit.how == "name" and len(hit.keys) == 1), None)
        if named is not None and issued_by(line[: named.start]):
            return named.keys[0]
    return None


def issued_by(lead: str) -> bool:
    """Whether the name behind these first words of a line is that of the one whose paper it is.

    >>> issued_by("Statement by the "), issued_by("Embassy of "), issued_by("Media release, "), issued_by("Talks with ")
    (True, True, True, False)
    """
    return bool(_issued().search(lead) or _SENT.fullmatch(lead))


_SENT = re.compile(
    r"\W*(?:the )?(?:embassy|permanent mission|office|press service) of (?:the )?"
    r"|\W*(?:media|news|press) (?:notice|release|statement)\s*[,:|·–—-]\s*(?:the )?",
    re.IGNORECASE,
)


def _by_voice(index: PartyIndex, blocks: list[tuple[Block, Passage]]) -> str:
    """Return the one party that "we" never stands beside: who says "our agreement with X", or else "X pays us", is not X."""
    if _said(blocks) < 2:
        return ""
    for wide in (False, True):
        beside = _beside_us(index, blocks, wide=wide)
        rest = [m.key for m in index.mentions if m.key not in beside]
        if beside and len(rest) == 1:
            return rest[0] if _is_at_home(index, rest[0], blocks) else ""
    return ""


_HEAD = 2  # so many blocks stand at the head of a text: its title, and for whom it is


def _is_at_home(index: PartyIndex, party: str, blocks: list[tuple[Block, Passage]]) -> bool:
    """Whether a text names a party as its own house: in a line at its head or foot, or as the subject of what it says.

    One that it names only as somebody's, or as who wrote it, is mostly not the house, which such a text does not name.
    """
    ends = {*range(_HEAD), len(blocks) - 1}
    places = [
        (number in ends and len(passage.text) < _ROW, passage.text[max(0, hit.start - _SHORT) : hit.start], hit)
        for number, (_, passage) in enumerate(blocks)
        for hit in index.named(passage.text)
        if hit.keys == (party,)
    ]
    heads = any(line and not _WRITER.search(before) for line, before, _ in places)
    acts = any(not hit.possessive and not _LED.search(before) for _, before, hit in places)
    return heads or (acts and (len(places) > 1 or not places[0][1]))


_SHORT = 40  # code points before a name that tell how it stands in a sentence
_WRITER = re.compile(r"\b[Bb]y $")
_LED = re.compile(r"\b(?:as|at|between|by|for|from|of|than|to|with)(?: [Tt]he)? [*_]*$")


def _said(blocks: list[tuple[Block, Passage]]) -> int:
    """Return how often a text says "we" in its own voice."""
    return sum(len(_WE.findall(unquoted(passage.text))) for block, passage in blocks if block.role not in _OTHER_VOICES)


def _beside_us(index: PartyIndex, blocks: list[tuple[Block, Passage]], *, wide: bool = False) -> frozenset[str]:
    """Return the parties that a text names beside "we", so that they are not the one who speaks; `wide`: in one clause with it."""
    found: set[str] = set()
    listed: list[tuple[PartyHit, PartyHit]] = []
    for block, passage in blocks:
        if block.role not in _OTHER_VOICES:
            bare, hits = unquoted(passage.text), index.hits(passage)
            found.update(key for hit in hits if _is_beside(bare, hit, wide=wide) for key in hit.keys)
            listed += [(a, b) for a, b in pairwise(hits) if _are_listed(bare, a, b)]
    for a, b in (*listed, *reversed(listed)):
        if not found.isdisjoint((*a.keys, *b.keys)):
            found.update((*a.keys, *b.keys))
    return frozenset(found)


def _are_listed(text: str, one: PartyHit, other: PartyHit) -> bool:
    """Whether two parties stand in one list as those with whom somebody deals: "with Acme and Beta", "Acme, Beta and we"."""
    listed = one.how == other.how == "name" and _LISTED.fullmatch(text, one.end, other.start) is not None
    return listed and (_LED.search(text[max(0, one.start - _SHORT) : one.start]) or _AFTER.match(text, other.end)) is not None


def _is_beside(text: str, hit: PartyHit, *, wide: bool) -> bool:
    """Whether a party stands beside "we" as somebody else."""
    beside = _BESIDE.search(text[max(0, hit.start - 60) : hit.start]) or _AFTER.match(text, hit.end)
    return beside is not None or (wide and hit.how == "name" and shares_clause(text, hit.start, hit.end))


_BREAK = re.compile(r"[,;:.!?()\[\]|–—\n]")
_SELF = re.compile(r"\b(?:at|as|are|us|we),? (?:the )?$", re.IGNORECASE)


def shares_clause(text: str, start: int, end: int) -> bool:
    """Whether a name from `start` to `end` stands in one clause with "we", as somebody else: "Acme pays us", "we owe Acme"."""
    opens = max((m.end() for m in _BREAK.finditer(text, max(0, start - 120), start)), default=max(0, start - 120))
    close = _BREAK.search(text, end)
    around = f"{text[opens:start]} {text[end : close.start() if close else end + 120]}"
    return not _SELF.search(text[opens:start]) and _WE.search(around) is not None


def says_we(text: str) -> bool:
    """Whether a text says "we" or "our" again and again outside of what it quotes.

    >>> says_we("We own our mill, and our mill is ours."), says_we('"We are glad, and so are our people," said our guest.')
    (True, False)
    """
    return len(_WE.findall(unquoted(text[:_READ]))) > _OFTEN


_READ = 20_000  # code points of a text in which it is looked for
_OFTEN = 2


def find_addressee(document: Document, index: PartyIndex) -> tuple[str, ...]:
    """Return the parties that a mail or a letter is written to."""
    hosts = _hosts(document, "to")
    if hosts:
        found = parties_of_hosts(index, hosts)
        return (found,) if found and found != index.publisher else ()
    match = re.search(r"(?m)^\s*To:\s*(?P<who>(?:.+\n?){1,6})", document.text[:4000])
    if not index.publisher:
        return ()
    if not match:
        return _addressed(document.text[:4000], index)
    stop = re.search(r"\n\s*\n|\bDear\b|\bRe:", document.text[match.start("who") :])
    end = match.start("who") + stop.start() if stop else match.end()
    hits = index.hits(Passage.of(document.text, match.start("who"), end))
    return tuple(dict.fromkeys(key for hit in hits if hit.how == "name" for key in hit.keys if key != index.publisher))


def _addressed(text: str, index: PartyIndex) -> tuple[str, ...]:
    """Return the one other party whose name begins a line above the salutation of a letter, or stands in it."""
    dear = phrase("salutation").search(text)
    if dear is None:
        return ()
    lines = [Passage.of(line) for line in text[: dear.end()].splitlines() if line.strip()]
    hits = [hit for line in lines for hit in index.hits(line)[:1] if hit.start == 0 or line.text.startswith("Dear")]
    found = tuple(dict.fromkeys(key for hit in hits if hit.how == "name" for key in hit.keys if key != index.publisher))
    return found if len(found) == 1 else ()


def speaks_for_all(document: Document, index: PartyIndex, blocks: list[tuple[Block, Passage]]) -> bool:
    """Whether "we" means all parties: a joint statement, or a text of nobody known that says "we" of two."""
    if index.publisher or len(index.mentions) < 2 or len(index.signatories) > 1:
        return False
    said = _said(blocks[:60])
    top = " ".join(passage.text for _, passage in blocks[:4])
    joint = bool(re.search(r"\bjoint(?:ly)?\b", top, re.IGNORECASE))
    alone = said > 1 and len(index.mentions) == 2 and not document.publisher and not _beside_us(index, blocks, wide=True)
    return said > 0 and (joint or alone)
