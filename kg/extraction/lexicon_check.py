"""The lexicon tried on its own examples: every pattern matches each of its examples and none of its counterexamples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.dates import find_dates
from kg.extraction.grades import grade_patterns
from kg.extraction.lexicon import load_toml, phrase
from kg.extraction.notation import Line, Mark, make_line
from kg.extraction.passages import sentences
from kg.extraction.patterns import Pattern, load_patterns
from kg.extraction.values import find_amounts

__all__ = ["Fault", "check_lexicon", "example_line"]

_NAMES = re.compile(r"\b(?:Acme|Beta|Gamma)\b")
_LETTERS = {"money": "M", "percent": "R", "quantity": "Q", "duration": "T"}


@dataclass(frozen=True, slots=True)
class Fault:
    """An example that a pattern should match and does not, or a counterexample that it matches."""

    pattern: str
    example: str
    wrong: str


def example_line(text: str) -> Line:
    """Return the line of an example sentence; the parties of examples are Acme, Beta and Gamma."""
    found = [Mark(m.start(), m.end(), "P", i) for i, m in enumerate(_NAMES.finditer(text))]
    found += [Mark(a.start, a.end, _LETTERS[a.kind], i) for i, a in enumerate(find_amounts(text)) if a.kind in _LETTERS]
    found += [Mark(d.start, d.end, "D", i) for i, d in enumerate(find_dates(text))]
    marks: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end, m.letter)):
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return make_line(text, tuple(marks))


def _lines(text: str) -> list[Line]:
    return [example_line(text[a:b]) for a, b in sentences(text)]


def check_lexicon() -> list[Fault]:
    """Return what is wrong with the examples of the lexicon; an empty list is what one wants."""
    faults = [fault for pattern in load_patterns() for fault in _check_pattern(pattern)]
    for kind, entries in load_toml("modality").items():
        for entry, (value, expression) in zip(entries, grade_patterns(kind), strict=True):
            faults += [_missed(f"{kind} {value}", e) for e in entry["examples"] if not _matches(expression, e)]
    told = (("phrases", load_toml("phrases")), ("agreements", load_toml("agreements")["phrases"]))
    return [*faults, *(fault for file, entries in told for fault in _check_phrases(file, entries))]


def _check_phrases(file: str, entries: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the examples of turns of phrase, which are tried on text as it stands."""
    for name, entry in entries.items():
        found = phrase(name, file=file)
        if not entry["examples"]:
            yield Fault(name, "", "has no example")
        yield from (Fault(name, e, "does not match its example") for e in entry["examples"] if not found.search(e))
        yield from (Fault(name, e, "matches its counterexample") for e in entry["counterexamples"] if found.search(e))


def _check_pattern(pattern: Pattern) -> list[Fault]:
    faults = [] if pattern.examples else [Fault(pattern.name, "", "has no example")]
    faults += [_missed(pattern.name, e) for e in pattern.examples if not _is_found(pattern, e)]
    return faults + [Fault(pattern.name, e, "matches its counterexample") for e in pattern.counterexamples if _is_found(pattern, e)]


def _is_found(pattern: Pattern, example: str) -> bool:
    return any(True for line in _lines(example) for _ in pattern.places(line.text))


def _matches(expression: re.Pattern[str], example: str) -> bool:
    return any(expression.search(line.text) for line in _lines(example))


def _missed(name: str, example: str) -> Fault:
    return Fault(name, example, "does not match its example: " + example_line(example).text)
