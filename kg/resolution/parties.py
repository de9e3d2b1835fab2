"""One party for all documents: names that mean the same are joined, and what is unsure stays apart.

The result does not depend on the order of readings: names are joined in rounds, each round decides on the state that the one
before it left, and everything is sorted before it is used.
One file: what makes two names one party is one chain of rules.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from kg.legal_names import bare_role, has_legal_form, land_stems, name_key, name_words, people_stems, word_set
from kg.names import digest, slug
from kg.records import Party, PartyMention
from kg.resolution.overrides import Overrides
from kg.resolution.short_names import brand_of, holds, inner_words, is_made_of, parts_of_label, spellings_in_labels

__all__ = ["PartyNote", "PartyTable", "resolve_parties"]

_Node = tuple[str, str]  # (document, key of the mention)
_Short = str | tuple[str, ...]  # a name without spaces, the words of one, or what is derived from one


@dataclass(frozen=True, slots=True)
class PartyNote:
    """Why two names were joined or kept apart, or one was passed over.

    `kind` is joined, unsure, kept-apart, passed-over, taken-for (the second name), or override (one that did not apply).
    """

    kind: str
    names: tuple[str, ...]
    documents: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PartyTable:
    """Who is who: `party_of` leads from (document, key of a mention) to the id of a party; who is passed over is missing."""

    party_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    notes: tuple[PartyNote, ...] = ()


class _Speaks(Protocol):
    """A reading, or what of it decides with which others it is resolved."""

    @property
    def document(self) -> str:
        """Identifier of the document."""

    @property
    def parties(self) -> tuple[PartyMention, ...]:
        """The parties that it knows."""


def resolve_parties(readings: Sequence[_Speaks], overrides: Overrides | None = None) -> PartyTable:
    """Return the parties of a collection, with the reason of each joining; equal for every order of `readings`."""
    mentions = {(r.document, m.key): m for r in readings for m in r.parties if m.name}
    joiner = _Joiner(mentions, overrides or Overrides())
    joiner.join_rulings()
    joiner.join_names()
    joiner.join_former()
    joiner.join_spellings()
    while joiner.join_hosts() or joiner.join_short_forms() or joiner.join_inner_words() or joiner.join_roles():
        pass
    joiner.join_defined()
    ids, parties = _parties(joiner)
    return PartyTable(ids, parties, tuple(sorted(set(joiner.notes), key=lambda n: (n.kind, n.names, n.documents, n.reason))))


class _Joiner:
    """Union-find over mentions, with the constraints that keep parties apart."""

    def __init__(self, mentions: Mapping[_Node, PartyMention], overrides: Overrides) -> None:
        self.mentions = dict(sorted(mentions.items()))
        self.overrides = overrides
        self.notes: list[PartyNote] = []
        self._root = {node: node for node in self.mentions}
        self._members = {node: [node] for node in self.mentions}
        self._documents = {node: {node[0]} for node in self.mentions}
        self._apart = [(name_key(a), name_key(b)) for a, b in overrides.different]
        self.by_name: dict[str, list[_Node]] = defaultdict(list)
        for node, mention in self.mentions.items():
            self.by_name[name_key(mention.name)].append(node)

    # -------------------------------------------------------------- union-find
    def root(self, node: _Node) -> _Node:
        """Return the first of the mentions that are joined with a mention."""
        while self._root[node] != node:
            self._root[node] = self._root[self._root[node]]
            node = self._root[node]
        return node

    def clusters(self) -> list[list[_Node]]:
        """Return the joined mentions, each list sorted, in the order of their first ones."""
        return [sorted(self._members[root]) for root in sorted(self._members)]

    def join(self, one: _Node, other: _Node, reason: str, *, sure: bool = False) -> bool:
        """Join two mentions and all that is joined with them, unless a ruling, or a document and nothing surer, parts them."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return False
        if (wall := self._wall(a, b, sure=sure)) != "":
            self._note("kept-apart", one, other, wall)
            return False
        self._root[b] = a
        self._members[a] += self._members.pop(b)
        self._documents[a] |= self._documents.pop(b)
        if self.mentions[one].name != self.mentions[other].name:
            self._note("joined", one, other, reason)
        return True

    def _wall(self, a: _Node, b: _Node, *, sure: bool) -> str:
        if self._apart:
            sides = (self._members[a], self._members[b])
            names = [{key for node in side for key in _keys(self.mentions[node])} for side in sides]
            for x, y in self._apart:
                if (x in names[0] and y in names[1]) or (y in names[0] and x in names[1]):
                    return "a ruling says that they are different"
        shared = self._documents[a] & self._documents[b]
        return f"{min(shared)} tells them apart" if shared and not sure else ""

    def _note(self, kind: str, one: _Node, other: _Node, reason: str) -> None:
        names = tuple(sorted({self.mentions[one].name, self.mentions[other].name}))
        self.notes.append(PartyNote(kind, names, tuple(sorted({one[0], other[0]})), reason))

    # -------------------------------------------------------------- rounds
    def join_rulings(self) -> None:
        """Join what a person ruled to be the same; report rulings that no name fits."""
        known: dict[str, list[_Node]] = defaultdict(list)
        for node, mention in self.mentions.items():
            for key in _keys(mention):
                known[key].append(node)
        for a, b in self.overrides.same:
            left, right = known[name_key(a)], known[name_key(b)]
            if not left or not right:
                self._idle(a, b, left, right)
                continue
            for node in [*left, *right]:
                self.join(left[0], node, "a ruling says that they are the same")
        for a, b in self.overrides.different:
            left, right = known[name_key(a)], known[name_key(b)]
            if not left or not right:
                self._idle(a, b, left, right)
            elif set(left) & set(right):
                both = "one document takes both names for one party"
                self.notes.append(PartyNote("override", (a, b), tuple(sorted({d for d, _ in set(left) & set(right)})), both))

    def _idle(self, a: str, b: str, left: list[_Node], right: list[_Node]) -> None:
        missing = ", ".join(name for name, nodes in ((a, left), (b, right)) if not nodes)
        self.notes.append(PartyNote("override", (a, b), (), f"the ruling does not apply: no document names {missing}"))

    def join_names(self) -> None:
        """Join mentions of one name, legal forms and spelling aside."""
        for _, nodes in sorted(self.by_name.items()):
            for node in nodes[1:]:
                self.join(nodes[0], node, "same name without legal form and spelling")

    def join_former(self) -> None:
        """Join earlier names with the name that a document says they became."""
        for node, mention in self.mentions.items():
            for old in mention.former_names:
                for other in self.by_name.get(name_key(old), []):
                    self.join(node, other, f"{mention.name} was named {old} before")

    def join_spellings(self) -> None:
        """Join names with swapped letters, and those of bodies told in other ways.

        Those are in another order, by the adjective of a people, or by letters that both bear.
        """
        alike: dict[tuple[str, str], list[_Node]] = defaultdict(list)
        for node, mention in self.mentions.items():
            for key in _spellings(mention):
                alike[key].append(node)
        for (how, _), nodes in sorted(alike.items()):
            for node in nodes[1:]:
                self.join(nodes[0], node, _HOW[how])

    def join_hosts(self) -> bool:
        """Join a name that only an address spells with the one party whose words it holds; return whether anything was joined.

        "Rfdouro" is "Rádio F. do Douro", and "Acme Ha" of "acme-ha.example" the Acme Harbour Authority.
        """
        joined = 0
        names = {node: name_words(mention.name) for node, mention in self.mentions.items()}
        bearers: dict[tuple[str, ...], list[_Node]] = defaultdict(list)
        for node, words in names.items():
            bearers[words].append(node)
        spelled: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for words in bearers:
            for key in spellings_in_labels(words):
                spelled[key].append(words)
        for words, nodes in list(bearers.items()):
            label = "".join(words) if len(words) == 1 or (len(words) == 2 and len(words[1]) <= _INITIALS) else ""
            if len(label) > _GLUED:
                told = {other for part in parts_of_label(label) for other in spelled.get((label[0], part), ()) if other != words}
                made_of = [other for name in told if is_made_of(label, name) for other in bearers[name]]
                for node in filter(self._is_short, nodes):
                    fits = {self.root(other) for other in made_of}
                    if len(fits) == 1:
                        joined += self.join(node, fits.pop(), "its letters are those of the other's words, as in an address")
        return joined > 0

    def join_short_forms(self) -> bool:
        """Join short forms with the one fuller name that they can mean; return whether anything was joined."""
        clusters = self.clusters()
        company = self._company(clusters)
        covering = self._index(clusters)
        wanted = []
        for cluster in clusters:
            if all(self._is_short(node) for node in cluster):
                found = self._fuller(cluster, [clusters[i] for i in self._covering(cluster, covering)], company)
                found = found or self._called_alike(cluster, clusters, covering, company)
                if found is not None:
                    wanted.append((cluster[0], *found))
        wanted.sort(key=lambda one: not self._called(*one[:2]))  # a name by which a party is defined comes before a mere first word
        return sum(self.join(short, full, reason) for short, full, reason in wanted) > 0

    def _called_alike(
        self,
        cluster: list[_Node],
        clusters: Sequence[list[_Node]],
        covering: Mapping[_Short, list[int]],
        company: Mapping[_Node, frozenset[_Node]],
    ) -> tuple[_Node, str] | None:
        """Return the one party that is called as another one is, by the beginning of its name, and stands in the same company."""
        keys = {name_key(alias) for node in cluster for alias in self.mentions[node].aliases if alias in self.mentions[node].name}
        near = self._near(cluster, [clusters[i] for i in sorted({i for key in keys for i in covering.get(key, ())})], company)
        return (near[0][0], "documents call both so in one company") if len(near) == 1 else None

    def _called(self, short: _Node, full: _Node) -> bool:
        """Whether a short form is what some document calls a party, and no mere part of the name."""
        key = name_key(self.mentions[short].name)
        return any(key in _keys(self.mentions[node]) for node in self._members[self.root(full)])

    def join_roles(self) -> bool:
        """Join a name that is what another document calls one party of its company in its clauses: "the Station Company"."""
        clusters = self.clusters()
        company = self._company(clusters)
        bearing: dict[str, set[int]] = defaultdict(set)
        for i, cluster in enumerate(clusters):
            for role in {role for node in cluster for role in self.mentions[node].roles}:
                bearing[name_key(bare_role(role))].add(i)
        wanted = []
        for cluster in clusters:
            keys = {name_key(self.mentions[node].name) for node in cluster}
            near = self._near(cluster, [clusters[i] for key in sorted(keys) for i in sorted(bearing[key])], company)
            if len(near) == 1:
                wanted.append((cluster[0], near[0][0]))
        return sum(self.join(name, party, "by this word another document calls the other") for name, party in wanted) > 0

    def join_defined(self) -> None:
        """Join a name with the fuller one that holds its words and is called by it in another document, though one has both.

        Where a document has both and gives the shorter one a role of its own ("the City"), they are two.
        """
        clusters = self.clusters()
        called: dict[str, set[int]] = defaultdict(set)
        for i, cluster in enumerate(clusters):
            for alias in {alias for node in cluster for alias in self.mentions[node].aliases}:
                called[name_key(alias)].add(i)
        wanted = []
        for cluster in clusters:
            name = self.mentions[cluster[0]].name
            found = [clusters[i] for i in sorted(called[name_key(name)]) if clusters[i] is not cluster]
            words = frozenset(name_words(name))
            if len(found) != 1 or not all(map(self._is_short, cluster)):
                continue
            beside = {document for document, _ in found[0]}
            two = any(self.mentions[node].roles for node in cluster if node[0] in beside)
            if not two and any(holds(self.mentions[n].name, words) for n in found[0]):
                wanted.append((cluster[0], found[0][0]))
        for short, full in wanted:
            self.join(short, full, "so another document calls it", sure=True)

    def join_inner_words(self) -> bool:
        """Join names with the one fuller name in their company that holds all their words; return whether anything was joined."""
        clusters = self.clusters()
        company = self._company(clusters)
        holding: dict[str, set[int]] = defaultdict(set)
        for i, cluster in enumerate(clusters):
            for word in {word for node in cluster for word in name_words(self.mentions[node].name)}:
                holding[word].add(i)
        wanted = []
        for cluster in clusters:
            short = all(map(self._is_short, cluster))
            several = {inner_words(self.mentions[node].name) for node in cluster} if short else set[frozenset[str]]()
            words = max(several, key=lambda words: (len(words), sorted(words)), default=frozenset[str]())
            places = set.intersection(*(holding[word] for word in words)) if words else set[int]()
            fits = [clusters[i] for i in sorted(places) if any(holds(self.mentions[n].name, words) for n in clusters[i])]
            near = self._formal(self._near(cluster, fits, company)) or (self._only(cluster, fits) if len(words) > 1 else [])
            if len(near) == 1:
                wanted.append((cluster[0], near[0][0], "its words stand in the other's name"))
                continue
            brand = brand_of(self.mentions[cluster[0]].name) if short else ""
            named = [c for c in map(clusters.__getitem__, sorted(holding[brand])) if any(self._bears(node, brand) for node in c)]
            near = self._near(cluster, named, company) if brand else []
            if len(near) == 1:
                wanted.append((cluster[0], near[0][0], "both names begin with one word, and no document tells them apart"))
        return sum(self.join(short, full, reason) for short, full, reason in wanted) > 0

    def _only(self, cluster: list[_Node], fits: list[list[_Node]]) -> list[list[_Node]]:
        """Return those of some parties that stand in no document beside one, whoever else stands there."""
        return [c for c in fits if c[0] != cluster[0] and self._documents[cluster[0]].isdisjoint(self._documents[c[0]])]

    def _near(
        self, cluster: list[_Node], fits: Iterable[list[_Node]], company: Mapping[_Node, frozenset[_Node]]
    ) -> list[list[_Node]]:
        """Return those of some parties that stand beside the same others as one does, and never beside it."""
        own, beside = self._documents[cluster[0]], company[cluster[0]]
        return [c for c in fits if c[0] != cluster[0] and company[c[0]] & beside and own.isdisjoint(self._documents[c[0]])]

    def _formal(self, near: list[list[_Node]]) -> list[list[_Node]]:
        """Return the one of some parties that has a legal form, where only one has; all of them otherwise."""
        formal = [cluster for cluster in near if not all(map(self._is_short, cluster))]
        return formal if len(formal) == 1 else near

    def _bears(self, node: _Node, brand: str) -> bool:
        name = self.mentions[node].name
        return has_legal_form(name) and name_words(name)[:1] == (brand,)

    def _is_short(self, node: _Node) -> bool:
        return not has_legal_form(self.mentions[node].name)

    def _company(self, clusters: Iterable[list[_Node]]) -> Mapping[_Node, frozenset[_Node]]:
        """Return for each party, by its first mention, the parties that stand beside it in some document."""
        beside: dict[str, set[_Node]] = defaultdict(set)
        for cluster in clusters:
            for document, _ in cluster:
                beside[document].add(cluster[0])
        return {c[0]: frozenset(r for document, _ in c for r in beside[document] if r != c[0]) for c in clusters}

    def _fuller(
        self, cluster: list[_Node], fuller: Sequence[list[_Node]], company: Mapping[_Node, frozenset[_Node]]
    ) -> tuple[_Node, str] | None:
        """Return the party that a short form means: the only fuller one in its company, or the only one at all.

        Args:
            cluster: the mentions of the short form.
            fuller: the parties that it is a short form of by its words.
            company: the parties that stand beside each party.
        """
        short, documents = self.mentions[cluster[0]].name, self._documents[cluster[0]]
        fits = [c for c in fuller if c[0] != cluster[0] and documents.isdisjoint(self._documents[c[0]])]
        near = self._formal([c for c in fits if company[c[0]] & company[cluster[0]]])
        if len(near) == 1 or (not near and len(fits) == 1):
            shared = sorted(self.mentions[root].name for root in company[(near or fits)[0][0]] & company[cluster[0]])
            reason = f"short form; both stand beside {shared[0]}" if shared else "short form, and no other name fits"
            return (near or fits)[0][0], reason
        called = [c for c in near or fits if self._called(cluster[0], c[0])]
        if len(called) == 1:
            return called[0][0], "short form, by which only this one is called elsewhere"
        if fits:
            names = tuple(sorted({short, *(self.mentions[c[0]].name for c in fits)}))
            self.notes.append(PartyNote("unsure", names, tuple(sorted(documents)), f"{short} can mean more than one of them"))
        return None

    def _index(self, clusters: Sequence[list[_Node]]) -> Mapping[_Short, list[int]]:
        """Return for each short form, as a defined short name or as first words, the places of the parties that it can mean."""
        found: dict[_Short, set[int]] = defaultdict(set)
        for i, cluster in enumerate(clusters):
            for name, aliases in {(self.mentions[node].name, self.mentions[node].aliases) for node in cluster}:
                for alias in aliases:
                    found[name_key(alias)].add(i)
                words = name_words(name)
                for n in range(len(words)):
                    found[words[:n]].add(i)
                if len(words) > 1 and words[-1] in word_set("joint-heads") | word_set("bodies"):
                    found[words[-1:]].add(i)
                if len(words) > 2 and words[-1] in word_set("bodies") | word_set("organisation-heads"):
                    found[words[-2:]].add(i)  # "the Harbour Authority" of "Acme Harbour Authority"
                for alias in aliases if len(words) > 1 else ():
                    found[(*words[:1], *name_words(alias))].add(i)  # "Acme Airport" of the firm Acme that is called "the Airport"
                if len(words) > 2 and words[0] in word_set("organisation-heads") and words[1] not in _SMALL:
                    found[words[1:]].add(i)  # "the Filarmonica Acme" of "Orchestra Filarmonica Acme"
                for derived in _derived(name, words):
                    found[derived].add(i)
        return {short: sorted(places) for short, places in found.items()}

    def _covering(self, cluster: list[_Node], index: Mapping[_Short, list[int]]) -> list[int]:
        """Return the places of the parties of which the first name of a cluster is a defined short name or the first words."""
        short = self.mentions[cluster[0]].name
        keys: list[_Short] = [
            name_key(short),
            name_words(short),
            *((_LAND, stem) for stem in land_stems(short) if " " not in short),
        ]
        if short.isupper() and len(short) > 1:
            keys.append((_LETTERS, re.sub(r"\W+", "", short).casefold()))
        return sorted({place for key in keys for place in index.get(key, ())})


