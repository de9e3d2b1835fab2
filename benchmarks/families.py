"""Families of invented documents with known answers: what `collection.py` writes to files. Words stand in `collection.toml`.

One module, for every way of writing a page notes its answers as it goes.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["Answers", "Family", "Page", "Word", "families"]

LARGEST: Final = 40  # documents of a family that is not hot
_PLANTED: Final = 0.3  # share of deals with a conflict, and with something that follows, where there are documents enough
_BAD: Final = 0.06  # share of deals with a page whose dates cannot be
Word = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One document: its text, and what is stated beside it. `aside`: in a sidecar, where it is a file."""

    kind: str
    text: str
    facts: Word
    aside: bool = False


@dataclass(slots=True)
class Answers:
    """What a build must find, and nothing else; documents are pages of the family, by number."""

    links: list[Word] = field(default_factory=list)
    findings: list[Word] = field(default_factory=list)
    violations: list[tuple[int | date, str]] = field(default_factory=list)  # a page, or the agreement of a day; the shape


@dataclass(slots=True)
class Family:
    """The documents of two parties, and the answers."""

    number: int
    parties: tuple[str, str]
    pages: list[Page] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)


@cache
def _words() -> Word:
    return tomllib.loads(Path(__file__).with_name("collection.toml").read_text(encoding="utf-8"))


def _name(number: int) -> str:
    """The name of a number, which no other number has, and whose neighbours look different."""
    starts, middles, ends = (_words()[key] for key in ("starts", "middles", "ends"))
    count = len(starts) * len(middles) * len(ends)
    rest, number = divmod(number, count)
    middle, end = divmod(number * 18_713 % count, len(ends))
    start, middle = divmod(middle, len(middles))
    return f"{starts[start]}{middles[middle]}{ends[end]}" + (_name(rest - 1).lower() if rest else "")


