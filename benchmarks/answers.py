"""What a build found in an invented collection, beside what was planted there.

Usage: python benchmarks/answers.py COLLECTION BUILD

COLLECTION is a folder of `collection.py`, BUILD the build of its `documents/`. Links, changes, conflicts and violations must all
be the planted ones: whatever is missing or too much is printed, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import pyoxigraph

from kg.legal_names import name_words
from kg.validation import Violation
from kg.vocab import KG

__all__ = ["compare", "found_in", "planted_in"]

_PREFIX: Final = f"PREFIX kg: <{KG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dct: <http://purl.org/dc/terms/>\n"
_NAMES: Final = "SELECT ?agreement ?name { GRAPH ?g { ?agreement kg:party ?party } GRAPH ?g { ?party skos:prefLabel ?name } }"
_LINKS: Final = """SELECT ?later ?type ?earlier ?day ?before {
  GRAPH ?g { ?later ?type ?earlier . FILTER (?type IN (kg:supersedes, kg:amends, kg:extends, kg:reaffirms, kg:implements))
    OPTIONAL { ?later kg:madeEarliest ?day } OPTIONAL { ?earlier kg:madeEarliest ?before } } }"""
_FINDINGS: Final = """SELECT ?finding ?verdict ?matter ?left ?right { GRAPH ?g {
  ?finding kg:verdict ?verdict ; kg:onMatter ?matter ; kg:left ?left ; kg:right ?right } }"""
_TERMS: Final = """SELECT ?term ?agreement ?day ?exclusivity ?low ?high ?end { GRAPH ?g { ?term kg:inAgreement ?agreement .
  OPTIONAL { ?agreement kg:madeEarliest ?day } OPTIONAL { ?term kg:exclusivity ?exclusivity } OPTIONAL { ?term kg:low ?low }
  OPTIONAL { ?term kg:high ?high } OPTIONAL { ?term kg:endEarliest ?end } } }"""
_DOCUMENTS: Final = "SELECT ?document ?name { GRAPH ?g { ?document a kg:Document ; dct:identifier ?name } }"
_MADE: Final = "SELECT DISTINCT ?agreement ?day { GRAPH ?g { ?agreement a kg:Agreement ; kg:madeEarliest ?day } }"
Answer = tuple[str, ...]


def _tail(node: Any) -> str:  # noqa: ANN401 - a term of a solution, or none
    return "" if node is None else str(node.value).rpartition("#")[2].rpartition("/")[2]


def _rows(store: pyoxigraph.Store, query: str) -> Iterable[pyoxigraph.QuerySolution]:
    answer = store.query(_PREFIX + query)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return answer


def _value(row: pyoxigraph.QuerySolution) -> str:
    """What a term says: how exclusive, a number, or a last day."""
    told = [_tail(row[name]).removesuffix(".0") for name in ("exclusivity", "low", "high", "end")]
    return next((one for one in told if one not in {"", "0"}), "")


def _who(names: Iterable[str]) -> str:
    return "/".join(sorted({" ".join(name_words(name)) for name in names}))


def _parties(store: pyoxigraph.Store) -> dict[str, str]:
    """The parties of each agreement, by their names."""
    names: dict[str, set[str]] = {}
    for row in _rows(store, _NAMES):
        names.setdefault(_tail(row["agreement"]), set()).add(row["name"].value)
    return {agreement: _who(told) for agreement, told in names.items()}


def found_in(store: pyoxigraph.Store) -> dict[str, Counter[Answer]]:
    """Return the links and findings of a graph in the form of `planted_in`."""
    parties = _parties(store)
    links = Counter(
        (parties.get(_tail(row["later"]), "?"), _tail(row["day"]), _tail(row["type"]), _tail(row["before"]))
        for row in _rows(store, _LINKS)
    )
    terms = {_tail(row["term"]): (_tail(row["agreement"]), _tail(row["day"]), _value(row)) for row in _rows(store, _TERMS)}
    findings: Counter[Answer] = Counter()
    for row in _rows(store, _FINDINGS):
        left, right = terms[_tail(row["left"])], terms[_tail(row["right"])]
        days, values = _in_order(left[1:], right[1:])
        findings[parties.get(left[0], "?"), _tail(row["verdict"]), _tail(row["matter"]), *days, *values] += 1
    return {"links": links, "findings": findings}


def _in_order(left: tuple[str, str], right: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Days and values of two terms, the earlier first; within one agreement the smaller value."""
    a, b = sorted((left, right))
    return (a[0], b[0]), (a[1], b[1])


def planted_in(answers: dict[str, Any]) -> dict[str, Counter[Answer]]:
    """Return the links and findings of `answers.json`, each with the number of times that it was planted."""
    links = Counter((_who(x["parties"]), x["later"], x["type"], x["earlier"]) for x in answers["links"])
    findings: Counter[Answer] = Counter()
    for x in answers["findings"]:
        days, values = _in_order((x["earlier"], x["values"][0]), (x["later"], x["values"][1]))
        findings[_who(x["parties"]), x["verdict"], x["matter"], *days, *values] += 1
    return {"links": links, "findings": findings}


def _violations(store: pyoxigraph.Store, found: Iterable[Violation]) -> Counter[Answer]:
    names = {row["document"].value: row["name"].value for row in _rows(store, _DOCUMENTS)}
    parties = _parties(store)
    for row in _rows(store, _MADE):
        names[row["agreement"].value] = f"{parties.get(_tail(row['agreement']), '?')} of {_tail(row['day'])}"
    bad = (one for one in found if one.severity == "Violation")
    return Counter((names.get(one.focus.strip("<>"), one.focus), one.shape.rpartition("#")[2]) for one in bad)


def compare(answers: dict[str, Any], store: pyoxigraph.Store, violations: Iterable[Violation] | None = None) -> list[str]:
    """Return a line for each answer that is missing or too much; none: the build found what was planted and nothing else.

    Args:
        answers: of `answers.json`.
        store: a store with the graph.
        violations: what validation found; `None`: it was not asked.
    """
    planted, found = planted_in(answers), found_in(store)
    if violations is not None:
        planted["violations"] = Counter(
            (x["document"] if "document" in x else f"{_who(x['parties'])} of {x['made']}", x["shape"])
            for x in answers["violations"]
        )
        found["violations"] = _violations(store, violations)
    lines = []
    for name, told in planted.items():
        lines += [f"missing in {name}: {one}" for one in sorted((told - found[name]).elements())]
        lines += [f"too much in {name}: {one}" for one in sorted((found[name] - told).elements())]
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what differs; exit status 1 where anything does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("build", type=Path)
    given = parser.parse_args(arguments)
    answers = json.loads((given.collection / "answers.json").read_text(encoding="utf-8"))
    store = pyoxigraph.Store()
    store.bulk_load(path=str(given.build / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    lines = compare(answers, store)
    sys.stdout.write("\n".join([*lines, f"{len(lines)} differences"]) + "\n")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