_HOW = {
    "letters": "the same letters stand for both",
    "order": "the same words in another order",
    "people": "the same body of one land",
    "swapped": "letters of one word stand in another order",
    "town": "the council acts for its town",
}
_GLUED = 5  # letters that a label has more of
_INITIALS = 3  # letters of the second part of a label at most that gives the first letters of words
_LONG = 6  # letters of a word in which a slip of the pen makes no other word
_SMALL = frozenset({"and", "for", "of", "the"})
_TOWN = re.compile(r"(?P<place>.+?) (?:(?:city|town|borough|county|municipal|district) )?(?:council|municipality)")


def _spellings(mention: PartyMention) -> Iterator[tuple[str, str]]:
    """Yield how a name can be misspelt, and how that of a body can be told in other ways, each with its kind."""
    words = name_words(mention.name)
    if len(words) > 1 and any(len(word) >= _LONG for word in words):
        loose = (word[0] + "".join(sorted(word[1:-1])) + word[-1] if len(word) >= _LONG else word for word in words)
        yield "swapped", " ".join(loose)
    bodies = word_set("organisation-heads") | word_set("government-heads")
    if has_legal_form(mention.name):
        return
    letters = [name for name in mention.aliases if name.isupper() and name.isalpha() and 2 < len(name) < 8]
    yield from (("letters", name) for name in letters if len(words) > 1)
    if bodies.isdisjoint(words) and mention.kind != "government":
        return
    if len(words) > (2 if "of" in words else 1):
        yield "order", " ".join(sorted(set(words) - _SMALL))
    if (town := _TOWN.fullmatch(" ".join(words))) or mention.kind == "government":
        yield "town", town["place"] if town else " ".join(words)
    if len(words) > 3 and words[-2] == "of":
        yield from (("people", f"{' '.join(words[:-2])} {stem}") for stem in sorted(land_stems(words[-1])))
    elif len(words) > 1 and words[1] in word_set("government-heads"):
        yield from (("people", f"{' '.join(words[1:])} {stem}") for stem in sorted(people_stems(words[0])))


