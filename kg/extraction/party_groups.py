"""Evidence on names, grouped by who is meant: spellings, short forms, earlier names.

One file: in what order names are joined decides who is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.party_definitions import Claim
from kg.extraction.party_frames import Framed, represented
from kg.extraction.party_group import Group, is_product
from kg.extraction.party_marks import Relation
from kg.extraction.party_names import Name
from kg.extraction.party_words import (
    alternatives,
    has_head,
    is_government,
    party_words,
    people_of,
    place_of,
    same_letters,
    spells_out,
)
from kg.extraction.standing import standing
from kg.legal_names import land_stems, leads_with_form, name_key, name_words, people_stems

__all__ = ["Groups"]

_DEALING = frozenset(
    {
        "I-with",
        "agreed-to-object",
        "chosen",
        "list-verb",
        "noun-between",
        "noun-with",
        "our-contract",
        "passed-to",
        "verb-toward",
        "verb-with",
        "we-object",
        "we-with",
    }
)  # frames in which a firm stands, not a product
_TOLD = frozenset({"apposed", "introduced"})  # "Acme Cloud, a hosting firm", "the hosting firm Acme Cloud"
_WORD_AND_NAME = 2  # words of a name that says what a firm is, and then who
_LEAST = 4  # letters of a word by which a firm may be called
_PAIRED = 2.0  # weight of a frame that shows two who deal


class Groups:
    """The groups of one document, found by their key."""

    def __init__(self) -> None:
        self._groups: dict[str, Group] = {}
        self._relations: list[Relation] = []
        self.people: set[str] = set()  # first and last names of people whom the text names in full
        self._first: dict[str, list[Group]] = {}
        self._legal: list[Group] = []
        self._holding: dict[str, list[Group]] = {}

    def __iter__(self) -> Iterator[Group]:
        """In the order in which the document names them."""
        return iter(list(self._groups.values()))

    def _of(self, name: str) -> Group:
        key = name_key(name)
        if key not in self._groups:
            self._groups[key] = Group(key, order=len(self._groups))
        return self._groups[key]

    def claim(self, claim: Claim, spans: tuple[tuple[int, int], ...]) -> None:
        """Add a claim with the places that carry it; a body that only stands for a party ("the Board of X") is that party."""
        name = represented(claim.name)
        group = self._of(name)
        group.names[name] += 1
        group.weight += claim.weight
        group.sources.add(claim.source)
        group.spans += spans
        group.short.update(dict.fromkeys((*(alias for alias, _, _ in claim.aliases), *claim.trading)))
        group.titles.update(dict.fromkeys(claim.roles))
        group.earlier.update(dict.fromkeys(claim.former))
        group.parent = group.parent or claim.parent
        group.person |= claim.person
        if claim.source == "definition" and is_government(claim.name):
            group.paired = group.listed = True

    def see(self, name: Name, span: tuple[int, int]) -> None:
        """Count a name that a sentence holds."""
        group = self._of(name.text)
        group.names[name.text] += 1
        if len(group.spans) < 3:
            group.spans.append(span)

    def frame(self, framed: Framed) -> None:
        """Add the weight of a frame."""
        group = self._of(framed.name.text)
        if not group.names:  # what no sentence holds as a name: a mangled page
            group.names[framed.name.text] += 1
        group.weight += framed.weight
        if not framed.weight:
            group.active += 1
            return
        group.sources.add("audience" if framed.frame == "audience" else "frame")
        group.partners.update(map(name_key, framed.others))
        group.listed |= framed.frame in {"list-verb", "noun-between", "states"}
        group.dealt |= framed.frame in _DEALING
        group.told |= framed.frame in _TOLD
        group.paired |= framed.weight >= _PAIRED or (framed.weight >= 1 and bool(framed.others))

    def roles_in(self, sentence: str, names: list[Name]) -> list[Name]:
        """Return the roles and short names of known parties in a sentence, apart from the names given."""
        words = sorted(
            {word for group in self if group.signs for word in (*group.short, *group.titles) if word[0].isupper()},
            key=lambda w: (-len(w), w),
        )
        if not words:
            return []
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
        found = [Name(m.start(), m.end(), m.group()) for m in pattern.finditer(sentence)]
        return [one for one in found if not any(one.start < name.end and name.start < one.end for name in names)]

    def write_mail(self, label: str) -> bool:
        """Add the weight of a mail address to the one name that its host is made from ("acme" for "Acme Foods"), if any."""
        label = label.replace("-", "").replace("_", "")
        fits = [g for g in self if g.key == label] or [
            g for g in self if label in {"".join(g.words[:size]) for size in range(1, len(g.words) + 1)}
        ]
        fits = fits or [g for g in self if _recalls(label, g)]
        if len(fits) == 1:
            fits[0].weight += 2
            fits[0].paired = True
            fits[0].sources.add("mail")
        return bool(fits)

    def drop(self, name: str, *, firm: bool = False) -> None:
        """Leave out a name that means no party, unless it was claimed for one; `firm`: though it has a legal form."""
        group = self._groups.get(name_key(name))
        if group is not None and (firm or not group.legal) and group.sources <= {"frame"}:
            del self._groups[group.key]

    def relate(self, relation: Relation) -> None:
        """Keep a relation for when all names are known."""
        self._relations.append(relation)

    def join_short_forms(self, text: str) -> None:
        """Join names that mean one party: earlier names, acronyms, defined short names, first words of one longer name."""
        self._drop_people()
        for relation in self._relations:
            self._apply(relation)
        self._join_told()
        self._join_peoples()
        self._join_sides(text)
        self._sort_in()
        for group in sorted(self, key=lambda g: (-len(g.words), g.key)):
            self._part_from_place(group, text)
            self._hand_over(group, text)
        for group in sorted(self, key=lambda g: (len(g.words), g.key)):
            if group.key in self._groups and (longer := self._longer(group)) is not None:
                longer.absorb(self._groups.pop(group.key))
                self._hold(longer)
        titles = {name_key(role) for group in self for role in group.roles}
        for group in self:
            if group.key in titles and not (group.signs and "definition" in group.sources):
                del self._groups[group.key]
        self._sort_in()
        for group in self:
            if group.weight or group.signs or group.active:
                _add_bare(group)
                self._hold(group)
                self._add_short(group, text)
                self._add_last(group, text)

    def _drop_people(self) -> None:
        """Leave out the name of a person whom the text shows as one; a first or last name where no firm begins with it."""
        for group in self:
            if group.signs or group.legal or "definition" in group.sources:
                continue
            alone = len(group.words) == 1 and not any(g.words[:1] == group.words for g in self if g is not group)
            whole = " " in group.name and not (group.weight or has_head(group.name)) and self.people.issuperset(group.name.split())
            if whole or (alone and group.name in self.people):
                del self._groups[group.key]

    def _join_told(self) -> None:
        for group in self:
            for alias in [*group.short, *group.earlier]:
                self._join(alias, group)
        for group in self:
            self._unglue(group)

    def _join_peoples(self) -> None:
        """Give the short name of a land ("Elbonia", "the Elbonian side") to the one state that is called after its people."""
        for group in self:
            people = people_of(group.name)
            lands = [
                g for g in self if people and len(g.words) == 1 and g is not group and land_stems(g.name) & people_stems(people)
            ]
            for land in lands:
                group.short.update(dict.fromkeys(land.names))
                self._join(land.name, group)

    def _join_sides(self, text: str) -> None:
        """Give a state what is told of its people's side: "the Elbonian minister", "the Elbonian delegation" are Elbonia."""
        sides: dict[str, set[str]] = defaultdict(set)
        for match in _side().finditer(text):
            if match["people"] not in party_words("demonyms"):
                sides[match["people"]].add(" ".join(match.group().split()))
        for people, names in sorted(sides.items()):
            stems = people_stems(people)
            lands = [g for g in self if g.names and name_key(people) != g.key and not stems.isdisjoint(_land(g.name))]
            if len(lands) == 1:
                lands[0].short.update(dict.fromkeys(sorted(names)))
                lands[0].weight += 1.0
                lands[0].paired = True

    def _sort_in(self) -> None:
        """Note which groups begin with a word, and which full names can have an acronym."""
        self._first, self._holding = defaultdict(list), {}
        for group in self:
            self._first[group.words[0] if group.words else ""].append(group)
            self._hold(group)
        self._legal = [g for g in self if len(g.words) > 1 and (g.legal or has_head(g.name))]

    def _hold(self, group: Group) -> None:
        """Note the words of the name of a group, which taking over another name can change."""
        for word in group.words:
            known = self._holding.setdefault(word, [])
            if group not in known[-1:]:
                known.append(group)

    def _with(self, word: str) -> list[Group]:
        """Return the groups in whose name a word stands, each once."""
        found = dict.fromkeys(g for g in self._holding.get(word, ()) if g.key in self._groups)
        return [g for g in found if self._groups[g.key] is g]

    def _beside(self, group: Group) -> list[Group]:
        """Return the other groups whose name begins with the same word."""
        return [g for g in self._first[group.words[0] if group.words else ""] if g is not group and g.key in self._groups]

    def _apply(self, relation: Relation) -> None:
        key = name_key(relation.name)
        if key not in self._groups:
            return
        group = self._groups[key]
        if relation.kind == "former":
            group.earlier[relation.other] = None
        elif relation.kind == "parent":
            group.parent = group.parent or relation.other
        else:
            group.short[relation.other] = None
            other = self._groups.get(name_key(relation.other))
            if relation.kind == "organ" and other is not None and other is not group:
                group.absorb(self._groups.pop(other.key))

    def _join(self, alias: str, group: Group) -> None:
        other = self._groups.get(name_key(alias))
        if other is not None and other is not group and not (other.signs and group.signs):
            group.absorb(self._groups.pop(other.key))

    def _unglue(self, group: Group) -> None:
        """Give a name that lost the blank before the next word ("Acmehave") to the name that it begins with."""
        for word in sorted(party_words("glued-words")):
            other = self._groups.get(group.key.removesuffix(word))
            if other is not None and other is not group and len(other.key) > 3 and not group.legal and group.key in self._groups:
                other.weight += group.weight
                other.paired |= group.paired
                other.spans += group.spans
                del self._groups[group.key]

    def _hand_over(self, group: Group, text: str) -> None:
        """Give the evidence on a product ("Acme Cloud", "our third Acme Select") to the party whose name it begins with."""
        words = group.words
        if group.legal or group.signs or len(words) < 2:
            return
        if words[-1] not in party_words("product-heads") and (has_head(group.name) or not _is_counted(group.name, text)):
            return
        near = self._beside(group)
        owners = [g for g in near if g.words == words[: len(g.words)] and not is_product(g)] or [g for g in near if g.legal]
        if not owners:
            return
        owner = max(owners, key=lambda g: (len(g.words), g.key))
        owner.weight += group.weight
        owner.paired |= group.paired
        owner.partners |= group.partners
        owner.products.update(dict.fromkeys([*group.names, *group.short]))
        del self._groups[group.key]

    def _part_from_place(self, group: Group, text: str) -> None:
        """Give what runs a place and the name behind it together to whose name that is: "Outside Elbonia Acme may sell"."""
        *place, last = group.name.split()
        if not place or group.legal or group.signs or group.key not in self._groups:
            return
        own = name_words(last)
        owners = [g for g in self._with(own[0] if own else "") if g is not group and g.words[:1] == own and (g.signs or g.weight)]
        if len(owners) != 1:
            return
        name = r"\s+".join(map(re.escape, group.name.split()))
        led, every = (len(re.findall(rf"{lead}\b{name}\b", text)) for lead in (_PLACING, ""))
        if 0 < led == every or _PLACED.match(group.name):
            owners[0].weight += group.weight
            owners[0].active += group.active
            del self._groups[group.key]

    def _longer(self, group: Group) -> Group | None:
        """Return the one group whose name begins with, or is abbreviated by, this group's name."""
        words = group.words
        if group.signs or group.legal:
            return None
        if len(words) == 1 and group.name.title() in party_words("generic-first-words"):
            return _only_strong(self._bodies_called(words[0], group))
        fits = [
            g
            for g in self._beside(group)
            if not (_is_defined(g) and _is_defined(group))
            and not is_product(g)
            and g.words[: len(words)] == words
            and g.words[len(words) :][:1] not in {(), ("and",)}
        ]
        if not fits and (club := self._club(group)) is not None:
            return club
        letters = len(words) == 1 and group.name.isupper()
        if not fits and letters:
            fits = [
                g
                for g in self._legal
                if g is not group and g.key in self._groups and any(same_letters(group.name, name) for name in g.names)
            ]
        if not fits and len(words) == 1:
            fits = self._bodies_called(words[0], group)
        if not fits and len(words) == 1:
            fits = [
                g
                for g in self._with(words[0])
                if g is not group
                and g.weight
                and len(g.words) > 1
                and g.words[-1] == words[0]
                and not is_product(g)
                and (g.weight >= 1 or group.weight < 2)  # "Acme" deals, and "Little Acme" is hardly spoken of: its brand
            ]
        if not fits and letters:
            fits = [g for g in self if g is not group and len(g.words) > 1 and spells_out(group.name, g.name)]
        if not fits and len(words) == 1:
            fits = [g for g in self._with(words[0]) if g is not group and _teaches(g, words[0])]
        return _only_strong(fits)

    def _bodies_called(self, noun: str, group: Group) -> list[Group]:
        """Return the other groups whose name begins or ends with a noun for a body, by which a text may call them."""
        longer = (
            (g for g in self._with(noun) if g is not group and len(g.words) > 1)
            if noun in party_words("organisation-heads")
            else ()
        )
        return [g for g in longer if noun in {g.words[0], g.words[-1]}]

    def _club(self, group: Group) -> Group | None:
        """Return the one club that is called after the town which a name is ("Acmeburg" for "FC Acmeburg")."""
        fits = [
            g
            for g in (self._with(group.words[-1]) if group.words else ())
            if g.words[:1]
            and g.words[0] in party_words("club-marks")
            and g.words[-len(group.words) :] == group.words
            and g is not group
        ]
        return fits[0] if len(fits) == 1 else None

    def _add_short(self, group: Group, text: str) -> None:
        """Add the first words of a name as a short form where the text uses them alone and no other party could be meant."""
        if people := people_of(group.name):
            stems = people_stems(people)
            lands = re.findall(rf"(?<!\w){re.escape(people[:4])}\w*", text)
            group.short.update(dict.fromkeys(sorted({land for land in lands if land == people or land_stems(land) & stems})))
        if (place := place_of(group.name)) and not any(g is not group and g.signs and place_of(g.name) == place for g in self):
            group.short[place] = None
            return
        words = [w for w in re.split(r"[\s,]+", group.name) if w][leads_with_form(group.name) :]
        for size in range(1, len(words)):
            short, following = " ".join(words[:size]), words[size]
            own = name_words(short)
            if len(own) == len(group.words):
                break
            small = short.split()[-1].casefold() in party_words("connectors") or len(short) < 3
            joint = following in {"and", "&"} and not group.legal
            if small or joint or group.kind == "person" or (size == 1 and short.title() in party_words("generic-first-words")):
                continue
            near = self._beside(group)
            if size == 1 and any(g is not group and g.words[-2:] == ("of", *own) for word in own for g in self._with(word)):
                continue  # a place: "Varda" is not the Varda Club where there is a Port of Varda
            if any(g.words[: len(own)] == own for g in near) or group.named(short) or name_key(short) in self._groups:
                continue
            for form in dict.fromkeys((short, short.title(), short.upper())):
                if _stands_alone(form, following, text):
                    group.short[form] = None

    def _add_last(self, group: Group, text: str) -> None:
        """Add the last of two words of a firm's name whose first one never stands alone: "we pay Tarn" of Sawmills Tarn Ltd."""
        if not group.legal or len(group.words) != _WORD_AND_NAME or group.short or len(group.names) > 1:
            return
        last = next((word for word in group.name.split() if name_words(word) == group.words[1:]), "")
        last = last.title() if last.isupper() else last
        others = any(group.words[1] in one.words for one in self._with(group.words[1]) if one is not group)
        if len(last) < _LEAST or others or has_head(last) or re.search(rf"\b{re.escape(last.lower())}\b", text):
            return
        if re.search(rf"\b(?!(?:at|from|in|near|of|the)\b)[a-z]+ {re.escape(last)}(?![\w-])(?! [A-Z])", text):
            group.short[last] = None


