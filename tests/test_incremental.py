"""A build after a build: only what changed is read and resolved, and the result is that of a build into an empty folder."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.pipeline import BuildReport, build
from kg.pipeline.cache import CACHE_FILE, CACHE_FOLDER

LICENCE = """{one} and {other} today signed a licence agreement. {one} grants {other} an {grade} licence to its maps of {where}.
{other} will pay {one} EUR {price} per year.
"""
AMENDMENT = """{one} and {other} today amended their licence agreement of 4 March 2024. The licence of {other} to the maps of
{where} is now {grade}. {other} will pay {one} EUR {price} per year.
"""
PARTIES = ("Aster Maps", "Birch Travel", "Cedar Charts Ltd", "Cedar Charts", "Dorn Atlas SE")
FRONT = "---\npublisher: {one}\npublished: {day}\n---\n"
DECISIONS = (
    "",
    'same-party = [["Aster Maps", "Dorn Atlas SE"]]\n',
    'different-party = [["Cedar Charts", "Dorn Atlas SE"]]\n',
    'no-party = ["Cedar Charts"]\nparty = ["Birch Travel"]\n',
    '[[not-a-contradiction]]\none = "Birch Travel will pay Aster Maps EUR 5 per year."\n'
    'other = "Birch Travel will pay Aster Maps EUR 9 per year."\nreason = "two prices"\n',
)
NAMES = ("a.md", "b.md", "sub/c.txt", "d.md")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files of a build, without what is kept for the next one."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and CACHE_FOLDER not in path.parts
    }


def pages() -> st.SearchStrategy[str]:
    """Short documents of a few parties that license maps to one another."""
    parties = st.lists(st.sampled_from(PARTIES), min_size=2, max_size=2, unique=True)
    made = st.builds(
        lambda two, form, **words: (FRONT + form).format(one=two[0], other=two[1], **words),
        parties,
        st.sampled_from((LICENCE, AMENDMENT)),
        grade=st.sampled_from(("exclusive", "non-exclusive")),
        where=st.sampled_from(("Spain", "Portugal")),
        price=st.sampled_from((5, 9)),
        day=st.sampled_from(("2024-03-04", "2025-06-01")),
    )
    return st.one_of(made, made, made, st.just("Nothing is agreed here.\n"), st.just(""))


def changes() -> st.SearchStrategy[list[tuple[str, str, str]]]:
    """What is done to a collection between two builds: files written or removed, sidecars and decisions."""
    write = st.tuples(st.just("write"), st.sampled_from(NAMES), pages())
    remove = st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just(""))
    sidecar = st.tuples(st.just("write"), st.sampled_from(("a.md.meta.toml", "b.meta.toml")), st.sampled_from(
        ('published = "2023-01-01"\n', 'title = "A title"\n')))  # fmt: skip
    decide = st.tuples(st.just("decide"), st.just(""), st.sampled_from(DECISIONS))
    return st.lists(st.one_of(write, write, remove, sidecar, decide), min_size=1, max_size=3)


def apply(steps: list[tuple[str, str, str]], folder: Path, decisions: Path) -> None:
    """Do to a collection what the steps say."""
    for kind, name, text in steps:
        path = decisions if kind == "decide" else folder / name
        if kind == "remove":
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def begin(root: Path, first: list[str]) -> tuple[Path, Path]:
    """Write the first documents, and one that stays, and an empty file of decisions; the folder and that file."""
    source, decisions = root / "in", root / "decisions.toml"
    always = (FRONT + LICENCE).format(one="Elm AG", other="Fir AG", grade="exclusive", where="Peru", price=3, day="2024-01-01")
    apply([("write", name, text) for name, text in zip((*NAMES[:2], "z.md"), (*first, always), strict=True)], source, decisions)
    decisions.write_text("", encoding="utf-8")
    return source, decisions


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes(), min_size=2, max_size=4), st.lists(pages(), min_size=2, max_size=2))
def test_a_build_after_changes_is_that_of_an_empty_folder(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str, str]]], first: list[str]
) -> None:
    """Whatever is added, changed, removed and decided between builds: every file is that of a fresh build, byte for byte."""
    root = tmp_path_factory.mktemp("rounds")
    source, decisions = begin(root, first)
    for number, steps in enumerate([[], *rounds]):
        apply(steps, source, decisions)
        build([source], root / "out", decisions=decisions)
        build([source], root / f"fresh-{number}", decisions=decisions, keep=False)
        assert bytes_of(root / "out") == bytes_of(root / f"fresh-{number}")
    shutil.rmtree(root)


# ------------------------------------------------------------------ what is read anew
@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Three deals of different parties, with a build of them in `out`."""
    source = tmp_path / "in"
    source.mkdir()
    for name, (one, other) in zip("abc", (("Elm AG", "Fir AG"), ("Oak AG", "Ash AG"), ("Yew AG", "Box AG")), strict=True):
        text = (FRONT + LICENCE).format(one=one, other=other, grade="exclusive", where="Peru", price=3, day="2024-01-01")
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    build([source], tmp_path / "out")
    return source