_LAND, _LETTERS = " land", " letters"  # keep stems of lands and first letters apart from the words of names


def _derived(name: str, words: tuple[str, ...]) -> Iterator[_Short]:
    """Yield what a short form of a long name can be besides its first words: a land for its people, its end, the first letters."""
    if len(words) == 2 and words[1] in _state_words():
        yield from ((_LAND, stem) for stem in people_stems(words[0]))
    lead = next((i for i, word in enumerate(words) if word not in word_set("leading-forms")), len(words))
    if lead and len("".join(words[lead:])) > 3:
        yield words[lead:]
    every = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()).casefold()
    letters = "".join(word[0] for word in words) if has_legal_form(name) else every
    full = "".join(word[0] for word in words if word not in word_set("connectors"))
    several = (letters, every[: len(letters) + 1], letters[:-1] if len(words) > 3 else "") if len(words) > 1 else ()
    several = (*several, full if len(full) > 2 else "")  # "FML" for Federation meuniere du Lorval
    yield from (
        (_LETTERS, one) for one in dict.fromkeys((*several, every[:2])) if len(one) > 1
    )  # "ABC" for Acme Beta LLC, and for Acme Beta Co


@cache
def _state_words() -> frozenset[str]:
    return word_set("people-states")


def _keys(mention: PartyMention) -> set[str]:
    return {name_key(name) for name in (mention.name, *mention.aliases, *mention.former_names)}


