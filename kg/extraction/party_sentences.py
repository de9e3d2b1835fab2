"""What the sentences of a document show of its parties: definitions, relations, and the frames in which those who deal stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extraction.party_definitions import Claim
from kg.extraction.party_frames import people, read_frames, sentence_names
from kg.extraction.party_genitives import genitive_names
from kg.extraction.party_groups import Groups
from kg.extraction.party_marks import is_body, read_definitions, read_relations, read_roles_told
from kg.extraction.party_names import Name
from kg.extraction.party_words import is_government, party_words
from kg.extraction.passages import Passage, sentences
from kg.records import Block, BlockRole

__all__ = ["TITLES", "common_words", "read_sentences", "spans_of"]

TITLES = frozenset({BlockRole.TITLE, BlockRole.HEADING, BlockRole.LISTING_TITLE})
_SHORT = 12_000  # code points up to which a contract is read for further parties
_SENTENCE = 1200  # code points of one sentence that are read for frames


def spans_of(passage: Passage, claim: Claim) -> tuple[tuple[int, int], ...]:
    """Return the places of a claim and of its other names in the text of the document."""
    return (passage.raw_span(claim.start, claim.end), *(passage.raw_span(a, b) for _, a, b in claim.aliases))


def read_sentences(blocks: list[tuple[Block, Passage]], groups: Groups, *, instrument: bool) -> None:
    """Add definitions and relations to the groups, and frames: of all names where a text reports, of full names in a contract."""
    common = common_words(passage for _, passage in blocks)
    ending = genitive_names(passage.text for _, passage in blocks)
    length = sum(len(passage.text) for _, passage in blocks)
    for block, passage in blocks:
        if block.role == BlockRole.METADATA:
            _read_audience(passage, groups)
        if block.role == BlockRole.METADATA or _shouted(passage.text):
            continue
        for claim in (*read_definitions(passage.text), *read_roles_told(passage.text)):
            groups.claim(claim, spans_of(passage, claim))
        for relation in read_relations(passage.text):
            groups.relate(relation)
        if not (instrument and length > _SHORT):
            headline = block.role in TITLES and _title_case(passage.text)
            _read_frames(passage, groups, common, instrument, ending=ending, only=_IN_HEADLINES if headline else None)


def _read_audience(passage: Passage, groups: Groups) -> None:
    """Add the party that a line beside the text ("For Acme customers") shows as the one who speaks."""
    names = sentence_names(passage.text[:_SENTENCE])
    for framed in read_frames(passage.text[:_SENTENCE], names, "audience"):
        groups.see(framed.name, passage.raw_span(framed.name.start, framed.name.end))
        groups.frame(framed)


_QUESTION = re.compile(r"\W*(?:question|questioner|q|journalist|reporter)\b[^:.?]{0,60}:", re.IGNORECASE)
_IN_HEADLINES = frozenset({"dash-noun", "noun-between", "noun-with"})  # frames that hold where every word is in capitals


def _read_frames(
    passage: Passage,
    groups: Groups,
    common: frozenset[str],
    instrument: bool,
    *,
    ending: frozenset[str],
    only: frozenset[str] | None = None,
) -> None:
    if _QUESTION.match(passage.text):
        return  # who asks tells nothing
    before = ""  # who opens the sentence before
    for start, end in sentences(passage.text):
        sentence = passage.text[start : min(end, start + _SENTENCE)]
        names = sentence_names(sentence, common, ending)
        if before and (its := _ITS.match(sentence)):
            told = f"{before}'s{sentence[its.end() :]}"
            for framed in read_frames(told, sentence_names(told, common, ending)):
                groups.frame(framed)
        before = next((name.text for name in names if name.start < _OPENS_SENTENCE), before if _ITS.match(sentence) else "")
        groups.people |= people(sentence)
        roles: list[Name] = []
        if instrument:
            names = [
                name
                for name in names
                if name.legal or is_body(name.text) or (is_government(name.text) and name.text not in party_words("countries"))
            ]
            roles = groups.roles_in(sentence, names) if names else []
        for name in names if only is None else ():
            groups.see(name, passage.raw_span(start + name.start, start + name.end))
        for framed in read_frames(sentence, sorted([*names, *roles], key=lambda n: n.start)):
            asked = sentence.rstrip().endswith("?") and not instrument  # who asks tells nothing
            if framed.name in names and not asked and (only is None or framed.frame in only):
                if only is not None:
                    groups.see(framed.name, passage.raw_span(start + framed.name.start, start + framed.name.end))
                groups.frame(framed)


_ITS = re.compile(r"(?:Its|Their)(?= )")
_OPENS_SENTENCE = 5  # code points before the name that a sentence begins with


def common_words(passages: Iterable[Passage]) -> frozenset[str]:
    """Return the words that passages write with a small letter."""
    found: set[str] = set()
    for passage in passages:
        found.update(re.findall(r"(?<![\w.@/-])[a-z]{3,}(?![\w@/-]|\.\w)", passage.text))
    return frozenset(found)


def _shouted(text: str) -> bool:
    letters = sum(map(str.isalpha, text)) if len(text) > 60 else 0
    return letters > 60 and sum(map(str.isupper, text)) > 0.7 * letters


def _title_case(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
