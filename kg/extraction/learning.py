"""The weights of the learned models made of labelled sentences: `kg lexicon learn`.

Softmax and logistic regression by stochastic gradient descent in a fixed order, with weights that shrink a little at each
step; features that fewer than two sentences have are left out, and so are weights too small to matter.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.errors import LexiconError
from kg.extraction.learned import BEARER, COUNTERPARTY, LEARNED, NO_TERM, matter_features, role_features
from kg.extraction.lexicon_check import example_line
from kg.extraction.party_hits import PartyHit
from kg.extraction.passages import Passage
from kg.extraction.patterns import load_matters, load_patterns
from kg.extraction.views import View
from kg.files import resource, write_text
from kg.records import Modality

__all__ = ["Labelled", "as_text", "fit_model", "labelled", "learn", "read_sentences", "sentences_digest"]

FOLDER = ("ontology", "lexicon", "sentences")
_MODALITIES = {
    "o": Modality.OBLIGATION,
    "p": Modality.PERMISSION,
    "x": Modality.PROHIBITION,
    "w": Modality.POWER,
    "n": Modality.NO_DUTY,
    "f": Modality.FACT,
    "i": Modality.INTENTION,
}
_OPEN, _CLOSE = {"<": "bearer", "{": "counterparty", "[": ""}, frozenset(">}]")
_POSSESSIVE = frozenset({"her", "his", "its", "my", "our", "their", "your"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its matter: the line that models see, and the parties of the line (`P0`) with their roles."""

    matter: str
    modality: Modality | None
    line: str
    roles: tuple[tuple[str, bool], ...] = ()  # whether the party bears the term


def _files() -> list[Path]:
    return sorted(resource(*FOLDER).glob("*.txt"))


def sentences_digest() -> str:
    """Return the SHA-256 of all labelled sentences, which the weights that are made of them carry."""
    found = hashlib.sha256()
    for path in _files():
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def read_sentences() -> Iterator[Labelled]:
    """Yield the labelled sentences of the lexicon, in the order of the files.

    Raises:
        LexiconError: a line does not follow the notation of `ontology/lexicon/README.md`.
    """
    for path in _files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                yield labelled(line, f"{path.name}:{number}")


def labelled(line: str, where: str) -> Labelled:
    """Return one labelled sentence: `matter|modality|sentence`, with <bearer>, {counterparty} and [other parties] marked."""
    matter, _, rest = line.partition("|")
    code, _, marked = rest.partition("|")
    if not marked or (matter != NO_TERM and matter not in load_matters()) or code not in {*_MODALITIES, "-"}:
        raise LexiconError(f"the sentence is not labelled as it should be: {line!r}.", where=where, cure="matter|o|The sentence.")
    text, spans = _unmarked(marked, where)
    passage = Passage.of(text)
    hits, roles, at = list[PartyHit](), list[tuple[str, bool]](), 0
    for start, end, role in spans:
        words = Passage.of(text[start:end]).text
        found = passage.text.find(words, at) if words else -1
        if found < 0:
            raise LexiconError(
                f"a mark holds no words: {line!r}.", where=where, cure="Mark names, roles or pronouns as they stand."
            )
        if role:
            roles.append((f"P{len(hits)}", role == "bearer"))
        at = found + len(words)
        hits.append(PartyHit(found, at, (), "name", possessive=words.lower() in _POSSESSIVE))
    line = View(passage, tuple(hits)).line(0, len(passage.text)).text
    return Labelled(matter, _MODALITIES.get(code), line, tuple(r for r in roles if f" {r[0]} " in line))