# ------------------------------------------------------------------ the parties
def _parties(joiner: _Joiner) -> tuple[dict[_Node, str], dict[str, Party]]:
    ids: dict[_Node, str] = {}
    parties: dict[str, Party] = {}
    clusters = joiner.clusters()
    shared = _shared(joiner, clusters)
    for cluster in clusters:
        party = _party([joiner.mentions[node] for node in cluster], shared[cluster[0]])
        if party.id in parties:
            party = Party(f"{party.id}-{digest(*cluster[0], length=6)}", party.name, party.aliases, party.former_names, party.kind)
        parties[party.id] = party
        ids.update(dict.fromkeys(cluster, party.id))
    return dict(sorted(ids.items())), dict(sorted(parties.items()))


def _shared(joiner: _Joiner, clusters: Sequence[list[_Node]]) -> Mapping[_Node, frozenset[str]]:
    """Return for each party the short names that another party of its documents bears too, which so name neither."""
    names = {c[0]: {key for node in c for key in _keys(joiner.mentions[node])} for c in clusters}
    beside: dict[str, list[_Node]] = defaultdict(list)
    for cluster in clusters:
        for document in sorted({document for document, _ in cluster}):
            beside[document].append(cluster[0])
    found: dict[_Node, set[str]] = defaultdict(set)
    for roots in beside.values():
        bearers = Counter(key for root in roots for key in names[root])
        for root in roots:
            found[root] |= {key for key in names[root] if bearers[key] > 1}
    return {root: frozenset(keys) for root, keys in found.items()}


def _party(mentions: Sequence[PartyMention], shared: frozenset[str]) -> Party:
    """Return the party of some mentions; its id is made from the fullest name that is not an earlier one."""
    former = {name for mention in mentions for name in mention.former_names}
    old = {name_key(name) for name in former}
    names = Counter(mention.name for mention in mentions)
    name = min(names, key=lambda n: (name_key(n) in old, not has_legal_form(n), -len(name_words(n)), n.isupper(), -names[n], n))
    aliases = {n for mention in mentions for n in (mention.name, *mention.aliases)} - former - {name}
    aliases = {alias for alias in aliases if name_key(alias) not in shared}
    kinds = Counter(mention.kind for mention in mentions)
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    return Party(slug(" ".join(name_words(name)) or name), name, tuple(sorted(aliases)), tuple(sorted(former - {name})), kind)
