"""Invented collections of any size: documents in families, with planted findings whose answers are known.

Usage: python benchmarks/collection.py NUMBER FOLDER [--form text|records|mixed] [--seed N]

FOLDER gets `documents/` (text files with front matter or sidecars, or JSON Lines of a thousand records a file; mixed: half of the
families as each) and `answers.json`: how the agreements are linked, every change and every conflict, every violation of a shape.

A family is a dealing: two parties whose names nobody else bears, with 1 to 40 documents, small ones far more often than large
ones; the first few are hot, with a hundredth of all documents each (60 to 2,000), most of them on one agreement of many prices.
The same number and seed give the same bytes. Words and sentences stand in `collection.toml`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from families import Family, Page, Word, families

__all__ = ["write_collection"]

RECORDS: Final = 1000  # records of a file


# ------------------------------------------------------------------ files
def _as_toml(facts: Word) -> str:
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items())


def _write_text(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if page.aside:
        path.with_name(f"{path.name}.meta.toml").write_text(_as_toml(page.facts), encoding="utf-8")
        path.write_text(page.text, encoding="utf-8")
    else:
        path.write_text(f"+++\n{_as_toml(page.facts)}+++\n{page.text}", encoding="utf-8")


class _Records:
    """Records, so many a file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.written, self.lines = folder, 0, list[str]()

    def add(self, page: Page) -> str:
        """Keep a page; return the identifier that its document will have."""
        self.lines.append(json.dumps({"text": page.text, **page.facts}, ensure_ascii=False))
        identifier = f"records/part-{self.written:05}.jsonl#{len(self.lines)}"
        if len(self.lines) == RECORDS:
            self.flush()
        return identifier

    def flush(self) -> None:
        """Write what is kept."""
        if self.lines:
            path = self.folder / "records" / f"part-{self.written:05}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
            self.written, self.lines = self.written + 1, []


def write_collection(number: int, folder: Path, *, form: str = "mixed", seed: int = 1) -> Word:
    """Write a collection and its answers into a folder; return the answers as they stand in `answers.json`.

    Args:
        number: of documents.
        folder: to be made; it must not hold another collection.
        form: `text`, `records` or `mixed`.
        seed: another seed gives another collection.
    """
    answers: Word = {"documents": 0, "families": 0, "links": [], "findings": [], "violations": []}
    records = _Records(folder / "documents")
    for family in families(number, seed):
        as_text = form == "text" or (form == "mixed" and family.number % 2 == 0)
        names = []
        for n, page in enumerate(family.pages):
            if as_text:
                name = f"text/{family.number // 500:03}/{family.number:06}-{n:04}-{page.kind}.txt"
                _write_text(page, folder / "documents" / name)
                names.append(name)
            else:
                names.append(records.add(page))
        _collect(answers, family, names)
    records.flush()
    (folder / "answers.json").write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return answers


def _collect(answers: Word, family: Family, names: Sequence[str]) -> None:
    """Add the answers of a family, its documents by their identifiers."""
    own = family.answers
    parties = sorted(family.parties)
    answers["documents"] += len(names)
    answers["families"] += 1
    answers["links"] += [{"parties": parties, **link} for link in own.links]
    for told in own.findings:
        pages = [names[page] for page in told["pages"]]
        answers["findings"].append({"parties": parties, **told, "pages": pages})
    for where, shape in own.violations:
        bad = {"document": names[where]} if isinstance(where, int) else {"parties": parties, "made": where.isoformat()}
        answers["violations"].append(bad | {"shape": shape})


def main(arguments: Sequence[str] | None = None, say: Callable[[str], object] = sys.stdout.write) -> int:
    """Write a collection and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--form", choices=["text", "records", "mixed"], default="mixed")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    answers = write_collection(given.number, given.folder, form=given.form, seed=given.seed)
    counts = (f"{len(value) if isinstance(value, list) else value} {key}" for key, value in answers.items())
    say(", ".join(counts) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
