"""The stages, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg.building import build_dealing_graph, build_document_graph
from kg.deriving import (
    Derived,
    Note,
    build_derived_graph,
    build_party_graph,
    derive,
    find_collisions,
    set_aside,
)
from kg.errors import InputError, KgError
from kg.export import write_graphs
from kg.extraction import VERSION, read_amended_part, read_document
from kg.names import document_slug
from kg.ntriples import check_base
from kg.pipeline.output import check_output, fill_folder
from kg.pipeline.report import TEXTS_FOLDER, describe_build, write_report
from kg.pipeline.results import Failure, Found, Read
from kg.querying import keep_store
from kg.reading import Source, list_inputs, read_each
from kg.records import Dealing, Document, NamedGraph
from kg.resolution import Decisions, Resolution, load_decisions, relate_labels, resolve
from kg.vocab import DEFAULT_BASE

__all__ = ["BuildReport", "Progress", "build"]

Progress = Callable[[str, int, int], None]  # stage, done, in all


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and made. `content` is what stands in `report.json`."""

    out: Path
    documents: tuple[str, ...]  # identifiers of those that were read
    failures: tuple[Failure, ...]
    counts: Mapping[str, int]  # of statements, parties, agreements, terms and findings
    verdicts: Mapping[str, int]  # findings by verdict
    content: Mapping[str, Any] = field(repr=False)