def again(collection: Path, **options: object) -> BuildReport:
    """Build a collection into `out` again, and see that the result is that of a fresh build."""
    root = collection.parent
    report = build([collection], root / "out", **options)  # type: ignore[arg-type]
    build([collection], root / "fresh", keep=False)
    assert bytes_of(root / "out") == bytes_of(root / "fresh")
    return report


def test_nothing_is_read_where_nothing_changed(collection: Path) -> None:
    """A second build of the same documents reads none of them."""
    assert (again(collection).anew, again(collection).anew) == (0, 0)


def test_only_the_changed_document_is_read(collection: Path) -> None:
    """Of three documents the one that changed is read anew; so is one that has a new sidecar."""
    path = collection / "b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("EUR 3", "EUR 4"), encoding="utf-8")
    assert again(collection).anew == 1
    (collection / "c.md.meta.toml").write_text('title = "Another title"\n', encoding="utf-8")
    assert again(collection).anew == 1


def test_only_the_changed_record_of_a_file_is_read(collection: Path) -> None:
    """One changed record among several in a file is one document read anew."""
    texts = [path.read_text(encoding="utf-8").split("---\n")[2].replace("\n", " ") for path in sorted(collection.glob("*.md"))]
    lines = [f'{{"text": "{text.strip()}", "published": "2024-01-01"}}\n' for text in texts]
    (collection / "all.jsonl").write_text("".join(lines), encoding="utf-8")
    assert again(collection).anew == 3
    (collection / "all.jsonl").write_text("".join([lines[0], lines[1].replace("EUR 3", "EUR 8"), lines[2]]), encoding="utf-8")
    assert again(collection).anew == 1


