"""How fast findings are derived: CPU seconds beside a numpy lexsort of the same keys, and how they grow over ten times the input.

Usage: python benchmarks/deriving.py [--statements 1000000] [--families 28000] [--hot 10000] [--profile]

Each family is a dealing of its own: three agreements that amend one another and twelve terms on four matters, told by some 36
statements of five documents. What a term says changes from agreement to agreement in some families and stays in others, and in one
family of ten a report gets a number wrong. One dealing more has a hot slot: one agreement, one matter, one bearer, very many terms.

Inside the clock: `kg.deriving.derive` on dealings that lie in memory, from terms and statements to closures, bounds, facts of
terms, and findings with their premises and words. Outside: making the dealings, reading, resolving, and writing the graph. Dealings
are made, derived and dropped in batches.

The baseline is one `numpy.lexsort` of a row for each statement by the keys that deriving sorts and groups by: dealing, matter,
bearer, agreement, scope and term. It runs twice: on the keys as they are, strings of fixed width, and on whole numbers that stand
for them, as if somebody had numbered all keys before. Both ratios are printed.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import numpy as np

from kg.deriving import derive
from kg.records import (
    Agreement,
    Basis,
    DateBounds,
    Dealing,
    Exclusivity,
    Force,
    Layer,
    Link,
    LinkType,
    Modality,
    Scope,
    Stance,
    StatementUse,
    Sureness,
    Term,
    TermContent,
)

REQUIRED = 8.0
_REPEATS = 3  # of the baseline, which takes so little that one run says less
_BATCH = 1000  # dealings that lie in memory at a time
_LAYERS = (Layer.INSTRUMENT, Layer.PARTY_TEXT, Layer.PARTY_TEXT, Layer.STANDFIRST, Layer.UNATTRIBUTED_TEXT)
_SIDES = (Exclusivity.EXCLUSIVE, Exclusivity.NON_EXCLUSIVE)
_STEP = timedelta(days=400)
_SURE = (  # of who owes whom, shared out as among the terms of the sample families
    *(Sureness.NAMED, Sureness.TAKEN_UP, Sureness.SUPPOSED, Sureness.NAMED, Sureness.TAKEN_UP, Sureness.OPEN, Sureness.BOTH_NAMED),
    *(Sureness.NAMED, Sureness.TAKEN_UP, Sureness.SUPPOSED, Sureness.NAMED, Sureness.TAKEN_UP, Sureness.NAMED, Sureness.BOTH_NAMED),
    *(Sureness.NAMED, Sureness.TAKEN_UP, Sureness.SUPPOSED, Sureness.OPEN, Sureness.TAKEN_UP, Sureness.BOTH_NAMED),
)
Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What deriving took, beside the baseline, for some input."""

    statements: int
    terms: int
    findings: int
    seconds: float
    sorted_words: float
    sorted_numbers: float


# ------------------------------------------------------------------ synthetic dealings
def family(number: int, statements: int) -> Dealing:
    """A dealing with three agreements and twelve terms."""
    name = f"f{number}"
    us, them = f"{name}-ash", f"{name}-birch"
    first = date(2010, 1, 1) + timedelta(days=number % 1000)
    days = [DateBounds(first + _STEP * i, first + _STEP * i) for i in range(3)]
    agreements = [Agreement(f"{name}.a{i}", f"a{i}", (us, them), "contract", Force.BINDING, days[i]) for i in range(3)]
    links = [Link(f"{name}.a{i}", LinkType.AMENDS, f"{name}.a{i - 1}", Basis.EXPLICIT, (f"{name}.s{i * 12:03}",)) for i in (1, 2)]
    scopes = (Scope(f"{name}.map", "map"), Scope(f"{name}.old-map", "old map", broader=((f"{name}.map", "a narrower phrase"),)))
    told = [replace(_content(number, i, us, them), sureness=_SURE[(7 * number + i) % len(_SURE)]) for i in range(12)]
    terms = [Term(f"{name}.t{i:02}", f"{name}.a{i // 4}", content) for i, content in enumerate(told)]
    if number % 10 == 0:  # a report with another number
        wrong = Term(f"{name}.t11", f"{name}.a2", _payment(us, them, 990 + number % 7))
        terms[11] = wrong
    uses = tuple(_use(name, s, terms[s % 12 if s >= 12 else s], days) for s in range(statements))
    return Dealing(name, (), tuple(agreements), tuple(links), scopes, tuple(terms), uses)


def _content(number: int, i: int, us: str, them: str) -> TermContent:
    """What the i-th term says: a licence, a payment, a service and a rule on audits in each of three agreements."""
    version, kind = divmod(i, 4)
    if kind == 0:
        side = _SIDES[(version + number) % 2 if number % 3 == 0 else 0]
        scope = (f"f{number}.old-map",) if version == 1 else (f"f{number}.map",)
        return TermContent(
            "licence", Modality.PERMISSION, (us,), (them,), side, scope, end=DateBounds(date(2030 + version, 12, 31))
        )
    if kind == 1:
        return _payment(them, us, 100 + (version if number % 2 else 0))
    if kind == 2:
        return TermContent("service-provision", Modality.OBLIGATION, (us,), (them,), scope=(f"f{number}.map",))
    return _payment(us, them, 50) if version == 2 else TermContent("audit", Modality.POWER, (them,), (us,), condition="once a year")


