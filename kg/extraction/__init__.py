"""Reads what documents say: parties, agreements, statements, and the terms that they assert."""

from kg.extraction.amending import read_amended_part
from kg.extraction.documents import read_document

__all__ = ["VERSION", "read_amended_part", "read_document"]

VERSION = "1"  # of the rules and the lexicon together; it stands in the provenance of every statement
