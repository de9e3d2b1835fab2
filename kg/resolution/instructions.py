"""Instructions of amendments met with the contracts that they amend, where those are in the collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.records import AmendedPart, AmendedText, Document, Instruction, Layer, Operation, Reading, Statement, TermContent
from kg.resolution.agreements import AgreementTable

__all__ = ["Placed", "ReadPart", "read_instructions"]

ReadPart = Callable[[Document, Instruction], AmendedPart | None]

_FEW = 6  # contracts of a group in which old words are looked for
_NOT_ASKED = "Nobody looked for the amended text."
_NO_BASE = "The amended agreement is not among the documents."
_NO_PLACE = "The amended agreement is among the documents, but the part or the words that change were not found in it."


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement whose agreements are known across documents."""

    document: Document
    statement: Statement
    about: tuple[str, ...]
    owner: str
    link: tuple[str, str] | None  # later and earlier agreement
    terms: tuple[TermContent, ...] = ()
    home: str = ""  # identifier of the document whose keys the terms have
    amended: AmendedText | None = None
    lent: bool = False  # its document was read with parties that others tell: who is meant is less sure


def read_instructions(
    texts: Mapping[str, Document],
    readings: Sequence[Reading],
    uses: Sequence[Placed],
    agreements: AgreementTable,
    read_part: ReadPart | None,
) -> list[Placed]:
    """Return the statements; an instruction has what it meets and, where it tells no term itself, the terms that it gives."""
    contracts = _contracts(readings, agreements)
    told = {reading.document: reading.statements for reading in readings}
    uses = [_confirm(use, texts, contracts, told, read_part) if use.statement.confirms else use for use in uses]
    return [use if use.statement.instruction is None else _amend(use, texts, contracts, agreements, read_part) for use in uses]


def _contracts(readings: Sequence[Reading], agreements: AgreementTable) -> dict[str, str]:
    """Return for each agreement whose contract is in the collection the first document that holds it."""
    contracts: dict[str, str] = {}
    for reading in readings:
        if any(s.layer is Layer.INSTRUMENT for s in reading.statements):
            own = [agreements.agreement_of.get((reading.document, a.key), "") for a in reading.agreements if a.own]
            contracts.update({name: reading.document for name in own if name and name not in contracts})
    return contracts


def _confirm(
    use: Placed,
    texts: Mapping[str, Document],
    contracts: Mapping[str, str],
    told: Mapping[str, Sequence[Statement]],
    read_part: ReadPart | None,
) -> Placed:
    """Return a statement that confirms parts of a contract with the terms that the contract tells there."""
    home = contracts.get(use.owner, "")
    if not home or home == use.document.identifier or read_part is None:
        return use
    places = [read_part(texts[home], Instruction("", number, Operation.DELETE)) for number in use.statement.confirms]
    spans = [(place.start, place.end) for place in places if place is not None]
    terms = [term for s in told[home] for term in s.terms if any(start <= s.start < end for start, end in spans)]
    return replace(use, terms=tuple(dict.fromkeys(terms)), home=home) if terms else use


def _amend(
    use: Placed,
    texts: Mapping[str, Document],
    contracts: Mapping[str, str],
    agreements: AgreementTable,
    read_part: ReadPart | None,
) -> Placed:
    instruction, here = use.statement.instruction, use.document.identifier
    if instruction is None or read_part is None:
        return replace(use, amended=AmendedText(unresolved=_NOT_ASKED))
    base = agreements.agreement_of.get((here, instruction.base), "")
    base = base or agreements.base_of.get(agreements.agreement_of.get((here, use.statement.owner), ""), "")
    home = contracts.get(base, here)
    if home == here:
        home = _home_of_words(instruction, texts, [name for name in dict.fromkeys(contracts.values()) if name != here], read_part)
    if not home:
        return replace(use, amended=AmendedText(unresolved=_NO_BASE))
    part = read_part(texts[home], instruction)
    if part is None:
        return replace(use, amended=AmendedText(unresolved=_NO_PLACE))
    met = AmendedText(home, texts[home].text[part.start : part.end])
    return replace(use, amended=met) if use.terms else replace(use, amended=met, terms=part.terms, home=home)


def _home_of_words(instruction: Instruction, texts: Mapping[str, Document], homes: Sequence[str], read_part: ReadPart) -> str:
    """Return the one contract that has the old words in the part that an instruction names; empty: none, or several have them."""
    if not (instruction.part and instruction.old) or len(homes) > _FEW:
        return ""
    found = [home for home in homes if read_part(texts[home], instruction) is not None]
    return found[0] if len(found) == 1 else ""