def _payment(bearer: str, other: str, value: int) -> TermContent:
    amount = Decimal(value)
    return TermContent("payment", Modality.OBLIGATION, (bearer,), (other,), low=amount, high=amount, unit="EUR", measure="fee")


def _use(name: str, number: int, term: Term, days: Sequence[DateBounds]) -> StatementUse:
    document = number % 5
    return StatementUse(
        id=f"{name}.s{number:03}",
        document=f"{name}-{document}.txt",
        layer=_LAYERS[document],
        stance=Stance.AFFIRMS,
        basis=Basis.EXPLICIT,
        published=days[number // 12 % 3],
        origin=f"{name}-{number:03}-origin",
        words=f"Passage {number} of the papers of {name} that tells of {term.id}.",
        about=(term.agreement,),
        asserts=(term.id,),
    )


def hot_slot(terms: int) -> Dealing:
    """One agreement with very many terms of one matter and one bearer: four on each scope, in one of ten of which they disagree."""
    scopes = tuple(Scope(f"hot.s{i}", f"s{i}") for i in range(-(-terms // 4)))
    made = [
        Term(
            f"hot.t{i:05}",
            "hot.a0",
            TermContent(
                "licence",
                Modality.PERMISSION,
                ("hot-ash",),
                ("hot-birch",),
                _SIDES[i % 4 == 3 and i // 4 % 10 == 0],
                (f"hot.s{i // 4}",),
                condition=f"condition {i}",
            ),
        )
        for i in range(terms)
    ]
    days = (DateBounds(date(2010, 1, 1), date(2010, 1, 1)),) * 3
    agreement = Agreement("hot.a0", "a0", ("hot-ash", "hot-birch"), "contract", Force.BINDING, days[0])
    return Dealing("hot", (), (agreement,), (), scopes, tuple(made), tuple(_use("hot", i, t, days) for i, t in enumerate(made)))


def dealings(statements: int, families: int, hot: int) -> Iterator[Dealing]:
    """So many statements in so many dealings, and the hot slot."""
    each, more = divmod(statements - hot, families)
    yield from (family(i, each + (i < more)) for i in range(families))
    yield hot_slot(hot)


def rows(dealing: Dealing) -> Iterator[Row]:
    """The keys of each statement: dealing, matter, bearer, agreement, scope and term."""
    terms = {t.id: t for t in dealing.terms}
    for s in dealing.statements:
        t = terms[s.asserts[0]]
        yield dealing.id, t.content.matter, t.content.bearer[0], t.agreement, " ".join(t.content.scope), t.id


# ------------------------------------------------------------------ clocks
def timed(act: Callable[[], object]) -> float:
    """CPU seconds that something takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def measure(statements: int, families: int, hot: int, profile: cProfile.Profile | None = None) -> Measured:
    """Derive so much, and sort its keys."""
    keys: list[list[str]] = [[] for _ in range(6)]
    batch: list[Dealing] = []
    terms = findings = 0
    seconds = 0.0

    def run() -> None:
        nonlocal findings
        findings += sum(len(derive(d).findings) for d in batch)

    for made in _batches(dealings(statements, families, hot)):
        batch = made
        for dealing in batch:
            terms += len(dealing.terms)
            for column, values in zip(keys, zip(*rows(dealing), strict=True), strict=True):
                column.extend(values)
        gc.collect()
        gc.freeze()  # what lies in memory before is none of deriving's garbage
        if profile:
            profile.enable()
        seconds += timed(run)
        if profile:
            profile.disable()
        gc.unfreeze()
    words = [np.array(column) for column in reversed(keys)]
    numbers = [np.unique(column, return_inverse=True)[1].astype(np.int64) for column in words]
    order = np.random.default_rng(1).permutation(len(numbers[0]))  # as statements come: not sorted yet
    words, numbers = [w[order] for w in words], [n[order] for n in numbers]
    baselines = [median(timed(lambda keys=keys: np.lexsort(keys)) for _ in range(_REPEATS)) for keys in (words, numbers)]
    return Measured(len(order), terms, findings, seconds, *baselines)


def _batches(made: Iterator[Dealing]) -> Iterator[list[Dealing]]:
    batch: list[Dealing] = []
    for dealing in made:
        batch.append(dealing)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--families", type=int, default=28_000)
    parser.add_argument("--hot", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true")
    told = parser.parse_args()
    profile = cProfile.Profile() if told.profile else None
    found = []
    for part in (10, 1):
        found.append(measure(told.statements // part, told.families // part, told.hot // part, profile if part == 1 else None))
        m = found[-1]
        sys.stdout.write(
            f"{m.statements} statements, {m.terms} terms, {m.findings} findings: {m.seconds:.2f} s;"
            f" lexsort of the words {m.sorted_words:.2f} s, ratio {m.seconds / m.sorted_words:.1f};"
            f" of numbers for them {m.sorted_numbers:.2f} s, ratio {m.seconds / m.sorted_numbers:.1f}\n"
        )
        sys.stdout.flush()
    small, large = found
    growth = (large.seconds / small.seconds) / (large.statements / small.statements)
    sys.stdout.write(f"time for each statement at ten times the input: {growth:.2f} of that before\n")
    ratio = large.seconds / large.sorted_words
    sys.stdout.write(f"ratio to a lexsort of the words {ratio:.1f}; required: at most {REQUIRED:g}\n")
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
