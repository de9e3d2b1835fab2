"""EXISTS with several triple patterns, rewritten so that each is looked up with what is known already.

Inside EXISTS, Oxigraph joins patterns by hash and so reads all triples of each property for every row outside: quadratic. But
`EXISTS { t1 . t2 FILTER(f) }` says the same as `EXISTS { t1 FILTER EXISTS { t2 FILTER(f) } }`, and one pattern is always a lookup.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

__all__ = ["list_patterns", "nest_exists"]

_STRING: Final = r"\"(?:[^\"\\\n]|\\.)*\"(?:@[\w-]+|\^\^\S+)?"
_TERM: Final = re.compile(rf"<[^<>\s]*>|{_STRING}|[?$]\w+|[\w-]*:[\w-]+(?:\.[\w-]+)*|[+-]?\d+(?:\.\d+)?|true\b|false\b|a(?=\s)")
_PATH: Final = re.compile(r"(?:[()|/^*+]|<[^<>\s]*>|[?$]\w+|[\w-]*:[\w-]+(?:\.[\w-]+)*|(?<![\w:])a\b|\?(?=[)\s|/]))+")
_EXISTS: Final = re.compile(r"\bEXISTS\s*\{")
_FILTER: Final = re.compile(r"FILTER\s*(?=\(|(?:NOT\s+)?EXISTS)")
_VARIABLE: Final = re.compile(r"[?$](\w+)")
_Triple: TypeAlias = tuple[str, str, str]


def nest_exists(text: str) -> str:
    """Return a query whose EXISTS groups hold one triple pattern each; a group that holds more than patterns and filters is kept.

    >>> nest_exists("?s :p ?o FILTER NOT EXISTS { ?s :q ?x ; :r ?y FILTER (?x != ?y) }")
    '?s :p ?o FILTER NOT EXISTS { ?s :q ?x FILTER EXISTS { ?s :r ?y FILTER (?x != ?y) } }'
    """
    start = _EXISTS.search(text)
    if start is None:
        return text
    end = _closing(text, start.end() - 1)
    inner = nest_exists(text[start.end() : end])
    known = set(_VARIABLE.findall(text[: start.start()])) | {"this"}
    parts = _read_group(inner)
    nested = inner if parts is None or len(parts[0]) < 2 else f" {_nest(*parts, known)} "
    return text[: start.end()] + nested + "}" + nest_exists(text[end + 1 :])


def list_patterns(text: str) -> list[_Triple] | None:
    """Return the triple patterns of a group, those inside EXISTS included; `None`: there is more in it than patterns and filters.

    >>> list_patterns("?s :p ?o ; :q 1 FILTER (?o > 1 && NOT EXISTS { ?o ?r 2 })")
    [('?s', ':p', '?o'), ('?s', ':q', '1'), ('?o', '?r', '2')]
    >>> list_patterns("?s :p ?o OPTIONAL { ?s :q ?r }")
    """
    parts = _read_group(text)
    if parts is None:
        return None
    found, filters = parts
    for one in filters:
        at = 0
        while start := _EXISTS.search(one, at):
            at = _closing(one, start.end() - 1) + 1
            inner = list_patterns(one[start.end() : at - 1])
            if inner is None:
                return None
            found = found + inner
    return found


def _closing(text: str, start: int) -> int:
    """The place of the bracket that closes the one at a place."""
    depth, at = 0, start
    skipped = re.compile(rf"<[^<>\s]*>|{_STRING}")
    while at < len(text):
        if text[at] in '<"' and (skip := skipped.match(text, at)):
            at = skip.end()
            continue
        depth += (text[at] in "{(") - (text[at] in "})")
        if depth == 0:
            return at
        at += 1
    return len(text)


def _read_group(text: str) -> tuple[list[_Triple], list[str]] | None:
    """The triple patterns and filters of a group; `None`: there is something else in it."""
    triples, filters, at = list[_Triple](), list[str](), 0
    while (at := _blank(text, at)) < len(text):
        if match := _FILTER.match(text, at):
            opening = min(place for place in (text.find("(", match.end()), text.find("{", match.end())) if place >= 0)
            end = _closing(text, opening) + 1
            filters.append(text[at:end])
            at = end
            continue
        read = _read_triples(text, at)
        if read is None:
            return None
        triples += read[0]
        at = read[1]
    return triples, filters


def _read_triples(text: str, at: int) -> tuple[list[_Triple], int] | None:
    """The patterns of one subject, and where they end."""
    subject = _TERM.match(text, at)
    if subject is None:
        return None
    found, at, sign = list[_Triple](), subject.end(), ";"
    name: re.Match[str] | None = None
    while sign in {";", ","}:
        if sign == ";":
            name = _PATH.match(text, _blank(text, at))
            at = name.end() if name else at
        value = _TERM.match(text, _blank(text, at))
        if name is None or value is None:
            return None
        found.append((subject[0], name[0], value[0]))
        at = _blank(text, value.end())
        sign = text[at : at + 1]
        at += sign in {";", ",", "."}
    return found, at


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _nest(triples: list[_Triple], filters: list[str], known: set[str]) -> str:
    """The patterns one within the other, what is most bound first."""
    chosen = max(triples, key=lambda triple: _bound(triple, known))
    rest = [triple for triple in triples if triple is not chosen]
    pattern = " ".join(chosen)
    if not rest:
        return " ".join([pattern, *filters])
    inner = _nest(rest, filters, known | set(_VARIABLE.findall(f"{chosen[0]} {chosen[2]}")))
    return f"{pattern} FILTER EXISTS {{ {inner} }}"


def _bound(triple: _Triple, known: set[str]) -> int:
    subject, name, value = triple
    ends = sum(end[0] not in "?$" or end[1:] in known for end in (subject, value))
    return 2 * ends + (name[0] not in "?$" or name[1:] in known)
