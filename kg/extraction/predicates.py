"""Second predicates of a subject: "Acme runs the depot and may let it", "is run by Acme, which may let it".

Each is a line of its own with the subject before it; places of the text are kept, so that the statement quotes what was written.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.lexicon import word_list
from kg.extraction.notation import Line, made_line

__all__ = ["second_predicates"]

_JOINTS = frozenset({"and", "but", "nor", "or", "yet"})
_BINDING = frozenset({"can", "cannot", "may", "must", "shall", "will"})
_BETWEEN = frozenset({"also", "now", "then", "thereafter"})  # between such a word and the verb
_REACH = 9  # tokens of a subject


def second_predicates(line: Line) -> Iterator[tuple[Line, int, bool]]:
    """Yield a line for each further verb of a subject, where it begins in the text, and whether a modal verb opens it.

    "Acme runs the site and may let it", "the site is run by Acme, which may let it".

    >>> from kg.extraction.lexicon_check import example_line
    >>> [one.text for one, *_ in second_predicates(example_line("Acme runs the site and may let it."))]
    [' P0 may let it . ']
    """
    words = line.text.split()
    tokens = list(zip(words, line.places, strict=True))
    verbs = word_list("finite-verb")
    head = next((i for i, word in enumerate(words) if word in verbs), 0)
    opening = max((i + 1 for i in range(head) if words[i] == ","), default=0)
    if head and opening < head <= opening + _REACH:
        subject = tokens[opening:head]
        for i in range(head + 1, len(words) - 3):
            at = i + 1 + (words[i + 1] in _BETWEEN)
            if words[i] in _JOINTS and words[at] in verbs and words[at] != "be":
                yield made_line([*subject, *tokens[at:]]), tokens[at][1][0], words[at] in _BINDING
    for i in range(len(words) - 4):
        if words[i + 1] == "," and words[i + 2] in {"which", "who"} and words[i][0] == "P" and words[i][1:].isdigit():
            yield made_line([tokens[i], *tokens[i + 3 :]]), tokens[i + 2][1][0], words[i + 3] in _BINDING
