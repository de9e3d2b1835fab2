"""Names in running text: where a capitalised name begins and ends.

One file: all of it is one walk over the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from kg.extraction.party_words import folded, has_head, is_government, marks_of_units, party_words, same_letters, weak_forms
from kg.legal_names import form_starts, leads_with_form, legal_forms, plain_form

__all__ = ["Name", "find_names"]


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of clean text that looks like a name; `legal`: a legal form ends or opens it, `head`: a word in it shows a body."""

    start: int
    end: int
    text: str
    legal: bool = False
    head: bool = False
    possessive: bool = False


# ------------------------------------------------------------------ names in a text
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[&/.'·™®-](?=[^\W_]))*[™®]?\.?|[^\w\s]|_+")
_PLAIN_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[&/.'-][A-Za-z0-9]+)*\.?|[^\w\s\x1c-\x1f]|_+", re.ASCII)  # the same in a text of ASCII
_Token = tuple[str, int, int]


def find_names(text: str) -> list[Name]:
    """Return the capitalised names of a clean text, in order and apart from each other.

    >>> [n.text for n in find_names("Between Acme & Sons GmbH & Co. KG, Bonn, and the Bank of Elbonia")]
    ['Acme & Sons GmbH & Co. KG', 'Bonn', 'Bank of Elbonia']
    """
    return list(_read_names(text))


@lru_cache(maxsize=64)  # several readers look at the names of one passage
def _read_names(text: str) -> tuple[Name, ...]:
    tokens = [(m.group(), m.start(), m.end()) for m in (_PLAIN_TOKEN if text.isascii() else _TOKEN).finditer(text)]
    names: list[Name] = []
    small = {match.end() for match in _SMALL_BRAND.finditer(text)} if _SMALL_FORM.search(text) else set[int]()
    at = 0
    while at < len(tokens):
        if not _may_open(tokens[at][0]) and tokens[at][1] not in small:
            at += 1
            continue
        if _leads_to_name(tokens, at) or _before_money(tokens, at):
            at += 1
            continue
        last, legal = _quoted_behind_form(tokens, at) or _read_name(tokens, at)
        names.append(_made(text, tokens, at, last, legal))
        at = last + 1
    return tuple(names)


_CLOSES = {'"': '"', "“": "”", "„": "“”", "«": "»", "'": "'"}


def _quoted_behind_form(tokens: list[_Token], at: int) -> tuple[int, bool] | None:
    """Return the last token of a name in quotation marks behind its legal form, as 'ООО "Acme"' is written; else nothing."""
    form = tokens[at][0]
    if not form.isupper() or plain_form(form) not in legal_forms() or at + 2 >= len(tokens) or tokens[at + 1][0] not in _CLOSES:
        return None
    ends = _CLOSES[tokens[at + 1][0]]
    close = next((i for i in range(at + 3, min(at + 9, len(tokens))) if tokens[i][0] in ends), 0)
    return (close, True) if close and _capital(tokens[at + 2][0]) and tokens[at + 1][1] - tokens[at][2] == 1 else None


def _leads_to_name(tokens: list[_Token], at: int) -> bool:
    """Whether token `at` is a role or a label that stands right before a name: "Seller Acme", "Company Acme Foods Ltd."."""
    word = tokens[at][0].casefold()
    if at + 1 >= len(tokens) or not _capital(tokens[at + 1][0]) or tokens[at + 1][1] - tokens[at][2] != 1:
        return False
    if word in party_words("leading-roles"):
        return True
    actor = word in party_words("roles") and _ACTOR.search(word) is not None
    if _form_length(tokens, at + 1) or not (actor or word in party_words("company-labels")):
        return False
    last, legal = _read_name(tokens, at + 1)
    return legal and (not actor or last - at > _LONG)  # "Organiser Acme Sea Games Ltd.", not "Carrier Global Corp."


_ACTOR = re.compile(r"(?:er|or|ee)$")  # who does something: "organiser", "grantee"
_LONG = 2  # words of a name, its legal form among them, before which a role is none of it


def _before_money(tokens: list[_Token], at: int) -> bool:
    """Whether token `at` is the land before the sign of its money: "US$5 million"."""
    return at + 1 < len(tokens) and tokens[at + 1][0] in _MONEY and tokens[at + 1][1] == tokens[at][2]


_MONEY = frozenset("$€£¥")
_SMALL_FORMS = r"(?:[Ii]nc|[Ll]td|LLC|LLP|PLC|plc|g?GmbH|AG|A/S|ApS|B\.?V|N\.?V|Oy|S\.?[rR]\.?l|S\.?p\.?A|S\.?A|Pty|Pte)\b"
_SMALL_FORM = re.compile(rf" {_SMALL_FORMS}")
_SMALL_BRAND = re.compile(  # a firm that writes itself small, behind a word or sign that leads to a name: "and nimbo, inc."
    rf"""(?:^|[:;("]|[,\w]\ (?:and|between|by|from|of|to|with))\s*(?<![\w.])
    (?=[a-z][\w&.-]{{2,}}(?<!ed)(?<!ing)(?<!al)(?<!ly),?\ {_SMALL_FORMS})""",
    re.VERBOSE,
)
_SECTION = re.compile(r"(?:[A-Z]|[IVX]{1,5})(?:\.\d{1,2})+\.?")  # the number of a clause: "B.2", "IV.3"
_CONTRACTED = re.compile(r"['’](?:d|ll|m|re|s|ve)$")  # "We're", "That's"


@lru_cache(maxsize=16384)
def _may_open(token: str) -> bool:
    """Whether a name can begin with a token."""
    return _capital(token) and _CONTRACTED.sub("", token.rstrip(".").casefold()) not in folded("openers")


@lru_cache(maxsize=16384)
def _capital(token: str) -> bool:
    if token in marks_of_units() or _SECTION.fullmatch(token):
        return False
    if token[0].isalpha():
        return token[0].isupper() or (token[1:2].isupper() and len(token) > 2)
    return token[0].isdigit() and 1 < len(token) < 12 and token.isalnum() and any(s.isupper() for s in token)


def _read_name(tokens: list[_Token], first: int) -> tuple[int, bool]:
    """Return the last token of the name that begins at token `first`, and whether a legal form ends it."""
    at = first
    while True:
        if at > first and (size := _form_length(tokens, at)):
            return _more_form(tokens, at + size - 1), True
        following = _next_part(tokens, first, at)
        if following is None:
            return at, False
        if size := _form_length(tokens, following, skip=True):
            return _more_form(tokens, following + size - 1), True
        at = following


def _bare(word: str) -> tuple[str, bool]:
    """Return a token without full stop and genitive, and whether there was a genitive."""
    bare = word.rstrip(".")
    return (bare[:-2], True) if bare[-2:] in {"'s", "'S"} else (bare, False)


def _inner_stop(word: str) -> bool:
    """Whether a full stop belongs to the word: initials and short forms inside names."""
    bare = word[:-1]
    return len(bare) == 1 or "." in bare or plain_form(bare) in party_words("name-stops")


def _form_length(tokens: list[_Token], at: int, skip: bool = False) -> int:
    """Return how many tokens from `at` make a legal form, a comma before it included where `skip`; 0: none."""
    comma = 1 if skip and at < len(tokens) and tokens[at][0] == "," else 0
    if at + comma >= len(tokens) or plain_form(tokens[at + comma][0]) not in form_starts():
        return 0
    for size in (4, 3, 2, 1):
        part = tokens[at + comma : at + comma + size]
        words = [word for word, _, _ in part]
        if len(part) < size or any(b[1] - a[2] > 1 for a, b in pairwise(part)) or not all(word[0].isalnum() for word in words):
            continue
        if plain_form(" ".join(words)) not in legal_forms() and (size == 1 or plain_form("".join(words)) not in legal_forms()):
            continue
        if (words[0][0].islower() and not _lower_form(words)) or (size > 1 and words[-1] == "a"):
            continue  # "pays Acme Ltd a fee" names no "Ltda"
        if (
            size > 1
            or words[0][0].islower()
            or plain_form(words[0]) not in weak_forms()
            or _strong_place(tokens, at + comma, bool(comma))
        ):
            return comma + size
    return 0


def _lower_form(words: list[str]) -> bool:
    word = "".join(words).rstrip(".")
    dotted = word.casefold() if "." in word else word  # "e.V."
    return word in party_words("lower-suffixes") or dotted in party_words("lower-dotted-suffixes")


def _strong_place(tokens: list[_Token], at: int, comma: bool) -> bool:
    """Whether a form that is also a word stands as a legal form here: it must not open a phrase of its own."""
    word = tokens[at][0]
    if "." in word[:-1] or "/" in word:
        return True
    if plain_form(word) in party_words("company-words"):
        return not comma or (word[0].isupper() and (word.endswith(".") or plain_form(word) == "ltd"))
    if comma or not word[0].isupper():
        return False
    if not word.rstrip(".").isupper():
        return word.endswith(".")
    shouted = tokens[at - 1][0].isupper() and len(tokens[at - 1][0]) > 3
    following = tokens[at + 1][0] if at + 1 < len(tokens) else ","
    return not shouted or not following[0].isalnum() or following.islower() or bool(_form_length(tokens, at + 1))


def _more_form(tokens: list[_Token], last: int) -> int:
    """Return the last token of further legal forms right behind one that ends at token `last` ("GmbH & Co. KG", "Co., Ltd.")."""
    at = last + 1
    if at + 1 < len(tokens) and tokens[at][0] == "&" and plain_form(tokens[at + 1][0]) == "co":
        return at + 2 if at + 2 < len(tokens) and plain_form(tokens[at + 2][0]) in party_words("second-forms") else at + 1
    if at < len(tokens) and tokens[at][1] - tokens[last][2] <= 2 and (size := _form_length(tokens, at, skip=True)):
        return at + size - 1
    if tokens[last][0] == "AB" and last > 0 and at < len(tokens) and tokens[at][1] - tokens[last][2] == 1:
        own = _capital(tokens[at][0]) and tokens[at][0][1:].islower() and tokens[last - 1][0][0].isupper()
        return at if own and not tokens[last - 1][0].isupper() and tokens[at][0].casefold() not in folded("openers") else last
    written_out = plain_form(tokens[last][0]) in {"company", "corporation"} and tokens[last][0][0].isupper()
    if written_out and at + 1 < len(tokens) and tokens[at][0] in {"of", "OF"} and _capital(tokens[at + 1][0]):
        return _more_form(tokens, at + 1) if _form_length(tokens, at + 2, skip=True) else at + 1
    return last


def _next_part(tokens: list[_Token], first: int, at: int) -> int | None:
    """Return the token with which a name goes on behind token `at`; `None`: it ends here."""
    word = tokens[at][0]
    if at + 1 < len(tokens) and word in {"No.", "Number"} and tokens[at + 1][0].isdigit() and len(tokens[at + 1][0]) < 5:
        numbered = at > first and has_head(" ".join(token for token, _, _ in tokens[first:at]))
        return at + 1 if numbered else None  # "School District No. 9"
    if at + 1 >= len(tokens) or (word.endswith(".") and not _inner_stop(word)):
        return None
    if _bare(word)[1]:
        state = _is_people(word[:-2]) and _capital(tokens[at + 1][0])
        return at + 1 if state or _legal_ahead(tokens, at + 1) or _patron(tokens, first, at) else None
    if _form_length(tokens, at + 1, skip=True):
        return at + 1
    if tokens[at + 1][0] == "," and (listed := _listed(tokens, first, at)) is not None:
        return listed
    return _bracketed(tokens, at + 1) if tokens[at + 1][0] in {",", "("} else _next_word(tokens, first, at)


def _is_people(word: str) -> bool:
    """Whether a word is one for people: "farmers", "Boatmen", and not Yemen or Bremen."""
    plain = word.casefold()
    return plain in party_words("peoples") or (plain.endswith("men") and plain not in folded("countries") | folded("cities"))


def _next_word(tokens: list[_Token], first: int, at: int) -> int | None:
    """Return the word with which a name goes on, where no legal form, comma or bracket follows."""
    following, start, _ = tokens[at + 1]
    titled = tokens[at][0].isupper() and not following.isupper() and tokens[at][0].casefold() in folded("title-ends")
    if titled or start - tokens[at][2] > 1 or _ends_before(tokens, at + 1) or _person_behind(tokens, first, at + 1):
        return None
    if _capital(following) and not _shouted_word(following):
        small = following.casefold()
        inside = small not in folded("openers") or small in folded("connectors") - folded("weak-connectors")
        return at + 1 if inside else None
    more = at + 2 if at + 2 < len(tokens) else at
    joins = following in {"&", "+"} and more > at and _capital(tokens[more][0])
    genitive = following in {"'", "’"} and more > at
    two = genitive and _owned_by_two(tokens, at)  # "Dyers' and Glass Makers' Union"
    if joins or two or (genitive and _owned_by_members(tokens, at)):
        return at + 3 if two else more
    if following.isdigit() and (len(following) <= 3 or (len(following) == 4 and _form_length(tokens, more))):
        return _numbered(tokens, first, at, more)
    if following.casefold() == "and" and (joint := _joint(tokens, first, at)) is not None:
        return joint
    return _connected(tokens, first, at + 1)


def _numbered(tokens: list[_Token], first: int, at: int, more: int) -> int | None:
    """Return the number behind token `at`, or the word at `more` behind it, where the number lies inside a name."""
    if at == first and tokens[at][0].casefold() in party_words("numbered-stations"):
        return at + 1  # "Channel 9"
    if at > first and len(tokens[at + 1][0]) == 2 and tokens[first][0].casefold() in party_words("club-marks"):
        return at + 1  # "FC Acmeburg 04"
    headed = _form_length(tokens, more, skip=True) or tokens[more][0].casefold() in folded("organisation-heads")
    return more if more > at and headed else None  # "Hanseatic 2 Fund"


_PEOPLE = re.compile(r"(?:ers|ors|ees|ists|men|women)$")  # who forms a union: "Federation of Glass and Brick Makers"


@cache
def _owned_bodies() -> frozenset[str]:
    return folded("joint-heads") | folded("bodies") | folded("organisation-heads") | folded("gatherings")


def _owned_by_members(tokens: list[_Token], at: int) -> bool:
    """Whether a plural genitive at token `at` lies inside the name of a body: "Glass Makers' Union"."""
    ahead = tokens[at + 2 : at + 5]
    plural = tokens[at][0][-1:] in {"s", "S"} and len(tokens[at][0]) > 3
    close = plural and ahead[0][1] - tokens[at][2] <= 2 and _capital(ahead[0][0])
    return close and any(_bare(word)[0].casefold() in _owned_bodies() for word, _, _ in takewhile(lambda t: _capital(t[0]), ahead))


def _owned_by_two(tokens: list[_Token], at: int) -> bool:
    """Whether a plural genitive at token `at` is the first of two before the noun of a body: "Dyers' and Glass Makers' Union"."""
    if not (tokens[at][0][-1:] in {"s", "S"} and [word.casefold() for word, _, _ in tokens[at + 2 : at + 3]] in (["and"], ["&"])):
        return False
    second = list(takewhile(lambda token: _capital(token[0]), tokens[at + 3 : at + 6]))
    last = at + 2 + len(second)
    genitive = bool(second) and [word for word, _, _ in tokens[last + 1 : last + 2]] in (["'"], ["’"])
    return genitive and _owned_by_members(tokens, last)


def _patron(tokens: list[_Token], first: int, at: int) -> bool:
    """Whether a genitive at token `at` lies inside the name of a school, hospital or church: "St Anna's Hospital"."""
    saint = first < at and tokens[first][0].rstrip(".").casefold() in {"st", "saint"}
    if not saint and (first != at or tokens[at][0][:-2] in party_words("cities") | party_words("countries")):
        return False
    ahead = list(takewhile(lambda token: _capital(token[0]), tokens[at + 1 : at + 4]))
    return any(_bare(word)[0].casefold() in party_words("patron-heads") for word, _, _ in ahead[: 3 if saint else 1])


def _joint(tokens: list[_Token], first: int, at: int) -> int | None:
    """Return the word behind the "and" at token `at + 1` where it lies inside the name of a body; `None`: it joins two names.

    It lies inside in "the Glass and Ceramics Union" and in "Ministry of Labour and Welfare", not in "Acme and Beta Union".
    """
    more = at + 2
    if more >= len(tokens) or not _capital(tokens[more][0]) or tokens[more][0].casefold() in folded("openers"):
        return None
    if tokens[more][0].casefold().rstrip(".") in party_words("kin"):
        return more  # "Acme and Sons"
    words = [_bare(token)[0].casefold() for token, _, _ in tokens[first : at + 1]]
    last = more
    while (
        last + 1 < len(tokens) and last < more + 3 and _capital(tokens[last + 1][0]) and tokens[last + 1][1] - tokens[last][2] == 1
    ):
        last += 1
    if _listed(tokens, first, at) is not None or ((last > more or len(words) > 1) and _abbreviated(tokens, first, more, 3)):
        return more
    if "of" in words:
        return more if _of_two_trades(words, tokens[more : more + 2]) else None
    led = (first > 0 and tokens[first - 1][0].casefold() == "the") or (first == 0 and last + 1 == len(tokens))
    if not led or len(words) > 3 or has_head(" ".join(words)):
        return None
    known = is_government(" ".join(token for token, _, _ in tokens[first : at + 1]))
    return more if last > more and _bare(tokens[last][0])[0].casefold() in party_words("joint-heads") and not known else None


_PLURAL = re.compile(r".{2,}s")  # and not "as" or "us"


def _of_two_trades(words: list[str], ahead: list[_Token]) -> bool:
    """Whether a body is one of people of two kinds, both plurals: the words "Guild of Cooks", and "Bakers" ahead of them."""
    lead = words[: words.index("of")]
    ends = len(ahead) == 1 or not _capital(ahead[1][0])
    plural = _PLURAL.fullmatch(words[-1]) and _PLURAL.fullmatch(ahead[0][0].casefold())
    return ends and bool(plural) and not (folded("joint-heads") | folded("bodies")).isdisjoint(lead)


def _listed(tokens: list[_Token], first: int, at: int) -> int | None:
    """Return the last word of a list that token `at` is in, of what a body is for: "Agency for Schools, Sport and Youth"."""
    words = [_bare(token)[0].casefold() for token, _, _ in tokens[first : at + 1]]
    lead = next((i for i, word in enumerate(words) if word in {"of", "for"}), 0)
    if not (folded("government-heads") | folded("joint-heads") | folded("bodies")) & set(words[:lead]):
        return None
    if words[lead - 1] in folded("state-heads") or words[lead - 1] in folded("place-heads"):
        return None  # "the City of Acme and Beta Energy": a place looks after no list
    joined = False
    while not joined and at + 2 < len(tokens) and tokens[at + 1][0].casefold() in {",", "and", "&"}:
        ahead = tokens[at + 1 : at + 3]
        joined = ahead[0][0] != "," or ahead[1][0].casefold() == "and"
        last = at + 1 + (ahead[0][0] == "," and joined)
        while last + 1 < len(tokens) and last < at + 5 and _capital(tokens[last + 1][0]) and not _shouted_word(tokens[last + 1][0]):
            last += 1
        if _form_length(tokens, min(last + 1, len(tokens) - 1), skip=True) or not _cared_for(tokens[at + 2 : last + 1]):
            return None
        at = last
    return at if joined else None


def _cared_for(tokens: list[_Token]) -> bool:
    """Whether words name what a public body looks after, or whom: "Inland Navigation", "Glass Makers"."""
    plain = [_bare(token)[0].casefold() for token, _, _ in tokens if token[0].isalpha()]
    return not party_words("portfolios").isdisjoint(plain) or (plain != [] and bool(_PEOPLE.search(plain[-1])))


def _shouted_word(word: str) -> bool:
    """Whether a token in capitals is a small word ("AND"), which only capital letters make look like a name."""
    return len(word) > 1 and word.isupper() and (word.casefold() in folded("openers") or word.casefold() in folded("connectors"))


_ELIDED = re.compile(r"(?:all|d|dall|dell|l|nell|sull)['’][^\W\d_a-z]")


def _connected(tokens: list[_Token], first: int, at: int) -> int | None:
    """Return the capitalised token behind the small word at token `at` where that word lies inside a name."""
    word = tokens[at][0].casefold() if _shouted_word(tokens[at][0]) else tokens[at][0]
    if _ELIDED.match(word):
        return at  # "Clinique de l'Étoile"
    foreign = party_words("foreign-connectors")
    two = word in foreign and at + 2 < len(tokens) and (tokens[at + 1][0] in foreign or _ELIDED.match(tokens[at + 1][0]))
    if two or word not in party_words("connectors"):
        return _connected(tokens, first, at + 1) if two else None
    after = at + 2 if word in {"of", "for"} and at + 1 < len(tokens) and tokens[at + 1][0].casefold() == "the" else at + 1
    if after >= len(tokens) or not _capital(tokens[after][0]):
        return None
    before = [token for token, _, _ in tokens[first:at]]
    shouted = len(before) > 1 and tokens[at][0].islower() and " ".join(before).isupper() and not tokens[after][0].isupper()
    if shouted or (word == "of" and len(before) > 1 and before[-1].casefold() in folded("trade-heads")):
        return None  # "THE COUNCIL OF ACMEBURG of 1 High Street"; "Acme Works of Acmeburg" says where a firm sits
    if word in {"of", "for"}:
        headed = (
            has_head(" ".join(before))
            or is_government(" ".join(before))
            or before[-1].casefold() in folded("government-heads") | folded("lie-of-the-land")
        )
        return after if headed or _abbreviated(tokens, first, after) else None
    joined = word not in party_words("weak-connectors") or (len(word) < 3 and word != "in" and _legal_ahead(tokens, after))
    return after if joined and word != "on" else None


def _person_behind(tokens: list[_Token], first: int, at: int) -> bool:
    """Whether initial and last name of a person stand behind the name of a body: "the Port Authority of Elbony M. Finch"."""
    initial = tokens[at][0]
    if len(initial) != 2 or not initial.endswith(".") or not initial[0].isupper() or at - first < 2 or at + 1 >= len(tokens):
        return False
    words = [token for token, _, _ in tokens[first:at]]
    body = has_head(" ".join(words)) or "&" in words or "of" in words
    last = tokens[at + 1][0]
    return body and last[0].isupper() and last[1:].islower() and not _form_length(tokens, min(at + 2, len(tokens) - 1), skip=True)


def _ends_before(tokens: list[_Token], at: int) -> bool:
    """Whether what begins at a token belongs to no name: the heading of a paper for the press, the land of a currency."""
    return _press_note(tokens, at) or _before_money(tokens, at)


def _press_note(tokens: list[_Token], at: int) -> bool:
    """Whether the heading of a paper for the press begins at a token: "Press release", "News Release"."""
    if tokens[at][0].casefold() not in party_words("press-words") or at + 1 >= len(tokens):
        return False
    return tokens[at + 1][0].casefold() in party_words("press-papers")


def _abbreviated(tokens: list[_Token], first: int, at: int, least: int = 2) -> bool:
    """Whether a bracket behind the capitalised words from token `at` holds the initials of all from token `first` on."""
    while at < len(tokens) and _capital(tokens[at][0]):
        at += 1
    if at + 2 >= len(tokens) or tokens[at][0] != "(" or tokens[at + 2][0] != ")":
        return False
    return len(tokens[at + 1][0]) >= least and same_letters(tokens[at + 1][0], " ".join(token for token, _, _ in tokens[first:at]))


def _bracketed(tokens: list[_Token], at: int) -> int | None:
    """Return the last token of a bracket inside a name ("(Bermuda) Ltd."); `None`: no legal form follows it."""
    at += tokens[at][0] == "," and at + 1 < len(tokens)
    if tokens[at][0] != "(":
        return None
    close = next((i for i in range(at + 1, min(at + 5, len(tokens))) if tokens[i][0] == ")"), 0)
    if not close or close + 2 >= len(tokens) or not all(_capital(token[0]) for token in tokens[at + 1 : close]):
        return None
    follows = _form_length(tokens, close + 1, skip=True) or (
        _capital(tokens[close + 1][0]) and _form_length(tokens, close + 2, skip=True)
    )
    return close if follows else None


def _legal_ahead(tokens: list[_Token], at: int) -> bool:
    """Whether up to four capitalised tokens from `at` lead to a legal form."""
    for i in range(at, min(at + 5, len(tokens))):
        if i > at and _form_length(tokens, i, skip=True):
            return True
        if not _capital(tokens[i][0]) or tokens[i][0].endswith("."):
            return False
    return False


_STOP_KEPT = re.compile(r"[,;)]|\s*\(|\s+[a-z]")


def _made(text: str, tokens: list[_Token], first: int, last: int, legal: bool) -> Name:
    start, end = tokens[first][1], tokens[last][2]
    bare, possessive = _bare(tokens[last][0])
    if not legal and not (tokens[last][0].endswith(".") and _inner_stop(tokens[last][0]) and not possessive):
        end = tokens[last][1] + len(bare)
    if (
        legal
        and text[end - 1] == "."
        and "." not in tokens[last][0][:-1]
        and plain_form(tokens[last][0]) not in party_words("stopped-suffixes")
        and not _STOP_KEPT.match(text, end)
    ):
        end -= 1
    possessive = possessive or text[end : end + 2] in {"'s", "'S"} or (text[end : end + 1] == "'" and text[end - 1] in "sS")
    name = text[start:end]
    legal = legal or leads_with_form(name)
    return Name(start, end, name, legal, has_head(name) or is_government(name), possessive)
