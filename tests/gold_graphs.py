"""Graphs made out of gold sets, whole or with faults, for the tests of scoring."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from kg.vocab import DCTERMS, KG, KIND, MATTER, OA, RDF, SKOS, VERDICT


def graph_of(folder: Path, faults: random.Random | None = None) -> str:
    """The gold set as N-Triples. With a source of chance, about a third of its items is damaged, dropped or doubled."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    writer = _Writer(folder.name, gold, faults)
    for step in (
        writer.documents,
        writer.parties,
        writer.agreements,
        writer.terms,
        writer.statements,
        writer.links,
        writer.findings,
    ):
        step()
    return "".join(f"{line} .\n" for line in writer.lines)


class _Writer:
    def __init__(self, name: str, gold: dict[str, Any], faults: random.Random | None) -> None:
        self.name, self.gold, self.faults = name, gold, faults
        self.lines: list[str] = []

    def hit(self, share: float) -> bool:
        return self.faults is not None and self.faults.random() < share

    def other(self, kind: str) -> str:
        assert self.faults is not None
        return str(self.faults.choice(self.gold[kind])["id"])

    def node(self, kind: str, name: str) -> str:
        return f"<urn:{self.name}:{kind}:{name}>"

    def add(self, node: str, step: str, value: object) -> None:
        shown = value if isinstance(value, str) and value.startswith("<") else json.dumps(str(value), ensure_ascii=False)
        self.lines.append(f"{node} <{step}> {shown}")

    def bounds(self, node: str, name: str, days: list[str | None] | None) -> None:
        for end, day in zip(("Earliest", "Latest"), days or (), strict=False):
            if day and not self.hit(0.2):
                self.add(node, f"{KG}{name}{end}", day)

    def documents(self) -> None:
        for d in self.gold["documents"]:
            node = self.node("d", d["id"])
            self.add(node, RDF + "type", f"<{KG}Document>")
            self.add(node, DCTERMS + "identifier", Path(d["file"]).name)
            self.add(node, KG + "sha256", "0" * 64 if self.hit(0.1) else d.get("sha256", ""))

    def parties(self) -> None:
        for p in (p for p in self.gold["parties"] if not self.hit(0.1)):
            self.add(self.node("p", p["id"]), RDF + "type", f"<{KG}Party>")
            self.add(self.node("p", p["id"]), SKOS + "prefLabel", p["names"][0] + (" Kranz" if self.hit(0.1) else " Inc."))

    def agreements(self) -> None:
        for a in (a for a in self.gold["agreements"] if not self.hit(0.1)):
            node = self.node("a", a["id"])
            self.add(node, RDF + "type", f"<{KG}Agreement>")
            self.add(node, KG + "kind", f"<{KIND}{'lease' if self.hit(0.1) else a['kind']}>")
            self.add(node, KG + "force", _member("force-unknown" if self.hit(0.2) else a["force"]))
            self.bounds(node, "made", a["made"])
            for p in a["parties"]:
                if not self.hit(0.1):
                    self.add(node, KG + "party", self.node("p", p))

    def terms(self) -> None:
        for t in self.gold["terms"]:
            node = self.node("t", t["id"])
            self.add(node, RDF + "type", f"<{KG}Term>")
            self.add(node, KG + "inAgreement", self.node("a", self.other("agreements") if self.hit(0.1) else t["agreement"]))
            self.add(node, KG + "matter", f"<{MATTER}{'safety' if self.hit(0.2) else t['matter']}>")
            self.add(node, KG + "modality", _member("fact" if self.hit(0.2) else t["modality"]))
            if t.get("exclusivity") and not self.hit(0.2):
                self.add(node, KG + "exclusivity", _member(t["exclusivity"]))
            for slot, party in ((x, p) for x in ("bearer", "counterparty") for p in t.get(x) or ()):
                if not self.hit(0.2):
                    self.add(node, KG + slot, self.node("p", party))
            for slot in ("low", "high", "unit"):
                if t.get(slot) is not None and not self.hit(0.1):
                    self.add(node, KG + slot, t[slot])
            self.bounds(node, "end", t.get("end"))

    def statements(self) -> None:
        for s in [x for x in self.gold["statements"] for _ in range(2 if self.hit(0.2) else 1) if not self.hit(0.15)]:
            name = s["id"] + (f"-{self.faults.randrange(9)}" if self.faults else "")
            node, quote, place = (self.node(kind, name) for kind in "sql")
            self.add(node, RDF + "type", f"<{KG}Statement>")
            self.add(node, KG + "source", self.node("d", s["document"]))
            self.add(node, KG + "stance", _member("changes" if self.hit(0.2) else s["stance"]))
            self.add(node, KG + "layer", _member("standfirst" if self.hit(0.2) else s["layer"]))
            for a in (a for a in s["about"] if not self.hit(0.1)):
                self.add(node, KG + "about", self.node("a", a))
            for t in s["asserts"]:
                self.add(node, KG + "asserts", self.node("t", self.other("terms") if self.hit(0.2) else t))
            self.add(node, KG + "quote", quote)
            self.add(quote, OA + "hasSelector", place)
            self.add(place, OA + "start", s["start"] + (10 if self.hit(0.2) else 0))
            self.add(place, OA + "end", s["end"] + (25 if self.hit(0.3) else 0))
            self.add(place, OA + "exact", s["exact"])

    def links(self) -> None:
        for link in (x for x in self.gold.get("links", []) if not self.hit(0.2)):
            kind = "extends" if self.hit(0.2) else link["type"]
            self.add(self.node("a", link["from"]), KG + kind, self.node("a", link["to"]))

    def findings(self) -> None:
        found = [(f["left"], f["verdict"], f["right"]) for f in self.gold.get("findings", []) if not self.hit(0.2)]
        found += [(x["left"], "contradiction", x["right"]) for x in self.gold.get("no_findings", []) if self.hit(0.3)]
        for number, (left, verdict, right) in enumerate(found):
            node = self.node("f", str(number))
            sides = (right, left) if self.hit(0.2) else (left, right)
            self.add(node, RDF + "type", f"<{KG}Finding>")
            self.add(node, KG + "verdict", f"<{VERDICT}{'contradiction' if self.hit(0.3) else verdict}>")
            self.add(node, KG + "left", self.node("t", sides[0]))
            self.add(node, KG + "right", self.node("t", sides[1]))


def _member(name: str) -> str:
    """The IRI of a member of a closed class, from its spelling in gold."""
    return f"<{KG}{name.title().replace('-', '')}>"
