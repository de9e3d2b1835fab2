"""The parties block of a contract and the opening of a treaty, where they say who their parties are.

Everything here works on clean text (`kg.extraction.passages`); offsets are of that text, half-open.
One file: which of the names of a block are its parties is one question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.extraction.lexicon import phrase, word_list
from kg.extraction.party_definitions import ORDINALS, Claim, Collective, describe, ends_with, former_before, never_role
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_titles import full_name
from kg.extraction.party_words import alternatives, is_government, party_words
from kg.legal_names import has_legal_form, name_words

__all__ = ["DEFINED", "claims_of", "inside_bracket", "never_name", "read_block"]

_HEAD = 9000  # code points at the start of a document in which its parties are named
_BLOCK = 4500  # the longest parties block that is read
_SIDES = 2  # states of a treaty


# ------------------------------------------------------------------ the parties block
@cache
def _opener() -> re.Pattern[str]:
    by = r"(?:concluded|drawn up|entered into|executed|granted|made|signed)\b(?:[^.;:\"()]|(?<=\b\w\w)\.|(?<=\b\w)\.){0,80}?\bby\b"
    return re.compile(
        rf"\b(?:{alternatives('party-openers')})\b\s*:?|(?:^|(?<=[\s.:]))(?:PARTIES|Parties)\b\s*:?(?=\s*\(?[1aAiI][).])"
        rf"|\b{by}\s*:?|\bthe\s+undersigned\s*:|\b(?:19|20)\d\d\s*(?=\(1\)\s)",
        re.IGNORECASE,
    )


@cache
def _block_end() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\"']){alternatives('block-ends')}(?![\w\"'])")


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('not-after')}[\s:,.]*(?:the\s+|said\s+|its\s+|a\s+)?$", re.IGNORECASE)


_NUMBERED = rf"\((?:\w{{1,4}}|{'|'.join(ORDINALS)})\)"
_OPENS = re.compile(
    rf"(?:^|\b(?:between|among|amongst|and|with|whereas)\b[\s:,]*|[;:]|[\x22']\)|{_NUMBERED}|\b\w{{1,3}}[.)]|[,.])\s*"
    rf"(?:(?:the|by|and|between|messrs\.?)\s+|{_NUMBERED}\s*|[-–•*]\s+)*$",
    re.IGNORECASE,
)


@cache
def _made_word() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('made-words')}\b", re.IGNORECASE)


def read_block(text: str) -> tuple[list[Claim], list[Collective]]:
    """Return the parties that the parties block near the start of a clean text names, in order; nothing where there is none."""
    best: tuple[int, list[Claim], list[Collective]] = (0, [], [])
    for opener in _opener().finditer(text, 0, _HEAD):
        before = text[max(0, opener.start() - 400) : opener.end()]
        if phrase("parts-between").search(before) or not (_made_word().search(before) or opener.group().strip(" :").isupper()):
            continue
        end = _region_end(text, opener.end())
        claims, words = claims_of(text, _anchors(text, opener.end(), end), end)
        defined = min(2, sum(bool(claim.roles or claim.aliases) for claim in claims)) + 1
        if len(claims) >= 2 and defined > best[0] and not _are_places(claims, text, opener.start()):
            best = (defined, claims, words)
    best = best if best[1] else _above_agreed(text)
    states, words = _states(text)
    first = min((claim.start for claim in best[1]), default=len(text))
    earlier = states and states[0].start < first and not any(claim.source == "definition" for claim in states)
    return (states, words) if not best[1] or (earlier and len(states) > 1) else (best[1], best[2])


def _are_places(claims: list[Claim], text: str, opener: int) -> bool:
    """Whether what stands "between A and B" are the ends of a way: no name acts or is defined, and one stands where places do.

    The word before may also tell it: "the track between A and B".
    """
    bare = [one.name for one in claims if not (one.roles or one.aliases or has_legal_form(one.name) or is_government(one.name))]
    if len(bare) < 2:
        return False
    names = "|".join(map(re.escape, bare))
    if re.search(rf"\b(?:{names})(?:['’]s|,? {alternatives('acting-verbs')})\b", text, re.IGNORECASE):
        return False
    led = re.search(r"(?<=\s)[a-z]+\s+$", text[max(0, opener - 40) : opener])
    thing = led is not None and not (_made_word().match(led.group()) or led.group().strip() in party_words("deal-nouns"))
    return thing or re.search(rf"\b(?:at|in|near|to|via) (?:{names})\b", text) is not None


_AGREED = re.compile(r"\b(?:(?:have|has|hereby|do)\b[^.;:()]{0,60}\bagree[ds]?|agree as follows)\b")


DEFINED = re.compile(r"""(?:(?:,| of )[^()";]{0,120}?)?,?\s*(?:\(|here(?:in)?after\b)[^()";]{0,60}["']""")


def _above_agreed(text: str) -> tuple[int, list[Claim], list[Collective]]:
    """Return the parties that nothing but their definitions stands between, before "have agreed": 'Acme, hereinafter "A", …'."""
    agreed = _AGREED.search(text, 0, 2500)
    named: dict[int, list[Name]] = {}  # by the bracket that defines what one of them is called
    for name in find_names(text[: agreed.start()]) if agreed else ():
        if (bracket := DEFINED.match(text, name.end)) is not None and not never_name(name):
            named.setdefault(bracket.end(), []).append(name)
    names = [next((name for name in several if name.legal), several[-1]) for several in named.values()]
    claims, words = claims_of(text, names, agreed.start() if agreed else 0)
    defined = [claim for claim in claims if claim.roles or claim.aliases]
    told = len(defined) < 2 or re.search(r"[a-z)]\.\s+[A-Z]", text[defined[0].start : agreed.start() if agreed else 0])
    return (0, [], []) if told else (len(defined), defined, words)


@cache
def _treaty() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('treaty-words')}\b", re.IGNORECASE)


