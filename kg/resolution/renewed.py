"""Instructions to a contract that is missing, or unread: who tells of a rule with the old figure or day tells what rule changes.

"In clause 4 "EUR 250" is replaced by "EUR 280"" changes the rule of which a report says that it is of 250 euros.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.records import DateBounds, Figure, TermContent
from kg.resolution.agreements import AgreementTable
from kg.resolution.instructions import Placed

__all__ = ["with_renewed"]

_LENGTH = "duration"
_CODE = 3  # letters of a currency
_Rule = tuple[Placed, TermContent]
_Rules = Mapping[Hashable, Mapping[Hashable, _Rule]]  # by value, then by all that is asked of a rule: the one best told


def with_renewed(uses: Sequence[Placed], agreements: AgreementTable) -> list[Placed]:
    """Return the statements; an instruction without terms has the rule that others tell with what it changes, as it changes it."""
    open_ = [use for use in uses if _is_open(use)]
    if not open_:
        return list(uses)
    rules: dict[Hashable, dict[Hashable, _Rule]] = defaultdict(dict)
    for use in sorted(uses, key=lambda u: (-u.statement.layer.rank, u.statement.id)):
        for content in use.terms if use.statement.instruction is None else ():
            for key in _keys_of(content):
                rules[key].setdefault((use.owner, content.matter, content.unit), (use, content))
    return [_renewed(use, rules, agreements) if _is_open(use) else use for use in uses]


def _is_open(use: Placed) -> bool:
    instruction = use.statement.instruction
    return instruction is not None and not use.terms and bool(instruction.figures or instruction.days)


def _keys_of(content: TermContent) -> Iterator[Hashable]:
    yield from {value for value in (content.low, content.high) if value}
    if content.end:
        yield content.end


def _renewed(use: Placed, rules: _Rules, agreements: AgreementTable) -> Placed:
    """Return an instruction with the changed rule: the one that is told with the old value, of its base where that has it."""
    instruction = use.statement.instruction
    if instruction is None:
        return use
    base = agreements.agreement_of.get((use.document.identifier, instruction.base), "")
    found = _ending(instruction.days[0], rules) if instruction.days else _with_figure(instruction.figures[0], rules)
    near = [pair for pair in found if base and pair[0].owner == base]
    of_others = [pair for pair in found if pair[0].owner != use.owner]
    chosen = near or of_others
    if not chosen or len({content.matter for _, content in chosen}) > 1:
        return use
    teller, content = chosen[0]
    days, figures = instruction.days, instruction.figures
    content = replace(content, end=days[1]) if days else _with_new(content, *figures)
    content = replace(content, condition="", hedge="", value_text="")
    return replace(use, terms=(content,), home=teller.home)


def _ending(day: DateBounds, rules: _Rules) -> list[_Rule]:
    """Return the rules that end with a day; the length of the contract where that does."""
    found = list(rules.get(day, {}).values())
    return [pair for pair in found if pair[1].matter == _LENGTH] or found


def _with_figure(old: Figure, rules: _Rules) -> list[_Rule]:
    """Return the rules with a figure."""
    return [pair for pair in rules.get(old.high or old.low, {}).values() if _of_one_unit(old.unit, pair[1].unit)]


def _with_new(content: TermContent, old: Figure, new: Figure) -> TermContent:
    """Return a rule with a new figure for the old one."""
    value, now = old.high or old.low, new.high or new.low
    low, high = (now if bound == value else bound for bound in (content.low, content.high))
    unit = new.unit if new.unit and not _of_one_unit(new.unit, content.unit) else content.unit
    return replace(content, low=low, high=high, unit=unit)


def _of_one_unit(said: str, unit: str) -> bool:
    """Whether two units can be the same: a bare figure is of any, and a sign such as "$" is of several currencies."""
    return not said or said.lower() == unit.lower() or (len(said) == len(unit) == _CODE and said.isupper() and unit.isupper())
