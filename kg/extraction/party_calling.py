"""What a report calls a party when it does not name it: by the noun in its name, by its trade, or by its side of the deal."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.errors import LexiconError
from kg.extraction.lexicon import load_toml
from kg.extraction.party_group import Group
from kg.extraction.party_nouns import meant_before
from kg.extraction.party_words import alternatives, party_words
from kg.legal_names import name_key, without_accents

__all__ = ["Calling", "Side", "find_called", "load_callings", "load_sides", "nouns_in", "of_one_trade", "same_trade", "trades_of"]

_FEW = 8  # parties of a document in which nouns tell them apart
_TWO = 2  # who sign a deal
_READ = 20_000  # code points in which parties are introduced
_NAME = "\0"  # stands for every name of a party, so that the patterns are the same for all of them


@dataclass(frozen=True, slots=True)
class Calling:
    """Nouns for a trade, and words in names that show it; `same`: the words are the first noun in several languages."""

    nouns: tuple[str, ...]
    words: frozenset[str]
    same: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a deal by the noun for who is on it; patterns of what he does, and of what leads to him from the other's act."""

    noun: str
    act: re.Pattern[str]
    led: re.Pattern[str]

    def shows(self, text: str) -> bool:
        """Return whether a text in which `_NAME` stands for the names of a party shows it on this side."""
        return self.act.search(text) is not None or self.led.search(text) is not None


@cache
def load_callings() -> tuple[Calling, ...]:
    """Return the trades of the lexicon, in the order of the file.

    Raises:
        LexiconError: one of them lacks its nouns or words.
    """
    try:
        callings = load_toml("parties").get("calling", ())
        return tuple(
            Calling(tuple(raw["nouns"]), frozenset(map(without_accents, raw["words"])), bool(raw.get("same"))) for raw in callings
        )
    except KeyError as error:
        raise _incomplete("calling", error, "nouns and words") from error


@cache
def load_sides() -> tuple[Side, ...]:
    """Return the sides of a deal that the lexicon knows, in the order of the file.

    Raises:
        LexiconError: one of them lacks its noun or a pattern, or a pattern is malformed.
    """
    acts = rf"(?<!\w){_NAME},? (?:(?:{alternatives('auxiliaries')}|agreed|agrees|to|\w+ly)\b,? ){{0,6}}"
    try:
        return tuple(
            Side(raw["noun"], re.compile(rf"{acts}(?:{raw['act']})\b"), re.compile(rf"\b(?:{raw['led']}) (?:the )?{_NAME}(?!\w)"))
            for raw in load_toml("parties").get("side", ())
        )
    except (KeyError, re.error) as error:
        raise _incomplete("side", error, "a noun and the patterns act and led") from error


def _incomplete(entry: str, error: Exception, wanted: str) -> LexiconError:
    cure = f"Give each {entry} {wanted}."
    return LexiconError(f"a {entry} lacks {error}, or it is malformed.", where="ontology/lexicon/parties.toml", cure=cure)


def find_called(chosen: Sequence[Group], text: str, *, reports: bool) -> Iterator[tuple[str, str]]:
    """Yield (what a text says, key of the group that it means) for nouns that can mean one party alone.

    Args:
        chosen: the parties of a document.
        text: what it says.
        reports: the document only reports, so that a trade or a side in the deal may take a party up.
    """
    if not 1 < len(chosen) < _FEW:
        return
    defined = {name.casefold().removeprefix("the ") for group in chosen for name in (*group.titles, *group.short, *group.names)}
    for noun, key in _alone({group.key: nouns_in(group.name) for group in chosen}):
        if noun not in defined and re.search(rf"\b[Tt]he {noun.capitalize()}\b(?! of\b| [A-Z])", text):
            yield from ((f"{the} {noun.capitalize()}", key) for the in ("the", "The"))
    yield from _undefined(chosen, text, defined)
    if not reports:
        return
    if sum(group.signs for group in chosen) < _TWO:  # who sign by their names are called by words that another paper defines
        yield from meant_before(chosen, text)
    taken_up = {match.group("noun").casefold() for match in _taken_up().finditer(text)} - defined
    if not taken_up:
        return
    sides = [side for side in load_sides() if side.noun in taken_up]
    near = _deal_with_main(chosen) if len(chosen) > 2 else frozenset(group.key for group in chosen)
    told = {
        group.key: _trades(group, literal=len(chosen) > 2, near=group.key in near) | _sides(group, text[:_READ], sides)
        for group in chosen
    }
    for noun, key in _alone(told):
        if noun in taken_up:
            yield from ((f"{the} {noun}", key) for the in ("the", "The"))


@cache
def _acting_role() -> re.Pattern[str]:
    roles = "|".join(
        sorted((re.escape(role.title()) for role in party_words("roles") if " " not in role), key=lambda r: (-len(r), r))
    )
    return re.compile(rf"(?<![\w\"“-])(?:[Tt]he )?(?P<noun>{roles}) {_ACTS}")


_ACTS = r"(?:shall|will|may|must|agrees|undertakes|commits|cannot)\b"


