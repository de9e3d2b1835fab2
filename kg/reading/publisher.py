"""Who brought a document out, as far as the page says so; unsure stays empty.

One file: the marks of a publisher are tried one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kg.dates import find_dates
from kg.expressions import compiled
from kg.legal_names import word_set
from kg.reading.datelines import find_dateline
from kg.reading.names import (
    SEARCHED,
    leading_name,
    legal_forms,
    name_for_host,
    spelled,
    without_full_stop,
    without_site_words,
)
from kg.reading.page import match_part
from kg.reading.parts import Part
from kg.reading.roles import Layout
from kg.records import BlockRole

__all__ = ["find_publisher"]

_STAMPS = ("form-stamp", "register-stamp", "masthead", "publication-stamp", "publisher-line", "metadata-line")
_LINE_ROLES = {BlockRole.HEADING, BlockRole.METADATA, BlockRole.TITLE, BlockRole.PARAGRAPH}
_SUFFIX = re.compile(r"\s+(?:[|–—·»]|-)\s+")


# ------------------------------------------------------------------ where a page names its publisher
def _stamped(text: str, parts: Sequence[Part], names: Sequence[str]) -> Iterator[str]:
    told_by = {BlockRole.METADATA, BlockRole.BYLINE, BlockRole.BOILERPLATE}
    lines = list({part.plain: part for part in parts if part.role in told_by and part.plain}.values())
    for name in names:
        for part in lines:
            match = match_part(name, part.plain)
            groups = match.groupdict() if match else {}
            group = next((one for one in ("publisher", "publisher2") if groups.get(one)), "")
            if match is None or not group or _holder().match(part.plain, match.start(group)):
                continue
            form = legal_forms().match(part.plain, match.end(group))
            words = _writer(part.plain, match.start(group)) or (match[group] if _ASKED.match(part.plain) else "")
            if "@" not in match[group] and words and not form and not _is_house(words, text):
                continue  # who can be asked, or who wrote it
            value = part.plain[match.start(group) : form.end() if form else match.end(group)]
            if told := _as_name(value.strip(" ,*_"), text) if "@" not in value else name_for_host(value, text):
                yield told


_ASKED = re.compile(r"\W*(?:the )?(?:press|communications|corporate communications)\b", re.IGNORECASE)


def _writer(line: str, at: int) -> str:
    """Return the words at a place of a line that may name the person who put a text there: "Posted by Ann Bee on 3 May"."""
    named = _WRITER.match(line, at)
    return named.group() if named and re.search(r"\b(?:posted|written) by $", line[:at], re.IGNORECASE) else ""


def _is_house(words: str, text: str) -> bool:
    """Whether words name a body or a firm: by a noun for one or a legal form in them, or since the text names it too."""
    name = re.split(r",\s", words)[0].strip(" *_")
    nouns = word_set("organisation-heads") | word_set("government-heads")
    if legal_forms().search(words) or not nouns.isdisjoint(re.findall(r"[^\W\d_]+", name.casefold())):
        return True
    return bool(name) and len(re.findall(rf"\b{re.escape(name)}\b", text[:SEARCHED])) > 1


def _as_name(value: str, text: str) -> str:
    """A name out of the words that a pattern took for one; "the League" is the body whose name ends so; else nothing."""
    bare = value.removeprefix("the ").removeprefix("The ")
    if not bare[:1].isupper() and not bare[:1].isdigit():
        return ""
    if any(word.islower() and len(word) > 3 for word in bare.split()):
        bare = leading_name(bare)
    if bare != value and " " not in bare:
        longer = Counter(re.findall(rf"(?:[A-Z][\w.'’-]*[ ]){{1,4}}{re.escape(bare)}\b", text[:SEARCHED]))
        found = [name.removeprefix("The ") for name in longer if name.removeprefix("The ") != bare]
        return max(found, key=lambda name: (longer[name], name)) if found else ""
    return spelled(without_site_words(bare), text)


def _about(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """What sections "About X" are about, each with the first words of the section."""
    found = []
    for number, part in enumerate(parts[:-1]):
        if part.role is BlockRole.BOILERPLATE and part.size <= 100 and match_part("boilerplate-heading", part.plain):
            words = part.plain.split(maxsplit=1)
            if len(words) == 2 and words[1][:1].isupper() and words[0].istitle() and words[0].lower() == "about":
                found.append((words[1], leading_name(parts[number + 1].plain)))
    return found


_GLAD = re.compile(r"\bis (?:pleased|delighted|proud) to (?:announce|advise|confirm|report|inform)\b")


def _issuer(layout: Layout, title: str) -> str:
    """The company whose release it is: the name that opens the dated paragraph, if the page is about it or says it is a release."""
    parts = layout.parts
    first = next((n for n, part in enumerate(parts) if part.role is BlockRole.PARAGRAPH and part.size > 80), -1)
    dated = first > 0 and any(part.role is BlockRole.BYLINE for part in parts[:first])
    opens = leading_name(parts[first].plain) if dated else ""
    about = _about(parts)
    same = next((pair for pair in about if opens and (opens.startswith(pair[0]) or pair[0].startswith(opens))), None)
    if same:
        return same[1] if same[1].startswith(opens) and len(same[1]) < 80 else opens
    glad = opens and _GLAD.search(parts[first].plain, 0, 400)
    if opens and (title.startswith(f"{opens}:") or glad or any(match_part("label", part.plain) for part in parts[:4])):
        return opens
    return next((full if full.startswith(short) and len(full) < 80 else short for short, full in about), "")


def _of_byline(text: str, layout: Layout) -> str:
    """A body named before the date: the first of segments between bars, or one that the text goes on to call "the …"."""
    for part in layout.parts[:12]:
        if part.role is not BlockRole.BYLINE:
            continue
        steps = _TRAIL.split(part.plain)
        if len(steps) > 2 and _PLACED.match(steps[-1]) and find_dates(steps[-1]):
            continue  # places side by side, and the day: "Bonn / Oslo / Turin, 3 May 2020"
        if len(steps) > 2:
            return spelled(_of_trail(part.plain), text)
        if " | " in part.plain and (first := part.plain.split(" | ")[0].strip()) and not re.search(r"\d|^[Bb]y ", first):
            return spelled(first, text)
        head = re.split(r",?\s+\d|,\s+[A-Z][a-z]+\.?\s+\d", part.plain)[0].strip(" ,(*_")
        words = head.split()
        if len(words) > 1 and words[0].lower() != "by" and re.search(rf"\b[Tt]he {re.escape(words[-1])}\b", text[:SEARCHED]):
            return head
        if house := _opens_line(part.plain, text):
            return house
    return ""


_PLACED = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}, (?=\w*\d|[A-Z])")
_FIRST = re.compile(r"[,.;·|–—]\s|\s[-–—]\s")


def _opens_line(line: str, text: str) -> str:
    """The name of a firm or a body that opens a line with a day: "Acme Foods, 3 May"; or nothing."""
    first = _FIRST.split(line)[0].strip(" (*_")
    words = first.split()
    if not (words and len(words) < 8 and _is_capitalised(words)) or find_dates(first) or words[0].casefold() in {"by", "port"}:
        return ""
    if whole := _with_form(first, text[:SEARCHED]):
        return without_full_stop(" ".join(whole.split()))
    heads = {words[0].casefold(), words[-1].casefold()} & word_set("organisation-heads")
    office = first.casefold().removeprefix("the ") in word_set("own-offices")
    return spelled(first, text) if heads and len(words) > 1 and not office else ""


def _with_form(name: str, text: str) -> str:
    """The words of a text that are a name with the legal form behind it, where they stand first; or nothing."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        form = _form_behind().match(text, end)
        if form is not None and not re.match(r"\w", text[at - 1 : at]):
            return text[at : form.end()]
        at = text.find(name, at + 1)
    return ""


