"""How an agreement of a report is linked to an earlier one: named, met before, or left to be found across documents."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.bounds import meets
from kg.dates import find_dates
from kg.extraction.agreement_drafts import Draft, clean_title, is_presupposed, same_parties
from kg.extraction.agreement_effects import beside, tie_between
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_reader import Reader
from kg.extraction.agreement_sites import Line
from kg.extraction.agreement_words import quality_pattern, verb_pattern
from kg.extraction.lexicon import load_toml
from kg.records import Basis, DateBounds, Document, Force, LinkMention, LinkType, Stance

__all__ = ["announced_address", "followed_paper", "link_to", "tie_pair"]


def followed_paper(reader: Reader, draft: Draft, line: Line) -> tuple[list[LinkMention], list[str]]:
    """Return the link and the paper that a contract leans on: it carries out a memorandum or builds on a contract of 2 May."""
    text = line.passage.text
    for name in reader.definite(line):
        lead = text[max(line.start, name.start - 50) : name.start]
        if name.dates and name.force is not Force.NON_BINDING and _BUILDS.search(lead):
            kind = LinkType.IMPLEMENTS if draft.noun in _orders() else LinkType.EXTENDS
            return _tie(reader, draft, kind, reader.other(name, draft.parties, line))
        if (
            name.force is Force.NON_BINDING
            and draft.force is Force.BINDING
            and (verb_pattern("follow").search(lead) or verb_pattern("implement").search(lead))
        ):
            earlier = reader.other(name, draft.parties, line)
            reader.found.bases.setdefault(draft.key, earlier.key)
            return [LinkMention(draft.key, LinkType.IMPLEMENTS, earlier.key)], [earlier.key]
    return [], []


_BUILDS = re.compile(r"\b(?:build(?:s|ing)?|built)\s+(?:up)?on\s+(?:the\s+|their\s+|our\s+|its\s+)?$", re.IGNORECASE)


def _orders() -> frozenset[str]:
    """The nouns of papers that by their nature carry out what stands above them."""
    return frozenset(w for table in load_toml("agreements")["nouns"].values() if "under" in table for w in table["words"])


def link_to(
    reader: Reader, draft: Draft, kind: LinkType, base: AgreementName | None, line: Line
) -> tuple[list[LinkMention], list[str]]:
    """Return the links of an agreement to what is named in one row, met before, or left to be found, and what is spoken of."""
    links, spoken = _link_one(reader, draft, kind, base, line)
    for further in beside(line.passage.text, base, reader.definite(line)) if base is not None and links else ():
        more, keys = _link_one(reader, draft, kind, further, line)
        links, spoken = [*links, *(link for link in more if link.earlier and link not in links)], [*spoken, *keys]
    return links, spoken


def _link_one(
    reader: Reader, draft: Draft, kind: LinkType, base: AgreementName | None, line: Line
) -> tuple[list[LinkMention], list[str]]:
    """The link of an agreement to one base."""
    if base is None:
        return _link_to_unnamed(reader, draft, kind)
    if not base.dates and base.title and draft.is_titled(base) and base.title.casefold() != base.noun:
        return [], []  # it is said to be changed by itself: what changes is what it says
    tied = reader.tied_to(line, base)
    if set(tied) - set(draft.parties):
        others = tied if len(tied) >= 2 else (*draft.parties[:1], *tied)
        return [], [reader.other(base, others, line).key]
    paper = base.kind == "memorandum" and draft.force is Force.BINDING
    if paper or ((base.dates or base.title) and (base.kind != "partnership" or base.title)):
        told = len(tied) >= 2
        return _tie(reader, draft, kind, reader.other(base, tied if told else draft.parties, line, guessed=not told))
    dated = [reader.other(base, draft.parties, line, guessed=True).key] if base.dates else []
    before = reader.met_before(base, draft) if not dated else None
    if before is not None:
        return _tie(reader, draft, kind, before)
    earlier = reader.found.base_of(draft)
    if earlier.implied and not earlier.title:
        earlier.title = clean_title(base.phrase)  # "the cable contract" tells which one is meant
    return _open_link(draft, kind), [*dated, earlier.key]


def _link_to_unnamed(reader: Reader, draft: Draft, kind: LinkType) -> tuple[list[LinkMention], list[str]]:
    """The link to a base that only a pro-form means: the one dated agreement of the same parties met before, else left open."""
    told = reader.found.bases.get(draft.key, "")
    if told and not is_presupposed(told):
        return [], []  # which one it is has been said before
    before = [d for d in reader.found.ledger.drafts if d.made.earliest and d is not draft and not d.implied]
    if len(before) == 1 and same_parties(before[0].parties, draft.parties) and not meets(before[0].made, draft.made):
        return _tie(reader, draft, kind, before[0])
    earlier = reader.found.base_of(draft)
    if earlier.implied and not earlier.title:
        earlier.title = _without_change(draft.title)
    return _open_link(draft, kind), [earlier.key]


def _without_change(title: str) -> str:
    """What is changed, as the title of what changes it calls it: "revised framework agreement"; nothing where it does not."""
    first, _, rest = title.partition(" ")
    return rest if " " in rest and quality_pattern()[1].get(first.casefold()) in {"amended", "expanded"} else ""


def _open_link(draft: Draft, kind: LinkType) -> list[LinkMention]:
    """The link to a base that is still to be found; a paper that does not bind changes none that nobody names (SEMANTICS a)."""
    return [] if draft.force is Force.NON_BINDING else [LinkMention(draft.key, kind, "")]


def _tie(reader: Reader, draft: Draft, kind: LinkType, earlier: Draft) -> tuple[list[LinkMention], list[str]]:
    """The link to a known base; what binds carries out what does not."""
    if earlier is draft:
        return [], []
    known = reader.found.ledger.by_key(reader.found.bases.get(draft.key, ""))
    if known is None or (known.force is Force.NON_BINDING and earlier.force is Force.BINDING):
        reader.found.bases[draft.key] = earlier.key
    kind = LinkType.IMPLEMENTS if earlier.force is Force.NON_BINDING and draft.force is Force.BINDING else kind
    return [LinkMention(draft.key, kind, earlier.key)], [earlier.key]


def tie_pair(reader: Reader, line: Line, names: list[AgreementName]) -> bool:
    """Link two agreements of different days that one sentence names, where one is said to change or carry out the other."""
    for name, base in pairwise(names):
        if not name.dates or not base.dates or meets(name.made, base.made):
            continue
        kind = tie_between(line.passage.text, name, base)
        makers = reader.named_parties(line, base)
        if kind is None or len(makers) < 2:
            continue
        later, earlier = reader.other(name, makers, line), reader.other(base, makers, line)
        stance = Stance.AFFIRMS if kind is LinkType.IMPLEMENTS else Stance.CHANGES
        about = (later.key, earlier.key)
        reader.site(line, about, stance, Basis.EXPLICIT, LinkMention(later.key, kind, earlier.key), "links")
        reader.speak(line, about)
        reader.told = about if reader.own is not None and reader.own.key not in about else reader.told
        return True
    return False


def announced_address(document: Document, line: Line, made: DateBounds) -> tuple[DateBounds, str]:
    """Return the day and the title in the address behind a link, where it has them."""
    raw = line.raw()
    address = re.search(r"\]\(\s*<?(?:https?://)?[^()\s]*?/(\d{4}/\d{2}/\d{2})/([\w-]+)", document.text[raw[0] : raw[1] + 300])
    if address is None:
        return made, ""
    day = next((d.bounds for d in find_dates(address.group(1))), made)
    return (day if meets(day, made) else made), address.group(2).replace("-", " ")