def _undefined(chosen: Sequence[Group], text: str, defined: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what an amendment calls one of its two parties by a role that only the amended contract defines: "Airline shall"."""
    nouns = {match["noun"] for match in _acting_role().finditer(text)} if len(chosen) == 2 else set[str]()
    left = [noun for noun in sorted(nouns) if noun.casefold() not in defined]
    if len(left) != 1:
        return
    shown = [group.key for group in chosen if left[0].casefold() in trades_of((group.name, *group.short))]
    names = {group.key: "|".join(map(re.escape, sorted({*group.names, *group.short, *group.titles}))) for group in chosen}
    acting = [key for key, found in names.items() if re.search(rf"(?<!\w)(?:{found}),? {_ACTS}", text)]
    others = [group.key for group in chosen if group.key not in acting]
    meant = shown if len(shown) == 1 else others if len(others) == 1 else []
    for key in meant:
        yield from ((f"{the}{left[0]}", key) for the in ("", "the ", "The "))


def _alone(found: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return the nouns that fit one group only, with its key."""
    nouns = sorted(frozenset[str]().union(*found.values()))
    return [(noun, fits[0]) for noun in nouns if len(fits := [key for key, own in found.items() if noun in own]) == 1]


@cache
def _trade_nouns() -> frozenset[str]:
    return frozenset(noun for calling in load_callings() for noun in calling.nouns)


def nouns_in(name: str) -> frozenset[str]:
    """Return the nouns for a body in a name, by which a text can call it with a capital: "the Service", of a banque "the Bank".

    >>> sorted(nouns_in("Fundación Acme")), sorted(nouns_in("Acme"))
    (['foundation'], [])
    """
    words = frozenset(without_accents(word) for word in re.findall(r"[^\W\d_][\w-]+", name))
    same = {noun for calling in load_callings() if words & calling.words for noun in calling.nouns[:1]}
    return (words | same) & party_words("called-heads") if len(words) > 1 else frozenset()


def _deal_with_main(chosen: Sequence[Group]) -> frozenset[str]:
    """Return the keys of the party that a text names most, of those shown dealing, and of those shown dealing with that one."""
    dealing = [group for group in chosen if group.partners] or chosen
    main = max(dealing, key=lambda group: (sum(group.names.values()), group.weight))
    names = {name_key(name) for name in (*main.names, *main.short)}
    others = {
        group.key
        for group in chosen
        if not names.isdisjoint(group.partners) or any(name_key(name) in main.partners for name in (*group.names, *group.short))
    }
    return frozenset({main.key} | others)


def _trades(group: Group, *, literal: bool, near: bool) -> frozenset[str]:
    """Return the nouns for the trade that a word in a name shows: "the airline" for "Air Acme".

    Beside more than one other party (`literal`) the noun must stand in the name, since another's trade may show in no word of
    its name, in whichever language; of one who deals with the main party (`near`) it may also be of one trade alone.
    """
    names = (group.name, *group.short)
    if not literal:
        return trades_of(names)
    words = _words(names)
    same = frozenset(calling.nouns[0] for calling in load_callings() if calling.same and words & calling.words)
    return same | (trades_of(names) & (words | of_one_trade() if near else words))


@cache
def of_one_trade() -> frozenset[str]:
    """Return the nouns of one trade alone that mean no side of a deal: "the label", "the orchestra"; not "the operator"."""
    told = [noun for calling in load_callings() for noun in calling.nouns]
    return frozenset(noun for noun in told if told.count(noun) == 1) - {side.noun for side in load_sides()} - party_words("roles")


def same_trade(noun: str) -> frozenset[str]:
    """Return the nouns by which one may call whom a noun introduces: "the chain" for a retailer."""
    return frozenset(other for calling in load_callings() if noun in calling.nouns for other in calling.nouns)


def trades_of(names: Iterable[str]) -> frozenset[str]:
    """Return the nouns for the trades that the words in the names of a party show."""
    return _trades_of(_words(names))


@lru_cache(maxsize=1024)
def _trades_of(words: frozenset[str]) -> frozenset[str]:
    return frozenset(noun for calling in load_callings() if words & calling.words for noun in calling.nouns)


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(without_accents(word) for name in names for word in re.findall(r"[^\W\d_]+", name))


@cache
def _taken_up() -> re.Pattern[str]:
    told = _trade_nouns() | {side.noun for side in load_sides()}
    nouns = "|".join(sorted(map(re.escape, told), key=lambda noun: (-len(noun), noun)))
    return re.compile(rf"\b[Tt]he (?P<noun>{nouns}|{alternatives('introducing-nouns')})(?![\w-])(?! of\b)")


def _sides(group: Group, text: str, sides: Sequence[Side]) -> frozenset[str]:
    """Return the nouns for the side of a deal on which a text shows a party, of those that are asked for."""
    if not sides:
        return frozenset()
    for name in sorted({*group.names, *group.short}, key=lambda n: (-len(n), n)):
        text = text.replace(name, _NAME)
    return frozenset(side.noun for side in sides if side.shows(text))