def build(  # noqa: PLR0913 - what a build can be told, each by its name
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    jobs: int = 1,
    decisions: str | Path | None = None,
    store: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Read documents and write their graph, their captured texts and a report into a folder.

    The folder gets all files or none. What an earlier build left there is replaced; other files stay.

    Args:
        paths: documents, folders and archives of documents.
        out: the folder to write; it is made where it does not exist.
        base: IRI under which instances get their names.
        jobs: processes that read documents.
        decisions: a file of what people have decided, which is replayed (docs/decisions-file.md).
        store: keep an embedded store beside the files, which questions then use.
        progress: is told the stage, how many documents are done and how many there are.

    Raises:
        InputError: there is no document, none of them can be read, or the base or the decisions are malformed.
        OutputError: the folder cannot be written to, or holds files of the same names that no build of ours wrote.
    """
    tell = progress or _silent
    folder = Path(out)
    check_base(base)
    check_output(folder)
    rulings = load_decisions(Path(decisions)) if decisions is not None else Decisions()
    given = [Path(p) for p in paths]
    sources = _outside(list_inputs(given), folder)
    if not sources:
        where = ", ".join(p.as_posix() for p in given)
        raise InputError("holds no documents.", where=where, cure="Name a file, or a folder with documents in it.")
    read, failures = _read_all(sources, base, max(1, jobs), tell)
    if not read:
        shown = "; ".join(f"{f.identifier}: {f.reason}" for f in failures[:3])
        raise InputError(f"none of {len(failures)} documents can be read ({shown}).", cure="Give at least one document with text.")
    tell("resolving", len(read), len(read))
    resolution = resolve([r.document for r in read], [r.reading for r in read], rulings, read_part=read_amended_part)
    found = _derive_all(resolution, rulings, tell)
    graphs = [r.graph for r in read] + list(_dealing_graphs(resolution.dealings, found, base))
    content = describe_build(read, failures, resolution, found, base)
    tell("writing", 0, 1)
    with fill_folder(folder) as fresh:
        write_graphs(graphs, fresh)
        _write_texts(read, fresh / TEXTS_FOLDER)
        write_report(content, fresh)
        if store:
            keep_store(fresh)
    tell("writing", 1, 1)
    return _summarise(folder, read, failures, content)


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _outside(sources: Sequence[Source], folder: Path) -> list[Source]:
    """The sources that do not lie in the output: a build into a folder of its own input must not read itself."""
    inside = folder.resolve()
    return [s for s in sources if inside not in s.path.resolve().parents]


# ------------------------------------------------------------------ documents, each for itself
def _read_all(sources: Sequence[Source], base: str, jobs: int, tell: Progress) -> tuple[list[Read], list[Failure]]:
    read: list[Read] = []
    failures: list[Failure] = []
    for done, results in enumerate(_results(sources, base, min(jobs, len(sources))), 1):
        tell("reading", done, len(sources))
        read += [r for r in results if isinstance(r, Read)]
        failures += [f for f in results if isinstance(f, Failure)]
    read.sort(key=lambda r: r.document.identifier)
    failures.sort(key=lambda f: (f.identifier, f.reason))
    _check_ids(read)
    return read, failures


def _results(sources: Sequence[Source], base: str, jobs: int) -> Iterator[list[Read | Failure]]:
    work = partial(_read_file, base=base)
    if jobs == 1:
        yield from map(work, sources)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(work, sources, chunksize=max(1, len(sources) // (jobs * 8)))


def _read_file(source: Source, base: str) -> list[Read | Failure]:
    """Read the documents of a file as far as that goes without the others."""
    results: list[Read | Failure] = []
    for found in read_each(source):
        if isinstance(found, InputError):
            results.append(Failure(found.where or source.identifier, str(found)))
        else:
            results.append(_read_document(found, base))
    return results


def _read_document(document: Document, base: str) -> Read | Failure:
    try:
        document.text.encode("utf-8")
        reading = read_document(document)
        return Read(document, reading, build_document_graph(document, reading.statements, base, VERSION))
    except KgError as error:
        return Failure(document.identifier, str(error))
    except UnicodeEncodeError as error:
        return Failure(document.identifier, f"half a character stands at {error.start}; save the source as valid UTF-8.")


def _check_ids(read: Iterable[Read]) -> None:
    seen: dict[str, str] = {}
    for r in read:
        for statement in r.reading.statements:
            other = seen.setdefault(statement.id, r.document.identifier)
            if other != r.document.identifier:
                what = f"two documents have a statement of the id {statement.id}."
                raise InputError(what, where=f"{other} and {r.document.identifier}", cure="Rename one of the documents.")


# ------------------------------------------------------------------ documents held together
def _derive_all(resolution: Resolution, decisions: Decisions, tell: Progress) -> Found:
    dealings = resolution.dealings
    derived = []
    for done, dealing in enumerate(dealings, 1):
        derived.append(_noted(derive(dealing), dealing, resolution))
        tell("deriving", done, len(dealings))
    about = decisions.of("not-a-contradiction")
    rulings = [(*d.origins, d.reason) for d in about]
    parties = find_collisions(dealings, derived, relate_labels)
    marked, across, used = set_aside(dealings, derived, parties, [(one, other, why) for one, other, why in rulings])
    return Found(marked, across, (*resolution.decided, *zip(about, used, strict=True)))


def _noted(derived: Derived, dealing: Dealing, resolution: Resolution) -> Derived:
    """What was derived, with a note for each decision of a person that bears on an agreement of the dealing."""
    here = {a.id for a in dealing.agreements}
    notes = {
        Note("decision", tuple(a for a in names if a in here), f"by decision of a person, {d.kind}: {d.reason}")
        for d, names in resolution.decided
        if here & set(names)
    }
    return replace(derived, notes=tuple(sorted({*derived.notes, *notes}, key=lambda n: (n.kind, n.concerns, n.text))))


def _dealing_graphs(dealings: Sequence[Dealing], found: Found, base: str) -> Iterator[NamedGraph]:
    for dealing, derived in zip(dealings, found.derived, strict=True):
        yield build_dealing_graph(dealing, base)
        yield build_derived_graph(dealing, derived, base)
    yield from (build_party_graph(party, base) for party in found.parties)


def _write_texts(read: Iterable[Read], folder: Path) -> None:
    folder.mkdir()
    for r in read:
        (folder / f"{document_slug(r.document.identifier)}.txt").write_bytes(r.document.text.encode("utf-8"))


def _summarise(out: Path, read: Sequence[Read], failures: Sequence[Failure], content: Mapping[str, Any]) -> BuildReport:
    verdicts = Counter({name: int(number) for name, number in content["findings"].items()})
    names = tuple(r.document.identifier for r in read)
    return BuildReport(out, names, tuple(failures), dict(content["counts"]), dict(verdicts), content)
