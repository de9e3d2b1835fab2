"""Validation: what in a graph breaks the rules, and what to do about it.

The rules stand in `ontology/shapes.ttl` (SHACL) and run on the union of all graphs with the ontology and the schemes joined
in. One run and not two: targets keep base and derived shapes apart, no base shape reads a derived property (a test says
so), and the shapes of findings need the terms and statements of the base graphs anyway. What SHACL cannot say alike on every
engine, the form of literals, and what it cannot see, the captured texts, is checked here and reported in the same way.
"""

from kg.validation.engines import ENGINES, list_violations
from kg.validation.files import choose_for, read_texts, validate_files, validate_part
from kg.validation.quotes import check_quotes
from kg.validation.violations import Violation, conforms

__all__ = [
    "ENGINES",
    "Violation",
    "check_quotes",
    "choose_for",
    "conforms",
    "list_violations",
    "read_texts",
    "validate_files",
    "validate_part",
]
