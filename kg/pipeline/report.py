"""`report.json`: what was read, which passages gave statements, what was left out and why."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from kg.deriving import Collision, Derived
from kg.names import document_slug
from kg.pipeline.results import Body, DocumentKeys
from kg.pipeline.spool import Copier, Piece
from kg.records import (
    Agreement,
    AgreementMention,
    AmendedText,
    DateBounds,
    Dealing,
    Instruction,
    Statement,
)
from kg.resolution import Decision, PartyTable, ReadingKeys

__all__ = [
    "CUT_SHORT",
    "MADE_BY",
    "REPORT_FILE",
    "TEXTS_FOLDER",
    "describe_collision",
    "describe_dealing",
    "describe_decisions",
    "describe_document",
    "describe_parties",
    "entry_bytes",
    "list_warnings",
    "write_report",
]

MADE_BY = "agreement-kg"
REPORT_FILE = "report.json"
TEXTS_FOLDER = "texts"
CUT_SHORT = "the text is longer than is read of one document, and nothing is read behind code point"
_SHOWN = 120  # code points of a passage that was left out

Entry = dict[str, Any]


def _bounds(bounds: DateBounds) -> list[str | None]:
    return [day.isoformat() if day else None for day in (bounds.earliest, bounds.latest)]


def describe_document(body: Body, met: Mapping[str, AmendedText]) -> Entry:
    """Return the entry of a document.

    Args:
        body: the document with what was read in it.
        met: what its instructions meet, by the ids of the statements.
    """
    document, reading = body.document, body.reading
    skipped = sorted(reading.skipped, key=lambda s: (s.start, s.end, s.reason))
    roles = Counter(block.role.value for block in document.blocks)
    return {
        "identifier": document.identifier,
        "text": f"{TEXTS_FOLDER}/{document_slug(document.identifier)}.txt",
        "sha256": document.sha256,
        "media_type": document.media_type,
        "title": document.title,
        "publisher": document.publisher,
        "source": document.source_address,
        "published": _bounds(document.published),
        "date_basis": document.date_basis,
        "captured_on": document.captured_on.isoformat() if document.captured_on else None,
        "truncated": document.truncated,
        "read_to": document.read_to,
        "reliability": document.reliability,
        "blocks": dict(sorted(roles.items())),
        "read_with": list(reading.read_with),
        "agreements": [_agreement(a) for a in reading.agreements],
        "statements": [_statement(s, document.text) for s in reading.statements],
        "instructions": [_instruction(s, s.instruction, met.get(s.id)) for s in reading.statements if s.instruction is not None],
        "left_out": [
            {"start": s.start, "end": s.end, "words": document.text[s.start : min(s.end, s.start + _SHOWN)], "reason": s.reason}
            for s in skipped
        ],
    }


def _agreement(agreement: Agreement | AgreementMention) -> Entry:
    return {"label": agreement.label, "kind": agreement.kind, "force": agreement.force.value, "made": _bounds(agreement.made)}


def _statement(statement: Statement, text: str) -> Entry:
    return {
        "id": statement.id,
        "start": statement.start,
        "end": statement.end,
        "words": text[statement.start : statement.end],
        "layer": statement.layer.value,
        "stance": statement.stance.value,
        "basis": statement.basis.value,
        "matters": [term.matter for term in statement.terms],
        "patterns": list(statement.patterns),
    }


def _instruction(statement: Statement, instruction: Instruction, met: AmendedText | None) -> Entry:
    """What an amendment does to the words of its base, and what stands there, where the base is among the documents."""
    return {
        "statement": statement.id,
        "part": instruction.part,
        "operation": instruction.operation.value,
        "old": instruction.old,
        "new": instruction.new,
        "resolved_in": met.document if met and met.document else None,
        "base": met.words if met and met.document else None,
        "unresolved": met.unresolved if met and met.unresolved else None,
    }


def describe_parties(keys: Iterable[ReadingKeys], parties: PartyTable) -> Iterator[Entry]:
    """Yield the entry of each party, with the names that led to it, document by document."""
    told: dict[str, list[Entry]] = defaultdict(list)
    for one in keys:
        for mention in one.parties:
            name = parties.party_of.get((one.document, mention.key))
            if name:
                also = sorted({*mention.aliases, *mention.former_names, *mention.roles})
                told[name].append({"document": one.document, "name": mention.name, "also": also})
    for key, party in sorted(parties.parties.items()):
        yield {"id": key, "name": party.name, "kind": party.kind, "names": sorted(party.aliases), "from": told[key]}


def describe_dealing(dealing: Dealing, derived: Derived) -> Entry:
    """Return the entry of a dealing."""
    return {
        "id": dealing.id,
        "parties": [party.id for party in dealing.parties],
        "agreements": [{"id": a.id, "parties": list(a.parties)} | _agreement(a) for a in dealing.agreements],
        "links": [
            {"later": x.later, "type": x.type.value, "earlier": x.earlier, "basis": x.basis.value, "carriers": list(x.carriers)}
            for x in dealing.links
        ],
        "terms": len(dealing.terms),
        "witnesses": {t.id: t.witnesses for t in derived.terms},
        "statements": len(dealing.statements),
        "findings": dict(sorted(Counter(f.verdict for f in derived.findings).items())),
        "set_aside": [{"id": f.id, "verdict": f.verdict, "reason": f.set_aside} for f in derived.findings if f.set_aside],
        "notes": [{"kind": n.kind, "concerns": list(n.concerns), "text": n.text} for n in derived.notes],
    }


def describe_collision(party: str, c: Collision) -> Entry:
    """Return the entry of what a party promised to two partners."""
    return {
        "id": c.id,
        "party": party,
        "verdict": c.verdict,
        "certainty": "certain" if c.certain else "possible",
        "matter": c.matter,
        "left": c.left,
        "right": c.right,
        "both_hold": _bounds(c.overlap),
        "set_aside": c.set_aside,
    }


def describe_decisions(decided: Iterable[tuple[Decision, Sequence[str]]], parties: PartyTable) -> list[Entry]:
    """Return each decision of a person, with what it bears on; those on parties say only where they do not apply."""
    told = [{"kind": d.kind, "quotes": list(d.quotes), "reason": d.reason, "bears_on": list(ids)} for d, ids in decided]
    idle = [n for n in parties.notes if n.kind == "override"]
    return told + [{"kind": "party", "quotes": list(n.names), "reason": n.reason, "bears_on": []} for n in idle]


def list_warnings(
    unused: Iterable[tuple[str, str]], documents: Iterable[DocumentKeys], decisions: Iterable[Entry], parties: PartyTable
) -> list[str]:
    """Return what a reader of the graph should know.

    These are statements that hang in the air, names taken for no party or for another, texts that are cut, empty documents,
    and decisions that no longer apply.
    """
    found = [f"{statement}: {why}" for statement, why in unused]
    passed = [n for n in parties.notes if n.kind == "passed-over"]
    found += [f"{n.documents[0]}: {n.names[0]} is taken for no party: {n.reason}." for n in passed]
    taken = [n for n in parties.notes if n.kind == "taken-for"]
    found += [f"{n.documents[0]}: {n.names[0]} is taken for {n.names[1]}: {n.reason}." for n in taken]
    for document in documents:
        if document.truncated:
            found.append(f"{document.identifier}: the text is cut at its end.")
        if document.read_to is not None:
            found.append(f"{document.identifier}: {CUT_SHORT} {document.read_to} (--most-text).")
        if not document.statements:
            found.append(f"{document.identifier}: no statement was read in it.")
    for decision in decisions:
        if not decision["bears_on"]:
            why = f" ({decision['reason']})" if decision["kind"] == "party" else ""
            found.append(f"a decision no longer applies: {decision['kind']}, {' / '.join(decision['quotes'])}{why}")
    return sorted(found)


def entry_bytes(entry: Entry) -> bytes:
    """Return an entry as it stands in a list of the report."""
    return json.dumps(entry, ensure_ascii=False, indent=1).replace("\n", "\n  ").encode("utf-8")


def write_report(head: Mapping[str, Any], lists: Mapping[str, Iterable[Piece | bytes]], out: BinaryIO) -> dict[str, list[int]]:
    """Write the report, UTF-8, with a fixed order of keys; return for each list where its pieces begin.

    Args:
        head: all of it; a list that is given in pieces has an empty place in it.
        lists: the entries of long lists, from `entry_bytes` or where such bytes stand.
        out: the file.
    """
    copier = Copier(out)
    copier.write(b"{")
    places: dict[str, list[int]] = {}
    for number, (name, value) in enumerate(head.items()):
        copier.write(f'{"," if number else ""}\n "{name}": '.encode())
        pieces = lists.get(name)
        if pieces is None:
            copier.write(json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n ").encode("utf-8"))
        else:
            places[name] = _write_list(pieces, copier)
    copier.write(b"\n}\n")
    copier.close()
    return places


def _write_list(pieces: Iterable[Piece | bytes], copier: Copier) -> list[int]:
    places: list[int] = []
    copier.write(b"[")
    for piece in pieces:
        copier.write(b",\n  " if places else b"\n  ")
        places.append(copier.write(piece) if isinstance(piece, bytes) else copier.copy(piece))
    copier.write(b"\n ]" if places else b"]")
    return places
