"""The stage of documents: one source read, each of its documents for itself. A pure function of the source, for any process.

What a document gives is kept by the digest of the document as it was read from its file, so that one changed record among
thousands in a file is one document read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.building import build_document_graph
from kg.errors import InputError, KgError
from kg.extraction import VERSION, read_document
from kg.files import resource
from kg.pipeline.cache import Cache, DamagedCacheError, code_version
from kg.pipeline.codec import from_json, to_json
from kg.pipeline.results import Body, DocumentKeys, Failure
from kg.reading import Source, list_inputs, load_source, read_bytes
from kg.records import Document, NamedGraph, PartyMention, Reading
from kg.resolution import Told, keys_of, told_by

__all__ = [
    "Listing",
    "digest_of",
    "document_keys",
    "graph_of",
    "keep",
    "key_with",
    "list_source",
    "load_body",
    "load_knowledge",
    "read_one",
    "recall_documents",
    "recall_sources",
    "split_source",
]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source holds: the keys of its documents, and what of it could not be read."""

    documents: tuple[str, ...]
    failures: tuple[tuple[str, str], ...] = ()  # identifier and reason


def digest_of(*parts: bytes | str) -> str:
    """Return a digest of parts, each ended by its length."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(data + b"\0%d\0" % len(data))
    return found.hexdigest()[:40]


def list_source(source: Source) -> tuple[str, bytes, Mapping[str, bytes]]:
    """Return the key of a source with what it is made of: its name and limit, its bytes and those of its sidecars.

    Raises:
        InputError: it cannot be read.
    """
    data, sidecars = load_source(source)
    beside = [part for name in sorted(sidecars) for part in (name, sidecars[name])]
    return digest_of(code_version(), source.identifier, str(source.most), data, *beside), data, sidecars


def split_source(source: Source, data: bytes, sidecars: Mapping[str, bytes]) -> Iterator[tuple[str, Document] | Failure]:
    """Yield the documents of a source with their keys, and a failure in the place of each that cannot be read."""
    for found in read_bytes(source.identifier, data, sidecars, source.most):
        if isinstance(found, InputError):
            yield Failure(found.where or source.identifier, str(found))
            continue
        try:
            found.text.encode("utf-8")
        except UnicodeEncodeError as error:
            reason = f"half a character stands at {error.start}; save the source as valid UTF-8."
            yield Failure(found.identifier, reason)
            continue
        yield digest_of(code_version(), to_json(Document, found)), found


def read_one(document: Document, known: Sequence[PartyMention] = (), alone: Reading | None = None) -> Reading | Failure:
    """Return what a document says; a failure where it cannot be told, or takes more memory than there is.

    Args:
        document: the document.
        known: parties of other documents with which one is read again that shows no two by itself.
        alone: what it says without them.
    """
    try:
        return read_document(document, known, alone)
    except KgError as error:
        return Failure(document.identifier, str(error))
    except (MemoryError, RecursionError) as error:
        what = f"takes more memory than there is ({type(error).__name__})."
        return Failure(
            document.identifier, str(InputError(what, where=document.identifier, cure="Split or simplify it.")), passing=True
        )


def key_with(key: str, known: Sequence[PartyMention]) -> str:
    """Return the key of what a document says that is read again with parties of other documents; `key`: of what it says alone."""
    return digest_of(key, to_json(tuple[PartyMention, ...], tuple(known)))


def graph_of(body: Body, base: str) -> NamedGraph:
    """Return the graph of a document.

    Raises:
        InputError: a number or a text cannot be written.
    """
    return build_document_graph(body.document, body.reading.statements, base, VERSION)


def document_keys(key: str, body: Body) -> DocumentKeys:
    """Return what the build has to know of a document, by the key of what is kept of it."""
    reading = body.reading
    instructions = sum(s.instruction is not None for s in reading.statements)
    document = body.document
    return DocumentKeys(key, keys_of(reading), len(reading.statements), instructions, document.truncated, document.read_to)


def load_knowledge() -> None:
    """Read one of our own samples, so that whatever reading needs is in memory before processes are begun that share it."""
    source = list_inputs([resource("seeds")])[0]
    data, sidecars = load_source(source)
    for found in split_source(source, data, sidecars):
        if not isinstance(found, Failure):
            read_one(found[1])


# ------------------------------------------------------------------ what is kept of a document
def keep(cache: Cache, key: str, body: Body) -> DocumentKeys:
    """Keep what a document gave, and return what the build has to know of it."""
    keys = document_keys(key, body)
    cache.put("body", key, to_json(Body, body))
    cache.put("told", key, to_json(Told, told_by(body.document, body.reading)))
    cache.put("keys", key, to_json(DocumentKeys, keys))
    return keys


def load_body(cache: Cache, key: str) -> Body:
    """Return all of a document that was read.

    Raises:
        DamagedCacheError: it is not kept.
    """
    data = cache.get("body", key)
    try:
        if data is not None:
            return from_json(Body, data)
    except ValueError as error:
        raise DamagedCacheError(str(error)) from error
    raise DamagedCacheError(f"the document {key} is gone")


def recall_documents(cache: Cache, keys: Iterable[str]) -> dict[str, DocumentKeys]:
    """Return what the build has to know of the documents that are kept, by key.

    Raises:
        DamagedCacheError: a row is not as it was written.
    """
    try:
        return {key: from_json(DocumentKeys, data) for key, data in cache.get_all("keys", keys)}
    except ValueError as error:
        raise DamagedCacheError(str(error)) from error


def recall_sources(cache: Cache, keys: Iterable[str]) -> dict[str, Listing]:
    """Return what the sources hold that are kept, by key; the documents are kept apart.

    Raises:
        DamagedCacheError: a row is not as it was written.
    """
    try:
        return {key: from_json(Listing, data) for key, data in cache.get_all("source", keys)}
    except ValueError as error:
        raise DamagedCacheError(str(error)) from error
