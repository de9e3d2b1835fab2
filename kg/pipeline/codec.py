"""Records as JSON and back: what is kept between builds is plain text that runs no code when it is read (pickle would).

A record is a list of its fields in their order, a day or a number its text, a tuple a list. Which field holds what is told by the
annotations of the record, so that what is read back is equal to what was written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

__all__ = ["from_json", "to_json"]

Made = TypeVar("Made")
_Convert: TypeAlias = Callable[[Any], Any] | None  # none: the value stands as it is


def to_json(kind: Any, value: object) -> bytes:  # noqa: ANN401 - a type such as `tuple[Reading, ...]` has no type of its own
    """Return a value of a kind (a record, or a tuple of records) as JSON, UTF-8; half characters survive."""
    convert = _packer(kind)
    packed = convert(value) if convert else value
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(kind: Callable[..., Made], data: bytes) -> Made:
    """Return the value of a kind that `to_json` wrote.

    Raises:
        ValueError: the text is no JSON, or not of that kind.
    """
    convert = _unpacker(kind)
    try:
        plain = json.loads(data.decode("utf-8", "surrogatepass"))
        made: Made = convert(plain) if convert else plain
    except (TypeError, ArithmeticError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError(f"is not as it was written ({error})") from error
    return made


def _inner(kind: Any) -> tuple[Any, bool]:  # noqa: ANN401
    """A kind without `| None`, and whether it may be none."""
    if isinstance(kind, UnionType):
        rest = [arg for arg in get_args(kind) if arg is not NoneType]
        if len(rest) == 1:
            return rest[0], True
        raise TypeError(f"{kind} cannot be kept")
    return kind, False


def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The fields of a record, a dataclass or a named tuple; of anything else none."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else getattr(kind, "_fields", ())


@cache
def _packer(kind: Any) -> _Convert:  # noqa: ANN401
    kind, optional = _inner(kind)
    if kind in {date, Decimal}:
        return (lambda v: None if v is None else str(v)) if optional else str
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda v: None if v is None else v.value) if optional else (lambda v: v.value)
    if _names(kind):
        return _record_packer(kind, optional)
    if get_origin(kind) is tuple:
        return _tuple_converter(kind, _packer, list)
    return sorted if get_origin(kind) is frozenset else None


def _record_packer(kind: Any, optional: bool) -> Callable[[Any], Any]:  # noqa: ANN401
    hints = get_type_hints(kind)
    parts = [(name, _packer(hints[name])) for name in _names(kind)]

    def pack(value: Any) -> list[Any] | None:  # noqa: ANN401
        if optional and value is None:
            return None
        return [getattr(value, name) if convert is None else convert(getattr(value, name)) for name, convert in parts]

    return pack


@cache
def _unpacker(kind: Any) -> _Convert:  # noqa: ANN401
    kind, optional = _inner(kind)
    if kind in {date, Decimal} or (isinstance(kind, type) and issubclass(kind, Enum)):
        make = date.fromisoformat if kind is date else kind
        return (lambda v: None if v is None else make(v)) if optional else make
    if _names(kind):
        return _record_unpacker(kind, optional)
    if get_origin(kind) is tuple:
        return _tuple_converter(kind, _unpacker, tuple)
    return frozenset if get_origin(kind) is frozenset else None


def _record_unpacker(kind: Any, optional: bool) -> Callable[[Any], Any]:  # noqa: ANN401
    hints = get_type_hints(kind)
    parts = [_unpacker(hints[name]) for name in _names(kind)]

    def unpack(plain: Any) -> Any:  # noqa: ANN401
        if optional and plain is None:
            return None
        if not isinstance(plain, list) or len(plain) != len(parts):
            raise TypeError(f"no {kind.__name__}")
        return kind(*[v if convert is None else convert(v) for v, convert in zip(plain, parts, strict=True)])

    return unpack


def _tuple_converter(kind: Any, converter: Callable[[Any], _Convert], make: type) -> Callable[[Any], Any]:  # noqa: ANN401
    args = get_args(kind)
    if len(args) == 2 and args[1] is Ellipsis:
        each = converter(args[0])
        return make if each is None else (lambda values: make([each(v) for v in values]))
    parts = [converter(arg) for arg in args]
    return lambda values: make([v if c is None else c(v) for v, c in zip(values, parts, strict=True)])