@cache
def _form_behind() -> re.Pattern[str]:
    """Behind a name: its legal form, with the land that a daughter is of before it: "Acme (Fra) S.A."."""
    return compiled(rf"(?: \([A-Z][a-z]{{1,3}}\))?(?i:{legal_forms().pattern})")


def _of_signer(text: str, layout: Layout) -> str:
    """A name on a line of its own at the top that comes back above the signature of a report."""
    signed = " ".join(part.plain for part in layout.parts if part.role is BlockRole.SIGNATURE).casefold()
    lines = (part.plain for part in layout.parts[:14] if part.role in _LINE_ROLES and 3 < len(part.plain) <= 80)
    named = (name for name in lines if signed and name.casefold() in signed and legal_forms().search(name))
    return next((spelled(name, text) for name in named), "")


def _is_capitalised(words: Sequence[str]) -> bool:
    """Whether all words of some length begin as those of a name do."""
    return all(not word[0].islower() for word in words if len(word) > 3)


def _of_name_as_title(text: str, layout: Layout) -> str:
    """The name of a body that stands as a title over the line with the kind and the day of a paper: "ACME GROUP"."""
    at = layout.opening.title
    plain = layout.parts[at].plain if at >= 0 else ""
    words = plain.split()
    below = [part for part in layout.parts[at + 1 : at + 4] if any(map(str.isalnum, part.plain))] if 1 < len(words) < 7 else []
    if not below or below[0].role not in {BlockRole.BYLINE, BlockRole.METADATA} or not _is_capitalised(words):
        return ""
    return spelled(plain, text) if _is_headed(plain) else ""


def _of_first_trail(text: str, layout: Layout) -> str:
    """The site whose trail of pages stands as a title: "City of Acme > Streets > Bridges", "Acme Parks > Our partners"."""
    plain = layout.parts[layout.opening.title].plain if layout.opening.title >= 0 else ""
    first, *steps = _STEPS.split(plain)
    named = steps and 1 < len(first.split()) < 7 and _is_capitalised(first.split())
    return spelled(first, text) if named else ""


_STEPS = re.compile(r"\s+[>»›]\s+")


