"""The Python face of the project: build a graph, open one, ask it.

    >>> import kg
    >>> graph = kg.build(sample, output)
    >>> [row["name"] for row in graph.query("parties").texts()]
    ['Aster Maps', 'Birch Travel']

Longer than 300 lines, since one module is what users read.
The examples run on two short documents of invented firms, in a folder `sample`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph
import rdflib

from kg.api.differing import Difference, compare_books
from kg.api.explaining import explain
from kg.api.verifying import Comparison, compare_answers
from kg.api.views import AgreementView, Book, FindingView, QuoteView, TermView
from kg.chains import chain_graph
from kg.endpoints import Endpoint
from kg.errors import InputError
from kg.export import export_graph
from kg.loading import LoadReport, find_store, load_graphs
from kg.ntriples import GRAPH_FILE, read_graphs
from kg.pipeline import MOST_TEXT, REPORT_FILE, Progress, validate_build
from kg.pipeline import build as run_pipeline
from kg.querying import Query, Table, bind, load_query, open_dataset, open_store, resolve_names, run_query, run_remote
from kg.validation import Violation
from kg.vocab import DEFAULT_BASE

__all__ = [
    "AgreementView",
    "Comparison",
    "Difference",
    "FindingView",
    "Graph",
    "LoadReport",
    "QuoteView",
    "Table",
    "TermView",
    "build",
    "open",
    "query_endpoint",
]


def build(  # noqa: PLR0913 - what a build can be told, each by its name
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    jobs: int = 1,
    decisions: str | Path | None = None,
    store: bool = False,
    progress: Progress | None = None,
    formats: Iterable[str] | None = None,
    cache: str | Path | bool = True,
    verify_content: bool = False,
    most_text: int = MOST_TEXT,
) -> Graph:
    """Read documents, write their graph into a folder, and open it.

    A document that cannot be read stands in the report with the reason; it does not stop the others. A second build into a folder
    reads only what changed; the result is the same as that of a first one.

    Args:
        paths: a document, folder or archive, or several.
        out: the folder to write; an earlier build in it is replaced.
        base: IRI under which instances get their names.
        jobs: processes that read documents and resolve dealings.
        decisions: a file of what people have decided, which is replayed (docs/decisions-file.md).
        store: keep an embedded store beside the files, which questions then use.
        progress: is told the stage, how many documents are done and how many there are.
        formats: the files of the graph beside `graph.nq`: trig, ttl; both, but of a huge graph none, where nothing is said.
        cache: where readings are kept for the next build, if not in the output; `False`: nowhere, and none are used.
        verify_content: read every file to see whether it changed, in place of looking at its times and its size.
        most_text: code points of one document that are read; what goes on behind them is kept as text and told in the report.

    Raises:
        InputError: there is no document, or none that can be read.
        OutputError: the folder cannot be written to.

    >>> graph = build(sample, output)
    >>> graph.report["counts"]["documents"], graph.report["not_read"]
    (2, [])
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    run_pipeline(
        given,
        out,
        base=base,
        jobs=jobs,
        decisions=decisions,
        store=store,
        progress=progress,
        formats=None if formats is None else tuple(formats),
        cache=None if isinstance(cache, bool) else cache,
        keep=cache is not False,
        verify_content=verify_content,
        most_text=most_text,
    )
    return open(out)


def open(folder: str | Path) -> Graph:
    """Open a build folder. Nothing is read before it is asked for.

    Raises:
        InputError: the folder holds no graph.

    >>> open("no/such/folder")
    Traceback (most recent call last):
        ...
    kg.errors.InputError: no/such/folder: holds no built graph. Name a folder that `kg build` wrote.
    """
    path = Path(folder)
    if not (path / GRAPH_FILE).is_file():
        raise InputError("holds no built graph.", where=str(folder), cure="Name a folder that `kg build` wrote.")
    return Graph(path)


