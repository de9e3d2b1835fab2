"""The stages, one after the other, on what changed since the build before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg.errors import InputError, OutputError
from kg.ntriples import check_base
from kg.pipeline.assembling import Collection, assemble
from kg.pipeline.cache import Cache, DamagedCacheError
from kg.pipeline.garbage import collect_rarely
from kg.pipeline.gathering import Sources, gather
from kg.pipeline.ledger import read_ledger
from kg.pipeline.outcome import BuildReport, Options
from kg.pipeline.output import FILES, WORK_FOLDER, check_output, choose_cache, fill_folder
from kg.pipeline.report import TEXTS_FOLDER, write_report
from kg.pipeline.results import Failure
from kg.pipeline.solving import solve_all
from kg.pipeline.work import Place, close_all
from kg.reading import MOST_TEXT, Source, list_inputs
from kg.resolution import Decisions, load_decisions
from kg.vocab import DEFAULT_BASE

__all__ = ["BuildReport", "Progress", "build"]

Progress = Callable[[str, int, int], None]  # stage, done, in all


def build(  # noqa: PLR0913 - what a build can be told, each by its name
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    jobs: int = 1,
    decisions: str | Path | None = None,
    store: bool = False,
    progress: Progress | None = None,
    formats: Sequence[str] | None = None,
    cache: str | Path | None = None,
    keep: bool = True,
    verify_content: bool = False,
    most_text: int = MOST_TEXT,
) -> BuildReport:
    """Read documents and write their graph, their captured texts and a report into a folder.

    The folder gets all files or none. What an earlier build left there is replaced; other files stay. What that build read is
    read again only where a source, its sidecar, the lexicon or the code changed, and only the dealings of such documents are
    resolved again; the result is that of a build into an empty folder, byte for byte.

    Args:
        paths: documents, folders and archives of documents.
        out: the folder to write; it is made where it does not exist.
        base: IRI under which instances get their names.
        jobs: processes that read and resolve.
        decisions: a file of what people have decided, which is replayed (docs/decisions-file.md).
        store: keep an embedded store beside the files, which questions then use.
        progress: is told the stage, how many documents are done and how many there are.
        formats: the files of the graph: `nq`, which is always written, `trig` and `ttl`. All, but of a huge graph only `nq`,
            where nothing is said.
        cache: a folder for what is kept between builds, in place of one in the build folder; several builds may share it.
        keep: whether anything is kept and used at all.
        verify_content: read every source to see whether it changed, in place of looking at its times and size.
        most_text: code points of one document that are read; what goes on behind them is kept as text and told in the report.

    Raises:
        InputError: there is no document, none of them can be read, or the base or the decisions are malformed.
        OutputError: the folder cannot be written to, holds files of the same names that no build of ours wrote, or another build
            is writing into it.
    """
    options = Options(
        base, max(1, jobs), decisions, store, None if formats is None else tuple(formats), cache, keep, verify_content
    )
    folder = Path(out)
    check_base(base)
    check_output(folder)
    rulings = load_decisions(Path(decisions)) if decisions is not None else Decisions()
    given = [Path(p) for p in paths]
    with collect_rarely():
        return _build_all(given, folder, rulings, options, most_text, progress or _silent)


def _build_all(
    given: Sequence[Path], folder: Path, rulings: Decisions, options: Options, most_text: int, progress: Progress
) -> BuildReport:
    sources = list_inputs(given, most_text, folder)
    if not sources:
        where = ", ".join(p.as_posix() for p in given)
        raise InputError("holds no documents.", where=where, cure="Name a file, or a folder with documents in it.")
    try:
        return _build(sources, folder, rulings, options, progress)
    except DamagedCacheError:  # it was wiped: what was kept is made again
        try:
            return _build(sources, folder, rulings, options, progress)
        except DamagedCacheError as error:
            where = str(options.cache or folder)
            raise OutputError(f"cannot keep readings ({error}).", where=where, cure="Build with --no-cache.") from error


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _build(sources: Sequence[Source], folder: Path, rulings: Decisions, options: Options, tell: Progress) -> BuildReport:
    with fill_folder(folder, keep=options.keep) as fresh:
        cache = choose_cache(folder, fresh, options.cache, keep=options.keep)
        place = Place(cache, fresh, fresh / WORK_FOLDER, options.base)
        (fresh / TEXTS_FOLDER).mkdir()
        place.work.mkdir()
        ledger = read_ledger(folder, FILES if options.keep else ())
        try:
            gathered = gather(Sources(sources, ledger, options.verify_content), place, options.jobs, tell)
            _check_some(gathered.failures, len(gathered.documents))
            solved = solve_all(gathered, rulings, ledger, place, options.jobs, tell)
            tell("writing", 0, 1)
            report = assemble(Collection(gathered, solved, rulings, ledger), folder, place, options, write_report)
            tell("writing", 1, 1)
        except DamagedCacheError:
            close_all(place)
            Cache.wipe(cache)
            raise
        finally:
            close_all(place)
    return report


def _check_some(failures: Sequence[Failure], read: int) -> None:
    if not read:
        shown = "; ".join(f"{f.identifier}: {f.reason}" for f in failures[:3])
        raise InputError(f"none of {len(failures)} documents can be read ({shown}).", cure="Give at least one document with text.")
