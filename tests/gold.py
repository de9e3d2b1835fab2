"""Gold sets as the records that resolution would give: what extraction reads plays no part.

Ids of agreements, parties, terms and statements are those of the gold set behind the name of the family. Scopes are the
gold's own, with its `broader` and `overlaps`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.building import build_dealing_graph, build_document_graph, origin_of
from kg.deriving import Derived, build_derived_graph, derive, in_force
from kg.ntriples import to_quads
from kg.records import (
    Agreement,
    Basis,
    DateBounds,
    Dealing,
    Document,
    Exclusivity,
    Force,
    Layer,
    Link,
    LinkType,
    Modality,
    NamedGraph,
    Party,
    Reading,
    Scope,
    Stance,
    Statement,
    StatementUse,
    Sureness,
    Term,
    TermContent,
)
from kg.vocab import DEFAULT_BASE

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
MISSING = f"the optional sample data is not at {GOLD.name} beside the repository"


def folders() -> list[Path]:
    """The gold sets that are there: the seeds and the development families."""
    return [p.parent for p in sorted(GOLD.glob("dev/*/gold.json")) + sorted(GOLD.glob("seeds/gold.json"))]


@dataclass(frozen=True)
class GoldSet:
    """A gold set and what it says as records."""

    folder: Path
    data: dict[str, Any]
    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    dealing: Dealing

    def graphs(self, derived: Derived, base: str = DEFAULT_BASE) -> list[NamedGraph]:
        """All graphs of the set, as a build would write them."""
        made = [build_document_graph(d, r.statements, base, "0") for d, r in zip(self.documents, self.readings, strict=True)]
        return [*made, build_dealing_graph(self.dealing, base), build_derived_graph(self.dealing, derived, base)]

    def days(self, derived: Derived, base: str = DEFAULT_BASE) -> dict[str, list[str]]:
        """What is definitely in force on the days that the gold set asks for, as the scorer wants it."""
        found = {}
        for x in self.data["as_of"]:
            rows = in_force(self.dealing, derived, date.fromisoformat(x["on"]), date.fromisoformat(x["known"]))
            found[f"{x['on']}@{x['known']}"] = [f"{base}term/{r.term}" for r in rows if r.status == "DEFINITE"]
        return found


def load(folder: Path) -> GoldSet:
    """Read one gold set."""
    data = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    name = data["family"]
    documents = tuple(_document(folder, d) for d in data["documents"])
    by_id = {d["id"]: x for d, x in zip(data["documents"], documents, strict=True)}
    carried: dict[str, tuple[str, LinkType, str]] = {}
    for k in data["links"]:
        for s in k["carried_by"]:
            carried.setdefault(s, (_id(name, k["from"]), LinkType(k["type"]), _id(name, k["to"])))
    uses = tuple(_use(name, s, by_id[s["document"]], carried) for s in data["statements"])
    readings = tuple(
        Reading(x.identifier, statements=tuple(_statement(name, s) for s in data["statements"] if s["document"] == d["id"]))
        for d, x in zip(data["documents"], documents, strict=True)
    )
    dealing = Dealing(
        name,
        tuple(Party(_id(name, p["id"]), p["names"][0], tuple(p["names"][1:])) for p in data["parties"]),
        tuple(_agreement(name, a) for a in data["agreements"]),
        tuple(_link(name, k) for k in data["links"]),
        tuple(_scope(name, s) for s in data["scopes"]),
        tuple(_term(name, t) for t in data["terms"]),
        uses,
    )
    return GoldSet(folder, data, documents, readings, dealing)


def write(gold: GoldSet, target: Path, derived: Derived | None = None) -> Derived:
    """Write the graph and the days file of a gold set into a folder, for the scorer."""
    derived = derived or derive(gold.dealing)
    (target / "graph.nq").write_text("".join(to_quads(g) for g in gold.graphs(derived)), encoding="utf-8")
    (target / "days.json").write_text(json.dumps(gold.days(derived)), encoding="utf-8")
    return derived


def _id(family: str, name: str) -> str:
    return f"{family}.{name}"


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _bounds(pair: list[str | None] | None) -> DateBounds:
    low, high = (None if x is None else date.fromisoformat(x) for x in pair or (None, None))
    return DateBounds(low, high)


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _document(folder: Path, d: dict[str, Any]) -> Document:
    raw = (folder / d["file"]).read_bytes()
    text = (folder / d.get("text", d["file"])).read_bytes().decode("utf-8")
    return Document(d["file"], "text/plain", hashlib.sha256(raw).hexdigest(), text, published=_bounds(d["published"]))


def _agreement(family: str, a: dict[str, Any]) -> Agreement:
    parties = tuple(sorted(_id(family, p) for p in a["parties"]))
    return Agreement(_id(family, a["id"]), a["label"], parties, a["kind"], Force(_pascal(a["force"])), _bounds(a["made"]))


def _link(family: str, k: dict[str, Any]) -> Link:
    carriers = tuple(_id(family, s) for s in k["carried_by"])
    return Link(_id(family, k["from"]), LinkType(k["type"]), _id(family, k["to"]), Basis(k["basis"].capitalize()), carriers)


def _scope(family: str, s: dict[str, Any]) -> Scope:
    def related(key: str) -> tuple[tuple[str, str], ...]:
        return tuple((_id(family, x), "gold") for x in s.get(key, ()))

    return Scope(_id(family, s["id"]), s["label"], related("broader"), related("overlaps"))


def _term(family: str, t: dict[str, Any]) -> Term:
    content = TermContent(
        matter=t["matter"],
        modality=Modality(_pascal(t["modality"])),
        bearer=tuple(sorted(_id(family, p) for p in t["bearer"])),
        counterparty=tuple(sorted(_id(family, p) for p in t.get("counterparty") or ())),
        exclusivity=Exclusivity(_pascal(t["exclusivity"])) if t.get("exclusivity") else None,
        scope=tuple(_id(family, s) for s in t["scope"]),
        low=_number(t.get("low")),
        high=_number(t.get("high")),
        unit=t.get("unit") or "",
        measure=t.get("measure") or "",
        value_text=t.get("value_text") or "",
        capped=bool(t.get("capped")),
        condition=t.get("condition") or "",
        hedge=t.get("hedge") or "",
        start=_bounds(t.get("start")),
        end=_bounds(t.get("end")),
        ends_on_event=t.get("ends_on_event") or "",
        sureness=Sureness.BOTH_NAMED,
    )
    return Term(_id(family, t["id"]), _id(family, t["agreement"]), content)


def _statement(family: str, s: dict[str, Any]) -> Statement:
    return Statement(
        id=_id(family, s["id"]),
        start=s["start"],
        end=s["end"],
        layer=Layer(_pascal(s["layer"])),
        stance=Stance(s["stance"].capitalize()),
        basis=Basis(s.get("basis", "explicit").capitalize()),
        about=tuple(s["about"]),
    )


def _use(family: str, s: dict[str, Any], document: Document, carried: dict[str, tuple[str, LinkType, str]]) -> StatementUse:
    return StatementUse(
        id=_id(family, s["id"]),
        document=document.identifier,
        layer=Layer(_pascal(s["layer"])),
        stance=Stance(s["stance"].capitalize()),
        basis=Basis(s.get("basis", "explicit").capitalize()),
        published=document.published,
        origin=origin_of(document.text[s["start"] : s["end"]]),
        words=document.text[s["start"] : s["end"]],
        about=tuple(_id(family, a) for a in s["about"]),
        asserts=tuple(_id(family, t) for t in s["asserts"]),
        link=carried.get(s["id"]),
    )
