"""Who brought a document out, as far as the page says so; unsure stays empty."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from kg.files import resource
from kg.reading.datelines import find_dateline
from kg.reading.page import match_part, plain_text
from kg.reading.parts import Part
from kg.reading.roles import Layout
from kg.records import BlockRole

__all__ = ["find_publisher", "name_for_host", "spelled", "without_site_words"]

_LEADING = re.compile(
    r"\W*(?:[Tt]he\s+)?(?P<name>[A-Z][\w&.'’+-]*(?:,?\s+(?:(?!The\b|A\b|It\b|We\b)[A-Z][\w&.'’+-]*|(?:of|de|du|la|der|für|for)\s+(?=[A-Z])|&))*)"
)
_STAMPS = ("form-stamp", "register-stamp", "masthead", "publication-stamp", "publisher-line", "metadata-line")
_SUFFIX = re.compile(r"\s+(?:[|–—·»]|-)\s+")
_SEARCHED = 200_000  # code points of a text in which a name is looked for


@lru_cache(maxsize=1)
def _legal_forms() -> re.Pattern[str]:
    tables = tomllib.loads(resource("ontology", "lexicon", "parties.toml").read_text(encoding="utf-8"))
    forms = sorted(tables["legal-suffixes"]["words"], key=lambda form: (-len(form), form))
    dotted = (r"[.\s]{0,2}".join(re.escape(c) for c in form if c not in ". ") for form in forms)
    return re.compile(r"[\s,]+(?:" + "|".join(dotted) + r")\.?(?!\w)", re.IGNORECASE)


def spelled(name: str, text: str) -> str:
    """A name as a text spells it in small and capital letters, whatever case and punctuation it was given in.

    >>> spelled("ACME SCREWS INC", "Made by Acme Screws, Inc. of Ohio.")
    'Acme Screws, Inc.'
    """
    words = re.findall(r"\w+", name)
    if not words:
        return name
    pattern = re.compile(r"(?<!\w)" + r"[\W_]{1,4}".join(re.escape(word) for word in words) + r"(?!\w)\.?", re.IGNORECASE)
    found = Counter(re.sub(r"\s+", " ", match[0]) for match in pattern.finditer(text[:_SEARCHED]))
    mixed = [form for form in found if not form.isupper()]
    if not mixed:
        return name
    best = min(mixed, key=lambda form: (-found[form], form))
    return best if _legal_forms().search(best) else best.rstrip(".")


def name_for_host(address: str, text: str) -> str:
    """The name in a text whose letters are those of a web or mail domain; the fullest form with a legal suffix, else the usual one.

    >>> name_for_host("https://news.acme-screws.example/a", "We at Acme Screws sell. Acme Screws Ltd is old.")
    'Acme Screws Ltd'
    """
    host = (urlsplit(address).hostname or "") if "//" in address else address.rpartition("@")[2]
    labels = host.lower().split(".")
    while len(labels) > 1 and (len(labels[-1]) <= 3 or len(labels) > 2 or labels[-1] == "example"):
        label = labels[-2]
        labels.pop()
        letters = [c for c in label if c.isalnum()]
        if len(letters) >= 3:
            pattern = re.compile(r"(?<!\w)" + r"[\s&.'’-]{0,3}".join(re.escape(c) for c in letters) + r"(?!\w)", re.IGNORECASE)
            if name := _fullest(pattern, text[:_SEARCHED]):
                return name
    return ""


def _fullest(pattern: re.Pattern[str], text: str) -> str:
    plain = re.sub(r"(?:https?://|www\.)\S+|\S+@\S+", " ", text)
    found: Counter[str] = Counter()
    formal: Counter[str] = Counter()
    for match in pattern.finditer(plain):
        if not match[0][:1].isupper():
            continue
        found[re.sub(r"\s+", " ", match[0])] += 1
        tail = re.match(r"(?:\s+[A-Z][\w&.'’-]*){0,4}?", plain[match.end() : match.end() + 80])
        for words in range(5):
            between = re.match(rf"(?:[^\S\n]+[A-Z][\w&.'’-]*){{{words}}}", plain[match.end() : match.end() + 80])
            if between is None or tail is None:
                break
            form = _legal_forms().match(plain, match.end() + between.end())
            if form:
                formal[re.sub(r"\s+", " ", plain[match.start() : form.end()])] += 1
                break
    pool = formal or found
    return min(pool, key=lambda name: (-pool[name], name)) if pool else ""


def without_site_words(name: str) -> str:
    """The name of a site without what sites add to the name of their owner.

    >>> without_site_words("Acme Newsroom")
    'Acme'
    """
    words = name.split()
    for cut in range(1, len(words)):
        if match_part("site-suffix", " ".join(words[cut:])):
            return " ".join(words[:cut]).rstrip(" -–|,")
    return name


def leading_name(plain: str) -> str:
    """The name that opens a sentence, up to the first comma, bracket or small word; empty where there is none."""
    match = _LEADING.match(plain)
    if match is None:
        return ""
    name = match["name"].rstrip(",")
    form = _legal_forms().search(name)
    return name[: form.end()].strip() if form else re.sub(r",.*", "", name).rstrip(".")


# ------------------------------------------------------------------ where a page names its publisher
def _stamped(text: str, parts: Sequence[Part], names: Sequence[str]) -> Iterator[str]:
    told_by = {BlockRole.METADATA, BlockRole.BYLINE, BlockRole.BOILERPLATE}
    lines = list({part.plain: part for part in parts if part.role in told_by and part.plain}.values())
    for name in names:
        for part in lines:
            match = match_part(name, part.plain)
            groups = match.groupdict() if match else {}
            value = groups.get("publisher") or groups.get("publisher2")
            if value and (told := _as_name(value.strip(" ,*_"), text)):
                yield told


def _as_name(value: str, text: str) -> str:
    """A name out of the words that a pattern took for one; "the League" is the body whose name ends so; else nothing."""
    bare = value.removeprefix("the ").removeprefix("The ")
    if not bare[:1].isupper() and not bare[:1].isdigit():
        return ""
    if any(word.islower() and len(word) > 3 for word in bare.split()):
        bare = leading_name(bare)
    if bare != value and " " not in bare:
        longer = Counter(re.findall(rf"(?:[A-Z][\w.'’-]*[ ]){{1,4}}{re.escape(bare)}\b", text[:_SEARCHED]))
        found = [name.removeprefix("The ") for name in longer if name.removeprefix("The ") != bare]
        return max(found, key=lambda name: (longer[name], name)) if found else ""
    return spelled(bare, text)


def _about(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """What sections "About X" are about, each with the first words of the section."""
    found = []
    for number, part in enumerate(parts[:-1]):
        if part.role is BlockRole.BOILERPLATE and part.size <= 100 and match_part("boilerplate-heading", part.plain):
            words = part.plain.split(maxsplit=1)
            if len(words) == 2 and words[1][:1].isupper() and words[0].istitle() and words[0].lower() == "about":
                found.append((words[1], leading_name(parts[number + 1].plain)))
    return found


def _issuer(layout: Layout, title: str) -> str:
    """The company whose release it is: the name that opens the dated paragraph, if the page is about it or says it is a release."""
    parts = layout.parts
    first = next((n for n, part in enumerate(parts) if part.role is BlockRole.PARAGRAPH and part.size > 80), -1)
    dated = first > 0 and any(part.role is BlockRole.BYLINE for part in parts[:first])
    opens = leading_name(parts[first].plain or "") if dated else ""
    about = _about(parts)
    for short, full in about:
        if opens and (opens.startswith(short) or short.startswith(opens)):
            return full if full.startswith(opens) and len(full) < 80 else opens
    if opens and (title.startswith(f"{opens}:") or any(match_part("label", part.plain) for part in parts[:4] if part.plain)):
        return opens
    if about:
        short, full = about[0]
        return full if full.startswith(short) and len(full) < 80 else short
    return ""


def _of_byline(text: str, layout: Layout) -> str:
    """A body named before the date of a byline: the first of segments set apart by bars, or one that the text goes on to call "the …"."""
    for part in layout.parts[:12]:
        if part.role is not BlockRole.BYLINE:
            continue
        if " | " in part.plain and (first := part.plain.split(" | ")[0].strip()) and not re.search(r"\d", first):
            return spelled(first, text)
        head = re.split(r",?\s+\d|,\s+[A-Z][a-z]+\.?\s+\d", part.plain)[0].strip(" ,(*_")
        words = head.split()
        if len(words) > 1 and words[0].lower() != "by" and re.search(rf"\b[Tt]he {re.escape(words[-1])}\b", text[:_SEARCHED]):
            return head
    return ""


def _of_signer(text: str, layout: Layout) -> str:
    """A name on a line of its own at the top that comes back above the signature of a report."""
    signed = " ".join(part.plain for part in layout.parts if part.role is BlockRole.SIGNATURE).casefold()
    for part in layout.parts[:14]:
        name = part.plain
        if part.role in {BlockRole.HEADING, BlockRole.METADATA, BlockRole.TITLE, BlockRole.PARAGRAPH} and 3 < len(name) <= 80:
            if signed and name.casefold() in signed and _legal_forms().search(name):
                return spelled(name, text)
    return ""


def _of_title(text: str, title: str) -> str:
    """What a page title adds after a bar: the name of the site, without words that only sites use."""
    parts = _SUFFIX.split(title)
    if len(parts) < 2 or len(parts[-1].split()) > 6:
        return ""
    name = without_site_words(parts[-1].strip())
    return spelled(name, text) if name != parts[-1].strip() or "|" in title else ""


def find_publisher(text: str, layout: Layout, address: str, host: str, page_title: str) -> str:
    """Return who brought a document out, or an empty string.

    Args:
        text: the captured text.
        layout: its parts with their roles.
        address: the web address of the document itself, where known.
        host: the domain that a mail came from.
        page_title: the title of a web page with what the site adds to it.
    """
    parts = layout.parts
    for name in _stamped(text, parts, _STAMPS):
        return name
    if host or address:
        if name := name_for_host(host or address, text):
            return name
    if layout.instrument:
        return ""
    opening = layout.opening
    if opening.letterhead >= 0 and (head := parts[opening.letterhead].plain) and not find_dateline(head):
        return spelled(head, text)
    title = parts[opening.title].plain if opening.title >= 0 else ""
    for name in (_issuer(layout, title), _of_byline(text, layout), _of_signer(text, layout), _of_title(text, page_title or "")):
        if name:
            return name
    for name in _stamped(text, parts, ("boilerplate-line", "copyright")):
        return name
    return ""
