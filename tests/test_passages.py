"""Clean passages of captured text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.passages import Passage, sentences

NOISE = st.text(alphabet=st.sampled_from("ab .,\\*_[]()&;#-\n\t\u00a0\u200b’“é😀"), max_size=80)


@given(NOISE)
def test_every_clean_code_point_has_its_place(text: str) -> None:
    """Starts and ends grow, lie inside the text, and there is one pair for each clean code point."""
    passage = Passage.of(text)

    assert len(passage.text) == len(passage.starts) == len(passage.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(passage.starts, passage.ends, strict=True))
    assert list(passage.starts) == sorted(passage.starts)


@given(NOISE)
def test_a_clean_passage_has_no_runs_of_blanks_and_none_at_its_ends(text: str) -> None:
    """Whatever the capture did to blanks, the clean text has single ones inside only."""
    clean = Passage.of(text).text

    assert clean == clean.strip(" ")
    assert "\n" not in clean
    assert "\u00a0" not in clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (r"non\-binding \(MOU\)\.", "non-binding (MOU)."),
        ("**Our rights** continue", "Our rights continue"),
        ("[our note of May](https://x.example/a_(b))", "our note of May"),
        ("under the[lease](u)and both [note](v)s of it", "under the lease and both notes of it"),
        ("Acme\u00a0Ltd", "Acme Ltd"),
        ("wrapped\n    line", "wrapped line"),
        ("a quoted\n> reply", "a quoted reply"),
        ("Home > Roads > Passes", "Home > Roads > Passes"),
        ("Acme’s “fee”", 'Acme\'s "fee"'),
        ("fish &amp; chips", "fish & chips"),
        ("zero\u200bwidth", "zerowidth"),
        ("snake_case stays", "snake_case stays"),
    ],
)
def test_capture_noise_is_folded(raw: str, clean: str) -> None:
    """Escapes, emphasis, links, no-break blanks, wrapped lines, quotes and entities do not reach the rules."""
    assert Passage.of(raw).text == clean


def test_the_raw_span_is_the_slice_behind_the_words() -> None:
    """The quote is what was captured, escapes and all."""
    raw = r"a **non\-binding** [memo](http://x.example/z) is signed\."
    passage = Passage.of(raw)
    at = passage.text.index("non-binding memo")
    start, end = passage.raw_span(at, at + len("non-binding memo"))

    assert raw[start:end] == r"non\-binding** [memo"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Acme Corp. pays Beta, Inc. $1.5 million. Beta agrees.", 2),
        ("See Section 4.2 below. It applies.", 2),
        ("CAMBRIDGE, Mass. and Lund, Sept. 13, 2022 (Wire) -- Acme said so.", 1),
        ('"Yes." He signed.', 2),
        ("3. Royalty. Section 4.2 is deleted.", 2),
        ("Nordia S.p.A. and Beta K.K. agree. This binds both.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    """Abbreviations, initials, numbers and clause numbers end no sentence."""
    assert len(sentences(text)) == count


@given(NOISE)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    """Spans do not overlap and leave out nothing but blanks."""
    clean = Passage.of(text).text
    spans = sentences(clean)

    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join(clean[a:b] for a, b in spans).replace(" ", "") == clean.replace(" ", "")
