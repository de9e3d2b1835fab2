"""Clauses that no pattern reads are read by what their words make likely; the weights are made of labelled sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.extraction import learned, learning, read_document
from kg.extraction.learned import NO_TERM, likely_bearers, likely_matter, load_weights, matter_features, role_features
from kg.extraction.learning import learn, read_sentences, sentences_digest
from kg.extraction.patterns import load_matters
from kg.files import resource
from kg.records import Basis, Block, BlockRole, DateBounds, Document, Modality, Statement


# ------------------------------------------------------------------ the sentences
def test_every_sentence_of_the_lexicon_is_labelled_as_it_should_be() -> None:
    """Every line has a matter of the scheme, a code and a sentence; every matter that documents tell has sentences."""
    told = list(read_sentences())
    assert len(told) > 20_000
    assert {one.matter for one in told} <= {NO_TERM, *load_matters()}
    assert min(sum(one.matter == matter for one in told) for matter in ("payment", "licence", "insurance", NO_TERM)) > 100


def test_the_weights_were_made_of_the_sentences_that_the_lexicon_has() -> None:
    """Whoever changes a sentence makes the weights anew: `kg lexicon learn`."""
    assert load_weights().sentences == sentences_digest()


def test_marks_of_a_sentence_become_the_parties_of_its_line() -> None:
    """Bearers and counterparties are roles to learn, other parties are marked only."""
    one = learning.labelled("payment|o|<The Mill> pays {Harrow} $5, says [Brandt].", "here")
    assert one.line == " P0 pays P1 M0 , says P2 . "
    assert (one.matter, one.modality, one.roles) == ("payment", Modality.OBLIGATION, (("P0", True), ("P1", False)))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("payment|<The Mill> pays.", "labelled"),
        ("rents|o|<The Mill> pays.", "labelled"),
        ("payment|q|<The Mill> pays.", "labelled"),
        ("payment|o|", "labelled"),
        ("payment|o|<The Mill pays.", "closed"),
        ("payment|o|<> pays.", "words"),
    ],
)
def test_a_sentence_that_is_labelled_wrongly_is_named(line: str, wrong: str) -> None:
    """The error tells the line, the file and what to write."""
    with pytest.raises(LexiconError, match=wrong) as error:
        learning.labelled(line, "payment.txt:7")
    assert "payment.txt:7" in str(error.value)


# ------------------------------------------------------------------ learning
_SENTENCES = """\
payment|o|<The mill> pays {the farm} five crowns a sack.
payment|o|<The bakery> pays {the mill} on Fridays.
payment|o|<The shop> pays {the bakery} in cash.
licence|p|<The farm> lets {the mill} use its brand on bags.
licence|p|<The mill> lets {the shop} use its name on signs.
licence|p|<The author> lets {the shop} use her drawing on cups.
none|-|The sun was out and the guests were many.
none|-|The sun rose early and the guests were late.
none|-|The sun set and the guests were gone.
"""


@pytest.fixture
def own_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Weights and sentences of a folder of their own."""
    lexicon = tmp_path / "ontology" / "lexicon"
    (lexicon / "sentences").mkdir(parents=True)
    (lexicon / "sentences" / "few.txt").write_text(_SENTENCES, encoding="utf-8")
    for module in (learned, learning):
        monkeypatch.setattr(module, "resource", tmp_path.joinpath)
    monkeypatch.setattr(learning, "load_patterns", tuple)
    load_weights.cache_clear()
    yield lexicon
    load_weights.cache_clear()


def test_what_is_learned_tells_new_sentences_apart(own_lexicon: Path) -> None:
    """Words that only one matter has tell it; those of no term tell none; who stands before the verb bears it."""
    assert learn()["sentences"] == 9
    assert likely_matter(" P0 pays P1 in june . ").matter == "payment"
    assert likely_matter(" P0 lets P1 use its song on radio . ").matter == "licence"
    assert likely_matter(" the sun was out and the guests were gone . ").probability < 0.5
    found = likely_bearers(" P0 pays P1 in june . ", ["P0", "P1"], "payment", Modality.OBLIGATION)
    assert found["P0"] > 0.5 > found["P1"]
    assert load_weights().sentences == sentences_digest()


