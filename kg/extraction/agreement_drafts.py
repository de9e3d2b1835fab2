"""Agreements while one document is being read: what is known of each so far, and which of them a new mention means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.bounds import intersect, meets
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import AMENDING
from kg.names import title_words
from kg.records import AgreementMention, DateBounds, Force, MentionKind

__all__ = ["OPEN", "Draft", "Ledger", "clean_title", "fill", "is_presupposed", "presupposed_key", "same_parties"]


OPEN: Final = DateBounds()  # no bound on either side


@dataclass
class Draft:
    """An agreement as far as it has been read."""

    key: str
    parties: tuple[str, ...]
    kind: str
    force: Force
    made: DateBounds = OPEN
    basis: str = ""
    title: str = ""
    noun: str = ""
    number: int | None = None
    own: bool = False
    mentioned: MentionKind = MentionKind.NAMED
    presupposed_by: str = ""
    fresh: bool = False  # the text calls it new
    supposed: bool = False  # no words tell its parties
    spans: list[tuple[int, int]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    @property
    def implied(self) -> bool:
        """Whether no words name it: others presuppose it."""
        return self.mentioned.implied

    def is_titled(self, name: AgreementName) -> bool:
        """Return whether a name has the title of it, or one that it was given later."""
        return name.title.casefold() in {self.title.casefold(), *(alias.casefold() for alias in self.aliases)}

    def is_called(self, name: AgreementName) -> bool:
        """Return whether a name without a day is its number, or its title of several words."""
        if name.number is not None or self.number is not None:
            return name.number == self.number and name.noun == self.noun
        return " " in name.title and self.is_titled(name)

    def is_newer(self, made: DateBounds) -> bool:
        """Return whether the text calls it new, so that it is none of an earlier year: "the new lease" is not "the 2019 lease"."""
        told = self.made.latest
        return self.fresh and made.latest is not None and told is not None and made.latest.year < told.year

    def mention(self, names: dict[str, str]) -> AgreementMention:
        """Return the record of it; `names` are the names of parties by key."""
        parties = tuple(sorted(self.parties))
        return AgreementMention(
            self.key,
            self._label(names),
            parties,
            self.kind,
            self.force,
            self.made,
            self.basis,
            self.title,
            self.number,
            self.own,
            tuple(sorted(set(self.spans))),
            self.mentioned,
            self.presupposed_by,
            self.supposed,
        )

    def _label(self, names: dict[str, str]) -> str:
        what = self.title or self.noun or self.kind
        number = f" No. {self.number}" if self.number is not None and str(self.number) not in what else ""
        between = " and ".join(
            filter(
                None,
                [", ".join(names.get(p, p) for p in self.parties[:-1]), names.get(self.parties[-1], "") if self.parties else ""],
            )
        )
        day = self.made.latest if self.made.earliest == self.made.latest else None
        return f"{what[:1].upper()}{what[1:]}{number} between {between}" + (f" of {day.isoformat()}" if day else "")


_PRESUPPOSED = "earlier-"


def presupposed_key(key: str) -> str:
    """Return the key of the agreement that one takes for granted and no words name."""
    return _PRESUPPOSED + key


def is_presupposed(key: str) -> bool:
    """Return whether a key is that of an agreement which another takes for granted and no words name."""
    return key.startswith(_PRESUPPOSED)


def same_parties(a: Iterable[str], b: Iterable[str]) -> bool:
    """Return whether two sets of parties can be those of one agreement: one holds the other, and they share two."""
    left, right = set(a), set(b)
    return len(left & right) >= 2 and (left <= right or right <= left)


_GENERIC = frozenset(
    {"agreement", "contract", "deal", "arrangement", "understanding", "partnership", "collaboration", "cooperation", "relationship"}
)


class Ledger:
    """The agreements of one document in the order of their first mention."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._counts: dict[str, int] = {}

    def add(self, stem: str, parties: Iterable[str], kind: str, force: Force, made: DateBounds = OPEN, basis: str = "") -> Draft:
        """Add an agreement; `stem` begins its key."""
        count = self._counts[stem] = self._counts.get(stem, 0) + 1
        draft = Draft(stem if count == 1 else f"{stem}-{count}", tuple(dict.fromkeys(parties)), kind, force, made, basis)
        self.drafts.append(draft)
        return draft

    def drop(self, draft: Draft) -> None:
        """Forget the agreement that was added last under its stem."""
        self.drafts.remove(draft)
        stem = re.sub(r"-\d+$", "", draft.key)
        self._counts[stem] = self._counts.get(stem, 1) - 1

    def by_key(self, key: str) -> Draft | None:
        """Return the agreement with a key."""
        return next((d for d in self.drafts if d.key == key), None)

    def by_alias(self, alias: str) -> Draft | None:
        """Return the agreement that a defined name stands for."""
        return next((d for d in self.drafts if alias.lower() in {a.lower() for a in d.aliases}), None)

    def find(self, name: AgreementName, parties: Iterable[str], made: DateBounds) -> Draft | None:
        """Return the agreement that a dated or titled name means, if it has been met before."""
        wanted = tuple(parties)
        for draft in self.drafts:
            if wanted and set(wanted) != set(draft.parties) and not same_parties(wanted, draft.parties):
                continue
            if name.number is not None and draft.number is not None and name.number != draft.number:
                continue
            if draft.is_newer(made):
                continue
            if made and draft.made and meets(made, draft.made) and _alike(name, draft) and not _titled_apart(name, draft):
                return draft
            if not made and name.title and name.title.lower() == draft.title.lower():
                return draft
        return None if made or name.number is not None else self._meant_by(name, wanted)

    def _meant_by(self, name: AgreementName, parties: tuple[str, ...]) -> Draft | None:
        """Return the one known agreement of some parties that "the Treaty" means, where its title has all words of the name."""
        words = title_words(name.title)
        fits = [
            d
            for d in self.drafts
            if not (d.own or d.implied or d.kind in AMENDING)
            and same_parties(parties, d.parties)
            and _alike(name, d)
            and words <= title_words(d.title)
        ]
        return fits[0] if len(fits) == 1 and not name.indefinite and "new" not in name.qualities else None