def _unmarked(marked: str, where: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a sentence without its marks, and what they mark."""
    text, spans, opened = "", list[tuple[int, int, str]](), None
    for sign in marked:
        if sign in _OPEN and opened is None:
            opened = (len(text), _OPEN[sign])
        elif sign in _CLOSE and opened is not None:
            spans.append((opened[0], len(text), opened[1]))
            opened = None
        else:
            text += sign
    if opened is not None:
        raise LexiconError(f"a mark is not closed: {marked!r}.", where=where, cure="Write <bearer>, {counterparty} or [party].")
    return text, spans


def _examples() -> Iterator[Labelled]:
    """Yield the examples of the patterns as labelled sentences whose roles are not told."""
    for pattern in load_patterns():
        yield from (Labelled(pattern.matter, None, example_line(example).text) for example in pattern.examples)


# ------------------------------------------------------------------ making weights
_ROUNDS, _STEP, _SHRINK = 10, 0.6, 3e-5
_SCALE = 3.0  # by which features weigh more than the bias
_LEAST = 3  # sentences that have a feature
_SMALL = 400  # weights below are left out, in thousandths


def learn() -> dict[str, int]:
    """Make the weights of the sentences of the lexicon and the examples of its patterns, and write them; return what was counted.

    Raises:
        LexiconError: a sentence is malformed, or numpy is not installed.
    """
    told = [*read_sentences(), *_examples()]
    roles = [(one, party, bears) for one in told for party, bears in one.roles]
    models = {
        "matters": fit_model([(matter_features(one.line), one.matter) for one in told]),
        "roles": fit_model(
            [
                (role_features(one.line, party, one.matter, one.modality), BEARER if bears else COUNTERPARTY)
                for one, party, bears in roles
            ]
        ),
    }
    write_text(resource(*LEARNED[:-1]) / LEARNED[-1], as_text({"sentences": sentences_digest(), **models}))
    return {"sentences": len(told), "roles": len(roles), "features": sum(len(m["weights"]) for m in models.values())}


def fit_model(samples: Sequence[tuple[list[str], str]]) -> dict[str, Any]:
    """Return the model that tells the classes of samples apart by their features."""
    classes = sorted({name for _, name in samples})
    bias, weights = _fit([f for f, _ in samples], [classes.index(name) for _, name in samples], len(classes))
    return {"classes": classes, "bias": bias, "weights": weights}


def as_text(held: dict[str, Any]) -> str:
    """Return the weights as JSON with a line for each feature, so that a change can be read."""
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return re.sub(r'(?<=[\]\d]),(?=")', ",\n", text) + "\n"


def _fit(samples: Sequence[Sequence[str]], told: Sequence[int], classes: int) -> tuple[list[int], dict[str, list[int]]]:
    """Return the bias of each class and the weights of each feature, as pairs of class and weight, in thousandths."""
    try:
        np = import_module("numpy")
    except ImportError as error:
        raise LexiconError("learning needs numpy.", where="kg lexicon learn", cure="Install agreement-kg[learn].") from error
    counts = Counter(feature for sample in samples for feature in sample)
    names = sorted(feature for feature, count in counts.items() if count >= _LEAST)
    number = {name: i for i, name in enumerate(names)}
    rows = [np.array([number[f] for f in sample if f in number], dtype=np.int64) for sample in samples]
    roots = [_SCALE / max(len(sample), 1) ** 0.5 for sample in samples]
    weights, bias, shrunk = np.zeros((len(names), classes)), np.zeros(classes), 1.0
    order, chance, steps = list(range(len(rows))), random.Random(0), _ROUNDS * len(rows)
    for done in range(steps):
        if done % len(rows) == 0:
            chance.shuffle(order)
        i = order[done % len(rows)]
        row, root = rows[i], roots[i]
        scores = weights[row].sum(0) * (root * shrunk) + bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        shares[told[i]] -= 1
        step = _STEP * (1 - done / steps)
        shrunk *= 1 - step * _SHRINK
        weights[row] -= (step * root / shrunk) * shares
        bias -= step * shares
    whole = np.rint(weights * (shrunk * _SCALE * 1000)).astype(int)
    kept = {
        name: [int(x) for k in np.flatnonzero(abs(whole[j]) >= _SMALL) for x in (k, whole[j, k])] for j, name in enumerate(names)
    }
    return [round(float(b) * 1000) for b in bias], {name: pairs for name, pairs in kept.items() if pairs}
