"""Who made a contract of which a paper says the day and the name, but fewer than two parties that are known.

"This deed is made by the three parties to the Dairy Lease of 14 May" names nobody, and the letter of a department takes that for a
house. Such a mention of an exact day means the one contract of that day in other documents that has its one party or the words of
its title, or one of whose makers the text names. It has the parties of that, and so has what the paper says of itself, where it
changes that contract.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.bounds import is_day
from kg.legal_names import word_marks
from kg.records import Reading
from kg.resolution.group_marks import Mention

if TYPE_CHECKING:
    from kg.resolution.grouping import AgreementKeys, ReadingKeys

__all__ = ["Makers", "lacks_makers", "makers_by_day", "with_makers"]

Makers = Mapping[Mention, frozenset[str]]  # for a mention the parties of the contract that it means
_LENT: Final = "maker "  # begins the key of a party that a document does not know
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class _Contract:
    """What a document is, or announces."""

    document: str
    makers: frozenset[str]
    title: frozenset[str]  # its words
    names: tuple[frozenset[str], ...]  # the marks of the names of its makers

    def is_meant(self, document: str, marks: frozenset[str], title: frozenset[str], known: frozenset[str]) -> bool:
        """Whether a text about a contract of its day means it: by a maker, or the title."""
        if self.document == document:
            return False
        alike = bool(title and self.title) and (title <= self.title or self.title <= title)
        return bool(known & self.makers) or alike or any(marks >= name for name in self.names)


def makers_by_day(keys: Iterable[ReadingKeys], party_of: Mapping[Mention, str]) -> dict[Mention, frozenset[str]]:
    """Return, for each mention of an agreement of fewer than two known parties that its day and name tell, who made that.

    Args:
        keys: of the documents.
        party_of: for document and local key of a party its id.
    """
    ordered = list(keys)
    lacking = [(one, told) for one in ordered if (told := list(_lacking(one, party_of)))]
    if not lacking:
        return {}
    days = {told.earliest for _, several in lacking for told, _ in several if told.earliest}
    contracts = _contracts(ordered, party_of, days)
    found: dict[Mention, frozenset[str]] = {}
    for one, several in lacking:
        here = {told.key: makers for told, known in several if (makers := _meant(one, told, known, contracts))}
        own = [told.key for told, _ in several if told.own and told.key not in here and told.changes]
        told_with = {key: makers for spoken in one.spoken for key in own if key in spoken for makers in _one_of(spoken, here)}
        found |= {(one.document, key): makers for key, makers in (here | told_with).items()}
    return found


def lacks_makers(reading: Reading, party_of: Mapping[Mention, str], only: Container[Mention]) -> bool:
    """Return whether one of some mentions has an exact day and fewer than two known parties: of others nothing is looked up."""
    name = reading.document
    return any(
        (name, a.key) in only and is_day(a.made) and len(_known(name, a.parties, party_of)) < _TWO for a in reading.agreements
    )


def _lacking(one: ReadingKeys, party_of: Mapping[Mention, str]) -> Iterator[tuple[AgreementKeys, frozenset[str]]]:
    for told in one.agreements:
        known = _known(one.document, told.parties, party_of)
        if len(known) < _TWO:
            yield told, known


def _known(document: str, keys: Iterable[str], party_of: Mapping[Mention, str]) -> frozenset[str]:
    return frozenset(party_of[document, key] for key in keys if (document, key) in party_of)


def _contracts(
    keys: Iterable[ReadingKeys], party_of: Mapping[Mention, str], days: Collection[date]
) -> Mapping[date, Sequence[_Contract]]:
    """The agreements that documents are, or announce, on some days."""
    found: dict[date, list[_Contract]] = defaultdict(list)
    for one in keys:
        for told in one.agreements:
            if (
                told.own
                and told.earliest
                and told.earliest in days
                and told.earliest == told.latest
                and not told.changes
                and not told.supposed
            ):
                makers = _known(one.document, told.parties, party_of)
                if len(makers) >= _TWO:
                    names = (frozenset(word_marks(m.name)) for m in one.parties if m.key in told.parties)
                    found[told.earliest].append(_Contract(one.document, makers, frozenset(told.title), tuple(filter(None, names))))
    return found


def _meant(
    one: ReadingKeys, told: AgreementKeys, known: frozenset[str], contracts: Mapping[date, Sequence[_Contract]]
) -> frozenset[str] | None:
    """The makers of the one contract that a mention means."""
    if told.earliest is None or told.earliest != told.latest or (told.own and not told.changes):
        return None
    marks, title = frozenset(one.marks), frozenset(told.title)
    fits = {c.makers for c in contracts.get(told.earliest, ()) if c.is_meant(one.document, marks, title, known)}
    return next(iter(fits)) if len(fits) == 1 else None


def _one_of(spoken: Iterable[str], here: Mapping[str, frozenset[str]]) -> Iterator[frozenset[str]]:
    told = {here[key] for key in spoken if key in here}
    yield from told if len(told) == 1 else ()


def with_makers(reading: Reading, makers: Makers) -> tuple[Reading, dict[Mention, str]]:
    """Return a reading whose mentions have the makers of the contracts that they mean, and what their keys stand for."""
    name, lent = reading.document, dict[Mention, str]()

    def keys(parties: frozenset[str]) -> tuple[str, ...]:
        lent.update({(name, f"{_LENT}{party}"): party for party in parties})
        return tuple(f"{_LENT}{party}" for party in sorted(parties))

    if all((name, told.key) not in makers for told in reading.agreements):
        return reading, {}
    told = tuple(replace(a, parties=keys(makers[name, a.key])) if (name, a.key) in makers else a for a in reading.agreements)
    return replace(reading, agreements=told), lent
