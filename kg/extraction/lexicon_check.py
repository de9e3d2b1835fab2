"""The lexicon tried on its own examples: every pattern matches each of its examples and none of its counterexamples."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.dates import find_dates
from kg.extraction.grades import _grades
from kg.extraction.lexicon import load_toml
from kg.extraction.notation import Line, Mark, make_line
from kg.extraction.passages import sentences
from kg.extraction.patterns import load_patterns
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
    faults: list[Fault] = []
    for pattern in load_patterns():
        if not pattern.examples:
            faults.append(Fault(pattern.name, "", "has no example"))
        for example in pattern.examples:
            if not any(pattern.expression.search(line.text) for line in _lines(example)):
                faults.append(Fault(pattern.name, example, "does not match its example: " + example_line(example).text))
        for example in pattern.counterexamples:
            if any(pattern.expression.search(line.text) for line in _lines(example)):
                faults.append(Fault(pattern.name, example, "matches its counterexample"))
    for kind, entries in load_toml("modality").items():
        for entry, (value, expression) in zip(entries, _grades(kind), strict=True):
            for example in entry["examples"]:
                if not any(expression.search(line.text) for line in _lines(example)):
                    faults.append(Fault(f"{kind} {value}", example, "does not match its example: " + example_line(example).text))
    return faults