@cache
def _state_lead() -> re.Pattern[str]:
    nouns = rf"\b{alternatives('treaty-words')}\b[^.;]{{0,60}}\b(?:between|of|from)"
    return re.compile(rf"{nouns}\s+(?:the\s+)?\Z", re.IGNORECASE)


@cache
def _officers() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('office-holders')}\b", re.IGNORECASE)


def _states(text: str) -> tuple[list[Claim], list[Collective]]:
    """Return the states or governments that a treaty names side by side near its start, and the words for several of them."""
    if not _treaty().search(text, 0, 2500):
        return [], []
    run: list[Name] = []
    names = find_names(text[:5000])
    bare = sum(name.legal for name in names) < 2
    for name in names:
        if (
            not is_government(name.text)
            or _officers().match(name.text)
            or (
                name.text in party_words("countries")
                and not (bare and (run or _state_lead().search(text[max(0, name.start - 120) : name.start])))
            )
        ):
            continue
        if re.search(r"\b(?:in|laws of|organi[sz]ed under)\s+(?:the\s+)?$", text[max(0, name.start - 30) : name.start]):
            continue
        between = text[run[-1].end : name.start] if run else ""
        if between.strip() == "," and name.text.split()[0].casefold() in party_words("departments"):
            continue  # a part of the one before it: "Canton of Elbonia, Department of Works"
        if run and re.fullmatch(
            r"\s*(?:\([^()]{0,120}\))?\s*(?:,|;|and|&|,\s*and|of the one part,? and|on the one hand,? and)\s*(?:the\s+)?",
            between,
            re.IGNORECASE,
        ):
            run.append(name)
        elif len(run) > 1:
            break
        else:
            run = [name]
    if len(run) < _SIDES:
        return [], []
    plain = all(name.text in party_words("countries") for name in run)
    run = _with_others(text, run, names)
    told = [describe(text, name, _bracket_end(text, name)) for name in run]
    claims = [replace(claim, source="definition" if plain else "block", weight=4) for claim, _ in told]
    return claims, [Collective(word) for word in dict.fromkeys(word for _, words in told for word in words)]


_BRACKETED = re.compile(r"(?:,[^,;()\"]{2,80},?)?\s*\([^()]{1,120}\)")


def _bracket_end(text: str, name: Name) -> int:
    """Return where the bracket behind a name ends that says what it is called; where none is, the end of the name."""
    found = _BRACKETED.match(text, name.end)
    return found.end() if found else name.end


_LISTED = re.compile(r"\s*(?:\([^()]{0,120}\))?\s*(?:,|;|and|&|,\s*and)\s*the\s+", re.IGNORECASE)


def _with_others(text: str, run: list[Name], names: list[Name]) -> list[Name]:
    """Return the states of a treaty with those who stand in one list with them: "Elbonia, Ruritania and the Glass League"."""
    for name in names:
        if name.start > run[-1].end and not never_name(name) and _LISTED.fullmatch(text, run[-1].end, name.start):
            run = [*run, name]
    for name in reversed(names):
        if name.end < run[0].start and not never_name(name) and _LISTED.fullmatch(text, name.end, run[0].start):
            led = re.search(r"\b(?:the|between)\s+$", text[max(0, name.start - 12) : name.start], re.IGNORECASE)
            run = [name, *run] if led else run
    return run


@cache
def _deal_between() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('deal-nouns')}\b[^.;]{{0,60}}\bbetween\b", re.IGNORECASE)


