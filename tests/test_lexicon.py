"""The lexicon: notation, examples, grades."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.extraction.clauses import split_clauses
from kg.extraction.grades import read_exclusivity, read_modality, read_stance
from kg.extraction.lexicon import load_toml, phrase, word_list
from kg.extraction.lexicon_check import check_lexicon, example_line
from kg.extraction.notation import Mark, compile_pattern, inflections, make_line, required_words
from kg.extraction.patterns import find_matches, load_matters, load_patterns
from kg.files import resource
from kg.records import Exclusivity, Modality, Stance


def test_every_pattern_matches_its_examples_and_no_counterexample() -> None:
    """What an author wrote as an example is found, and what he wrote as a near miss is not."""
    assert check_lexicon() == []


def test_every_example_is_found_through_the_index() -> None:
    """Skipping patterns by their words loses none of them."""
    for pattern in load_patterns():
        for example in pattern.examples:
            line = example_line(example)
            if pattern.expression.search(line.text) and (not pattern.requires_any or pattern.requires_any & line.words):
                assert pattern.name in {p.name for p, _ in find_matches(line)}


def test_every_matter_of_the_lexicon_is_in_the_scheme() -> None:
    """Names mean the same in lexicon and ontology."""
    schemes = resource("ontology", "schemes.ttl").read_text(encoding="utf-8")

    assert not [
        m for m in load_matters() if f"matter:{m} " not in schemes and f"m:{m} " not in schemes and f"/matter/{m}>" not in schemes
    ]


def test_word_lists_are_lower_case_and_say_what_they_are_for() -> None:
    """A list is data that others read."""
    for name, table in load_toml("words").items():
        if name == "irregular":
            continue
        assert table["about"].endswith("."), name
        assert list(table["words"]) == [w.lower() for w in table["words"]], name
        assert len(table["words"]) == len(set(table["words"])), name


def test_phrases_are_sorted_and_say_what_they_are_for() -> None:
    """Whoever looks for a turn of phrase finds it by its name."""
    entries = load_toml("phrases")

    assert list(entries) == sorted(entries)
    assert all(entry["about"].endswith(".") and entry["examples"] for entry in entries.values())


def test_a_phrase_that_is_missing_is_an_error_that_tells_where() -> None:
    """The code asks for phrases by name, and a name may be wrong."""
    with pytest.raises(LexiconError, match="no phrase 'no-such-phrase'"):
        phrase("no-such-phrase")


@pytest.mark.parametrize("pattern", ["<party", "(a|b", "pay~ )", "[no-such-list]"])
def test_a_malformed_pattern_is_an_error_that_tells_where(pattern: str) -> None:
    """An author learns which pattern is wrong."""
    with pytest.raises(LexiconError):
        compile_pattern(pattern)


@given(st.lists(st.sampled_from(["acme", "pays", "§", "a-b", "it's", "(x)", "5", "…"]), max_size=12))
def test_a_line_leads_back_to_every_token(words: list[str]) -> None:
    """Each token's place holds the token's letters."""
    text = " ".join(words)
    line = make_line(text, ())

    assert [text[a:b].lower() for a, b in line.places] == line.text.split()


def test_marks_become_tokens_of_their_class() -> None:
    """A party is one token whatever its name."""
    line = make_line("Acme & Sons Ltd. pays $5", (Mark(0, 16, "P", 3), Mark(22, 24, "M", 0)))

    assert line.text == " P3 pays M0 "


@pytest.mark.parametrize(
    ("lemma", "form"), [("pay", "paid"), ("carry", "carries"), ("license", "licensing"), ("commit", "committed"), ("fix", "fixes")]
)
def test_inflections_follow_rule_and_exception(lemma: str, form: str) -> None:
    """One entry serves every form of a verb."""
    assert form in inflections(lemma)


def test_a_list_of_verbs_stands_for_all_their_forms() -> None:
    """A tilde behind a list inflects the first word of each entry."""
    pattern = compile_pattern("<party> [end-verb]~ the lease")

    assert pattern.search(example_line("Acme tears up the lease").text)
    assert pattern.search(example_line("Acme cancelled the lease").text)
    assert not pattern.search(example_line("Acme signs the lease").text)


def test_required_words_never_lose_a_match() -> None:
    """Every word set of a pattern shares a word with each line that the pattern matches."""
    for pattern in load_patterns():
        needs = required_words(pattern.match)
        for example in pattern.examples:
            line = example_line(example)
            if re.search(pattern.expression, line.text):
                assert all(line.words & need for need in needs), pattern.name


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("Acme shall not sell", Modality.PROHIBITION),
        ("Acme may sell", Modality.PERMISSION),
        ("Acme will no longer be obliged to buy", Modality.NO_DUTY),
        ("Acme is no longer barred from the fish market", Modality.PERMISSION),
        ("neither of them may assign", Modality.PROHIBITION),
        ("no shareholder may assign", Modality.PROHIBITION),
        ("they intend to sign", Modality.INTENTION),
        ("Acme undertakes to buy", Modality.OBLIGATION),
        ("a fine day", None),
    ],
)
def test_modal_words_give_the_modality(words: str, modality: Modality | None) -> None:
    """The most telling word decides."""
    assert read_modality(example_line(words).text) is modality


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("the sole supplier", Exclusivity.EXCLUSIVE),
        ("a non-exclusive right", Exclusivity.NON_EXCLUSIVE),
        ("this is not exclusive", Exclusivity.NON_EXCLUSIVE),
        ("our primary carrier", Exclusivity.PREFERRED),
        ("a right", None),
    ],
)
def test_exclusivity_is_read_and_silence_is_no_value(words: str, grade: Exclusivity | None) -> None:
    """Three grades, or none."""
    assert read_exclusivity(example_line(words).text) is grade


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("the licence will now be open", Stance.CHANGES),
        ("the price remains as it was", Stance.REAFFIRMS),
        ("all terms are unchanged", Stance.REAFFIRMS),
        ("Acme pays Beta", Stance.AFFIRMS),
    ],
)
def test_the_stance_follows_the_words(words: str, stance: Stance) -> None:
    """Change, confirmation or plain saying."""
    assert read_stance(example_line(words).text) is stance


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Acme remains the primary carrier, and Beta goods will ship first.", 2),
        ("Acme shall pay the fee and bear all taxes.", 1),
        ("Acme holds 51 percent; Beta holds the rest of it.", 2),
        ("Acme pays, unless Beta is late.", 1),
    ],
)
def test_a_clause_has_a_subject_and_a_verb_of_its_own(text: str, count: int) -> None:
    """Coordinated sentences are cut, coordinated verbs and conditions are not."""
    assert len(split_clauses(example_line(text))) == count


def test_the_lexicon_is_cited_by_names_that_exist() -> None:
    """Lists used in patterns exist; asking for another one is an error."""
    with pytest.raises(LexiconError):
        word_list("no-such-list")


def test_the_month_of_may_is_no_verb_and_a_contract_year_no_contract() -> None:
    """A capital behind a small word is the month; the year, season or month of a contract is no contract."""
    assert make_line("You asked us in May for air.", ()).text == " you asked us in may-month for air . "
    assert make_line("May the buyer ask? It may.", ()).text == " may the buyer ask ? it may . "
    assert make_line("The Contract Years begin here; the contract begins there.", ()).text.split()[:3] == [
        "the",
        "contractual",
        "years",
    ]
    assert "contract" in make_line("The contract runs on.", ()).words


def test_a_pattern_may_stand_for_all_of_a_clause() -> None:
    """Two words alone tell the law of a contract; within a sentence they need more around them."""
    assert "law-alone" in {p.name for p, _ in find_matches(example_line("German law."))}
    assert "law-alone" not in {p.name for p, _ in find_matches(example_line("She teaches German law."))}