def test_a_file_of_the_same_times_and_size_is_read_when_asked(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Times and size tell what changed; where they lie, `verify_content` finds it out."""
    monkeypatch.setattr("kg.pipeline.gathering.stamp_of", lambda source: [1])
    again(collection)
    path = collection / "b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("EUR 3", "EUR 4"), encoding="utf-8")
    assert build([collection], collection.parent / "out").anew == 0
    assert again(collection, verify_content=True).anew == 1


def test_another_base_reads_nothing_anew(collection: Path) -> None:
    """Readings do not depend on the base of names: with another one graphs are made again, and no document is read."""
    out = collection.parent / "out"
    report = build([collection], out, base="https://deals.example/")
    build([collection], collection.parent / "fresh", base="https://deals.example/", keep=False)
    assert (report.anew, bytes_of(out)) == (0, bytes_of(collection.parent / "fresh"))


def test_other_code_reads_everything_anew(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the code or of the lexicon kept is of no use."""
    for module in ("cache", "documents", "groups", "ledger", "solving"):
        monkeypatch.setattr(f"kg.pipeline.{module}.code_version", lambda: "another")
    assert again(collection).anew == 3


def test_files_that_were_altered_are_made_again(collection: Path) -> None:
    """A graph, a report or a text of the earlier build that somebody altered does not get into the next one."""
    out = collection.parent / "out"
    for path in (out / "graph.nq", out / "report.json", next((out / "texts").iterdir())):
        path.write_bytes(path.read_bytes()[:100])
        assert again(collection).anew == 0


def test_several_builds_share_a_cache(collection: Path, tmp_path: Path) -> None:
    """What one build read into a named cache another one into another folder need not read."""
    first = build([collection], tmp_path / "one", cache=tmp_path / "kept")
    second = build([collection], tmp_path / "two", cache=tmp_path / "kept", jobs=2)
    assert (first.anew, second.anew) == (3, 0)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_nothing_is_kept_where_nothing_is_to_be_kept(collection: Path, tmp_path: Path) -> None:
    """Without a cache everything is read, and nothing stays in the folder but the build."""
    report = build([collection], tmp_path / "out", keep=False)
    assert (report.anew, (tmp_path / "out" / CACHE_FOLDER).exists()) == (3, False)


def test_what_is_gone_does_not_stay_in_the_cache(collection: Path, tmp_path: Path) -> None:
    """Readings of documents that nobody gives any more are dropped once they are more than those in use."""
    for name in ("a.md", "b.md"):
        (collection / name).unlink()
    again(collection)
    base = sqlite3.connect(tmp_path / "out" / CACHE_FOLDER / CACHE_FILE)
    assert base.execute("SELECT count(*) FROM body").fetchone() == (1,)
    base.close()


def test_order_and_number_of_processes_make_no_difference(collection: Path, tmp_path: Path) -> None:
    """Two processes and one give the same files, read anew and in part."""
    build([collection], tmp_path / "two", jobs=2)
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "out")
    path = collection / "a.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Peru", "Chile"), encoding="utf-8")
    assert again(collection, jobs=2).anew == 1


def test_formats_are_those_that_are_asked_for(collection: Path, tmp_path: Path) -> None:
    """N-Quads are always there; Turtle and TriG where they are wanted, and gone where they are not."""
    report = build([collection], tmp_path / "out", formats=["ttl"])
    assert report.formats == ("nq", "ttl")
    assert [p.name for p in sorted((tmp_path / "out").glob("graph.*"))] == ["graph.nq", "graph.ttl"]


def test_a_huge_graph_is_written_as_quads_alone(collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a size Turtle and TriG are written only for those who ask."""
    monkeypatch.setattr("kg.pipeline.assembling._LARGE", 100)
    assert build([collection], tmp_path / "out").formats == ("nq",)
    assert sorted(p.name for p in (tmp_path / "out").glob("graph.*")) == ["graph.nq"]


@pytest.mark.parametrize("size", [0, 100, 5000, 20000])
def test_a_cut_cache_is_made_again(collection: Path, tmp_path: Path, size: int) -> None:
    """A cache file that was cut anywhere is thrown away, and the graph is right."""
    os.truncate(tmp_path / "out" / CACHE_FOLDER / CACHE_FILE, size)
    assert again(collection).anew in {0, 3}


def test_damaged_rows_are_made_again(collection: Path, tmp_path: Path) -> None:
    """A row of the cache that is not as it was written is found, and the graph is right."""
    for table in ("source", "keys", "body", "meta"):
        base = sqlite3.connect(tmp_path / "out" / CACHE_FOLDER / CACHE_FILE)
        base.execute(f"UPDATE {table} SET data = ?", (b"12345678 is no row",))
        base.commit()
        base.close()
        path = collection / "a.md"
        path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        again(collection)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 1}'])
def test_a_ledger_that_is_not_whole_is_of_no_use(collection: Path, tmp_path: Path, content: bytes) -> None:
    """A ledger that was cut or that something else wrote makes a build slower, and the graph is right."""
    (tmp_path / "out" / CACHE_FOLDER / "ledger.json").write_bytes(content)
    assert again(collection).anew == 0


def test_sequences_of_options_do_not_mix(collection: Path, tmp_path: Path) -> None:
    """Builds with and without a cache, with two bases, into one folder: each is what its own options ask for."""
    bases = ("https://a.example/", "https://b.example/")
    for base, keep in itertools.product(bases, (True, False)):
        build([collection], tmp_path / "out", base=base, keep=keep)
        build([collection], tmp_path / "fresh", base=base, keep=False)
        assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "fresh")
