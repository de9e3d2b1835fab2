"""Further figures of a clause that gives a term: the price beside a quantity, a second sum, a share, each party's own part.

"Acme buys 5 tonnes a year at EUR 3 a kilo", "pays EUR 5 a year and 3 percent of its sales", "40 percent are Acme's, 60 Beta's".
A pattern reads one figure; what stands beside it in one of a few forms is a term of the same two parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.alternation import alternation
from kg.extraction.clauses import Clause
from kg.extraction.direction import Direction
from kg.extraction.figure_rows import Figure, FigureRow
from kg.extraction.grades import read_condition
from kg.extraction.lexicon import word_list
from kg.extraction.patterns import load_matters
from kg.extraction.setting import Setting, keys_of
from kg.extraction.sums import sum_measure
from kg.extraction.terms import TermReading
from kg.extraction.transfers import list_transfers
from kg.extraction.values import Amount
from kg.records import EVERY_PARTY, DateBounds, Modality, TermContent

__all__ = ["with_further"]

_MARK = re.compile(r"(?<= )(?P<letter>[MRQ])(?P<number>\d+)(?= )")
_OWED = frozenset({Modality.OBLIGATION, Modality.FACT, Modality.INTENTION})
_TRADE = frozenset({"purchase-commitment", "volume"})  # matters of which goods are counted
_PAID = frozenset({"payment", "price", "purchase-commitment", "revenue-share"})  # of which money passes from the bearer


def with_further(readings: Sequence[TermReading], clause: Clause, setting: Setting) -> list[TermReading]:
    """Return the terms of a clause with those of the figures that stand beside the ones that were read.

    Args:
        readings: what patterns give.
        clause: in which they matched.
        setting: of the clause.
    """
    row = FigureRow(list(_figures(clause)) if readings else [], clause.line.text)
    if len(row.figures) < 2:
        return list(readings)
    done = [_counting_goods(r, row, clause) for r in readings]
    for figure in _left(row.figures, done):
        made = next((new for r in list(done) if (new := _beside(figure, r, done, row, clause, setting)) is not None), None)
        done += [made] if made is not None else []
    return done


def _figures(clause: Clause) -> Iterator[Figure]:
    """Yield the amounts of a clause that count, but for those that it only supposes."""
    text = clause.line.text
    supposed = read_condition(text)
    for mark in _MARK.finditer(text, 0, len(text) if supposed is None else supposed):
        yield Figure(clause.amounts[int(mark["number"])], mark.start(), mark.end())


def _left(figures: Sequence[Figure], readings: Sequence[TermReading]) -> list[Figure]:
    """Return the amounts that no term counts."""
    told = {content.value_text for r in readings for content in (r.content, r.before) if content is not None}
    return [figure for figure in figures if figure.amount.words not in told]


# ------------------------------------------------------------------ what is bought, and at what price
@cache
def _object() -> re.Pattern[str]:
    return re.compile(rf" {alternation(word_list('takes-goods-verb'))} (?:(?!P\d)[^ ,;]+ ){{0,3}}?(?P<mark>Q\d+) ")


def _counting_goods(reading: TermReading, row: FigureRow, clause: Clause) -> TermReading:
    """Return a term on a purchase with the number of what is bought, where it was read with the sum behind it."""
    content = reading.content
    base = row.base(reading)
    if content.matter != "purchase-commitment" or base is None or base.amount.kind != "money" or reading.before is not None:
        return reading
    if not _is_of_one(base, clause):
        return reading
    goods = next(
        (
            figure
            for match in _object().finditer(clause.line.text, 0, base.start)
            for figure in row.figures
            if figure.start == match.start("mark") and figure.amount.kind == "quantity"
        ),
        None,
    )
    return reading if goods is None else replace(reading, content=_counted(content, goods.amount, "quantity"))


def _counted(content: TermContent, amount: Amount, measure: str) -> TermContent:
    """Return a term with another figure; the least sum is the sum itself."""
    high = amount.low if amount.high is None and amount.kind == "money" else amount.high
    return replace(content, low=amount.low, high=high, unit=amount.unit, measure=measure, value_text=amount.words)


_AT = re.compile(r" (?:, )?(?:and )?at (?:(?:a|the|its|an) )?(?:(?:fixed|unit|firm|uniform) )?(?:(?:price|rate|cost) of )?$")
_FOR = re.compile(r" (?:, )?(?:for|at|and pays?|and will pay|and shall pay|paying|,) (?:(?:a|the) )?(?:(?:price|rate|cost) of )?$")
_EACH_ONE = re.compile(r" (?:apiece|each|a piece|per piece|for each|for every|per|for (?:a|one)|the) ")
_IN_ALL = re.compile(r" (?:altogether|in all|in total|all told|together|overall)(?: |$)")


def _price(figure: Figure, base: Figure | None, reading: TermReading, clause: Clause) -> str:
    """Return the matter of a sum of money that says what the goods of a term cost: "price", "payment", or nothing."""
    text, amount = clause.line.text, figure.amount
    if amount.kind != "money" or reading.content.matter not in _TRADE or base is None or base.amount.kind != "quantity":
        return ""
    one = _is_of_one(figure, clause)
    told = figure.led_by(_AT, text) or (one and figure.led_by(_FOR, text))
    return "price" if told and amount.per not in word_list("pay-periods") else ""


def _is_of_one(figure: Figure, clause: Clause) -> bool:
    """Whether a sum of money is what one of something costs: "EUR 3 a kilo", "EUR 3 apiece"."""
    per = figure.amount.per.split("/")[0]
    return (bool(per) and per not in word_list("pay-periods")) or _EACH_ONE.match(clause.line.text, figure.end) is not None


# ------------------------------------------------------------------ further sums and shares
_AND = re.compile(
    r" (?:,|and|, and|plus|, plus|as well as|, as well as|together with) (?:also |in addition |another |a further )?$"
)
_LEAST = re.compile(r" (?:, )?(?:and|but) in no (?:[a-z]+ ){1,2}$")


@cache
def _share() -> re.Pattern[str]:
    return re.compile(rf" of (?:[^ ,;]+ ){{0,5}}?{alternation(word_list('sales-noun'))} ")


def _money(figure: Figure, base: Figure | None, reading: TermReading, row: FigureRow) -> str:
    """Return the matter of a sum or share that stands beside what is paid: "pays CHF 38 a tonne, and at least CHF 900,000"."""
    text, amount = row.text, figure.amount
    if reading.content.matter not in _PAID or base is None or base.amount.kind not in {"money", "percent"}:
        return ""
    if figure.start < base.start or row.parted(base, figure) or row.former:
        return ""
    if amount.kind == "percent" and figure.led_by(_AND, text) and _share().match(text, figure.end):
        return "revenue-share"
    if amount.kind != "money" or not (figure.led_by(_AND, text) or figure.led_by(_LEAST, text)):
        return ""
    if amount.per and amount.per.split("/")[0] not in word_list("pay-periods"):
        return "price"
    return "payment" if amount.per or amount.low != amount.high or _IN_ALL.match(text, figure.end) else ""


# ------------------------------------------------------------------ one term
def _beside(
    figure: Figure,
    reading: TermReading,
    readings: Sequence[TermReading],
    row: FigureRow,
    clause: Clause,
    setting: Setting,
) -> TermReading | None:
    """Return the term that a figure gives beside one that was read; `None`: it gives none."""
    content = reading.content
    if content.modality not in _OWED or reading.before is not None:
        return None
    base = row.base(reading)
    matter = _price(figure, base, reading, clause) or _money(figure, base, reading, row)
    if not matter:
        return _own_part((figure, base), reading, row, clause, setting)
    if any(r.content.matter == matter and r.content.value_text == figure.amount.words for r in readings):
        return None
    measure = load_matters()[matter].measure(figure.amount.kind)
    made = replace(content, matter=matter, exclusivity=None, end=DateBounds() if matter == "price" else content.end)
    made = _counted(made, figure.amount, sum_measure(measure, figure.amount, clause))
    made = replace(made, scope=_scope(figure, base, made, content, clause))
    modality = Modality.INTENTION if content.modality is Modality.INTENTION else Modality.OBLIGATION
    return _at(_paid(replace(reading, content=replace(made, modality=modality)), content, clause, setting), figure, clause)


_BEHIND = re.compile(r" (?:(?![MRQTDP]\d)[^ ,;:.()]+ ){1,8}")


def _scope(figure: Figure, base: Figure | None, made: TermContent, content: TermContent, clause: Clause) -> tuple[str, ...]:
    """Return what a further sum is for, so that it does not stand against the one beside it: its goods, or the words behind it."""
    goods = content.matter in _TRADE and base is not None and not content.scope
    if not goods and made.matter != content.matter:
        return content.scope
    beside = base if goods and base is not None else figure
    behind = _BEHIND.match(clause.line.text, beside.end)
    first = beside.start if goods or behind is None else behind.start() + 1
    start, stop = clause.line.span(first, behind.end() - 1 if behind else beside.end)
    words = clause.text[start - clause.start : stop - clause.start]
    return (words,) if words else content.scope


def _at(reading: TermReading, figure: Figure, clause: Clause) -> TermReading:
    start, end = clause.line.span(figure.start, figure.end)
    return replace(reading, start=start, end=end, pattern="beside", before_span=None)


def _paid(made: TermReading, base: TermContent, clause: Clause, setting: Setting) -> TermReading:
    """Return a term on money with who pays as its bearer: who bears the term beside it, or is owed what that counts."""
    if base.matter in _PAID:
        return made
    for one in list_transfers(clause.line.text):
        giver, taker = (keys_of(mark, clause, setting) for mark in (one.giver, one.taker))
        if not one.money and giver and taker and set(giver).isdisjoint(taker):
            return replace(made, content=replace(made.content, bearer=taker, counterparty=giver), direction=None)
    if not word_list("takes-goods-verb").isdisjoint(clause.line.words) and word_list("sells-verb").isdisjoint(clause.line.words):
        return made
    bearer, other = made.content.bearer, made.content.counterparty
    was = made.direction or Direction(bearer, other)
    turned = Direction(other or (EVERY_PARTY,), bearer, was.open_counterparty or not other, was.open_bearer)
    content = replace(made.content, bearer=turned.bearer, counterparty=bearer if other else ())
    return replace(made, content=content, direction=turned if turned.open_bearer or turned.open_counterparty else None)


# ------------------------------------------------------------------ each party's own part
_PARTY_BEFORE = re.compile(r"(?:,|and|while|whereas|but) (?:the )?(?P<party>P\d+) (?:'s )?$")
_PARTY_BEHIND = re.compile(r" (?:[a-z-]+ ){0,2}?(?P<lead>for|by|to|from) (?:the )?(?P<party>P\d+) (?!'s )")
_ENDS = re.compile(r" (?:$|[,;.]|and |a |per |each |in |of )")


def _own_part(
    both: tuple[Figure, Figure | None], reading: TermReading, row: FigureRow, clause: Clause, setting: Setting
) -> TermReading | None:
    """Return a term with the part of another party: "Acme takes 5 tonnes and Beta 7", "40 percent by Acme and 60 by Beta"."""
    figure, base = both
    if (
        base is None
        or (figure.amount.kind, figure.amount.unit) != (base.amount.kind, base.amount.unit)
        or figure.start < base.start
    ):
        return None
    content = reading.content
    old, new = (keys_of(mark, clause, setting) if mark else () for mark in _facing(figure, base, row))
    if not old or not new or not set(old).isdisjoint(new) or old not in (content.bearer, content.counterparty):
        return None
    if content.bearer == old:
        made = replace(content, bearer=new, counterparty=tuple(k for k in content.counterparty if k not in new))
    else:
        made = replace(content, counterparty=new, bearer=tuple(k for k in content.bearer if k not in new))
    if not made.bearer:
        return None
    return _at(replace(reading, content=_counted(made, figure.amount, content.measure), direction=None), figure, clause)


def _facing(figure: Figure, base: Figure, row: FigureRow) -> tuple[str, str]:
    """Return the marks of the party of the figure that was read, and of that of a further one; empty where the form is another."""
    text = row.text
    before = figure.led_by(_PARTY_BEFORE, text)
    if before is not None and _ENDS.match(text, figure.end) and (subject := row.subject(base)):
        return subject, before["party"]
    mine, theirs = _PARTY_BEHIND.match(text, figure.end), _PARTY_BEHIND.match(text, base.end)
    listed = mine is not None and theirs is not None and mine["lead"] == theirs["lead"] and figure.led_by(_AND, text)
    return (theirs["party"], mine["party"]) if listed and mine and theirs else ("", "")
