"""Tests of papers that change a contract: their own name, day and base; all parties here are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_contract_forms import agreements

from kg.extraction.agreements import AgreementIndex
from kg.records import AgreementMention, LinkType

SIGNED = "\n\nFor Virsta: J. Kask          For Samudra: D. Halim\n\nEntered on the docket 20 June 2033.\n"
POINTS = (
    "1)  In Article 2 the words “five cranes” are replaced by “seven cranes”.\n\n"
    "2)  Article 5 is struck out. Samudra need not pay for repairs.\n"
)
PARTIES = 'Agreed by Virsta Laivai OÜ ("Virsta") and Samudra Cranes Ltd ("Samudra").\n\n'


def own_of(found: AgreementIndex) -> AgreementMention:
    return next(m for m in found.mentions if m.key == found.own)


@pytest.mark.parametrize(
    "title",
    [
        "ENDORSEMENT 4\nto the Crane Hire Agreement of 3 May 2031",
        "PROTOCOL OF MODIFICATIONS to Crane Hire Contract No. 8/2031 of 3 May 2031",
        "AMENDING DEED\nto the Crane Hire Agreement of 3 May 2031",
        "Second correction to the Crane Hire Agreement of 3 May 2031",
    ],
)
def test_a_paper_over_instructions_is_the_change_that_its_title_tells(title: str, tmp_path: Path) -> None:
    """Whatever word a paper has for a change: over numbered points that rewrite clauses of a contract it amends that contract."""
    found = agreements(f"{title}\n\n12 June 2033\n\n{PARTIES}{POINTS}{SIGNED}", tmp_path)
    own = own_of(found)
    assert found.instrument
    assert (own.kind, own.made.earliest, own.made.latest) == ("amendment", date(2033, 6, 12), date(2033, 6, 12))
    link = next(s.link for s in found.sites if s.link)
    base = next(m for m in found.mentions if m.key == link.earlier)
    assert (link.type, base.made.latest) == (LinkType.AMENDS, date(2031, 5, 3))


def test_a_heading_further_down_is_no_title_of_a_change(tmp_path: Path) -> None:
    """A notice that tells of an amendment under a numbered heading is not that amendment."""
    text = f"""CRANE OFFICE

Decision of 2 July 2033 on Virsta Laivai OÜ

1. The tariff

Virsta Laivai OÜ pays EUR 5 a lift.

2. Amendment between the owners

Virsta Laivai OÜ and Samudra Cranes Ltd sent the Office the amendment of 12 June 2033.

{POINTS}
For the Office: D. Orm
"""
    found = agreements(text, tmp_path)
    assert own_of(found).kind != "amendment"


def test_the_day_of_a_contract_is_in_the_row_beside_it_and_not_that_of_the_register(tmp_path: Path) -> None:
    """A title may stand beside what it is about; the day on which an office entered a paper is not that of the paper."""
    text = """CRANE LICENCE                    "NORTH QUAY" (12 x 40 t)

Between   Virsta Laivai OÜ ("Virsta")
and       Samudra Cranes Ltd ("Samudra")

Date      3 May 2031

1  Licence. Virsta grants Samudra a licence for the quay.

2  Fee. Samudra pays EUR 5 a lift.

3  Nobody may hand this contract on without asking the other.

4  Swedish law governs.

Entered at the Quay Office, Olm, on 29 May 2031 under no. 7/31
"""
    found = agreements(text, tmp_path)
    assert own_of(found).title == "CRANE LICENCE"
    assert own_of(found).made.latest == date(2031, 5, 3)