def _is_defined(group: Group) -> bool:
    """Whether a head defines a word or a short name of its own for a name: two of these are two parties."""
    return "definition" in group.sources and bool(group.roles or group.short)


def _only_strong(fits: list[Group]) -> Group | None:
    """Return the one of several names that the text defines, or that bears a legal form, signs or has some weight."""
    told = [g for g in fits if "definition" in g.sources and not any(other.signs for other in fits)]
    strong = told if len(told) == 1 else [g for g in fits if g.legal or g.signs] or [g for g in fits if g.weight]
    fits = strong or fits
    return fits[0] if len(fits) == 1 else None


def _add_bare(group: Group) -> None:
    """Give a house that is called by a genitive the bare name too, as other papers of a deal write it: "Harrow Mills plc"."""
    for name in [name for name in group.names if name.endswith("'s")]:
        group.names[name[:-2]] += group.names[name]


def _is_counted(name: str, text: str) -> bool:
    """Whether a text counts what bears a name, as it counts no firms: "a second Acme Select", "our thirty-first Acme Select"."""
    return any(phrase("before-one-of-several").search(text[max(0, start - 40) : start]) for start, _ in standing(name, text))


@cache
def _side() -> re.Pattern[str]:
    """The adjective of a people before a noun for those who act for its state."""
    return re.compile(rf"\b(?P<people>[A-Z][a-z]{{3,}})\s+{alternatives('state-sides')}\b")