def _shown(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# ------------------------------------------------------------------ one agreement
@dataclass(slots=True)
class _Deal:
    """An agreement of a family with the figures it settles, by the name of the term and the product."""

    sort: str
    day: date
    products: list[str]
    place: str
    values: dict[tuple[str, str], int | str] = field(default_factory=dict)
    told: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # the pages that tell each
    amended: list[date] = field(default_factory=list)
    frozen: set[tuple[str, str]] = field(default_factory=set)  # with a conflict: nothing else happens to them

    @property
    def noun(self) -> str:
        return str(_words()["deals"][self.sort]["noun"])

    @property
    def keys(self) -> list[tuple[str, str]]:
        return list(self.values)


def _answer(key: tuple[str, str], value: int | str) -> str:
    """A value as it stands in the graph: a number, a last day, or how exclusive; nothing for the law of a land."""
    term = _words()["terms"][key[0]]
    if term.get("plant") == "exclusivity":
        return "Exclusive" if value == "exclusive" else "NonExclusive"
    return f"{value}-12-31" if term.get("plant") == "end" else str(value) if "range" in term else ""


class _Writer:
    """Writes the pages of one family, and notes the answers."""

    def __init__(self, number: int, seed: int) -> None:
        self.dice = random.Random(f"{seed}/{number}")
        trades, forms = _words()["trades"], _words()["forms"]
        names = [f"{_name(2 * number + i)} {self.dice.choice(trades)}" for i in (0, 1)]
        self.full = [f"{name} {self.dice.choice(forms)}" for name in names]
        self.family = Family(number, (names[0], names[1]))
        self.day = date(2000, 1, 1) + timedelta(self.dice.randrange(3000))
        self.named = 0

    # -------------------------------------------------------------- words
    def _step(self, low: int = 25, high: int = 60) -> date:
        self.day += timedelta(self.dice.randrange(low, high))
        return self.day

    def _value(self, key: tuple[str, str], *, other: int | str | None = None) -> int | str:
        """A value for a term, other than one that is known; a last year only later."""
        term = _words()["terms"][key[0]]
        if term.get("plant") == "exclusivity":
            return self.dice.choice(["exclusive", "non-exclusive"]) if other is None else "non-exclusive"
        if term.get("plant") == "end":
            return self.day.year + self.dice.randrange(5, 12) if other is None else int(other) + self.dice.randrange(1, 5)
        low, high, step = term.get("range", (0, 1, 1))
        values = [n * step for n in range(low, high) if n * step != other]
        return int(self.dice.choice(values))

    def _sentence(self, style: str, deal: _Deal, key: tuple[str, str], value: int | str) -> str:
        name, product = key
        roles = _words()["deals"][deal.sort]["roles"]
        a, b = (f"the {role}" for role in roles) if style in {"contract", "extend"} else self.family.parties
        article = "an" if value == "exclusive" else "a"
        exclusivity = f"its {value}" if name == "channel" else f"{article} {value}"
        figure = f"{value:,}" if isinstance(value, int) else ""
        pattern = self.dice.choice(_words()["terms"][name][style])
        words = pattern.format(
            A=a, B=b, n=figure, product=product, place=deal.place, exclusivity=exclusivity, end=f"31 December {value}"
        )
        return words[0].upper() + words[1:]

    def deal(self, width: int = 1) -> _Deal:
        """A new agreement with a value for each of its terms. `width`: products that a price is told for."""
        sort = "supply" if width > 1 else self.dice.choice(sorted(_words()["deals"]))
        made = _words()["deals"][sort]
        goods = self.dice.choice(made["goods"])
        base = 7919 * self.family.number + 101
        products = [f"{_name(base + self.named + i)} {goods}" for i in range(width)]
        self.named += width
        deal = _Deal(sort, self._step(), products, self.dice.choice(_words()["places"]))
        for name in made["terms"]:
            for product in products if _words()["terms"][name].get("many") else products[:1]:
                deal.values[name, product] = self._value((name, product))
        return deal

    # -------------------------------------------------------------- pages
    def _add(self, kind: str, publisher: str, title: str, body: str, **facts: object) -> int:
        """Add a page, published some days after the day of the event; return its number."""
        published = self.day + timedelta(self.dice.randrange(1, 20))
        known = {"title": title, "publisher": publisher, "published": published.isoformat()} | facts
        known["date_basis"] = "The day stands with the record."
        self.family.pages.append(Page(kind, body, known, aside=bool(facts) or self.dice.random() < 0.1))
        return len(self.family.pages) - 1

    def _instrument(self, title: str, named: str, deal: _Deal, clauses: Sequence[str], day: date, close: str = "") -> str:
        roles = _words()["deals"][deal.sort]["roles"]
        parties = " and ".join(f'{full} (the "{role}")' for full, role in zip(self.full, roles, strict=True))
        top = f'{title.upper()}\n\nThis {title} (the "{named}") is made on {_shown(day)} between {parties}.'
        numbered = [f"{n}. {clause}" for n, clause in enumerate(clauses, 1)]
        signed = [f"{full}\nBy: ______________" for full in self.full]
        return "\n\n".join([top, *numbered, close or "IN WITNESS WHEREOF the parties have signed this Agreement.", *signed]) + "\n"

    def contract(self, deal: _Deal, twice: tuple[str, str] | None = None) -> int:
        """A contract with all terms; one of them may be told twice, with another figure."""
        page = len(self.family.pages)
        clauses = [self._sentence("contract", deal, key, value) for key, value in deal.values.items()]
        clauses += self.dice.sample(_words()["quiet"], 2)
        if twice is not None:
            wrong = self._value(twice, other=deal.values[twice])
            clauses.append(self._sentence("contract", deal, twice, wrong))
            self._finding("internal-contradiction", deal, deal.day, twice, (deal.values[twice], wrong), (page, page))
        for key in deal.keys:
            deal.told.setdefault(key, []).append(page)
        body = self._instrument(deal.noun.title(), "Agreement", deal, clauses, deal.day)
        return self._add("contract", "Register of Contracts", deal.noun.title(), body)

    def _fill(self, number: int) -> list[str]:
        a, b = self.dice.sample(self.family.parties, 2)
        return [sentence.format(A=a, B=b) for sentence in self.dice.sample(_words()["filler"], number)]

    def report(
        self, deal: _Deal, kind: str, keys: Sequence[tuple[str, str]], wrong: tuple[str, str] | None = None, **facts: object
    ) -> int:
        """An announcement of one party or a report of the press that tells some terms, one of them perhaps wrongly."""
        a, b = self.family.parties if self.dice.random() < 0.5 else self.family.parties[::-1]
        publisher = a if kind == "announcement" else f"The {_name(self.dice.randrange(60))} {self.dice.choice(_words()['papers'])}"
        page = len(self.family.pages)
        told = []
        for key in keys:
            value = deal.values[key]
            if key == wrong:
                value = self._value(key, other=value)
                right = deal.told[key][0]
                verdict = "contradiction" if self.family.pages[right].kind == kind else "misreport"
                self._finding(verdict, deal, deal.day, key, (deal.values[key], value), (right, page))
            else:
                deal.told.setdefault(key, []).append(page)
            told.append(self._sentence("prose", deal, key, value))
        opening = self.dice.choice(_words()["opening"]).format(A=a, B=b, noun=deal.noun, day=_shown(deal.day))
        lead = self.dice.choice(_words()["reporting"])
        first = [opening, lead + told[0], *told[1:]] if told[0].startswith((a, b)) else [opening, *told]
        title = f"{a} and {b} sign {deal.noun}"
        filler = self._fill(self.dice.randrange(3, 9))
        body = f"# {title}\n\n{' '.join(first[:4])}\n\n{' '.join([*first[4:], *filler[:2]])}\n\n{' '.join(filler[2:])}\n"
        return self._add(kind, publisher, title, body, **facts)

    def statement(self, deal: _Deal) -> None:
        """A joint statement that the agreement stands."""
        a, b = self.family.parties
        day = self._step()
        title = f"Joint statement of {a} and {b}"
        stands = f"{a} and {b} stand by the {deal.noun} of {_shown(deal.day)}."
        body = f"# {title}\n\n{a} and {b} today issued this joint statement. {stands}\n\n{' '.join(self._fill(4))}\n"
        self._add("statement", a, title, body, published=day.isoformat())
        self._link(day, "reaffirms", deal.day)

    def _link(self, later: date, kind: str, earlier: date) -> None:
        self.family.answers.links.append({"later": later.isoformat(), "type": kind, "earlier": earlier.isoformat()})

    def _finding(
        self,
        verdict: str,
        deal: _Deal,
        later: date,
        key: tuple[str, str],
        values: tuple[int | str, int | str],
        pages: tuple[int, int],
    ) -> None:
        told = [_answer(key, value) for value in values]
        days = {"earlier": deal.day.isoformat(), "later": later.isoformat()}
        matter = _words()["terms"][key[0]]["matter"]
        self.family.answers.findings.append({"verdict": verdict, "matter": matter, **days, "values": told, "pages": list(pages)})

    # -------------------------------------------------------------- what follows
    def amend(self, deal: _Deal, key: tuple[str, str], number: int) -> None:
        """An amendment that changes one term: by an instruction where the contract is at hand, else by a clause."""
        style = _words()["terms"][key[0]].get("plant")
        day, page = self._step(), len(self.family.pages)
        before, after = deal.values[key], self._value(key, other=deal.values[key])
        base = deal.told[key][0]
        place = deal.keys.index(key) + 1
        if style == "number" and self.family.pages[base].kind == "contract" and "%" not in _words()["terms"][key[0]]["contract"][0]:
            clause = f'In Section {place} of the Agreement the figure "EUR {before:,}" is replaced by "EUR {after:,}".'
        else:
            clause = self._sentence("extend" if style == "end" else "contract", deal, key, after)
        self._amendment(deal, ("First", "Second", "Third")[number], clause, day)
        for earlier in (deal.day, *deal.amended[-1:]):
            self._link(day, "amends", earlier)
        deal.amended.append(day)
        self._finding("extension" if style == "end" else "supersession", deal, day, key, (before, after), (base, page))

    def _amendment(self, deal: _Deal, ordinal: str, clause: str, day: date) -> None:
        noun = deal.noun.title()
        title = f"{ordinal} Amendment"
        roles = [f"the {role}" for role in _words()["deals"][deal.sort]["roles"]]
        since = f'WHEREAS {" and ".join(roles)} are parties to the {noun} dated {_shown(deal.day)} (the "Agreement").'
        close = "Save as amended, the Agreement remains in full force and effect."
        body = self._instrument(title, "Amendment", deal, ["@"], day, close).replace("1. @", f"{since}\n\n1. {clause}")
        self._add("amendment", "Register of Contracts", f"{title} to {noun}", body)

    def misdate(self, deal: _Deal) -> None:
        """An amendment that bears a day before that of the agreement which it amends."""
        day = deal.day - timedelta(self.dice.randrange(100, 300))
        self._amendment(deal, "First", self.dice.choice(_words()["quiet"]), day)
        self._link(day, "amends", deal.day)
        self.family.answers.violations.append((day, "Chain-in-order"))

    def restate(self, deal: _Deal, key: tuple[str, str]) -> None:
        """A new text in the place of the whole, which changes one term and keeps the others."""
        day, page = self._step(), len(self.family.pages)
        title = f"Amended and Restated {deal.noun.title()}"
        roles = _words()["deals"][deal.sort]["roles"]
        since = f"This Agreement amends, restates and replaces in its entirety the {deal.noun.title()} dated {_shown(deal.day)} "
        clauses = [f"{since}between the {roles[0]} and the {roles[1]}."]
        for one, before in deal.values.items():
            after = self._value(one, other=before) if one == key else before
            clauses.append(self._sentence("contract", deal, one, after))
            changed = "extension" if _words()["terms"][one[0]].get("plant") == "end" else "supersession"
            if one in deal.told and "fact" not in _words()["terms"][one[0]]:
                pages = (deal.told[one][0], page)
                self._finding(changed if one == key else "restatement", deal, day, one, (before, after), pages)
        self._add("restatement", "Register of Contracts", title, self._instrument(title, "Agreement", deal, clauses, day))
        self._link(day, "supersedes", deal.day)


# ------------------------------------------------------------------ a family
def _plantable(writer: _Writer, deal: _Deal, keys: Sequence[tuple[str, str]], *sorts: str) -> tuple[str, str] | None:
    """A term that something can be planted on; an agreement that is not exclusive cannot become so for the second time."""
    terms = _words()["terms"]
    able = [k for k in keys if terms[k[0]].get("plant") in sorts and k not in deal.frozen and deal.values[k] != "non-exclusive"]
    return writer.dice.choice(able) if able else None


def _some(writer: _Writer, deal: _Deal, *without: tuple[str, str] | None) -> list[tuple[str, str]]:
    keys = [key for key in deal.keys if key not in without]
    return writer.dice.sample(keys, min(len(keys), writer.dice.randrange(4, 7)))


def _write_deal(writer: _Writer, size: int, width: int = 1) -> None:
    """Write the pages of one agreement, and of what follows it."""
    dice, deal = writer.dice, writer.deal(width)
    follow = dice.randrange(1, 3) if size >= 4 and dice.random() < _PLANTED else 0
    bad = size >= 3 and dice.random() < _BAD
    conflict = size - follow - bad >= 2 and dice.random() < _PLANTED
    whole = size >= 3 or dice.random() < 0.4
    twice = _plantable(writer, deal, deal.keys, "number") if whole and conflict and dice.random() < 0.3 else None
    if whole:
        writer.contract(deal, twice)
    else:
        writer.report(deal, "announcement", _some(writer, deal))
    given = list(deal.told)
    wrong = _plantable(writer, deal, given, "number") if conflict and twice is None else None
    deal.frozen |= {key for key in (twice, wrong) if key}
    for left in range(size - follow - bad - 1, 0, -1):
        now = wrong if left == 1 else None
        likely = 0.5 if now and not whole else 0.0 if now else 0.3
        kind = "announcement" if dice.random() < likely else "report"
        keys = _some(writer, deal, twice, wrong)
        writer.report(deal, kind, [*keys, now] if now else keys, now)
    if bad and not follow and dice.random() < 0.3:
        writer.misdate(deal)
    elif bad:
        _write_bad(writer, deal, [key for key in given if key not in deal.frozen][:3])
    _follow(writer, deal, follow)


def _write_bad(writer: _Writer, deal: _Deal, keys: Sequence[tuple[str, str]]) -> None:
    """Write a report that was kept before it was published, or whose first possible day comes after its last."""
    days = [(deal.day + timedelta(n)).isoformat() for n in (40, 25)]
    late = writer.dice.random() < 0.5
    facts = {"published": days[0], "captured": days[1]} if late else {"published": days}
    page = writer.report(deal, "report", keys, None, **facts)
    shape = "Document-published-before-capture" if late else "Document-publishedEarliest"
    writer.family.answers.violations.append((page, shape))


def _follow(writer: _Writer, deal: _Deal, number: int) -> None:
    """Write amendments, a restatement or a joint statement."""
    if number == 1 and writer.dice.random() < 0.3:
        return writer.statement(deal)
    for n in range(number):
        key = _plantable(writer, deal, list(deal.told), "number", "end", "exclusivity")
        if key is None or (n and deal.frozen == set(deal.told)):
            writer.statement(deal)
            continue
        if number == 1 and not deal.frozen and writer.dice.random() < 0.4:
            writer.restate(deal, key)
        else:
            writer.amend(deal, key, n)
        deal.frozen.add(key)
    return None


def _sizes(number: int, seed: int) -> Iterator[int]:
    """How many documents each family has: a few hot ones first."""
    dice, left = random.Random(f"{seed}/sizes"), number
    weights = [1 / k for k in range(1, LARGEST + 1)]
    hot = min(2000, max(60, number // 100))
    for _ in range(3 if number >= 10_000 else 1 if number >= 200 else 0):
        left -= hot
        yield hot
    while left > 0:
        size = min(left, dice.choices(range(1, LARGEST + 1), weights)[0])
        left -= size
        yield size


def families(number: int, seed: int = 1) -> Iterator[Family]:
    """Yield the families of a collection of `number` documents, each complete in itself."""
    for n, size in enumerate(_sizes(number, seed)):
        writer, left = _Writer(n, seed), size
        if size > LARGEST:
            _write_deal(writer, size // 2, width=25)
            left -= size // 2
        while left > 0:
            own = min(left, writer.dice.randrange(1, 12))
            _write_deal(writer, own)
            left -= own
        yield writer.family
