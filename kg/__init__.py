"""Agreements as a knowledge graph: Party, Agreement, Term, Statement.

    import kg

    graph = kg.build("documents/", "build/")
    graph.query("parties")
    graph.in_force(on="2026-03-15")
    graph.findings()

Nothing heavy is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import AgreementView, FindingView, Graph, QuoteView, Table, TermView, build, open, query_endpoint
    from kg.chains import format_chain
    from kg.errors import InputError, KgError, LexiconError, OutputError, QueryError, StoreError
    from kg.querying import list_queries

__all__ = [
    "AgreementView",
    "FindingView",
    "Graph",
    "InputError",
    "KgError",
    "LexiconError",
    "OutputError",
    "QueryError",
    "QuoteView",
    "StoreError",
    "Table",
    "TermView",
    "build",
    "format_chain",
    "list_queries",
    "open",
    "query_endpoint",
]
__version__ = "0.1.0"

_HOMES = {"list_queries": "kg.querying", "format_chain": "kg.chains"}
_HOMES |= dict.fromkeys((name for name in __all__ if name.endswith("Error")), "kg.errors")


def __getattr__(name: str) -> Any:  # noqa: ANN401 (a module attribute can be anything)
    """Load a public name where it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "kg.api")), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*__all__, "__version__"])
