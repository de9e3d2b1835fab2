"""`report.json`: what was read, which passages gave statements, what was left out and why."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.deriving import Collision, Derived
from kg.extraction import VERSION
from kg.names import document_slug
from kg.pipeline.results import Failure, Found, Read
from kg.records import (
    Agreement,
    AgreementMention,
    AmendedText,
    DateBounds,
    Dealing,
    Document,
    Instruction,
    Reading,
    Statement,
)
from kg.resolution import Resolution

__all__ = ["MADE_BY", "REPORT_FILE", "TEXTS_FOLDER", "describe_build", "write_report"]

MADE_BY = "agreement-kg"
REPORT_FILE = "report.json"
TEXTS_FOLDER = "texts"
_SHOWN = 120  # code points of a passage that was left out

Entry = dict[str, Any]


def describe_build(read: Sequence[Read], failures: Sequence[Failure], resolution: Resolution, found: Found, base: str) -> Entry:
    """What stands in the report, in a fixed order; days are ISO text, absent ones `null`."""
    derived = found.derived
    verdicts = Counter(f.verdict for d in derived for f in d.findings)
    dealings = resolution.dealings
    met = {use.id: use.amended for d in dealings for use in d.statements if use.amended is not None}
    return {
        "made_by": f"{MADE_BY} extraction {VERSION}",
        "base": base,
        "counts": {
            "documents": len(read),
            "not_read": len(failures),
            "statements": sum(len(r.reading.statements) for r in read),
            "parties": len({p.id for d in dealings for p in d.parties}),
            "agreements": sum(len(d.agreements) for d in dealings),
            "terms": sum(len(d.terms) for d in dealings),
            "instructions": sum(s.instruction is not None for r in read for s in r.reading.statements),
            "findings": sum(verdicts.values()),
            "collisions": sum(len(p.collisions) for p in found.parties),
        },
        "findings": dict(sorted(verdicts.items())),
        "documents": [_document(r.document, r.reading, met) for r in read],
        "not_read": [{"identifier": f.identifier, "reason": f.reason} for f in failures],
        "parties": _parties([r.reading for r in read], resolution),
        "dealings": [_dealing(*pair) for pair in zip(dealings, derived, strict=True)],
        "across_agreements": [_collision(p.party, c) for p in found.parties for c in p.collisions],
        "decisions": _decisions(resolution, found),
        "warnings": _warnings(read, resolution, found),
    }


def _bounds(bounds: DateBounds) -> list[str | None]:
    return [day.isoformat() if day else None for day in (bounds.earliest, bounds.latest)]


def _document(document: Document, reading: Reading, met: Mapping[str, AmendedText]) -> Entry:
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
        "reliability": document.reliability,
        "blocks": dict(sorted(roles.items())),
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


def _parties(readings: Iterable[Reading], resolution: Resolution) -> list[Entry]:
    """Each party with the names that led to it, document by document."""
    told: dict[str, list[Entry]] = defaultdict(list)
    for reading in readings:
        for mention in reading.parties:
            party = resolution.parties.party_of.get((reading.document, mention.key))
            if party:
                also = sorted({*mention.aliases, *mention.former_names, *mention.roles})
                told[party].append({"document": reading.document, "name": mention.name, "also": also})
    return [
        {"id": key, "name": party.name, "kind": party.kind, "names": sorted(party.aliases), "from": told[key]}
        for key, party in sorted(resolution.parties.parties.items())
    ]


def _dealing(dealing: Dealing, derived: Derived) -> Entry:
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


def _collision(party: str, c: Collision) -> Entry:
    """What a party promised to two partners."""
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


def _decisions(resolution: Resolution, found: Found) -> list[Entry]:
    """Each decision of a person, with what it bears on; those on parties say only where they do not apply."""
    told = [{"kind": d.kind, "quotes": list(d.quotes), "reason": d.reason, "bears_on": list(ids)} for d, ids in found.decided]
    idle = [n for n in resolution.parties.notes if n.kind == "override"]
    return told + [{"kind": "party", "quotes": list(n.names), "reason": n.reason, "bears_on": []} for n in idle]


def _warnings(read: Sequence[Read], resolution: Resolution, decided: Found) -> list[str]:
    """What a reader of the graph should know: statements that hang in the air, texts that are cut, documents that gave nothing."""
    found = [f"{statement}: {why}" for statement, why in resolution.unused]
    found += [f"{r.document.identifier}: the text is cut at its end." for r in read if r.document.truncated]
    found += [f"{r.document.identifier}: no statement was read in it." for r in read if not r.reading.statements]
    for decision in _decisions(resolution, decided):
        if not decision["bears_on"]:
            why = f" ({decision['reason']})" if decision["kind"] == "party" else ""
            found.append(f"a decision no longer applies: {decision['kind']}, {' / '.join(decision['quotes'])}{why}")
    return sorted(found)


def write_report(content: Mapping[str, Any], folder: Path) -> None:
    """Write the report, UTF-8, with a fixed order of keys."""
    (folder / REPORT_FILE).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