def test_learning_twice_gives_the_same_bytes(own_lexicon: Path) -> None:
    """Nothing of it is left to chance, and no order of files counts but that of their names."""
    learn()
    first = (own_lexicon / "learned.json").read_bytes()
    learn()
    assert (own_lexicon / "learned.json").read_bytes() == first


def test_learning_without_numpy_says_what_to_install(own_lexicon: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named, and no half of a file is left."""

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(learning, "import_module", absent)
    with pytest.raises(LexiconError, match="numpy"):
        learn()
    assert not (own_lexicon / "learned.json").exists()


@pytest.mark.parametrize("text", ["", "{}", '{"sentences": "x", "matters": {}}', "[1]"])
def test_weights_that_cannot_be_read_are_a_clear_error(own_lexicon: Path, text: str) -> None:
    """Which file, and what to do."""
    (own_lexicon / "learned.json").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match="kg lexicon learn") as error:
        load_weights()
    assert "learned.json" in str(error.value)


# ------------------------------------------------------------------ what is likely
@given(st.lists(st.sampled_from(["P0", "P1", "pays", "rent", "M0", ",", "7.5", "may", "not", "house"]), min_size=1, max_size=30))
def test_shares_are_probabilities_and_features_are_in_order(tokens: list[str]) -> None:
    """For any line: every matter has a share between 0 and 1, together they are one, and features are sorted and new each."""
    text = " ".join(["", *tokens, ""])
    features = matter_features(text)
    assert features == sorted(set(features))
    shares = load_weights().matters.shares(features)
    assert all(0 <= share <= 1 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(1)


def test_numbers_of_parties_and_figures_do_not_count() -> None:
    """Whether a party is the first or the third of a document tells nothing of what a clause is about."""
    assert matter_features(" P0 pays P1 M0 on 5 may ") == matter_features(" P3 pays P2 M7 on 31 may ")


def test_the_role_of_a_party_is_told_by_its_neighbours() -> None:
    """The words before and behind it, also together with the matter."""
    found = role_features(" rent from P0 to P1 . ", "P1", "payment", None)
    assert {"<to", ">.", "payment <to", "<from P", "@1/2"} & set(found) >= {"<to", ">.", "payment <to", "@1/2"}


# ------------------------------------------------------------------ documents
_OPENING = "This Agreement of 3 March 2024 is between Norrvik Systems AB (“Norrvik”) and Pallas Freight Ltd (“Pallas”).\n\n"
_UNREAD = "Whenever the sheds stand half empty for a winter, EUR 4,000 flows from Norrvik to Pallas."


def read(sentence: str) -> list[Statement]:
    """The statements of a sentence under the opening of a contract."""
    text = _OPENING + sentence
    blocks = (Block(0, len(_OPENING) - 2, BlockRole.PARAGRAPH), Block(len(_OPENING), len(text), BlockRole.PARAGRAPH))
    document = Document("x", "text/plain", "", text, published=DateBounds(), blocks=blocks)
    return [s for s in read_document(document).statements if s.start >= len(_OPENING)]


def likely(statements: list[Statement]) -> list[Statement]:
    """Those that no pattern read."""
    return [s for s in statements if any(p.startswith("likely-") for p in s.patterns)]


def test_a_clause_without_a_pattern_is_read_and_marked_as_inferred() -> None:
    """Its statement says that it was inferred, and which matter its words made likely."""
    statement = next(iter(likely(read(_UNREAD))))
    assert statement.basis is Basis.INFERRED
    assert statement.patterns == ("likely-payment",)


def test_a_clause_that_a_pattern_reads_is_explicit() -> None:
    """Where a pattern has read a sentence, no word of it is weighed."""
    statements = read("Norrvik shall pay Pallas a fee of EUR 5,000 for each month of the season.")
    assert [s.basis for s in statements if s.terms] == [Basis.EXPLICIT]


@pytest.mark.parametrize(
    "text",
    [
        "What does Norrvik pay to Pallas for the use of the halls in the summer months of the year?",  # a question
        "Payment of rent to Pallas.",  # too short to be read by its words alone
        'Norrvik Holding AB, of Lund, a company under the law of Sweden, number 556677 (the "Guarantor").',  # who a party is
        'Norrvik Holding AB, until 7 June 2020 trading as Norrvik Nord AB (the "Guarantor").',  # under which name it went
        "Pallas pays Norrvik in each winter of the term as follows:",  # a lead-in
        "In clause 4.1 of the agreement the figure “EUR 2,000” is replaced by “EUR 2,500” from the second year on.",
    ],
)
def test_what_is_asked_or_only_named_is_not_guessed_at(text: str) -> None:
    """Questions, headings, descriptions of parties and exchanged words give no likely term."""
    assert likely(read(text)) == []


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("By the end of 2030 Norrvik has to reach forty sheds.", "capacity-investment"),
        ("After that Pallas can ask for five more years.", "renewal"),
    ],
)
def test_a_short_clause_is_read_where_it_counts_or_binds(text: str, matter: str) -> None:
    """Few words are enough where a figure or a modal verb stands among them."""
    assert [s.patterns for s in likely(read(text))] == [(f"likely-{matter}",)]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Norrvik shall not allow the boats of any third yard to use the slipway.", True),
        ("Norrvik was glad to see the boats of so many other yards on the slipway.", False),
    ],
)
def test_a_clause_that_surely_binds_is_read_though_its_words_leave_the_matter_open(text: str, heard: bool) -> None:
    """No matter has a quarter of the chance, but that it tells none has a tenth at most."""
    assert bool(likely(read(text))) is heard


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Norrvik shall hand Pallas 5% of all that it earns with the film.", "likely-revenue-share"),  # and no other service
        ("Norrvik shall deliver 40 sheds to Pallas in every year.", "deliver-volume"),
        ("Norrvik shall store apples for Pallas, deliver 40 sheds in every year, and run the yard.", ""),  # one of several
    ],
)
def test_the_words_of_a_clause_outweigh_a_pattern_that_hardly_fits_them(text: str, pattern: str) -> None:
    """Where all words of a clause speak for another matter than the few that a pattern sees."""
    told = read(text)
    assert [p for s in told for p in s.patterns] == [pattern] if pattern else told and not likely(told)


def test_a_clause_is_read_beside_one_that_a_pattern_reads() -> None:
    """Each clause of a sentence counts for itself."""
    told = read("Either party may end this agreement on three months' notice, and forty sheds must be ready by 2030.")
    assert [t.matter for s in told for t in s.terms] == ["termination-convenience", "capacity-investment"]
    assert [s.basis for s in told] == [Basis.EXPLICIT, Basis.INFERRED]


def test_each_term_quotes_its_own_part_of_a_clause() -> None:
    """What is joined by a conjunction is told by two statements, where the words that were read stand apart."""
    text = _OPENING + "Norrvik leases the shed to Pallas for EUR 500 a month, and Pallas keeps the shed insured."
    told = [s for s in read(text.removeprefix(_OPENING)) if s.terms]
    assert [text[s.start : s.end] for s in told] == [
        "Norrvik leases the shed to Pallas for EUR 500 a month",
        "Pallas keeps the shed insured.",
    ]


def test_weights_are_written_a_feature_a_line() -> None:
    """So that a change of the sentences can be read as a difference of the file."""
    text = resource(*learned.LEARNED).read_text(encoding="utf-8")
    assert text.count("\n") > 20_000
    assert set(json.loads(text)) == {"matters", "roles", "sentences"}


def test_sentences_do_not_decide_where_they_are_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With weights that know nothing, no clause is read by its words."""
    blank = load_weights()
    none = replace(blank.matters, weights={}, rows={})
    monkeypatch.setattr(learned, "load_weights", lambda: replace(blank, matters=none))
    learned.matter_shares.cache_clear()
    try:
        assert likely(read(_UNREAD)) == []
    finally:
        learned.matter_shares.cache_clear()  # what was read with these weights