def _land(name: str) -> frozenset[str]:
    """Return the stems of the land that a name is or ends with ("Elbonia", "Kingdom of Elbonia"); none for other names."""
    last = name.rsplit(" of ", maxsplit=1)[-1].removeprefix("the ")
    alone = " " not in last and (last == name or is_government(name))
    return land_stems(last) if alone else frozenset()


def _recalls(label: str, group: Group) -> bool:
    """Whether a part of a mail address may be drawn from a name: it shares a long word with it, or holds its initials."""
    words = [word for word in group.words if len(word) > 3]
    initials = "".join(word[0] for word in group.words)
    return any(word in label or label in word for word in words) or (len(initials) > 1 and label.startswith(initials))


def _teaches(group: Group, town: str) -> bool:
    """Whether a group is a university or the like, which a text calls by its town: "Elbonia" for "University of Elbonia"."""
    return len(group.words) > 2 and group.words[-2:] == ("of", town) and group.words[0] in party_words("schools")


def _stands_alone(form: str, following: str, text: str) -> bool:
    """Whether a text holds a form as words of their own that the next word of the full name does not follow."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        gap = _BLANKS.match(text, end)
        led = gap is not None and text[gap.end() : gap.end() + len(following)].lower() == following.lower()
        within = _WITHIN.search(text, max(0, at - 14), at) is not None
        if not (led or within or _tied(text[at - 1 : at]) or _tied(text[end : end + 1])):
            return True
        at = text.find(form, at + 1)
    return False


def _tied(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


_BLANKS = re.compile(r"\s+")
_PLACING = r"\b(?:[Aa]t|[Ii]n|[Ff]or|[Nn]ear|[Oo]utside)\s+(?:the\s+)?(?:[A-Z]\w+\s+and\s+)?"  # before a place
_PLACED = re.compile(r"(?:Inside|Outside)\b")
_WITHIN = re.compile(r"\b(?:across|along|around|in|off|on|through)\s+the\s+$")  # before the name of a place: "in the Tarn Sound"