def _of_title(text: str, title: str) -> str:
    """What a page title adds after a bar: the name of the site, without words that only sites use."""
    parts = [part.strip() for part in _SUFFIX.split(title)]
    if len(parts) < 2:
        return ""
    marked = " ".join(line for line in text.splitlines()[-12:] if "\N{COPYRIGHT SIGN}" in line or "(c)" in line)
    owner = next((part for part in parts if " " in part and part.casefold() in marked.casefold()), "")
    told = owner or next((part for part in reversed(parts) if not _SECTION.fullmatch(part)), "")
    if not told or len(told.split()) > 6:
        return ""
    name = without_site_words(told)
    return spelled(name, text) if name != told or "|" in title else ""


_TRAIL = re.compile(r"\s+(?:/|>|»|›|::)\s+")


def _of_trail(line: str) -> str:
    """The first step of a trail of pages ("Acme / Help / Cards", "Acme > News"), which is the site; else the line."""
    steps = _TRAIL.split(line)
    return steps[0] if len(steps) > 2 or (len(steps) == 2 and _SECTION.fullmatch(steps[1].strip())) else line


_SECTION = re.compile(  # of a site: no name
    r"(?:our |latest |all |company |corporate )?(?:about(?: us)?|articles|blog|business|careers|contact|faqs?|home|insights"
    r"|(?:customer |member |user )?(?:help|support)(?: cent(?:re|er)| desk| pages?)?|investors?|knowledge base|learn|members"
    r"|investor relations|media|media cent(?:re|er)|news|news ?room|press|press cent(?:re|er)|press releases?"
    r"|notices|personal|private|publications|products|services|shop|stories|updates)",
    re.IGNORECASE,
)


def find_publisher(text: str, layout: Layout, address: str, host: str, page_title: str) -> str:
    """Return who brought a document out, or an empty string.

    Args:
        text: the captured text.
        layout: its parts with their roles.
        address: the web address of the document itself, where known.
        host: the domain that a mail came from.
        page_title: the title of a web page with what the site adds to it.
    """
    named = (name for name in _candidates(text, layout, host or address, page_title) if name and not _is_no_name(name))
    found = next(named, "")
    return re.split(r"\s+[/>»›|·•]\s+", found, maxsplit=1)[0]  # of a path through a site, or a masthead in parts, the first


def _is_no_name(words: str) -> bool:
    """Whether words that stand where a page names its publisher are a section of a site, a person, spaced letters, or a day."""
    if all(len(word) == 1 for word in words.split()) or _SECTION.fullmatch(words) or _is_person(words) or _OF_A_PART.search(words):
        return True
    days = find_dates(words)
    return len(days) == 1 and days[0].end - days[0].start == len(words)


_OF_A_PART = re.compile(
    r"^(?:at|for|from|in|news from|notes from|to) the\b|\b(?:at|for|from|in|of|to) (?:my|our|your)\b", re.IGNORECASE
)  # "From the Workshop", "The sheet for our members"


@lru_cache(maxsize=1)
def _holder() -> re.Pattern[str]:
    """A pattern for a person with an office behind the name: "Ann Bee, Head of Sales", "Ann Bee, VP Mills"."""
    titles = "|".join(sorted((re.escape(title) for title in word_set("job-titles")), key=len, reverse=True))
    return re.compile(rf"{_PERSON}, (?:the |its |our |an? )?(?:[\w&-]+ ){{0,3}}(?i:{titles}|engineer|manager|officer|s?vp|evp)\b")


_PERSON = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,2}"
_WRITER = re.compile(rf"{_PERSON}|[A-Z][a-z]+(?=, [a-z])")  # "Posted by Ann, head of sound"


def _is_person(words: str) -> bool:
    """Whether words are the name of a person, by its first name or the office behind it."""
    if _holder().match(words):
        return True
    return (
        re.fullmatch(_PERSON, words) is not None and words.split(maxsplit=1)[0] in word_set("given-names") and not _is_headed(words)
    )


def _is_headed(words: str) -> bool:
    """Whether a name says by its last word, or by a legal form, that it is that of a body."""
    return (
        words.rsplit(maxsplit=1)[-1].casefold() in word_set("organisation-heads") or legal_forms().search(f" {words}") is not None
    )


def _candidates(text: str, layout: Layout, address: str, page_title: str) -> Iterator[str]:
    """Names that the page gives for its publisher, the surest first; some may be empty."""
    parts = layout.parts
    yield from _stamped(text, parts, _STAMPS)
    yield name_for_host(address, text) if address else ""
    if layout.instrument:
        return
    head = parts[layout.opening.letterhead].plain if layout.opening.letterhead >= 0 else ""
    head = _of_trail(head)
    yield spelled(head, text) if head and _is_capitalised(head.split()) and not find_dateline(head) else ""
    yield _issuer(layout, parts[layout.opening.title].plain if layout.opening.title >= 0 else "")
    yield _of_name_as_title(text, layout)
    yield _of_first_trail(text, layout)
    yield _of_byline(text, layout)
    yield _of_signer(text, layout)
    yield _of_title(text, page_title)
    yield from _stamped(text, parts, ("boilerplate-line", "copyright"))