def _titled_apart(name: AgreementName, draft: Draft) -> bool:
    """Whether a dated name and an agreement of no told day are called by two nouns: "the Protocol of 2018", "the Treaty"."""
    titled = name.title[:1].isupper() and draft.title[:1].isupper()
    return draft.made.earliest is None and titled and name.noun != draft.noun


def _alike(name: AgreementName, draft: Draft) -> bool:
    """Whether noun and kind of a name can be those of an agreement."""
    changing = {"amendment", "extension", "restatement", "memorandum", "declaration"}
    kinds = {name.kind, draft.kind}
    return len(kinds) == 1 or not kinds & changing or kinds <= AMENDING


def fill(draft: Draft, name: AgreementName | None, made: DateBounds, basis: str) -> None:
    """Add what a further mention says: date, title, number, defined names, force."""
    if made and (not draft.made or meets(draft.made, made)):
        narrower = intersect(draft.made, made)
        if narrower != draft.made:
            draft.made, draft.basis = narrower, basis or draft.basis
    if name is None:
        return
    draft.aliases |= set(name.defined)
    draft.fresh = draft.fresh or ("new" in name.qualities and not name.dates)
    draft.noun = draft.noun or name.noun
    draft.number = name.number if draft.number is None else draft.number
    if not draft.title and not name.title and " " in name.phrase:
        draft.title = name.phrase
    if name.title and (
        not draft.title or draft.title.islower() or (len(name.title) > len(draft.title) and draft.title.lower() in _GENERIC)
    ):
        draft.title = name.title
    if name.force is Force.NON_BINDING or (draft.force is Force.UNKNOWN and name.firm):
        draft.force = name.force
        draft.kind = name.kind if draft.kind == "partnership" else draft.kind


def clean_title(title: str) -> str:
    """Return a title without the article before it and the bracket after it."""
    title = re.sub(r"^(?:this|the|an?)\s+|\s*\(.*$", "", title.strip(), flags=re.IGNORECASE)
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), title)


_SPACED = re.compile(r"(?<!\S)(?:[A-Z] ){2,}[A-Z](?!\S)")  # letters set apart: "P R O T O C O L"