class Graph:
    """A built graph: questions, views and exports.

    Attributes:
        folder: where it lies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        """The call that opens it."""
        return f"kg.open({str(self.folder)!r})"

    # ------------------------------------------------------------------ as it lies there
    @cached_property
    def report(self) -> dict[str, Any]:
        """What was read, which passages gave statements, and what was left out and why.

        >>> open(built).report["documents"][0]["identifier"]
        '1-licence.md'
        """
        path = self.folder / REPORT_FILE
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"is no report ({error}).", where=str(path), cure="Build again.") from error
        return dict(found)

    @cached_property
    def _book(self) -> Book:
        return Book(read_graphs(self.folder))

    @cached_property
    def _store(self) -> pyoxigraph.Store:
        return open_store(self.folder)

    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset with its named graphs, a new one at each call.

        >>> len(list(open(built).dataset().graphs())) >= 4
        True
        """
        return open_dataset(read_graphs(self.folder))

    # ------------------------------------------------------------------ questions
    def query(self, name: str | Path | Query, **params: str) -> Table:
        """Answer a named query, or one from a `.rq` file.

        Args:
            name: one of `kg.list_queries()`, by name or as it is, or a path.
            params: values by name, as a person writes them; a name serves in place of an IRI.

        Raises:
            QueryError: there is no such query, or a parameter is unknown, missing or of the wrong type.

        >>> table = open(built).query("parties", party="birch travel")
        >>> table.texts()[0]["agreements"]
        '2'
        """
        query = name if isinstance(name, Query) else load_query(name)
        given = resolve_names(query, params, lambda text: run_query(self._store, text))
        return run_query(self._store, bind(query, given))

    def chain(self, **params: str) -> nx.DiGraph[str]:
        """The agreements and what later ones do to earlier ones, as a networkx graph; `kg.format_chain` draws it.

        Args:
            params: those of the query `supersession-chain`, such as `party`.

        >>> chain = open(built).chain(party="Aster Maps")
        >>> sorted(link.type for _, _, links in chain.edges(data="links") for link in links)
        ['amends']
        """
        return chain_graph(self.query("supersession-chain", **params).texts())

    def in_force(self, *, on: str | date, known: str | date | None = None) -> Table:
        """What holds on a day, as far as a reader of another day could know: DEFINITE, POSSIBLE or REPORTED, with the reason.

        Args:
            on: the day on which it holds.
            known: the day of the reader; the same day where nothing is given.

        >>> {row["status"] for row in open(built).in_force(on="2031-01-01").texts()} <= {"DEFINITE", "POSSIBLE", "REPORTED"}
        True
        """
        return self.query("in-force", on=str(on), known=str(known or on))

    def findings(self) -> tuple[FindingView, ...]:
        """Conflicts and changes between terms, each with both readings and their quotes.

        >>> [finding.verdict for finding in open(built).findings() if not finding.change]
        []
        """
        return self._book.findings()

    def collisions(self) -> tuple[FindingView, ...]:
        """What a party has promised to one partner alone and to another elsewhere, apart from all findings.

        >>> open(built).collisions()
        ()
        """
        return self._book.collisions()

    def term(self, iri: str) -> TermView:
        """A term with the passages that assert it."""
        return self._book.term(self._known(iri, "Term"))

    def agreement(self, iri: str) -> AgreementView:
        """An agreement with its links and terms."""
        return self._book.agreement(self._known(iri, "Agreement"))

    def explain(self, iri: str) -> str:
        """A term, agreement, finding, party, statement or document in words, down to the quotes.

        Raises:
            InputError: the graph knows nothing of that name.

        >>> term = open(built).findings()[0].left
        >>> term.quotes[0].words in open(built).explain(term.iri)
        True
        """
        return explain(self._book, self._known(iri))

    def _known(self, iri: str, kind: str = "") -> str:
        found = self._book.kind(iri.strip("<>"))
        if not found or (kind and found != kind):
            what = "nothing of that name is in the graph." if not found else f"is a {found}, not a {kind}."
            raise InputError(what, where=iri, cure="Take an IRI from an answer of `kg query`, `kg chain` or `kg contradictions`.")
        return iri.strip("<>")

    def diff(self, older: Graph) -> tuple[Difference, ...]:
        """What the documents of this build changed against an older one: terms and findings that are new, ended, gone or resolved.

        >>> open(built).diff(open(built))
        ()
        """
        return compare_books(older._book, self._book)

    def validate(self, *, engine: str = "auto") -> list[Violation]:
        """What breaks the rules: shapes, the form of literals, and quotes that do not stand in the captured texts.

        >>> open(built).validate()
        []
        """
        return validate_build(self.folder, engine=engine)

    def export(self, format: str, out: str | Path | None = None) -> bytes:
        """The graph in another format: ttl, trig, nq, nt, jsonld, graphml or csv; written to a file too where one is named.

        >>> b"a kg:Agreement" in open(built).export("ttl")
        True
        """
        buffer = BytesIO()
        export_graph(self.folder, format, buffer)
        if out is not None:
            export_graph(self.folder, format, Path(out))
        return buffer.getvalue()

    # ------------------------------------------------------------------ elsewhere
    def load(
        self,
        endpoint: str | Endpoint,
        store: str = "auto",
        *,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> LoadReport:
        """Bring a triplestore in line with this build; only graphs that changed are sent.

        Args:
            endpoint: the address of the store; credentials come from the environment or a netrc file.
            store: its kind, or `auto` to tell it by its answer.
            dry_run: send nothing, and return what would be done.
            progress: is told now and then how many graphs are done and how many there are.

        Raises:
            StoreError: the store cannot be reached, refuses, or does not hold what it was sent.
        """
        return load_graphs(self.folder, endpoint, store, dry_run=dry_run, progress=progress)

    def verify(self, endpoint: str | Endpoint, store: str) -> list[Comparison]:
        """Ask a triplestore the named queries, and compare its answers with the embedded ones, row by row.

        Args:
            endpoint: the address of the store.
            store: its kind, as `load` reported it.
        """
        if isinstance(endpoint, str):
            with Endpoint(endpoint) as opened:
                return self.verify(opened, store)
        url = find_store(store).query_url(endpoint.address)
        return compare_answers(lambda text: run_query(self._store, text), endpoint, url)


def query_endpoint(endpoint: str | Endpoint, name: str | Path | Query, **params: str) -> Table:
    """Answer a named query, or one from a `.rq` file, at a SPARQL endpoint.

    Raises:
        QueryError: there is no such query, or a parameter does not fit.
        StoreError: the endpoint cannot be reached, refuses, or answers something unusable.
    """
    query = name if isinstance(name, Query) else load_query(name)
    if isinstance(endpoint, str):
        with Endpoint(endpoint) as opened:
            return query_endpoint(opened, query, **params)
    given = resolve_names(query, params, lambda text: run_remote(endpoint, text))
    return run_remote(endpoint, bind(query, given))
