"""Clauses in simpler words: "is at liberty to" as "may", "is run by Acme" as "Acme runs", "nor may Acme" as "Acme may not".

Patterns know the usual words and their usual order. What a clause says in other words or in another order is read once more as a
pattern would have it; places of the text are kept, so that the statement quotes what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extraction.lexicon import irregular_forms, load_toml, word_list
from kg.extraction.notation import ELEMENT, Line, inflections, made_line
from kg.extraction.patterns import load_patterns
from kg.extraction.runs import runs_of

__all__ = ["may_reword", "reworded", "second_predicates"]


# ------------------------------------------------------------------ words
@cache
def _wordings() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Return the wordings by their first word, the longest first, each with what stands in its place."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for entry in load_toml("rewording")["wording"]:
        for words in map(str.split, entry["words"]):
            found.setdefault(words[0], []).append((tuple(words), tuple(entry["becomes"].split())))
    return {first: tuple(sorted(each, key=lambda one: -len(one[0]))) for first, each in found.items()}


_Token = tuple[str, tuple[int, int]]  # a word or mark, and its place


def _simplified(tokens: Sequence[_Token]) -> list[_Token]:
    """Return the tokens with every wording replaced by what it means."""
    known, found, at = _wordings(), list[_Token](), 0
    words = [word for word, _ in tokens]
    while at < len(tokens):
        for said, meant in known.get(words[at], ()):
            if tuple(words[at : at + len(said)]) == said and (meant or _parts(words, at)):
                place = (tokens[at][1][0], tokens[at + len(said) - 1][1][1])
                found += [(word, place) for word in meant]
                at += len(said)
                break
        else:
            found.append(tokens[at])
            at += 1
    return found


def _parts(words: Sequence[str], at: int) -> bool:
    """Whether a word that changes nothing stands within a clause, not at its head, where it joins it to another."""
    return at > 0 and words[at - 1] not in {",", "."}


# ------------------------------------------------------------------ order
_DENYING = re.compile(r" (?:nor|never|nowhere|at no time|(?:in|under) no (?:case|event|circumstances?)|on no account) ,? ?\Z")
_PARTIES = re.compile(r"P\d+ (?:(?:, (?:and )?|and |or |nor |& )P\d+ )*")


def _turned(text: str) -> re.Match[str] | None:
    """Return a modal verb that stands before its subject: "nor may P0 sell", "only with consent may P0 sell"."""
    if text.rstrip().endswith("?"):
        return None
    return _INVERTED.search(text)


_INVERTED = re.compile(rf" (?P<modal>can|may|must|shall|will) (?P<party>{_PARTIES.pattern})(?=[a-z])")
_FALLS = re.compile(
    r" (?:it|this|that|there) (?:is|shall be|will be|remains|falls|is left|is up|lies|rests) (?:up |left |open )?"
    rf"(?:to|for|on|upon|with) (?P<party>{_PARTIES.pattern})to (?=[a-z])"
)
_GIVEN = re.compile(
    r" (?:allow|enable|entitle|permit|authori[sz]e|free|leave)(?:s|ing)? "
    rf"(?P<party>{_PARTIES.pattern})(?:free |at liberty )?to (?=[a-z])"
)
_OWNED = re.compile(
    r" (?P<party>P\d+) 's (?:sole |exclusive |non-exclusive )?"
    r"(?P<what>right|freedom|option|duty|obligation|undertaking|promise|commitment) to (?=[a-z])"
)
_DUTIES = frozenset({"duty", "obligation", "undertaking", "promise", "commitment"})
_OVER = re.compile(
    r" (?:end(?:s|ed)|lapse[sd]|cease[sd]|(?:falls|fell|fallen) away|(?:is|are|was|been) (?:lifted|waived|dropped|gone|over))"
    r"(?! .*D\d) "
)
_PASSIVE = re.compile(
    r" (?P<be>(?:may|shall|will|must|can|is to|are to) (?:not |only |also )?be|is|are) (?:now |then |also )?(?P<verb>[a-z]+) "
    rf"(?P<rest>(?:[^ ,;.]+ ){{0,7}}?)by (?P<party>{_PARTIES.pattern})"
)


@cache
def _lemmas() -> dict[str, str]:
    """Return the infinitives of the verbs that the patterns inflect, by their participles."""
    stems = {match["stem"] for pattern in load_patterns() for match in ELEMENT.finditer(pattern.match)} - {None}
    stems |= {first for name in _VERB_LISTS for first, *rest in map(str.split, word_list(name)) if not rest}
    known = sorted({stem for stem in stems if stem.isalpha()} | set(irregular_forms()))
    alike = {stem: stem for stem in known if stem in irregular_forms()}  # "is run by"
    return alike | {form: stem for stem in known for form in inflections(stem) if form != stem and not form.endswith(("ing", "s"))}


_VERB_LISTS = ("service-verb", "use-verb")


def _reordered(tokens: list[_Token]) -> list[_Token] | None:
    """Return the tokens with a party before what it may, must or does; `None`: they stand so already."""
    text = " " + " ".join(word for word, _ in tokens) + " "

    def at(place: int) -> int:
        return text.count(" ", 0, place + 1) - 1

    if match := _turned(text):
        first, second, last = at(match.start()), at(match.start("party") - 1), at(match.end() - 1)
        denied = _DENYING.search(text[: match.start() + 1]) is not None
        modal = [tokens[first], *([("not", tokens[first][1])] if denied else [])]
        return [*tokens[:first], *tokens[second:last], *modal, *tokens[last:]]
    for pattern in (_FALLS, _GIVEN, _OWNED):
        if match := pattern.search(text):
            first, second, last = at(match.start()), at(match.start("party") - 1), at(match.end() - 1)
            party = tokens[second : second + len(match["party"].split())]
            duty = pattern is _FALLS or (pattern is _OWNED and match["what"] in _DUTIES)
            over = pattern is _OWNED and _OVER.search(text, match.end()) is not None
            said = (("is no longer obliged to" if over else "shall") if duty else "may").split()
            return [*tokens[:first], *party, *((word, tokens[last - 1][1]) for word in said), *tokens[last:]]
    return _active(tokens, text)


def _active(tokens: list[_Token], text: str) -> list[_Token] | None:
    """Return a passive clause whose doer is a party in the active voice."""
    match = _PASSIVE.search(text)
    stem = _lemmas().get(match["verb"]) if match else None
    if match is None or stem is None:
        return None

    def index(place: int) -> int:
        return text.count(" ", 0, place + 1) - 1

    first, verb, rest = index(match.start()), index(match.start("verb") - 1), index(match.start("rest") - 1)
    party, last = index(match.start("party") - 1), index(match.end() - 1)
    opening = max((i + 1 for i in range(first) if tokens[i][0] in {",", "that", ";", ":"}), default=0)
    if opening == first:
        return None
    be = match["be"].split()
    modal = " ".join(w for w in be if w not in {"be", "also"}) if "be" in be else "shall"
    place = tokens[verb][1]
    made = [(w, tokens[first][1]) for w in modal.split()]
    return [
        *tokens[:opening],
        *tokens[party:last],
        *made,
        (stem, place),
        *tokens[opening:first],
        *tokens[rest : party - 1],
        *tokens[last:],
    ]


# ------------------------------------------------------------------ lines
@cache
def _signs() -> frozenset[str]:
    """Return words of which one stands in every text that can be reworded."""
    return frozenset(word for each in _wordings().values() for said, _ in each for word in said[:1]) | {
        "by",
        "it",
        "right",
        *_BINDING,
    }


def may_reword(text: str, parties: frozenset[str]) -> bool:
    """Return whether a clean text can say in other words what a party may or must do: a cheap test.

    Args:
        text: a clean sentence.
        parties: runs of which one stands wherever a party is meant.
    """
    runs = frozenset(runs_of(text))
    return not runs.isdisjoint(parties) and not runs.isdisjoint(_signs())


def reworded(line: Line) -> Iterator[Line]:
    """Yield a line in simpler words, then in simpler words and the usual order.

    >>> from kg.extraction.lexicon_check import example_line
    >>> [one.text for one in reworded(example_line("Nor may Acme sell"))]
    [' nor P0 may not sell ']
    """
    tokens = list(zip(line.text.split(), line.places, strict=True))
    simple = _simplified(tokens)
    if [word for word, _ in simple] != [word for word, _ in tokens]:
        yield made_line(simple)
    for base in (simple, tokens):
        turned = _reordered(base)
        if turned is not None:
            yield made_line(turned)
            break


# ------------------------------------------------------------------ what a subject does besides
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
