"""Resolution: what many documents say of parties and agreements is held together, dealing by dealing.

Everything here is independent of the order of documents. A dealing is the agreements of one set of parties; from here on
every stage works on one dealing at a time.
"""

from kg.resolution.dealings import Resolution, resolve
from kg.resolution.decisions import Decision, Decisions, load_decisions, parse_decisions
from kg.resolution.overrides import Overrides, load_overrides, parse_overrides
from kg.resolution.scopes import relate_labels

__all__ = [
    "Decision",
    "Decisions",
    "Overrides",
    "Resolution",
    "load_decisions",
    "load_overrides",
    "parse_decisions",
    "parse_overrides",
    "relate_labels",
    "resolve",
]
