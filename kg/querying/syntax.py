"""What a query may be: one SELECT, ASK or CONSTRUCT that reads and asks nobody else.

The text is looked at with its strings, IRIs and comments blanked, so that words inside them count for nothing; whether it is
SPARQL at all is for Oxigraph's parser to say.
"""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph

from kg.errors import QueryError

__all__ = ["Order", "blank", "check_query", "counting", "form_of", "order_of", "without_order"]

_CURE: Final = "Write one SELECT, ASK or CONSTRUCT query."
_TOKENS: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|#[^\n\r]*",
    re.DOTALL,
)
_PROLOGUE: Final = re.compile(r"\s*(?:(?:prefix\s+[^\s:]*:|base)\s*<>\s*)*", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\s*(?:prefix\s+[^\s:]*:|base)\s*<[^<>]*>\s*", re.IGNORECASE)
_FROM: Final = re.compile(r"\bfrom\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z]+", re.IGNORECASE)
_SERVICE: Final = re.compile(r"(?<![\w:?$.-])service(?![\w:.-])", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\u", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"\\(?:u00|U000000)(?:0a|0d|22|27|3c|3e|5c)", re.IGNORECASE)  # line ends, quotes, brackets, backslash
_GROUP: Final = re.compile(r"\{[^{}]*\}")
_ORDER: Final = re.compile(r"\border\s+by\b(.*?)(?=\b(?:limit|offset|values)\b|$)", re.IGNORECASE | re.DOTALL)
_SLICE: Final = re.compile(r"\b(?:limit|offset)\b", re.IGNORECASE)
_KEYS: Final = re.compile(r"\s*(?:(?:(?:asc|desc)\s*\(\s*[?$]\w+\s*\)|[?$]\w+)\s*)+", re.IGNORECASE)
_KEY: Final = re.compile(r"(?:(asc|desc)\s*\(\s*)?[?$](\w+)", re.IGNORECASE)

Order = tuple[tuple[str, bool], ...]  # variables with whether they descend


def _blank_one(match: re.Match[str]) -> str:
    token = match[0]
    return " " if token.startswith("#") else token[0] + token[-1]


def blank(text: str) -> str:
    """Return a query with nothing in its strings and IRIs and without its comments.

    >>> blank('SELECT ?a { ?a <urn:service> "service" } # service')
    'SELECT ?a { ?a <> "" }  '
    """
    return _TOKENS.sub(_blank_one, text)


def form_of(text: str) -> str:
    """Return the form of a query in small letters (`select`), or of whatever else stands where the form should."""
    bare = blank(text)
    start = _PROLOGUE.match(bare)
    word = _WORD.match(bare, start.end() if start else 0)
    return word[0].lower() if word else ""


def order_of(text: str) -> Order | None:
    """Return the variables of the outermost ORDER BY; nothing where there is none, `None` where it orders by expressions."""
    found = _ORDER.search(_outside(text))
    if found is None:
        return ()
    if _KEYS.fullmatch(found[1]) is None:
        return None
    return tuple((key[2], (key[1] or "").lower() == "desc") for key in _KEY.finditer(found[1]))


def without_order(text: str) -> str:
    """Return a query without its outermost ORDER BY; as it is where that tells which rows come, or is of more than variables.

    >>> without_order("SELECT ?a { ?a ?b ?c } ORDER BY ?a DESC(?b)").rstrip()
    'SELECT ?a { ?a ?b ?c }'
    >>> without_order("SELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 3")
    'SELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 3'
    """
    bare = _outside(text)
    found = _ORDER.search(bare)
    if found is None or _KEYS.fullmatch(found[1]) is None or _SLICE.search(bare):
        return text
    return text[: found.start()] + text[found.end() :]


def _outside(text: str) -> str:
    """Return a query with spaces for all that stands in braces, strings, IRIs and comments: every other sign keeps its place."""
    bare, count = _TOKENS.sub(_spaces, text), 1
    while count:
        bare, count = _GROUP.subn(_spaces, bare)
    return bare


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def counting(text: str) -> str | None:
    """Return a query for the number of rows (`?rows`) of a SELECT query; `None` where it names graphs with FROM.

    >>> print(counting("PREFIX a: <urn:a:> SELECT ?x { ?x a a:b }"))
    PREFIX a: <urn:a:> SELECT (COUNT(*) AS ?rows) WHERE { { SELECT ?x { ?x a a:b }
    } }
    """
    if _FROM.search(blank(text)):
        return None
    start, bare = 0, _TOKENS.sub(lambda match: " " * len(match[0]) if match[0].startswith("#") else match[0], text)
    while found := _DECLARATION.match(bare, start):
        start = found.end()
    return f"{text[:start]}SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {text[start:]}\n}} }}"


def check_query(text: str, where: str = "") -> str:
    """Return the text of a query unchanged, once it is known to be one and to be harmless.

    Raises:
        QueryError: it is no SPARQL query, would change data, or would ask another server.
    """
    bare = blank(text)
    if _ESCAPE.search(bare) or _HIDDEN.search(text):
        raise QueryError("code point escapes hide what a query does.", where=where, cure="Write the characters themselves.")
    form = form_of(text)
    if form not in {"select", "ask", "construct"}:
        raise QueryError(f"{form.upper() or 'an empty text'} is no query that can be asked here.", where=where, cure=_CURE)
    if _SERVICE.search(bare):
        raise QueryError(
            "SERVICE would send the question to another server.", where=where, cure="Leave it out and load the data instead."
        )
    try:
        pyoxigraph.Store().query(text)
    except SyntaxError as error:
        raise QueryError(f"is no SPARQL query: {error.msg}.", where=where, cure="Mend the query at that place.") from error
    return text
