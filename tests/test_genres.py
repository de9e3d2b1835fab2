"""Contracts, texts of parties and reports of others are told apart by their wording as a whole."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import LexiconError
from kg.extraction import genre_learning, read_document
from kg.extraction.genre_learning import learn_genres
from kg.extraction.genres import GENRES, SURELY, genre_features, likely_genre
from kg.extraction.layers import voice_of
from kg.extraction.learned import read_models
from kg.records import Block, BlockRole, Document, Layer

GOLD = Path(__file__).with_name("gold")
KINDS = {"instrument", "party-text", "standfirst", "unattributed-text"}  # layers of gold that tell the kind of a paper

_PROTOCOL = """PAPER OF THE THIRD ROUND

Ferndale Mills, Oster Paper and the Borough of Lynch, gathered on 4 May 2021.

1. In point 3 read "12 tonnes" for "9 tonnes".

2. Oster Paper shall pay Ferndale Mills EUR 40,000 a year.

3. Point 7 is struck out. The Borough need not keep the quay free any longer.

4. All other points stand as signed.

Done in three copies."""

_LETTER = """Good news for everybody who loves our paper

We have some news to share. You asked us again and again whether we would come back, and now we will.
Our mill has signed with Oster Paper, and we are very happy about it. They pay us EUR 40,000 a year.
If you have a question, write to us; we answer all of them. Thank you for staying with us!"""

_REPORT = """Mill finds a partner

The paper maker said on Tuesday that it had found a partner, according to two people who know the talks.
Neither company would comment. Analysts said the deal was worth about EUR 40,000 a year, the newspaper reported.
"It was time," said a banker who asked not to be named. Shares in the mill rose by three percent."""


def paper(text: str) -> Document:
    """A document of paragraphs."""
    blocks, at = list[Block](), 0
    for part in text.split("\n\n"):
        blocks.append(Block(at, at + len(part), BlockRole.PARAGRAPH))
        at += len(part) + 2
    return Document("paper.txt", "text/plain", f"{len(text):064}", text, blocks=tuple(blocks))


def test_each_kind_of_paper_is_told_by_its_wording() -> None:
    """Numbered rules make a contract, "we" and "you" a party's own text, what was said according to whom a report."""
    assert likely_genre(paper(_PROTOCOL)).instrument > SURELY
    assert likely_genre(paper(_LETTER)).party > SURELY
    assert likely_genre(paper(_REPORT)).report > SURELY


def test_a_paper_worded_as_a_contract_is_one_without_a_word_for_one() -> None:
    """No noun calls it a contract; its statements are of the layer of instruments, and its agreement is an amendment."""
    reading = read_document(paper(_PROTOCOL))
    assert {s.layer for s in reading.statements} == {Layer.INSTRUMENT}
    assert next(a for a in reading.agreements if a.own).kind == "amendment"


def test_a_text_of_a_party_that_nobody_signs_is_still_a_party_s() -> None:
    """Who speaks is not told, but that it is one of the parties is."""
    letter = paper(_LETTER)
    voice = voice_of(letter, letter.blocks[1], instrument=False, publisher="", unnamed="one of the parties")
    assert (voice.layer, voice.party, voice.words) == (Layer.PARTY_TEXT, "", "one of the parties")


def test_what_stands_in_quotations_and_names_is_no_wording_of_the_paper() -> None:
    """Words that somebody is quoted with, and words in capitals, are left out; steps count from the first."""
    shown = genre_features(paper('Ferndale says: "We are glad." It shall pay. It shall wait.'))
    assert "glad" not in shown
    assert "Ferndale" not in shown
    assert {"shall", "shall 0", "shall 1", "quotation 0", "top ferndale", "foot wait"} <= set(shown)


# ------------------------------------------------------------------ learning
@pytest.fixture
def own_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon of its own to write to."""
    monkeypatch.setattr(genre_learning, "resource", lambda *parts: tmp_path.joinpath(*parts[2:]))
    return tmp_path


def test_learning_twice_in_another_order_gives_the_same_bytes(own_lexicon: Path) -> None:
    """The order of the papers does not count."""
    papers = [(paper(_PROTOCOL), Layer.INSTRUMENT), (paper(_LETTER), Layer.PARTY_TEXT), (paper(_REPORT), Layer.UNATTRIBUTED_TEXT)]
    assert learn_genres(papers)["documents"] == 3
    first = (own_lexicon / "genres.json").read_bytes()
    learn_genres(reversed(papers))
    assert (own_lexicon / "genres.json").read_bytes() == first


def test_papers_of_one_kind_teach_nothing(own_lexicon: Path) -> None:
    """Nothing is written, and the error says what to do."""
    with pytest.raises(LexiconError, match="two kinds"):
        learn_genres([(paper(_LETTER), Layer.PARTY_TEXT), (paper(_REPORT), Layer.LISTING_SUMMARY)])
    assert not (own_lexicon / "genres.json").exists()


def test_the_command_learns_of_gold_sets(own_lexicon: Path) -> None:
    """A folder with a gold set gives its papers, each of the kind in whose layer most of its statements are."""
    done = CliRunner().invoke(
        main, ["lexicon", "learn", "--gold", str(GOLD / "cocoa-purchase"), "--gold", str(GOLD / "nuclear-fuel")]
    )
    assert done.exit_code == 0, done.output
    assert done.output.startswith("10 documents give ")
    assert (own_lexicon / "genres.json").exists()


def test_the_weights_were_made_of_our_own_gold_but_of_the_sets_that_are_held_out() -> None:
    """Whoever adds a family that rules are written for makes the weights anew: `kg lexicon learn --gold`."""
    rows = re.findall(r"(?m)^\| `([\w-]+)` \|.*\| ([^|]+) \|$", (GOLD / "README.md").read_text(encoding="utf-8"))
    known = set[str]()
    for name, when in rows:
        if when not in {"never", "yes, but nothing is learned from it"}:
            gold = json.loads((GOLD / name / "gold.json").read_text(encoding="utf-8"))
            told = {s["document"] for s in gold["statements"] if s["layer"] in KINDS}
            known |= {d["sha256"] for d in gold["documents"] if d["id"] in told}
    made_of = hashlib.sha256(" ".join(sorted(known)).encode()).hexdigest()
    assert read_models(GENRES, "documents", ("genres",))[0] == made_of