def _region_end(text: str, start: int) -> int:
    limit = min(len(text), start + _BLOCK)
    match = _block_end().search(text, start + 3, limit)
    end = match.start() if match else limit
    again = _deal_between().search(text, start, end)
    if again and len(re.findall(r"\(|\band\b|;", text[start : again.start()])) > 1:
        end = again.start()
    for stop in re.finditer(r"[.;]\)?\"?\s+(?=[A-Z(0-9])", text[start:end]):
        at = start + stop.end()
        rest = text[at : min(end, at + 700)]
        if not re.match(r"\(?\w{1,3}[).]\s", rest) and not re.search(
            r"herein|\(\s*(?:the\s+|each\s+|collectively)?[\"']|\bParty\b", rest
        ):
            word = re.search(r"([\w.]+)\.\s*$", text[start:at])
            abbreviated = word and (len(word.group(1)) == 1 or word.group(1).casefold() in word_list("abbreviations"))
            if not abbreviated:
                return at
    return end


def claims_of(text: str, names: list[Name], end: int) -> tuple[list[Claim], list[Collective]]:
    """Return the parties of these names with what a text up to `end` says of each, and the words for several of them."""
    claims: list[Claim] = []
    groups: list[Collective] = []
    known: set[tuple[str, ...]] = set()
    for i, name in enumerate(names):
        stop = _named_again(text, name, names[:i], names[i + 1].start if i + 1 < len(names) else end)
        claim, words = describe(text, name, stop)
        again = next((at for at, one in enumerate(claims) if name_words(one.name) == name_words(claim.name)), -1)
        if again >= 0:
            claims[again] = replace(claims[again], roles=tuple(dict.fromkeys((*claims[again].roles, *claim.roles))))
        elif name_words(name.text) not in known and not _opens_another(name, claims):
            claims.append(claim)
            known |= {name_words(claim.name), *(name_words(alias) for alias, _, _ in claim.aliases)}
        else:
            continue
        told = {group.word for group in groups}
        for word in [word for word in words if word not in told]:
            groups.append(Collective(word, _members(word, claims) or _joined(word, claims, text)))
    return claims, groups


def _opens_another(name: Name, claims: list[Claim]) -> bool:
    """Whether several words begin the name of a party before them, so that they mean it again: "the Coast Guard" of Elbonia."""
    words = name_words(name.text)
    return not name.legal and len(words) > 1 and any(name_words(claim.name)[: len(words)] == words for claim in claims)


def _named_again(text: str, last: Name, others: list[Name], end: int) -> int:
    """Return where the text below a title names one of the other parties again, so that no more is said of the last; else `end`."""
    return min((at for other in others if (at := text.find(other.text, last.end, end)) >= 0), default=end)


_ITEM = re.compile(r";\s|\n\s*\(?\w{1,3}[.)]\s")


def _joined(word: str, claims: list[Claim], text: str) -> tuple[str, ...]:
    """Return the parties of one item of a list, or those without a role of their own, for whom a role stands together.

    "(1) Acme (the "Borrower"); and (2) Beta Bank and Gamma Bank (together the "Lenders")": the two banks.
    """
    if word.casefold() in {"party", "parties"}:
        return ()
    run = claims[-1:]
    for before, after in reversed(list(pairwise(claims))):
        if _ITEM.search(text[before.end : after.start]) or (before.roles and not after.roles):
            break
        run = [before, *run]
    return tuple(claim.name for claim in run) if len(run) > 1 else ()


def _members(word: str, claims: list[Claim]) -> tuple[str, ...]:
    """Return the parties that share a word of their name with a collective word; else nobody, which means all."""
    own = {w for w in name_words(word) if len(w) > 2}
    shared = tuple(
        claim.name
        for claim in claims
        if own & set(name_words(claim.name)) or any(own & set(name_words(a)) for a, _, _ in claim.aliases)
    )
    return shared if len(shared) > 1 else ()


def _anchors(text: str, start: int, end: int) -> list[Name]:
    """Return the names in a parties block that are parties, not addresses, owners or laws."""
    found: list[Name] = []
    for inner in find_names(text[start:end]):
        name = full_name(text, replace(inner, start=inner.start + start, end=inner.end + start))
        before = text[max(start, name.start - 80) : name.start]
        if _not_after().search(before) or former_before(before) or inside_bracket(text, start, name.start):
            continue
        if never_name(name) and not _called_by_its_end(text, name):
            continue
        opens = bool(_OPENS.search(before)) or name.start == start
        if len(found) >= _SIDES and not name.legal and _tells_more(text, found[-1], name):
            continue
        if found and name.start - found[-1].end < 3 and not found[-1].legal and not (name.legal and found[-1].head):
            continue
        if (name.legal and _fresh(name, before)) or (
            opens and (name.head or _described(text, name, end)) and _after_party(text, start, name, found)
        ):
            found.append(name)
    return found


