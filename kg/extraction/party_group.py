"""All evidence on one name of a document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.extraction.party_words import is_government, party_words, same_letters
from kg.legal_names import has_legal_form, name_key, name_words

__all__ = ["Group", "is_product", "serves"]

_SIGNING = frozenset({"block", "foot", "letter", "particulars"})


@dataclass(eq=False)  # one name is one group: to compare all evidence takes long
class Group:
    """All evidence on one name."""

    key: str
    names: Counter[str] = field(default_factory=Counter)
    order: int = 0
    weight: float = 0.0
    paired: bool = False
    active: int = 0  # how often it is the subject of any verb
    listed: bool = False  # stands beside another party in one list
    dealt: bool = False  # a contract is said to be made with it
    told: bool = False  # a word for a firm or a body introduces it
    partners: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    short: dict[str, None] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    earlier: dict[str, None] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    parent: str = ""
    products: dict[str, None] = field(default_factory=dict)
    person: bool = False

    @property
    def name(self) -> str:
        """The fullest name: with a legal form, long, not in capitals only."""
        if len(self.names) == 1:
            return next(iter(self.names))
        old = {name_key(name) for name in self.earlier}
        return min(
            self.names,
            key=lambda n: (name_key(n) in old, not has_legal_form(n), -len(name_words(n)), n.isupper(), -self.names[n], n),
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The fullest name for comparison."""
        return name_words(self.name)

    @property
    def aliases(self) -> tuple[str, ...]:
        """All other spellings and short names."""
        return tuple(sorted(({*self.names, *self.short} - {self.name}) - set(self.earlier)))

    @property
    def former(self) -> tuple[str, ...]:
        """Earlier names, in the order of the text."""
        return tuple(self.earlier)

    @property
    def roles(self) -> tuple[str, ...]:
        """Defined roles, in the order of the text."""
        return tuple(self.titles)

    @property
    def signs(self) -> bool:
        """Whether the document itself names it as one who makes the deal."""
        return bool(self.sources & _SIGNING)

    @property
    def legal(self) -> bool:
        """Whether some spelling has a legal form."""
        return any(map(has_legal_form, self.names))

    @property
    def kind(self) -> str:
        """organisation, government or person."""
        if is_government(self.name):
            return "government"
        return "person" if self.person and not self.legal else "organisation"

    def named(self, name: str) -> bool:
        """Whether a name is one of this group's."""
        key = name_key(name)
        return key == self.key or any(key == name_key(own) for own in (*self.names, *self.short, *self.earlier))

    def absorb(self, other: Group) -> None:
        """Take over all evidence on another name of the same party."""
        self.names.update(other.names)
        self.order = min(self.order, other.order)
        self.weight += other.weight
        self.paired |= other.paired
        self.listed |= other.listed
        self.dealt |= other.dealt
        self.told |= other.told
        self.active += other.active
        self.partners |= other.partners
        self.sources |= other.sources
        self.spans += other.spans
        for table, more in ((self.short, other.short), (self.titles, other.titles), (self.earlier, other.earlier)):
            table.update(more)
        self.parent = self.parent or other.parent
        self.person |= other.person


def is_product(group: Group) -> bool:
    """Whether a name ends like that of a product and nothing shows an organisation."""
    if group.legal or group.signs or group.told or len(group.words) < 2 or group.words[-1] not in party_words("product-heads"):
        return False
    return not ((group.listed or group.dealt) and group.words[-1] in party_words("firm-heads"))


def serves(name: str, group: Group) -> bool:
    """Whether a product's name is that of a unit ("Acme Cloud Services", "ACS") and so a name of its owner too."""
    units = [
        product
        for product in group.products
        if name_words(product)[-1:] and name_words(product)[-1] in party_words("organisation-heads")
    ]
    return name in units or any(same_letters(name, unit) for unit in units)
