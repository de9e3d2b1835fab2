"""The IRIs of the project and of the vocabularies that it reuses, as plain strings.

`ontology/agreements.ttl` defines every name under `KG`; a test compares its names with the lists below, and every name in the
code and the queries with both.
"""

from __future__ import annotations

from typing import Final

ROOT: Final = "https://w3id.org/agreement-kg/"
KG: Final = ROOT + "ns#"
MATTER: Final = ROOT + "matter/"
KIND: Final = ROOT + "kind/"
MEASURE: Final = ROOT + "measure/"
VERDICT: Final = ROOT + "verdict/"
DEFAULT_BASE: Final = ROOT + "id/"  # of instances; an option of every build

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
SH: Final = "http://www.w3.org/ns/shacl#"

PREFIXES: Final = {
    "kg": KG,
    "matter": MATTER,
    "kind": KIND,
    "measure": MEASURE,
    "verdict": VERDICT,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "oa": OA,
}

# ------------------------------------------------------------------ local names under KG, as ontology/agreements.ttl has them
CLASSES: Final = (
    "Agreement", "Basis", "Change", "Collision", "Conflict", "Dealing", "Document", "Exclusivity", "Finding", "Force", "Layer",
    "Modality", "Note", "Party", "Stance", "Statement", "Term",
)  # fmt: skip
MEMBERS: Final = {  # of the closed classes
    "Force": ("Binding", "NonBinding", "Declaratory", "ForceUnknown"),
    "Modality": ("Obligation", "Permission", "Prohibition", "Power", "NoDuty", "Fact", "Intention"),
    "Exclusivity": ("Exclusive", "Preferred", "NonExclusive"),
    "Stance": ("Affirms", "Changes", "Reaffirms", "Presupposes"),
    "Basis": ("Explicit", "Inferred", "Curated"),
    "Layer": ("Instrument", "PartyText", "Standfirst", "PageSummary", "ListingSummary", "UnattributedText", "SiteMetadata"),
}
PROPERTIES: Final = (
    "about", "after", "amends", "amendsPart", "asserts", "attestedEarliest", "attestedLatest", "baseWords", "basis",
    "bearer", "beginsEarliest", "beginsLatest", "bestRank", "bestWords", "boundEarliest", "boundLatest", "capped",
    "capturedOn", "certainty", "changesDeal", "clashType", "concerns", "condition", "counterparty", "cuad", "dateBasis",
    "effectEarliest", "effectLatest", "endEarliest", "endLatest", "endedBy", "endsOnEvent", "exclusivity", "extends",
    "follows", "followsAny", "force", "formerName", "hasAgreement", "hedge", "high", "implements", "inAgreement",
    "inDealing", "incompatibleWith", "kind", "knownEarliest", "knownLatest", "layer", "left", "leftBehindBy", "leftWords",
    "linkFrom", "linkTo", "linkType", "low", "madeEarliest", "madeLatest", "matter", "measure", "modality", "narrowedBy",
    "newWords", "noteKind", "oldWords", "onMatter", "operation", "origin", "overlapEarliest", "overlapLatest", "overlaps",
    "party", "partyKind", "pattern", "perhapsEndedBy", "publishedEarliest", "publishedLatest", "quote", "rank", "reaffirms",
    "reliability", "resolvedIn", "right", "rightWords", "rule", "scope", "scopeRelation", "setAside", "sha256", "source", "stance",
    "startEarliest", "startLatest", "supersedes", "textSha256", "toldIn", "truncated", "unit", "unresolved", "valueText",
    "verdict", "witnesses",
)  # fmt: skip
