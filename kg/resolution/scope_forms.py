"""Scope phrases become normal forms: a head noun with its modifiers, places, limits and exceptions (SEMANTICS f).

Word lists and general containment are data: `ontology/lexicon/scopes.toml` and `containment.toml`.
One file of a little over 300 lines: the steps from a phrase to its form read best in one piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kg.files import load_toml
from kg.nouns import singular

__all__ = ["LINE", "WORLD", "Form", "is_general", "read_scope", "wider"]

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%|,")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
LINE: Final = (float("-inf"), float("inf"))
WORLD: Final = "world"
_JOINS: Final = frozenset({",", "and", "or"})


@dataclass(frozen=True, slots=True)
class Form:
    """The normal form of one scope: a head noun with its modifiers, all in the singular.

    `place` is a place of the containment file; `limits` are closed intervals, each on the axis of a unit or of years; `lacks`
    are forms taken out; `universal` matters only where the head is a general one; `partial` leaves the extent open.
    """

    head: str
    words: frozenset[str] = frozenset()
    place: str = ""
    limits: tuple[tuple[str, float, float], ...] = ()
    lacks: tuple[Form, ...] = ()
    universal: bool = False
    partial: bool = False

    @property
    def name(self) -> str:
        """The form in words; equal forms have equal names."""
        front = ["some"] if self.partial else ["all"] if self.universal else []
        limits = [f"{axis} {low:g} to {high:g}" for axis, low, high in self.limits]
        noun = " ".join([*front, *sorted(self.words), *([self.head] if self.head else [])])
        parts = [noun, *limits, *([self.place] if self.place else [])]
        lacks = " and ".join(f.name for f in self.lacks)
        return ", ".join(p for p in parts if p) + (f" except {lacks}" if lacks else "")


# ------------------------------------------------------------------ data
@lru_cache(maxsize=16)
def _sequences(table: str, key: str = "words") -> tuple[tuple[str, ...], ...]:
    """The entries of a list as tuples of words, the longest first."""
    return tuple(sorted((tuple(w.split()) for w in load_toml("scopes")[table][key]), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=2)
def _names(kind: str) -> Mapping[tuple[str, ...], str]:
    """Every name of a place or class, as words, with the name that stands for it."""
    found: dict[tuple[str, ...], str] = {}
    for entry in load_toml("containment")[kind]:
        for name in (entry["name"], *entry.get("members", ()), *entry.get("also", ())):
            standing = entry["name"] if name in entry.get("also", ()) else name
            found[tuple(name.split())] = standing
    return found


@lru_cache(maxsize=2)
def wider(kind: str) -> Mapping[str, frozenset[str]]:
    """For each place or class all that contain it, itself included."""
    direct: dict[str, set[str]] = {}
    for entry in load_toml("containment")[kind]:
        for member in entry.get("members", ()):
            direct.setdefault(member, set()).add(entry["name"])
    found: dict[str, frozenset[str]] = {}
    for name in set(_names(kind).values()):
        seen, todo = {name}, [name]
        while todo:
            for above in direct.get(todo.pop(), ()):
                if above not in seen:
                    seen.add(above)
                    todo.append(above)
        found[name] = frozenset(seen)
    return found


def is_general(head: str) -> bool:
    """Whether a head stands for whatever the parties deal in."""
    return head in load_toml("scopes")["general"]["words"]


# ------------------------------------------------------------------ reading a phrase
def read_scope(phrase: str, names: Iterable[str] = ()) -> tuple[Form, ...]:
    """The normal forms of a phrase: coordinated parts become several, whose union is meant; none: no scope is told.

    >>> [f.name for f in read_scope("all sea, rail and road freight")]
    ['rail freight', 'road freight', 'sea freight']
    """
    return _read(_tokens(phrase, tuple(names)))


@lru_cache(maxsize=65536)
def _tokens(phrase: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a phrase, with places and classes as one token each, without the bearer's names."""
    text = unicodedata.normalize("NFKC", phrase).replace("’", "'").casefold()
    for name in sorted(names, key=lambda n: (-len(n), n)):
        known = unicodedata.normalize("NFKC", name).replace("’", "'").casefold()
        text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)(?:'s?(?!\w))?", " ", text)
    words = _TOKEN.findall(re.sub(r"'s?(?!\w)", " ", text).replace("u.s.", "us").replace("u.k.", "uk"))
    marked = [*_marked(words)]
    return tuple(w for i, w in enumerate(marked) if w != "the" or i + 1 == len(marked) or not marked[i + 1].startswith("@"))


def _marked(words: Sequence[str]) -> Iterator[str]:
    i = 0
    while i < len(words):
        for kind, mark in (("place", "@"), ("class", "#")):
            size = next((n for n in range(min(6, len(words) - i), 0, -1) if _known(kind, words[i : i + n])), 0)
            if size:
                yield mark + str(_known(kind, words[i : i + size]))
                i += size
                break
        else:
            title = _title_at(words, i)
            if not title:
                yield words[i]
            i += title or 1


def _title_at(words: Sequence[str], at: int) -> int:
    """Return how many words at a place only make the full name of the place behind them: "Kingdom of" before "Spain"."""
    for entry in _sequences("place-titles"):
        behind = at + len(entry)
        if (
            behind < len(words)
            and tuple(words[at:behind]) == entry
            and any(_known("place", words[behind : behind + n]) for n in range(1, 5))
        ):
            return len(entry)
    return 0


def _known(kind: str, words: Sequence[str]) -> str | None:
    exact = _names(kind).get(tuple(words))
    return exact or _names(kind).get((*words[:-1], singular(words[-1])))


def _read(tokens: tuple[str, ...]) -> tuple[Form, ...]:
    tokens = _trim(tokens)
    cut = _find(tokens, _sequences("exceptions"))
    if cut is None:
        found = _front(tokens)
    else:
        at, size = cut
        lacks = _read(tokens[at + size :])
        front = _front(_trim(tokens[:at])) or (Form("", place=WORLD, universal=True),)
        found = tuple(replace(f, lacks=tuple(sorted({*f.lacks, *lacks}, key=lambda x: x.name))) for f in front)
    return tuple(sorted(set(found), key=lambda f: f.name))


def _trim(tokens: tuple[str, ...]) -> tuple[str, ...]:
    while tokens and tokens[0] in _JOINS:
        tokens = tokens[1:]
    while tokens and tokens[-1] in _JOINS:
        tokens = tokens[:-1]
    return tokens


def _find(tokens: Sequence[str], entries: Iterable[tuple[str, ...]]) -> tuple[int, int] | None:
    """Place and size of the first of the entries in the tokens."""
    hits = [(i, -len(e)) for e in entries for i in range(len(tokens) - len(e) + 1) if tuple(tokens[i : i + len(e)]) == e]
    return (min(hits)[0], -min(hits)[1]) if hits else None


def _front(tokens: tuple[str, ...]) -> tuple[Form, ...]:
    """Quantifiers at the front and at the end, then the coordinated parts."""
    universal = partial = False
    if any(tokens == p for p in _sequences("plain")):
        return ()
    for tail in _sequences("universals", "tails"):
        if tokens[-len(tail) :] == tail and len(tokens) > len(tail):
            tokens, universal = tokens[: -len(tail)], True
    moving = True
    while moving and tokens:
        moving = False
        for table in ("universals", "comparatives", "articles", "lenses", "links"):
            entry = next((e for e in _sequences(table) if tokens[: len(e)] == e), None)
            if entry is None or (table == "lenses" and not partial):
                continue
            tokens, moving = tokens[len(entry) :], True
            universal, partial = universal or table == "universals", partial or table == "comparatives"
            break
    tokens = _trim(tokens)
    return tuple(f for part in _parts(tokens) for f in _noun(part, universal, partial)) if tokens else ()


def _parts(tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The coordinated parts of a noun phrase, each whole again."""
    if "between" in tokens or not _JOINS.intersection(tokens):
        return [tokens]
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token in _JOINS:
            parts.append([])
        else:
            parts[-1].append(token)
    parts = [p for p in parts if p]
    first, rest = parts[0], parts[1:]
    if not {"and", "or"} & set(tokens) or (all(_is_place(p) for p in rest) and not _is_place(first)):
        return _attributes(first, rest, _linked(first))
    link = _linked(first)
    if link and not any(_linked(p) for p in rest):
        return [tuple(first), *((*first[:link], *p) for p in rest)]
    last, tail = parts[-1], _linked(parts[-1])
    if tail and _is_place(last[tail:]):
        return [tuple(p) if p is last or _linked(p) else (*p, *last[tail - 1 :]) for p in parts]
    share = len(last) > 1 and not tail
    return [(*p, last[-1]) if share and p is not last and _modifies(p) else tuple(p) for p in parts]


def _attributes(first: list[str], rest: list[list[str]], link: int) -> list[tuple[str, ...]]:
    """What follows a comma says more about the first part; several places there are a union."""
    places = [p for p in rest if _is_place(p)]
    others = [w for p in rest if not _is_place(p) for w in ("of", *p)]
    if link and len(first) == link + 1 and first[link].startswith("@") and not others:
        return [tuple(first), *((*first[:link], *p) for p in places)]
    return [(*first, *others, "in", *p) for p in places] or [(*first, *others)]


def _is_place(part: Sequence[str]) -> bool:
    return len(part) == 1 and part[0].startswith("@")


def _linked(part: Sequence[str]) -> int:
    """The index behind the last preposition of a part that stands behind some word; 0: there is none."""
    links = {e[0] for e in _sequences("links")}
    return max((i + 1 for i, w in enumerate(part[:-1]) if i and w in links), default=0)


def _modifies(part: Sequence[str]) -> bool:
    """Whether a coordinated part waits for the head of the last one: "API" in "API and product workloads"."""
    return not part[-1].startswith("@") and singular(part[-1]) == part[-1] and not _linked(part)


def _noun(tokens: Sequence[str], universal: bool, partial: bool) -> Iterator[Form]:
    """The form of one noun phrase without coordination; nothing where only small words are left."""
    small = {e[0] for table in ("articles", "universals") for e in _sequences(table) if len(e) == 1} | {"between", "and"}
    tokens, limits = _limits([t for t in tokens if t not in small])
    links = {e[0] for e in _sequences("links")}
    first = next((i for i, t in enumerate(tokens) if t in links and i), len(tokens))
    places = sorted({t[1:] for t in tokens if t.startswith("@")})
    named = [t for t in tokens[:first] if not t.startswith("@") and t not in links]
    words = [t for t in tokens if t not in links and (not t.startswith("@") or len(places) > 1)]
    plain = [singular(t) if t[0] not in "@#" else t[1:] for t in _negated(words)]
    heads = [singular(t) if t[0] not in "@#" else t[1:] for t in _negated(named)]
    head = heads[-1] if heads else ""  # several places and no noun: whatever lies between them
    if not head and not places and not limits:
        return
    keeps = universal and (is_general(head) or not head)
    place = places[0] if len(places) == 1 else ""
    yield Form(head, frozenset(plain) - {head}, place, limits, (), keeps and not partial, partial)


def _negated(words: Sequence[str]) -> list[str]:
    """A word of negation becomes part of the word behind it."""
    out: list[str] = []
    for w in words:
        if out and out[-1] in load_toml("scopes")["negations"]["words"]:
            out[-1] = f"{out[-1]}-{w}"
        else:
            out.append(w)
    return out


def _limits(tokens: list[str]) -> tuple[list[str], tuple[tuple[str, float, float], ...]]:
    """Numbers with a word of bound before them, ranges and years, as intervals; the tokens without them."""
    found: list[tuple[str, float, float]] = []
    sides = [(e, low) for key, low in (("above", True), ("below", False)) for e in _sequences("bounds", key)]
    out: list[str] = []
    i = 0
    while i < len(tokens):
        if not tokens[i][0].isdigit():
            out.append(tokens[i])
            i += 1
            continue
        value = float(tokens[i].replace(",", ""))
        year = bool(_YEAR.fullmatch(tokens[i]))
        low = high = value
        i += 1
        entry = max(((e, up) for e, up in sides if tuple(out[-len(e) :]) == e), key=lambda x: len(x[0]), default=None)
        if i + 1 < len(tokens) and tokens[i] in {"to", "through"} and tokens[i + 1][0].isdigit():
            high = float(tokens[i + 1].replace(",", ""))
            i += 2
        elif entry:
            low, high = (value, LINE[1]) if entry[1] else (LINE[0], value)
        if entry:
            del out[-len(entry[0]) :]
        if year or entry:
            axis = "year" if year else singular(next(iter(tokens[i : i + 1]), "number"))
            found.append((axis, min(low, high), max(low, high)))
            i += 0 if year else 1
        else:
            out.append(f"{value:g}")
    return out, tuple(sorted(set(found)))
