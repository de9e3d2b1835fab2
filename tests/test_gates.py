"""Passing over what cannot give anything: the gates lose no match, and what is passed over still counts as the last subject."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.gates import find_candidates, keep_told
from kg.extraction.lexicon_check import example_line
from kg.extraction.notation import Line
from kg.extraction.parties import PartyIndex
from kg.extraction.party_index import PartySigns
from kg.extraction.passages import Passage
from kg.extraction.patterns import find_matches, load_patterns
from kg.extraction.recasting import may_insert, without_insertion
from kg.extraction.runs import key_runs, runs_of
from kg.extraction.shapes import fits
from kg.extraction.subjects import Subjects, Unread
from kg.extraction.views import View
from kg.records import PartyMention

ACME = PartySigns(frozenset({"acme", "beta", "gamma"}))
INDEX = PartyIndex((PartyMention("acme", "Acme"), PartyMention("beta", "Beta")))


@cache
def examples() -> list[str]:
    """Return every example and counterexample of the lexicon."""
    return sorted({text for p in load_patterns() for text in (*p.examples, *p.counterexamples)})


@cache
def lexicon_words() -> list[str]:
    """Return the words of all examples, with signs that tie words to each other."""
    words = {word for text in examples() for word in text.split()}
    return sorted(words | {"Acme's", "US$5", "5%", "ten", "-", "(Beta)", ";", "non-exclusive", "12", "months", "neither"})


def names_of(line: Line) -> set[str]:
    """Return the patterns that match a line when every one of them is tried."""
    return {p.name for p, _ in find_matches(line, range(len(load_patterns())))}


def test_the_gate_is_open_wherever_a_pattern_matches_an_example() -> None:
    """No example of the lexicon, tried against all patterns, matches one that the gate had kept out."""
    patterns = load_patterns()
    for text in examples():
        let_through = {patterns[i].name for i in find_candidates(text, ACME)}

        assert names_of(example_line(text)) <= let_through, text


def test_a_shape_fits_wherever_its_pattern_matches() -> None:
    """The shape of a pattern is no narrower than the pattern."""
    for pattern in load_patterns():
        for example in pattern.examples:
            if pattern.expression.search(example_line(example).text):
                assert fits(pattern.match, example), pattern.name


@settings(max_examples=150)
@given(st.lists(st.sampled_from(lexicon_words()), min_size=1, max_size=24))
def test_the_gate_never_loses_a_match_in_sentences_made_of_the_words_of_the_lexicon(words: list[str]) -> None:
    """Whatever stands beside whatever, a pattern that matches was let through."""
    text = " ".join(words)
    patterns = load_patterns()

    assert names_of(example_line(text)) <= {patterns[i].name for i in find_candidates(text, ACME)}


@settings(max_examples=100)
@given(st.lists(st.sampled_from(examples()), min_size=2, max_size=3), st.integers(0, 40), st.integers(0, 40))
def test_the_gate_never_loses_a_match_in_pieces_of_examples(texts: list[str], low: int, high: int) -> None:
    """Sentences run into each other, torn at any word."""
    words = " ".join(texts).split()
    text = " ".join(words[low : len(words) - high])
    patterns = load_patterns()

    assert names_of(example_line(text)) <= {patterns[i].name for i in find_candidates(text, ACME)}


@settings(max_examples=100)
@given(st.lists(st.sampled_from(lexicon_words()), min_size=1, max_size=24))
def test_what_is_kept_for_the_classes_told_still_holds_every_match(words: list[str]) -> None:
    """Once parties, amounts and dates are known, only patterns go whose classes are not there."""
    line = example_line(" ".join(words))
    letters = frozenset(token[0] for token in line.text.split() if token[0].isupper())
    patterns = load_patterns()

    assert names_of(line) <= {patterns[i].name for i in keep_told(range(len(patterns)), letters)}


@pytest.mark.parametrize("text", ["A fine day.", "4.2 Notices", "The weather in March 2020 was fine."])
def test_what_says_nothing_is_kept_out(text: str) -> None:
    """Idle words pass no gate."""
    assert find_candidates(text, ACME) == ()


def test_a_name_glued_to_a_verb_opens_every_gate() -> None:
    """Where a blank was lost the words cannot be told, so that nothing is kept out."""
    signs = PartySigns(frozenset({"acme"}), frozenset({"acmeshall"}))

    assert len(find_candidates("Acmeshall pay", signs)) == len(load_patterns())


@given(
    st.lists(st.sampled_from(["Acme pays Beta.", "Both parties agree.", "It pays.", "Its fee is due.", "Idle words."]), max_size=6)
)
def test_the_last_subject_is_the_same_whether_sentences_were_read_or_passed_over(told: list[str]) -> None:
    """Working a subject out late gives what reading every sentence gives."""
    late, known = Subjects(INDEX), Subjects(INDEX)
    for text in told:
        passage = Passage.of(text)
        late.pass_over(Unread(passage, 0, len(passage.text), ""), spoken=True)
        view = View.of(passage, INDEX, "", known.last)
        keys = next((h.keys for h in view.hits if not h.possessive), None)
        if keys is not None:
            known.told(keys)

    assert late.last() == known.last()


@given(
    st.sampled_from(["The parties", "each Party", "Acme", "both companies", "it", "the other party", "we", "The Company", "Beta's"])
)
def test_wherever_a_party_is_meant_one_of_its_runs_stands(words: str) -> None:
    """The signs of an index are no narrower than its hits."""
    index = PartyIndex(INDEX.mentions, publisher="acme")
    hits = index.hits(Passage.of(f"So {words} agreed."), speaker="beta", subject=("acme",))

    assert not hits or not index.signs.runs.isdisjoint(runs_of(words))


def test_key_runs_stand_in_every_spelling_of_a_phrase() -> None:
    """A hyphen may be missing."""
    runs = key_runs(["joint-venture partners", "co-owner"])

    assert all(not runs.isdisjoint(runs_of(text)) for text in ("joint venture partners", "coowner", "co-owner", "Co owner"))


def test_what_stands_between_two_commas_parts_no_subject_from_its_verb() -> None:
    """An insertion goes to the end of the line, and the gate is asked without it; a list of names is none."""
    text = "Acme may, not more than twice in any season, send surveyors to Beta."
    other = without_insertion(example_line(text))

    assert other is not None
    assert " P0 may send surveyors to P1 , not more than twice " in other.text
    assert may_insert(text) == "Acme may send surveyors to Beta."
    assert (without_insertion(example_line("Acme, Beta, Gamma may moor.")), may_insert("Acme, Beta, Gamma may moor.")) == (None, "")
