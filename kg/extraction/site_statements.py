"""Statements of passages whose point is an agreement, and the companies that parties hold together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.agreements import AgreementSite
from kg.extraction.layers import Voice
from kg.extraction.lexicon import word_list
from kg.extraction.parties import PartyIndex
from kg.extraction.runs import lowered
from kg.records import Statement

__all__ = ["held_companies", "merged", "site_statement"]


def site_statement(site: AgreementSite, voice: Voice) -> Statement:
    """Return the statement that a passage on an agreement makes."""
    return Statement(
        "",
        site.start,
        site.end,
        voice.layer,
        site.stance,
        site.basis,
        site.about,
        link=site.link,
        owner=site.about[0],
        speaker=voice.party,
        voice=voice.words,
        patterns=(f"agreement-{site.kind_of_site}",),
    )


def held_companies(text: str, parties: PartyIndex) -> tuple[str, ...]:
    """Return the keys of the parties that stand beside a noun for a company that others hold together."""
    lower = lowered(text)
    nouns = [noun for noun in sorted(word_list("venture-noun")) if noun in lower]
    joined = "|".join(map(re.escape, nouns))
    places = [match.span() for match in re.finditer(joined, lower)] if nouns else []
    found = []
    for party in parties.mentions if places else ():
        written = sorted({party.name, *party.aliases, *party.roles})
        names = "|".join(map(re.escape, written))
        reach = max(map(len, written)) + _BESIDE
        beside = re.compile(
            rf"(?<!\w)(?:(?:{joined})[^.;]{{0,40}}(?:{names})|(?:{names})[^.;]{{0,30}}(?:{joined}))(?!\w)", re.IGNORECASE
        )
        near = (text[max(0, start - reach) : end + reach] for start, end in places)
        if any(beside.search(part) for part in near if any(name.lower() in part.lower() for name in written)):
            found.append(party.key)
    return tuple(found)


_BESIDE = 64  # code points between a noun for a company and a name that still stands beside it, and some to spare


def merged(sites: Sequence[Statement], statements: list[Statement]) -> list[Statement]:
    """Return the sites that stand for themselves; one on the very words of a statement of its agreement lends it its link."""
    rest: list[Statement] = []
    for site in sites:
        same = next(
            (i for i, s in enumerate(statements) if (s.start, s.end, s.about, s.link) == (site.start, site.end, site.about, None)),
            None,
        )
        if same is None:
            rest.append(site)
        else:
            statements[same] = replace(statements[same], link=site.link)
    return rest
