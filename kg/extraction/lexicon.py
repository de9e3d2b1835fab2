"""The extraction lexicon: word lists and patterns of `ontology/lexicon/*.toml`, loaded and compiled once."""

from __future__ import annotations

import re
from functools import cache

from kg.errors import LexiconError
from kg.expressions import compiled
from kg.files import load_toml

__all__ = ["irregular_forms", "load_toml", "phrase", "word_list"]


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a word list of `words.toml`, in lower case.

    Raises:
        LexiconError: there is no such list.
    """
    tables = load_toml("words")
    if name not in tables:
        raise LexiconError(
            f"there is no word list {name!r}.", where="ontology/lexicon/words.toml", cure="Add the list or mend the name."
        )
    return frozenset(word.lower() for word in tables[name]["words"])


@cache
def phrase(name: str, *, file: str = "phrases") -> re.Pattern[str]:
    """Return a turn of phrase of `phrases.toml`; it does not look at case unless its entry says so.

    Args:
        name: of the entry.
        file: another file of the lexicon, whose table `phrases` holds the entry.

    Raises:
        LexiconError: there is no such entry, or its pattern is malformed.
    """
    tables = load_toml(file)
    try:
        entry = (tables if file == "phrases" else tables["phrases"])[name]
        return compiled(str(entry["pattern"]), 0 if entry.get("case") else re.IGNORECASE)
    except (KeyError, re.error) as error:
        raise LexiconError(
            f"there is no phrase {name!r} with a pattern that can be read ({error}).",
            where=f"ontology/lexicon/{file}.toml",
            cure="Add the phrase or mend its name or pattern.",
        ) from error


@cache
def irregular_forms() -> dict[str, frozenset[str]]:
    """Return the inflections of the words that follow no rule: lemma to all its forms."""
    return {lemma: frozenset([lemma, *forms]) for lemma, forms in load_toml("words")["irregular"]["forms"].items()}
