"""The IRIs of the project and of the vocabularies that it reuses, as plain strings.

`ontology/agreements.ttl` defines every name that begins with `KG`; a test compares the two lists.
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
