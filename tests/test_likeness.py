"""Rules of an agreement that no pattern reads."""

from kg.extraction.lexicon_check import example_line
from kg.extraction.likeness import find_likeness, may_rule


def _matter(text: str) -> str:
    found = find_likeness(example_line(text), text)
    return found[0].matter if found else ""


def test_a_rule_is_told_by_the_words_that_it_shares_with_the_lexicon() -> None:
    """A clause that speaks as a rule has the matter whose examples are worded most like it."""
    assert _matter("Neither Acme may cede rights from this Contract without the consent of Beta.") == "assignment"
    assert _matter("Acme must have a second ship loader at work by the end of 2025.") == "capacity-investment"


def test_what_is_no_rule_is_left_alone() -> None:
    """History, questions, suppositions and labels are no rules, whatever words they share."""
    assert not may_rule("Acme painted the hull.")
    for text in ("Will Acme cede its rights to Beta?", "Acme would cede rights to Beta without its consent.", "Acme may sell."):
        assert _matter(text) == ""


def test_a_clause_that_is_like_no_matter_is_left_alone() -> None:
    """Words that the lexicon does not know tell no matter."""
    assert _matter("Acme shall whistle merrily beneath crimson umbrellas tonight.") == ""
