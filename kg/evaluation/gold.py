"""Read a gold set: a folder with `gold.json` and the documents that it reads (docs/gold-format.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluation.items import (
    AgreementItem,
    AsOf,
    Collection,
    DocumentItem,
    PartyItem,
    StatementItem,
    TermItem,
    conventions,
    day_bounds,
    number_slot,
    party_key,
)

__all__ = ["load_gold"]

Entry = dict[str, Any]


def load_gold(folder: Path) -> Collection:
    """Return the gold set of a folder, checked.

    Raises:
        InputError: there is no `gold.json`, it is malformed, a digest or an offset does not fit the documents, an id occurs
            twice, or a name is used that nothing has.
    """
    path = folder / "gold.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        gold = _collection(data, folder)
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror}).", where=str(error.filename or path), cure="Name a folder that holds gold.json."
        ) from error
    except KeyError as error:
        raise InputError(f"an entry has no key {error}.", where=str(path), cure="See docs/gold-format.md.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"is no gold set ({error}).", where=str(path), cure="See docs/gold-format.md.") from error
    faults = [*_dangling(gold), *_misplaced(gold)]
    if faults:
        shown = "; ".join(faults[:5])
        raise InputError(f"{len(faults)} faults: {shown}.", where=str(path), cure="Correct the gold set and run again.")
    return gold


def _collection(data: Entry, folder: Path) -> Collection:
    return Collection(
        name=str(data["family"]),
        documents={k: _document(x, folder) for k, x in _by_id(data, "documents")},
        parties={k: PartyItem(k, frozenset(map(party_key, x["names"])) - {""}, _optional(x)) for k, x in _by_id(data, "parties")},
        agreements={k: _agreement(x) for k, x in _by_id(data, "agreements")},
        terms={k: _term(x) for k, x in _by_id(data, "terms")},
        statements={k: _statement(x) for k, x in _by_id(data, "statements")},
        links={(x["from"], x["type"], x["to"]): _optional(x) for x in data.get("links", [])},
        findings={(x["left"], x["verdict"], x["right"]): _optional(x) for x in data.get("findings", [])},
        no_findings={(x["left"], x["right"]): str(x.get("why", "")) for x in data.get("no_findings", [])},
        as_of=tuple(
            AsOf(f"{x['on']}@{x['known']}", tuple(x.get("definite", ())), tuple(x.get("not", ()))) for x in data.get("as_of", [])
        ),
    )


def _by_id(data: Entry, key: str) -> Iterator[tuple[str, Entry]]:
    seen: set[str] = set()
    for entry in data.get(key, []):
        if entry["id"] in seen:
            raise ValueError(f"the id {entry['id']} occurs twice in {key}")
        seen.add(entry["id"])
        yield entry["id"], entry


def _optional(entry: Entry) -> bool:
    return bool(entry.get("optional"))


def _also(entry: Entry) -> Mapping[str, tuple[str | None, ...]]:
    """Other readings that are as right: `matter_alt` stands under `matter`."""
    found = {key[:-4]: tuple(values) for key, values in entry.items() if key.endswith("_alt")}
    if "force" in found:
        found["force"] = tuple(v and _force(v) for v in found["force"])
    return found


def _force(name: str) -> str:
    return name.removeprefix("force-")


def _document(entry: Entry, folder: Path) -> DocumentItem:
    paths = [folder / name for name in (entry["file"], entry.get("text")) if name]
    contents = [path.read_bytes() for path in paths]
    digests = tuple(hashlib.sha256(content).hexdigest() for content in contents)
    stated = (entry.get("sha256"), entry.get("text_sha256"))
    for path, digest, wanted in zip(paths, digests, stated, strict=False):
        if wanted not in (None, digest):
            raise ValueError(f"the sha256 of document {entry['id']} is not that of {path}")
    return DocumentItem(
        id=entry["id"],
        names=tuple(path.resolve().as_posix() for path in paths),
        digests=digests,
        text=contents[-1].decode("utf-8"),
        source=contents[0].decode("utf-8", "replace") if len(contents) > 1 else "",
        extracted=len(contents) > 1,
    )


def _agreement(entry: Entry) -> AgreementItem:
    return AgreementItem(
        id=entry["id"],
        parties=frozenset(entry["parties"]),
        kind=entry["kind"],
        force=entry["force"] and _force(entry["force"]),
        made=day_bounds(entry.get("made")),
        optional=_optional(entry),
        also=_also(entry),
    )


def _term(entry: Entry) -> TermItem:
    end = day_bounds(entry.get("end"))
    slots = {
        "matter": entry.get("matter"),
        "modality": entry.get("modality"),
        "bearer": frozenset(entry["bearer"]) or None,
        "counterparty": frozenset(entry.get("counterparty") or ()) or None,
        "exclusivity": entry.get("exclusivity"),
        "end": end if any(end) else None,
        "number": number_slot(entry.get("low"), entry.get("high"), entry.get("unit")),
    }
    return TermItem(entry["id"], entry["agreement"], slots, _optional(entry), _also(entry))


def _statement(entry: Entry) -> StatementItem:
    return StatementItem(
        id=entry["id"],
        document=entry["document"],
        start=entry["start"],
        end=entry["end"],
        exact=entry.get("exact"),
        stance=entry.get("stance"),
        layer=entry.get("layer"),
        about=frozenset(entry["about"]),
        asserts=frozenset(entry["asserts"]),
        optional=_optional(entry),
        also=_also(entry),
    )


# ------------------------------------------------------------------ checks
def _dangling(gold: Collection) -> Iterator[str]:
    """Names that nothing has: they would only look like bad results later."""
    used: list[tuple[str, Mapping[str, Any]]] = []
    used += [(p, gold.parties) for a in gold.agreements.values() for p in a.parties]
    used += [(t.agreement, gold.agreements) for t in gold.terms.values()]
    used += [(p, gold.parties) for t in gold.terms.values() for k in ("bearer", "counterparty") for p in t.slots[k] or ()]
    used += [(s.document, gold.documents) for s in gold.statements.values()]
    used += [(a, gold.agreements) for s in gold.statements.values() for a in s.about]
    used += [(t, gold.terms) for s in gold.statements.values() for t in s.asserts]
    used += [(a, gold.agreements) for link in gold.links for a in (link[0], link[2])]
    used += [(t, gold.terms) for f in gold.findings for t in (f[0], f[2])]
    used += [(t, gold.terms) for pair in gold.no_findings for t in pair]
    used += [(t, gold.terms) for x in gold.as_of for t in (*x.definite, *x.absent)]
    verdicts = dict.fromkeys(name for family in conventions()["families"].values() for name in family)
    used += [(f[1], verdicts) for f in gold.findings]
    return (f"nothing is called {name}" for name in sorted({name for name, known in used if name not in known}, key=str))


def _misplaced(gold: Collection) -> Iterator[str]:
    """Statements whose place is empty or lies outside the text, or whose words do not stand there."""
    for statement in gold.statements.values():
        if statement.document in gold.documents:
            words = gold.documents[statement.document].text[statement.start : statement.end]
            if not words or len(words) != statement.size or statement.exact not in (None, words):
                yield f"{statement.id}: the words are not those at {statement.start}:{statement.end}"
