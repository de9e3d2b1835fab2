"""The errors of the project.

    KgError
    ├── InputError         a document, folder, graph or file that the caller gave cannot be used
    ├── OutputError        a result cannot be written where the caller wants it
    ├── LexiconError       an extraction pattern is malformed or fails its own examples
    ├── QueryError         a query is unknown, malformed, or got a wrong parameter
    └── StoreError         a triplestore cannot be reached, refuses, or answers something unusable

Each message says what went wrong, where, and what to do. The place is also a field.
Data that does not conform is not an error but a list of violations (`kg.validation`).
"""

from __future__ import annotations

__all__ = ["InputError", "KgError", "LexiconError", "OutputError", "QueryError", "StoreError"]


class KgError(Exception):
    """What every error of the project is.

    Args:
        what: one sentence that says what went wrong.
        where: the path, address, IRI or span that it concerns; empty when there is none.
        cure: one sentence that says what to do.
    """

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        self.what, self.where, self.cure = what, where, cure
        place = f"{where}: " if where else ""
        super().__init__(f"{place}{what}" + (f" {cure}" if cure else ""))


class InputError(KgError):
    """A document, folder, graph or file that the caller gave cannot be used."""


class OutputError(KgError):
    """A result cannot be written where the caller wants it."""


class LexiconError(KgError):
    """An extraction pattern is malformed or fails its own examples."""


class QueryError(KgError):
    """A query is unknown, malformed, or got a wrong parameter."""


class StoreError(KgError):
    """A triplestore cannot be reached, refuses, or answers something unusable."""
