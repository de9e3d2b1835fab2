"""Names of bodies as texts spell them: legal forms, names behind web domains, names that open a sentence."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

from kg.expressions import compiled
from kg.files import load_toml
from kg.legal_names import word_set
from kg.reading.page import match_part

__all__ = ["SEARCHED", "leading_name", "legal_forms", "name_for_host", "spelled", "without_full_stop", "without_site_words"]

SEARCHED = 60_000  # code points of a text in which a name is looked for
_LEADING = re.compile(
    r"\W*(?:[Tt]he\s+)?(?P<name>[A-Z][\w&.'’+-]*(?:,?\s+(?:(?!The\b|A\b|It\b|We\b)[A-Z][\w&.'’+-]*|(?:of|de|du|la|der|für|for)\s+(?=[A-Z])|&))*)"
)


@lru_cache(maxsize=1)
def legal_forms() -> re.Pattern[str]:
    """A pattern for a legal form with the white space before it ("Acme, Inc." has ", Inc.")."""
    forms = sorted(load_toml("parties")["legal-suffixes"]["words"], key=lambda form: (-len(form), form))
    dotted = (r"[.\s]{0,2}".join(re.escape(c) for c in form if c not in ". ") for form in forms)
    return compiled(r"[\s,]+(?:" + "|".join(dotted) + r")\.?(?!\w)", re.IGNORECASE)


def without_full_stop(name: str) -> str:
    """A name without the full stop of its sentence; one that belongs to an abbreviated legal form stays.

    >>> without_full_stop("Acme GmbH."), without_full_stop("Acme Inc."), without_full_stop("Acme S.A.")
    ('Acme GmbH', 'Acme Inc.', 'Acme S.A.')
    """
    if not name.endswith("."):
        return name
    last = re.split(r"[\s,]", name[:-1])[-1]
    return name if legal_forms().search(name) and ("." in last or last.istitle()) else name[:-1]


def spelled(name: str, text: str) -> str:
    """A name as a text spells it in small and capital letters, whatever case and punctuation it was given in.

    >>> spelled("ACME SCREWS INC", "Made by Acme Screws, Inc. of Ohio.")
    'Acme Screws, Inc.'
    """
    words = re.findall(r"\w+", name)
    if not words:
        return name
    pattern = re.compile(r"(?<!\w)" + r"[\W_]{1,4}".join(re.escape(word) for word in words) + r"(?!\w)\.?", re.IGNORECASE)
    found = Counter(re.sub(r"\s+", " ", match[0]) for match in pattern.finditer(text[:SEARCHED]))
    mixed = [form for form in found if not form.isupper()]
    if not mixed:
        return name
    best = min(mixed, key=lambda form: (-found[form], form))
    return without_full_stop(best)


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
            if name := _fullest(pattern, text[:SEARCHED]):
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
            form = legal_forms().match(plain, match.end() + between.end())
            if form:
                formal[re.sub(r"\s+", " ", plain[match.start() : form.end()])] += 1
                break
    pool = formal or found
    return without_full_stop(min(pool, key=lambda name: (-pool[name], name))) if pool else ""


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
    if name.casefold() in word_set("openers"):
        return ""
    form = legal_forms().search(name)
    return name[: form.end()].strip() if form else re.sub(r",.*", "", name).rstrip(".")
