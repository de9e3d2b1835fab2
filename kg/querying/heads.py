"""Named queries: files with a Markdown head that says what is asked, what comes back, and which parameters there are.

    # # Title
    # **Question** What is asked, in words.
    # **Returns** The columns.
    # **Why** Why anybody asks.
    # @param NAME TYPE [required | default VALUE] — what it is

A type is `iri`, `date`, `string`, `integer`, or `name`: a string that is bound in small letters. Each scope that needs a
parameter has one line of its own, `VALUES ?NAME { UNDEF } # @bind NAME`, which binding fills. No function is put on a parameter
in a query (Virtuoso 7.2.5 makes STR of a constant that is not ASCII empty).
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import QueryError
from kg.files import resource
from kg.querying.syntax import check_query

__all__ = ["BIND_LINE", "Parameter", "Query", "list_queries", "load_query", "read_query"]

BIND_LINE: Final = re.compile(
    r"^([ \t]*)VALUES[ \t]+\?(\w+)[ \t]*\{[ \t]*UNDEF[ \t]*\}[ \t]*#[ \t]*@bind[ \t]+(\w+)[ \t]*$", re.MULTILINE
)
_MARK: Final = re.compile(r"#[ \t]*@bind\b")
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_PARAM: Final = re.compile(r"(\w+)\s+(\w+)(?:\s+(required)|\s+default\s+(\"[^\"]*\"|[^\s\"]+))?(?:\s+(?:—|–|--?)\s+(.*))?")
_SECTION: Final = re.compile(r"\*\*(Question|Returns|Why)\*\*\s*(.*)")
_TYPES: Final = ("iri", "date", "string", "integer", "name")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be told. `default` is text; empty: none, and the scope is left open."""

    name: str
    type: str
    required: bool = False
    default: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its head. Texts of the head are Markdown; a file without a head has its name for a title."""

    name: str
    title: str
    question: str
    returns: str
    why: str
    params: tuple[Parameter, ...]
    text: str


def list_queries() -> tuple[Query, ...]:
    """Return all queries that come with the product, by name."""
    return tuple(load_query(path.stem) for path in sorted(resource("queries").glob("*.rq")))


def load_query(name: str | Path) -> Query:
    """Return a query by its name, or from a file where the name is a path or ends in `.rq`.

    Raises:
        QueryError: there is no such query or file, or it is malformed.
    """
    text = str(name)
    if isinstance(name, str) and not text.endswith(".rq") and "/" not in text and "\\" not in text:
        path = resource("queries") / f"{text}.rq"
        if not _NAME.fullmatch(text) or not path.is_file():
            raise _unknown(text)
    else:
        path = Path(name)
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})."
        raise QueryError(what, where=str(path), cure="Name a .rq file or one of the named queries.") from error
    except UnicodeDecodeError as error:
        raise QueryError("is not UTF-8.", where=str(path), cure="Save it as UTF-8.") from error
    return read_query(content, path.stem, str(path))


def _unknown(name: str) -> QueryError:
    names = [path.stem for path in sorted(resource("queries").glob("*.rq"))]
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    return QueryError(f"there is no query {name!r}.", cure=f"{hint}There are: {', '.join(names)}; or name a .rq file.")


def read_query(content: str, name: str, where: str = "") -> Query:
    """Return a query from its text.

    Args:
        content: the text of a `.rq` file, head and all.
        name: what the query is called.
        where: what errors name; the name where nothing is given.

    Raises:
        QueryError: it is no harmless query, its head is malformed, or parameters and marked lines do not fit.
    """
    where = where or name
    title, sections, params = name, dict[str, list[str]](), list[Parameter]()
    lines: list[str] = []
    for line in content.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        told = line[1:].strip()
        if told.startswith("@param"):
            params.append(_read_parameter(told.removeprefix("@param").strip(), where))
        elif told.startswith("# "):
            title = told[2:].strip()
        elif found := _SECTION.match(told):
            lines = sections.setdefault(found[1], [found[2]])
        elif told:
            lines.append(told)
        else:
            lines = []
    check_query(content, where)
    _check_marks(content, params, where)
    question, returns, why = (" ".join(sections.get(part, ())).strip() for part in ("Question", "Returns", "Why"))
    return Query(name, title, question, returns, why, tuple(params), content)


def _read_parameter(told: str, where: str) -> Parameter:
    found = _PARAM.fullmatch(told)
    cure = "Write: # @param NAME TYPE [required|default VALUE] — what it is."
    if found is None:
        raise QueryError(f"a parameter is malformed: {told!r}.", where=where, cure=cure)
    name, kind, required, default, what = found.groups()
    if kind not in _TYPES:
        raise QueryError(f"parameter {name} has the type {kind!r}.", where=where, cure=f"A type is one of {', '.join(_TYPES)}.")
    return Parameter(name, kind, required is not None, (default or "").strip('"'), what or "")


def _check_marks(content: str, params: list[Parameter], where: str) -> None:
    cure = "Give each parameter a line of its own: VALUES ?NAME { UNDEF } # @bind NAME."
    marks = BIND_LINE.findall(content)
    if len(marks) != len(_MARK.findall(content)) or any(variable != name for _, variable, name in marks):
        raise QueryError("a marked line is malformed.", where=where, cure=cure)
    named, marked = [param.name for param in params], {name for *_, name in marks}
    if len(set(named)) != len(named):
        raise QueryError("a parameter is told twice.", where=where, cure="Tell each parameter once.")
    for name in sorted(marked.symmetric_difference(named)):
        what = f"parameter {name} has no marked line." if name in named else f"{name} is marked but is no parameter."
        raise QueryError(what, where=where, cure=cure)
