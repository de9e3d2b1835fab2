"""What a clause is about that no pattern reads, and whom it binds: two linear models over its words.

The weights are data (`ontology/lexicon/learned.json`), made of the sentences of `ontology/lexicon/sentences/` by
`kg lexicon learn`. They are whole numbers, in thousandths, so that a clause weighs the same on every machine.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from kg.errors import LexiconError
from kg.files import resource
from kg.records import Modality

__all__ = [
    "BEARER",
    "COUNTERPARTY",
    "LEARNED",
    "MODELS",
    "NO_TERM",
    "Likely",
    "Weights",
    "likely_bearers",
    "likely_matter",
    "load_weights",
    "matter_features",
    "matter_shares",
    "most_likely",
    "read_models",
    "role_features",
]

LEARNED = ("ontology", "lexicon", "learned.json")
MODELS = ("matters", "roles")
BEARER, COUNTERPARTY = "bearer", "counterparty"  # the classes of roles
NO_TERM = "none"  # the class of sentences that tell no term
_UNIT = 1000  # of the weights
_FIELD = 32  # bits of the sum of one class: all features of a model together fill a hundredth of it
_ZERO = 1 << _FIELD - 1  # what stands there for nought


@dataclass(frozen=True, slots=True)
class Classes:
    """A model that tells classes apart: `weights[feature]` holds pairs of the number of a class and its weight.

    What the classes of a feature weigh is added in one step: as one whole number that holds them side by side, `_FIELD` bits each.
    """

    names: tuple[str, ...]
    bias: tuple[int, ...]
    weights: Mapping[str, Sequence[int]]
    rows: dict[str, int] = field(default_factory=dict, repr=False, compare=False)  # the features that were met, as such numbers

    def shares(self, features: Sequence[str]) -> dict[str, float]:
        """Return the probability of each class for something that has these features."""
        root = math.sqrt(len(features)) or 1.0
        sums = self._sums(features)
        scores = [(total / root + bias) / _UNIT for total, bias in zip(sums, self.bias, strict=True)]
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        whole = sum(shares)
        return dict(zip(self.names, (share / whole for share in shares), strict=True))

    def _sums(self, features: Sequence[str]) -> list[int]:
        """Return for each class what the features weigh together."""
        count, rows = len(self.names), self.rows
        held = int.from_bytes(_ZERO.to_bytes(_FIELD // 8, "little") * count, "little")  # so that no field falls below nought
        for feature in features:
            if feature in rows:
                held += rows[feature]
            elif feature in self.weights:
                held += self._row(feature)
        return [one - _ZERO for one in struct.unpack(f"<{count}I", held.to_bytes(count * _FIELD // 8, "little"))]

    def _row(self, feature: str) -> int:
        """Return the weights of a feature as one number, and keep it."""
        pairs = self.weights[feature]
        row = sum(weight << _FIELD * number for number, weight in zip(pairs[::2], pairs[1::2], strict=True))
        self.rows[feature] = row
        return row


@dataclass(frozen=True, slots=True)
class Weights:
    """Both models."""

    sentences: str  # the digest of the sentences that they were made of
    matters: Classes
    roles: Classes


@dataclass(frozen=True, slots=True)
class Likely:
    """The matter that a clause most likely tells, with the probability that it tells it."""

    matter: str
    probability: float


@cache
def load_weights() -> Weights:
    """Return the weights of the lexicon, read once.

    Raises:
        LexiconError: the file is missing or malformed.
    """
    sentences, models = read_models(LEARNED, "sentences", MODELS)
    return Weights(sentences, *models)


def read_models(parts: Sequence[str], made_of: str, names: Sequence[str]) -> tuple[str, list[Classes]]:
    """Return the digest of what the models of a file were made of, as it stands under `made_of`, and the models by their names.

    Raises:
        LexiconError: the file is missing or malformed.
    """
    path = resource(*parts)
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        models = [Classes(tuple(m["classes"]), tuple(m["bias"]), m["weights"]) for m in (held[name] for name in names)]
        return str(held[made_of]), models
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LexiconError(
            f"the learned weights cannot be read ({error!r}).", where=str(path), cure="Restore the file, or run `kg lexicon learn`."
        ) from error


# ------------------------------------------------------------------ features
_MARKED = re.compile(r"[PMRQTD]\d+")
_FIGURE = re.compile(r"[\d.,/-]*\d[\d.,/-]*")
_SIGNS = frozenset(",.;:()\"'-–—|*#")
_STEM = 5  # letters by which words are held together
_WORDS_KEPT = 16_384  # whose forms are kept


@lru_cache(maxsize=_WORDS_KEPT)
def _forms(token: str) -> tuple[str, str]:
    """Return a token of a line and its stem, every party, amount and date as the letter of its class, every figure as 0."""
    if _MARKED.fullmatch(token):
        return token[0], token[0]
    if _FIGURE.fullmatch(token):
        return "0", "0"
    return token, token[:_STEM] + "_" if len(token) > _STEM and token.isalpha() else token


def matter_features(text: str) -> list[str]:
    """Return what a line shows of its matter: its words, their stems, and stems that stand side by side or one apart; sorted.

    >>> matter_features(" P0 pays rent . ")
    ['P', 'P * rent', 'P pays', 'pays', 'pays rent', 'rent']
    """
    forms = [_forms(token) for token in text.split() if token not in _SIGNS]
    stems = [stem for _, stem in forms]
    found = {form for both in forms for form in both}
    found.update([f"{a} {b}" for a, b in pairwise(stems)])
    found.update([f"{a} * {b}" for a, b in zip(stems, stems[2:], strict=False)])
    return sorted(found)


_NEAR = 5  # tokens on each side of a party that tell its role


def role_features(text: str, party: str, matter: str, modality: Modality | None) -> list[str]:
    """Return what a line shows of the role of a party (`P0`) of it: the words around, its place, matter and modality; sorted."""
    tokens = text.split()
    at = tokens.index(party)
    plain = [t[0] if _MARKED.fullmatch(t) else t for t in tokens]
    places = [i for i, t in enumerate(plain) if t == "P"]
    before, behind = ["^", "^", *plain[:at]], [*plain[at + 1 :], "$", "$", "$"]
    place = f"{min(places.index(at), 3)}/{min(len(places), 4)}"
    bound = f"{matter} {modality.value if modality else ''}"
    near = [
        f"<{before[-1]}",
        f"<{before[-2]} {before[-1]}",
        f">{behind[0]}",
        f">{behind[0]} {behind[1]}",
        f">{behind[0]} {behind[1]} {behind[2]}",
        f"{before[-1]}<>{behind[0]}",
        f"@{place}",
    ]
    found = {
        *near,
        *(f"{matter} {one}" for one in near),
        f"={bound}",
        f"={bound} @{place}",
        f"={bound} {near[0]}",
        f"={bound} {near[2]}",
    }
    found.update(f">>{word}" for word in plain[at + 1 : at + 1 + _NEAR])
    found.update(f"<<{word}" for word in plain[max(0, at - _NEAR) : at])
    found.update(f"{matter} >>{word}" for word in plain[at + 1 : at + 1 + _NEAR])
    found.update(f"{matter} <<{word}" for word in plain[max(0, at - _NEAR) : at])
    return sorted(found)


# ------------------------------------------------------------------ what is likely
@lru_cache(maxsize=256)  # a sentence is read for several sets of parties
def matter_shares(text: str) -> Mapping[str, float]:
    """Return for each matter the probability that a line tells it, by the words that the sentences of the lexicon have."""
    shares = load_weights().matters.shares(matter_features(text))
    shares.pop(NO_TERM, None)
    return shares


def likely_matter(text: str) -> Likely:
    """Return what a line most likely tells."""
    return most_likely(matter_shares(text))


def most_likely(shares: Mapping[str, float]) -> Likely:
    """Return the matter with the greatest share."""
    greatest = max(shares.values())
    return Likely(max(name for name, share in shares.items() if share == greatest), greatest)


def likely_bearers(text: str, parties: Sequence[str], matter: str, modality: Modality | None) -> dict[str, float]:
    """Return for parties of a line (`P0`, …) the probability that each bears a term, and not that it is owed to it."""
    roles = load_weights().roles
    return {party: roles.shares(role_features(text, party, matter, modality))[BEARER] for party in parties}
