"""The kinds of triplestore, read from `stores.toml`, and how one is told from another."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from kg.endpoints import Endpoint
from kg.errors import StoreError

__all__ = ["Store", "detect_store", "find_store", "list_stores"]


@dataclass(frozen=True, slots=True)
class Store:
    """What one kind of store takes; `stores.toml` says what each field means."""

    name: str
    query: str
    graphs: str
    quads: str
    count: str
    content: str
    keeps_empty: bool
    atomic: bool
    header: str
    path: str
    address: str
    tried: str
    trap: str

    def graph_url(self, address: str, graph: str) -> str:
        """Return where a named graph lies by the Graph Store Protocol."""
        return f"{address.rstrip('/')}{self.graphs}?graph={quote(graph, safe='')}"

    def quads_url(self, address: str) -> str:
        """Return where N-Quads are sent to be added; empty where the store takes none."""
        return f"{address.rstrip('/')}{self.quads}" if self.quads else ""

    def query_url(self, address: str) -> str:
        """Return where queries are asked."""
        return f"{address.rstrip('/')}{self.query}"


@cache
def list_stores() -> tuple[Store, ...]:
    """Return all kinds of store, in the order of the file."""
    table = tomllib.loads(Path(__file__).with_name("stores.toml").read_text(encoding="utf-8"))
    return tuple(Store(name=name, **row) for name, row in table.items())


def find_store(name: str) -> Store:
    """Return a kind of store by its name.

    Raises:
        StoreError: there is no such kind.
    """
    for store in list_stores():
        if store.name == name:
            return store
    raise StoreError(
        f"there is no kind of store {name!r}.", cure=f"Choose one of auto, {', '.join(store.name for store in list_stores())}."
    )


def detect_store(endpoint: Endpoint) -> Store:
    """Return the kind of store that answers at an address, told by its headers and by the path of the address.

    Raises:
        StoreError: it cannot be reached, wants to know who we are, or cannot be told.
    """
    anything = tuple(status for status in range(300, 600) if status not in {401, 403})
    response = endpoint.send("HEAD", f"{endpoint.address.rstrip('/')}/", allowed=anything)
    said = "\n".join(f"{name}: {value}" for name, value in response.headers.items()).lower()
    path = f"{urlsplit(endpoint.address).path}/"
    stores = list_stores()
    by_header = [store for store in stores if store.header and store.header in said]
    by_path = [store for store in stores if store.path and store.path in path]
    found = by_header or sorted(by_path, key=lambda store: -len(store.path))
    if found:
        return found[0]
    names = ", ".join(store.name for store in stores)
    raise StoreError("cannot tell which kind of store this is.", where=endpoint.address, cure=f"Say so with --store: {names}.")