_SUBJECT = re.compile(  # behind the last of the parties, in a title: what their contract is on
    r"\s+(?:on|concerning|regarding|relating\s+to)\s+(?!(?:the\s+)?(?:one|other|first|second|third|its|their|behalf)\b|\d)",
    re.IGNORECASE,
)
_TITLED = 90  # code points of it
_DOES = re.compile(r"\s+(?:had|has|have|is|was|were|owns|operates)\s")  # what a recital says of somebody


def _tells_more(text: str, last: Name, name: Name) -> bool:
    """Whether a name behind the last party is of what the contract is on, or the subject of a recital."""
    near = name.start - last.end < _TITLED
    return (near and _SUBJECT.match(text, last.end, name.start) is not None) or _DOES.match(text, name.end) is not None


_CALLED = re.compile(
    r"""\s*\(\s*(?:hereinafter\s+|herein\s+)?(?:called\s+)?(?:the\s+)?["'](?:[Tt]he\s+)?(?P<word>[A-Z][\w ]+)["']"""
)


def _called_by_its_end(text: str, name: Name) -> bool:
    """Whether a name ends with the word that is defined right behind it: 'the Federal Weather Service ("the Service")'."""
    called = _CALLED.match(text, name.end)
    return called is not None and ends_with(name.text, called["word"])


def _fresh(name: Name, before: str) -> bool:
    """Whether a name with a legal form stands where a party is named, not in the middle of a description."""
    led = re.search(
        r"\b(?:by|through|for|from|to|at|in|of|or|under|like|a|an)\s+(?:the\s+|its\s+|their\s+)?$", before, re.IGNORECASE
    )
    return not led and len(name_words(name.text)) > 0


def _after_party(text: str, start: int, name: Name, found: list[Name]) -> bool:
    """Whether a name without legal form follows the opener, "and", a number or a closed bracket, not a comma of an address."""
    before = text[max(start, name.start - 12) : name.start].rstrip()
    if name.start - start < 30 and not found:
        return True
    before = re.sub(r"(?<=[;:\s])[-–•*]$", "", before).rstrip()
    return bool(re.search(rf"(?:\band|\bwith|{_NUMBERED}|\b\w{{1,2}}[.)]|;|:|&|\)|\bthe)$", before, re.IGNORECASE))


@cache
def _counted() -> re.Pattern[str]:
    """What a heading says of those whom it does not name: "TWO RIVAL BANKS"."""
    return re.compile(rf"(?:two|three|four)\s+(?:\w+\s+){{0,2}}{alternatives('collective-nouns')}\b", re.IGNORECASE)


def never_name(name: Name) -> bool:
    """Return whether a capitalised phrase is no name: a part of a document, a common word, a role, a defined thing."""
    plain = name.text.casefold()
    if _counted().match(name.text):
        return True
    if name.legal:
        words = " ".join(name_words(name.text))
        return not words or words in party_words("jurisdictions") or words.replace(" ", "-") in party_words("jurisdictions")
    listed = name.text in party_words("never-names") or plain in party_words("starters") or name.text in party_words("countries")
    return listed or plain in party_words("roles") or never_role(name.text)


def inside_bracket(text: str, start: int, at: int) -> bool:
    """Return whether a place of a text lies in a bracket or a quotation that opens behind `start`."""
    part = re.sub(rf"{_NUMBERED}|(?<!\()\b\w{{1,3}}\)", "", text[start:at])
    return part.count("(") > part.count(")") or part.count('"') % 2 == 1


@cache
def _descriptor() -> re.Pattern[str]:
    return re.compile(
        rf"""\s*,?\s*(?:[-–—]\s*"|\(\s*(?:the\s+|hereinafter|herein|each|collectively|"|')|{alternatives("person-descriptors")}|hereinafter|whose\s|of\s|born\s
        |{alternatives("company-adjectives")}\s{alternatives("company-nouns")}\b
        |(?:a|an)\s+(?:[\w-]+\s+){{0,6}}{alternatives("describing-nouns")}\b
        |\((?:[^()]{{0,60}}\bParty\b|{alternatives("roles")}))""",
        re.VERBOSE | re.IGNORECASE,
    )


def _described(text: str, name: Name, end: int) -> bool:
    """Whether a name without legal form is described, defined, or stands alone between the opener, "and" and the end."""
    if _descriptor().match(text, name.end, end):
        return True
    return (
        bool(re.match(r"\s*,?\s*(?:and\b|;|\.?\s*$|,?\s*dated\b|,?\s*effective\b)", text[name.end : end + 1], re.IGNORECASE))
        and len(name.text) > 2
    )
