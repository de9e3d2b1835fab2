"""What a mail shows of parties by its addresses, and a text by who signs at its foot for a house."""

from __future__ import annotations

import re
import unicodedata

from kg.extraction.lines import unquoted
from kg.extraction.party_definitions import Claim
from kg.extraction.party_frames import people
from kg.extraction.party_groups import Groups
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_speaker import mail_labels
from kg.extraction.party_words import party_words
from kg.extraction.passages import Passage
from kg.legal_names import has_legal_form
from kg.records import Block, BlockRole, Document

__all__ = ["WE", "is_full", "read_mail", "read_sign_off"]

WE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")


def is_full(name: Name) -> bool:
    """Whether a name shows a firm or a body by itself: by a legal form, or by a noun for a body in it."""
    return name.legal or (name.head and " " in name.text)


def read_mail(document: Document, blocks: list[tuple[Block, Passage]], groups: Groups) -> None:
    """Add what the addresses of a mail say; a house that the text names nowhere is called as in its address."""
    said = sum(len(WE.findall(passage.text)) for _, passage in blocks)
    if said > 1 and (sender := _SENDER.search(document.text[:3000])) is not None:
        names = find_names(sender["name"])
        if len(names) == 1 and names[0].text == sender["name"] and is_full(names[0]):
            groups.claim(Claim(names[0].text, sender.start("name"), sender.end("name"), "definition", 3), ())
    for claim in _between_houses(document.text):
        groups.claim(claim, ((claim.start, claim.end),))
    for name in _correspondents(document.text[:3000]):
        groups.drop(name)
        groups.people |= {*name.split()}
    for line in document.text[:1500].splitlines():
        groups.people |= people(line.partition(":")[2].strip()) if _ADDRESSED.match(line) else set()
    for field in ("from", "to", "cc"):
        labels = [label for label in mail_labels(document, field) if label not in party_words("mail-hosts")]
        written = [label for label in labels if groups.write_mail(label)]
        if len(labels) == 1 and not written and said > 1 and field != "cc":
            name = labels[0].replace("-", " ").replace("_", " ").title()
            groups.claim(Claim(name, 0, 0, "definition", 3), ())


_HOUSE = re.compile(r"(?m)^[ \t]*(?:[Ff]rom|FROM|[Tt]o|TO)[ \t]*:[ ]*(?P<name>[A-Z][^,\n<>@()]{2,80}?)[ \t]*(?:,[^\n<>@]{0,80})?$")


def _between_houses(text: str) -> list[Claim]:
    """Return the houses of a letter with rows for its sender and its reader, if it calls both by a word of their names."""
    found: list[Claim] = []
    for row in _HOUSE.finditer(text[:1500]):
        words = row["name"].split()
        called = [w for w in dict.fromkeys((words[-1], words[0])) if re.search(rf"\b[Tt]he {re.escape(w)}\b(?! [A-Z])", text)]
        if len(words) > 1 and called and any(name.text == row["name"] for name in find_names(row["name"])):
            found.append(Claim(row["name"], *row.span("name"), "letter", 4, (), (called[0],)))
    return found if len({claim.name for claim in found}) > 1 else []


_ADDRESSED = re.compile(r"(?i)(?:from|to|cc|reply-to):")
_SENDER = re.compile(r"(?im)^from:[ \t]*[\"']?(?P<name>[^<>\r\n\"]{3,80}?)[\"']?[ \t]*<")
_ADDRESS = re.compile(r"[\"']?(?P<name>[^\W\d_][\w.'’ -]{2,60}?)[\"']?\s*<(?P<local>[\w.+-]+)@")


def _correspondents(head: str) -> list[str]:
    """Return the people to whom the addresses of a mail belong: "Ann Bee <ann.bee@acme.example>"."""
    lines = [line for line in head.splitlines() if _ADDRESSED.match(line)]
    found = [match for line in lines for match in _ADDRESS.finditer(line.partition(":")[2])]
    return [
        match["name"]
        for match in found
        if len(words := match["name"].split()) > 1
        and not has_legal_form(match["name"])
        and any(word in _plain(match["local"]) for word in map(_plain, words) if len(word) > 2)
    ]


def _plain(text: str) -> str:
    """Return a text in small letters without the marks on them."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(sign))


_SIGN_OFF = re.compile(r"[*_\s]*[^,\n]{2,40},\s+(?P<firm>[A-Z][^,\n*_]{2,50}?)[*_\s.]*")


def read_sign_off(document: Document, blocks: list[tuple[Block, Passage]], groups: Groups) -> None:
    """Add the house of those who sign at the foot of a text that says "we": "Anna and Ben, Acme Games"."""
    said = sum(len(WE.findall(unquoted(passage.text))) for _, passage in blocks)
    speaking = [passage.text for block, passage in blocks if block.role not in {BlockRole.BOILERPLATE, BlockRole.METADATA}]
    signed = _SIGN_OFF.fullmatch(speaking[-1]) if said > 2 and speaking and len(speaking[-1]) < 100 else None
    if signed is None:
        return
    names = [name for name in find_names(signed["firm"]) if name.text not in groups.people]
    if len(names) == 1 and names[0].text == signed["firm"] and document.text.count(names[0].text.split()[0]) > 1:
        groups.claim(Claim(names[0].text, 0, 0, "definition", 3), ())
