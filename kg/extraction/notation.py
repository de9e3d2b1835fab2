"""The pattern notation of the lexicon, and the lines of tokens that patterns match; one file, since the two are one notation.

A sentence becomes a line: lower-case words with one blank after each, in which every party, amount and date is one token of
a class (`P0`, `M0`, `D0`, …). A pattern is written in words:

    <party:bearer> .. <modal> pay~ <party:counterparty>? .. <money>

`pay~` stands for every inflection, `(a|b)` for alternatives, `x?` for something that may be missing, `[list]` for a word list
of `words.toml` and `[list]~` for every inflection of its entries, `..` for up to four and `...` for up to twelve further tokens of
the same clause, `<class>` for a token of a class and `<class:role>` for one whose party or value the pattern uses.
`ontology/lexicon/README.md` is the guide for authors.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from kg.alternation import alternation
from kg.errors import LexiconError
from kg.expressions import compiled
from kg.extraction.lexicon import irregular_forms, word_list
from kg.extraction.runs import is_contracted, lowered, runs_of, words_of_contraction

__all__ = [
    "CLASSES",
    "ELEMENT",
    "NAME",
    "Line",
    "Mark",
    "compile_pattern",
    "inflections",
    "listed",
    "made_line",
    "make_line",
    "required_words",
    "without_idle",
]

NAME = "N"  # the letter of a mark that is no class: the initials by which a document calls an agreement, which become the word
CLASSES = {"party": "P", "money": "M", "percent": "R", "quantity": "Q", "duration": "T", "date": "D"}
_GROUPS = {"amount": "[MRQT]", "number": "[MRQ]", "figure": "[MR]"}
_WORD = re.compile(r"[^\W_]+(?:[-./&][^\W_]+)*|'s?(?=\W|$)|\S")
_PLAIN_WORD = re.compile(r"[a-z0-9]+(?:[-./&][a-z0-9]+)*|'s?(?=[^a-z0-9_]|$)|[^\s\x1c-\x1f]", re.ASCII)  # in lower case, of ASCII
_SPOKEN = re.compile(r"[a-z]+n't(?![^\W_])|'(?:ll|re|ve)(?![^\W_])|" + _WORD.pattern)  # with the contractions of verbs


@dataclass(frozen=True, slots=True)
class Mark:
    """A party, amount or date in a clean text: its span, its class letter, and its number among those of its class."""

    start: int
    end: int
    letter: str
    number: int
    negative: bool = False  # "neither party": the line keeps the negation as a word
    possessive: bool = False  # a pronoun such as "its": the line gets the 's that a name would have


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a clean text. `text` has a blank before and after every token; `places[i]` is the span of token i."""

    text: str
    offsets: tuple[int, ...]  # where token i begins in `text`
    places: tuple[tuple[int, int], ...]  # where token i stands in the clean text
    words: frozenset[str]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the clean text behind `text[start:end]`."""
        first = max(bisect_right(self.offsets, start) - 1, 0)
        last = max(bisect_left(self.offsets, end) - 1, first)
        told = self.places[first : last + 1]  # in another order than in the text where the line says it in other words
        return min(told)[0], max(b for _, b in told)

    def part(self, first: int, last: int) -> Line:
        """Return the line of the tokens from `first` to before `last`."""
        at = self.offsets[first]
        text = self.text[at - 1 : self.offsets[last] if last < len(self.offsets) else len(self.text)]
        offsets = tuple(offset - at + 1 for offset in self.offsets[first:last])
        return Line(text, offsets, self.places[first:last], frozenset(text.split()))


@lru_cache(maxsize=256)  # a sentence is read for several sets of parties
def make_line(text: str, marks: tuple[Mark, ...]) -> Line:
    """Return the line of a clean text; `marks` are in order and do not overlap.

    >>> make_line("Acme's fee is $5.", (Mark(0, 4, "P", 0), Mark(14, 16, "M", 0))).text
    " P0 's fee is M0 . "
    """
    tokens: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    lower = lowered(text)
    contracted = is_contracted(lower)
    finder = _PLAIN_WORD if lower.isascii() else _WORD
    for mark in (*marks, None):
        if mark is not None and mark.start < at:
            continue  # within an aside
        stop = len(text) if mark is None else mark.start
        if contracted:
            spoken = [(t, w.span()) for w in _SPOKEN.finditer(lower, at, stop) for t in words_of_contraction(w[0]) or (w[0],)]
            tokens += [token for token, _ in spoken]
            places += [place for _, place in spoken]
        else:
            words = list(finder.finditer(lower, at, stop))
            tokens += [word[0] for word in words]
            places += [word.span() for word in words]
        if mark is not None:
            if mark.negative:
                tokens.append("neither")
                places.append((mark.start, mark.end))
            tokens.append(f"{mark.letter}{mark.number}" if mark.letter != NAME else "agreement")
            places.append((mark.start, mark.end))
            if mark.possessive:
                tokens.append("'s")
                places.append((mark.start, mark.end))
            at = mark.end
            if mark.letter == "P" and text[at : at + 2] in _ASIDES:
                at = _behind_aside(text, at, marks)
    _tell_apart(tokens, places, text)
    if not word_list("idle-adverbs").isdisjoint(tokens):
        kept = [i for i in range(len(tokens)) if not _is_idle(tokens, i)]
        tokens, places = [tokens[i] for i in kept], [places[i] for i in kept]
    return made_line(list(zip(tokens, places, strict=True)))


_SPANS = frozenset({"year", "years", "season", "seasons", "quarter", "quarters", "month", "months"})


def _tell_apart(tokens: list[str], places: list[tuple[int, int]], text: str) -> None:
    """Give the month of May, and the contract of a "Contract Year", a word of its own, so that no rule takes it for another."""
    if "may" in tokens and "May" in text:
        for i, token in enumerate(tokens):
            at = places[i][0]
            if token == "may" and text[at] == "M" and _before_month().search(text[max(0, at - 12) : at]):
                tokens[i] = "may-month"
    if "contract" in tokens and not _SPANS.isdisjoint(tokens):
        for i in range(len(tokens) - 1):
            if tokens[i] == "contract" and tokens[i + 1] in _SPANS:
                tokens[i] = "contractual"


@cache
def _before_month() -> re.Pattern[str]:
    """What stands before the month of May: a small word, a number, or one that leads a time at the start of a sentence."""
    return re.compile(rf"(?:\b(?:[a-z]+,?|{'|'.join(sorted(word.title() for word in word_list('before-a-month')))})|\d) $")


_MODALS = ("can", "may", "must", "not", "shall", "will")


def _is_idle(tokens: list[str], i: int) -> bool:
    """Whether a token is an adverb between a modal verb and its verb that no rule turns on: "shall promptly pay"."""
    return (
        tokens[i] in word_list("idle-adverbs") and 0 < i < len(tokens) - 1 and tokens[i - 1] in _MODALS and tokens[i + 1].isalpha()
    )


@cache
def _idle_words() -> re.Pattern[str]:
    heads = "".join(sorted({modal[0] for modal in _MODALS}))  # beginning with one set of signs, which is fast
    modals = "|".join(f"(?<={modal[0]}){modal[1:]}" for modal in _MODALS)
    return re.compile(rf"([{heads}](?<=\b[{heads}])(?:{modals})) {alternation(word_list('idle-adverbs'))}(?= [a-z])")


def without_idle(text: str) -> str:
    """Return a clean text without the adverbs that a line leaves out.

    >>> without_idle("Acme shall promptly pay, and Beta may however wait.")
    'Acme shall pay, and Beta may wait.'
    """
    return text if word_list("idle-adverbs").isdisjoint(runs_of(text)) else _idle_words().sub(r"\1", text)


def made_line(tokens: Sequence[tuple[str, tuple[int, int]]]) -> Line:
    """Return the line of some tokens, each with its place in the clean text."""
    words = [word for word, _ in tokens]
    offsets = tuple(accumulate([len(word) + 1 for word in words[:-1]], initial=1)) if words else ()
    return Line(" ".join(["", *words, ""]) if words else " ", offsets, tuple(place for _, place in tokens), frozenset(words))


# ------------------------------------------------------------------ what only describes a party
_ASIDES = frozenset({" (", ", "})
_ASIDE = re.compile(
    r"""[ ]\((?:[A-Z][\w .]{1,24}:[ ]?[A-Z\d][\w.:, ]{0,24}|[^()"]{0,60}"[^()]{1,80})\)(?=[ ,.;])        # a ticker, a defined name
      |,[ ](?:an?|one[ ]of|which|who|whose|based|headquartered|part[ ]of|owner[ ]of|maker[ ]of|operator[ ]of)[ ]
        (?:(?!\b(?:shall|will|may|must|agree)\b)[^,;:"]){3,90},(?=[ ](?!and\b|or\b))""",
    re.VERBOSE,
)


def _behind_aside(text: str, at: int, marks: tuple[Mark, ...]) -> int:
    """Return where a text goes on behind a bracket or an apposition after a party; `at` itself where none stands there.

    An apposition that holds an amount or another party is no aside.
    """
    aside = _ASIDE.match(text, at)
    if aside is None:
        return at
    bracket = text.startswith(" (", at)
    inside = any(mark.start < aside.end() and at < mark.end and (mark.letter != "P" or not bracket) for mark in marks)
    return at if inside else aside.end()


# ------------------------------------------------------------------ patterns
ELEMENT = re.compile(
    r"""(?P<open>\()|(?P<close>\)\??)|(?P<bar>\|)|(?P<far>\.\.\.)|(?P<near>\.\.)
      |(?P<list>\[(?P<name>[a-z-]+)(?::(?P<part>[a-z]+))?\](?P<every>~)?)(?P<opt1>\?)?
      |<(?P<cls>[a-z-]+)(?::(?P<role>[a-z]+))?>(?P<opt2>\?)?
      |(?P<stem>[^\s()|\[\]<>?~]+)~(?P<opt3>\?)?
      |(?P<word>[^\s()|\[\]<>?~]+)(?P<opt4>\?)?""",
    re.VERBOSE,
)
_JOINER = r"(?:and |or |nor |/ |& )(?:the )?P\d+ "
_PARTY = rf"P\d+ (?:(?:, (?:the )?P\d+ )*(?:, )?{_JOINER})*"  # by commas alone no parties are joined: "when Acme fails, Beta may"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern, for use on `Line.text`.

    Raises:
        LexiconError: the pattern does not follow the notation.
    """
    parts: list[str] = []
    at, roles, after_party = 0, dict[str, int](), False
    while at < len(pattern):
        if pattern[at].isspace():
            at += 1
            continue
        match = ELEMENT.match(pattern, at)
        if match is None:
            raise LexiconError(
                f"the pattern cannot be read at {pattern[at:]!r}.", where=pattern, cure="See ontology/lexicon/README.md."
            )
        parts.append(_expression(match, roles, after_party=after_party))
        after_party = match["cls"] == "party" and match["role"] == "bearer"
        at = match.end()
    try:
        return compiled(_behind_blank("".join(parts), pattern))
    except re.error as error:
        raise LexiconError(f"the pattern is malformed ({error}).", where=pattern, cure="See ontology/lexicon/README.md.") from error


def _behind_blank(expression: str, pattern: str) -> str:
    """Return the expression of a pattern for what stands behind a blank; one of a mark begins with its letter, which is fast."""
    elements = list(ELEMENT.finditer(pattern))
    first = elements[0] if elements else None
    marked = first is not None and first["cls"] in _MARKS and not first.group().endswith("?")
    depth = 0
    for element in elements:
        depth += (element.lastgroup == "open") - (element.lastgroup == "close")
        marked = marked and (depth > 0 or element.lastgroup != "bar")
    return _MARK.sub(r"\1(?<= \1)\\d", expression, count=1) if marked else f"(?<= ){expression}"


_MARKS = frozenset({*CLASSES, *_GROUPS, "owner"})
_MARK = re.compile(r"(\[[A-Z]+\]|[A-Z])\\d")
_NEARER = r"(?:(?!P\d+ (?!'s? ))[^ ;]+ ){0,4}?"  # behind who bears a rule no other party is passed over


def _expression(match: re.Match[str], roles: dict[str, int], *, after_party: bool = False) -> str:
    kind = match.lastgroup
    if kind == "near" and after_party:
        return _NEARER
    fixed = {"open": "(?:", "close": match.group(), "bar": "|", "near": r"(?:[^ ;]+ ){0,4}?", "far": r"(?:[^ ;]+ ){0,12}?"}
    if kind in fixed:
        return fixed[kind]
    optional = "?" if match.group().endswith("?") else ""
    if match["cls"] or match["list"]:
        body = _class(match["cls"]) if match["cls"] else _alternatives(listed(match))
        role = match["role"] or match["part"]
        if role:
            roles[role] = roles.get(role, 0) + 1
            body = f"(?P<{role}{roles[role] if roles[role] > 1 else ''}>{body})"
    elif match["stem"]:
        body = _alternatives(inflections(match["stem"]))
    else:
        body = re.escape(match["word"].lower()) + " "
    return f"(?:{body}){optional}"


def _class(name: str) -> str:
    if name == "party":
        return _PARTY
    if name == "owner":
        return _PARTY + r"'s? "
    if name in CLASSES:
        return CLASSES[name] + r"\d+ "
    if name in _GROUPS:
        return _GROUPS[name] + r"\d+ "
    if name == "phrase":  # what a term reaches: words up to a comma, a verb of the clause or its end
        return r"(?:(?!(?:shall|will|may|must|is|are|can|which|that|who|unless|if|until|through|provided) )[^ ,;:.()]+ ){1,9}?"
    return _alternatives(word_list(name))


@cache
def _alternatives(words: frozenset[str]) -> str:
    return alternation("".join(f"{m.group()} " for m in _WORD.finditer(entry)) for entry in words)


@cache
def inflections(lemma: str) -> frozenset[str]:
    """Return the forms of a verb or noun: itself, -s, -ed, -ing, and the irregular ones of `words.toml`.

    >>> sorted(inflections("carry"))
    ['carried', 'carries', 'carry', 'carrying']
    """
    if lemma in irregular_forms():
        return irregular_forms()[lemma]
    vowels = "aeiou"
    if lemma.endswith("y") and lemma[-2:-1] not in vowels:
        return frozenset({lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"})
    if lemma.endswith("e"):
        return frozenset({lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"})
    plural = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    double = lemma + lemma[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", lemma) else lemma
    return frozenset({lemma, plural, double + "ed", double + "ing"})


def listed(match: re.Match[str]) -> frozenset[str]:
    """Return the entries of a `[list]` of a pattern; behind `[list]~` in every inflection of their first word."""
    return _listed(match["name"], inflected=bool(match["every"]))


@cache
def _listed(name: str, *, inflected: bool) -> frozenset[str]:
    entries = word_list(name)
    if not inflected:
        return entries
    return frozenset(" ".join((form, *rest)) for first, *rest in map(str.split, entries) for form in inflections(first))


def required_words(pattern: str) -> tuple[frozenset[str], ...]:
    """Return word sets of which each must share a word with a line, or the pattern cannot match it; used to skip lines fast.

    >>> sorted(map(sorted, required_words("<party> [modal]? (pay~|owe) .. (the fee|rent)")))[0]
    ['fee', 'rent']
    """
    sets, _, _ = _required(list(ELEMENT.finditer(pattern)), 0)
    return tuple(sets)


def _required(elements: list[re.Match[str]], at: int) -> tuple[list[frozenset[str]], int, bool]:
    """Return the sets of one group from element `at` on, where the group ends, and whether it may be missing.

    Of a group with alternatives one set remains: a word of each alternative; none where one alternative has no words.
    """
    alternatives: list[list[frozenset[str]]] = [[]]
    while at < len(elements):
        match = elements[at]
        at += 1
        if match.lastgroup == "open":
            inner, at, missing = _required(elements, at)
            alternatives[-1] += [] if missing else inner
        elif match.lastgroup == "close":
            return _joined(alternatives), at, match.group().endswith("?")
        elif match.lastgroup == "bar":
            alternatives.append([])
        elif not match.group().endswith("?"):
            alternatives[-1] += [w] if (w := _own_words(match.group())) else []
    return _joined(alternatives), at, False


def _joined(alternatives: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    if len(alternatives) == 1:
        return alternatives[0]
    if not all(alternatives):
        return []
    return [frozenset[str]().union(*(min(a, key=lambda s: (len(s), sorted(s))) for a in alternatives))]


@cache  # a few elements stand in most patterns
def _own_words(written: str) -> frozenset[str]:
    """Return the words of which one begins what an element of a pattern matches; none where it can be anything."""
    match = ELEMENT.match(written)
    if match is None:
        return frozenset()
    if match["stem"]:
        return inflections(match["stem"])
    entries = listed(match) if match["list"] else frozenset([match["word"].lower()]) if match["word"] else frozenset()
    if match["cls"] and match["cls"] not in {*CLASSES, *_GROUPS, "party", "owner", "phrase"}:
        entries = word_list(match["cls"])
    return frozenset(m.group() for w in entries for m in [_WORD.match(w)] if m)
