"""The link between agreements that a text tells, in many forms of words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction import read_document
from kg.reading import Source, read_bytes, read_each
from kg.records import Document, LinkType
from kg.resolution import resolve

CASES = {
    "a new agreement that replaces one": (
        "supersedes",
        """Norvik Shipping and Baltic Ports renew berth deal

HAMBURG, 10 May 2024 – Norvik Shipping AS and Baltic Ports GmbH have signed a new berthing agreement that
replaces the contract signed in March 2019.
The new agreement runs until 31 December 2031.
""",
    ),
    "a variation to one of a year": (
        "amends",
        """Calder Union and Highfield Transport statement, 10 May 2024

Calder Union and Highfield Transport plc have agreed a variation to the 2022 pay agreement. Under the variation,
Highfield will pay drivers 19.40 pounds an hour.
""",
    ),
    "a protocol to a convention": (
        "amends",
        """The Government of Astoria and the Kingdom of Belmar today signed a Protocol to the Convention on
Shared Waters of 4 June 1998.
The Protocol enters into force on 7 May 2025 and raises the quota of Belmar to 40 million cubic metres.
""",
    ),
    "amended and restated again": (
        "supersedes",
        """Medsoft Inc. (the "Company") announced that it entered into a Second Amended and Restated Credit
Agreement with First Lakes Bank on May 8, 2024, which amends and restates the Amended and Restated
Credit Agreement dated as of June 3, 2020.
""",
    ),
    "extended by years": (
        "extends",
        """PRESS RELEASE

10 May 2024. Orchard Foods and GreenCart have extended their distribution agreement, first signed in 2018, by a
further five years. It will now expire on 30 June 2029.
""",
    ),
    "a numbered amendment": (
        "amends",
        """On May 8, 2024, Lumen Robotics, Inc. and Acorn Devices LLC entered into Amendment No. 3 to the
Supply Agreement dated March 1, 2020. Pursuant to the Amendment, the minimum annual purchase was
increased to $12 million.
""",
    ),
    "a work order under a master agreement": (
        "implements",
        """This Statement of Work No. 2 ("SOW") is entered into on 10 May 2024 under the Master Services
Agreement dated 1 February 2023 between Pelham Data Ltd ("Supplier") and Corvid Retail plc
("Customer").
""",
    ),
    "takes its place": (
        "supersedes",
        """The City of Wexton and Brightline Energy have put an end to the 2015 concession. A new concession
agreement, signed on 8 May 2024, takes its place and will run for 20 years.
""",
    ),
    "a letter about a subject line": (
        "amends",
        """LETTER AGREEMENT

May 8, 2024

Re: License Agreement dated as of January 15, 2021 (the "License Agreement") between Vantage Pharma AG and
Corelia Therapeutics, Inc.

Dear Sirs,
The parties hereby agree to amend Section 4.1 of the License Agreement so that the royalty rate shall be 7%.
Except as amended hereby, the License Agreement shall remain in full force and effect.
""",
    ),
    "a letter whose subject line stands above the salutation": (
        "amends",
        """NORVIK LEASING AS

8 May 2024

To: Calder Tramways Ltd

Rolling Stock Lease dated 3 March 2020 (the "Lease")

Dear Sirs

1. This letter is about clause 4 of the Lease.

2. From 1 June 2024 the Lease is amended as follows: in clause 4 "EUR 9,000" shall read "EUR 9,500".

Yours faithfully
Norvik Leasing AS

Agreed and accepted, 10 May 2024
Calder Tramways Ltd
""",
    ),
    "a letter that puts down what was settled": (
        "amends",
        """NORVIK LEASING AS

8 May 2024

Calder Tramways Ltd

Our rolling stock lease of 3 March 2020

Dear Mr Holm,

below is what we settled last week.

1. Clause 4 is deleted.

2. From 1 June 2024 clause 5 shall read "EUR 9,500" instead of "EUR 9,000".

Nothing in this letter obliges us to talk again before 2026.

We agree to the above.
Calder Tramways Ltd
""",
    ),
    "a numbered change beside its base in one line": (
        "amends",
        """Calder Tramways Ltd

8 May 2024

Norvik Leasing AS

Rolling Stock Lease of 3 March 2020 - Variation No. 2

Dear Ms Lund,

1. This letter, once you have countersigned it, varies the above lease between Norvik Leasing AS and Calder Tramways Ltd.

2. Clause 2: for "12 trams" read "15 trams".

Yours sincerely
Calder Tramways Ltd

Agreed for Norvik Leasing AS: A. Lund     Date: 9 May 2024
""",
    ),
    "a paper put into effect by what stands below a table": (
        "implements",
        """HARBOUR LABORATORY
Cooperation and Sample Exchange Agreement

Dated 8 May 2024

between Halden College and Ostrava Biotech AS

The Parties laid down their aims in a statement of intent of 2 October 2023, which bound none of them. This Agreement puts
those aims into effect.

1. Halden College shall send samples to Ostrava Biotech AS each month.

2. Ostrava Biotech AS shall pay Halden College EUR 400 per sample.

Signed by the parties
""",
    ),
    "an additional agreement with a number": (
        "amends",
        """Halmer Rail AS and Bren Coach Works GmbH have concluded Additional Agreement No. 3 to the Maintenance
Contract of 24 May 2018. Under it the price falls to EUR 1.40 per kilometre.
""",
    ),
    "a revised contract": (
        "amends",
        """Tarn Steel and Pico Motors have revised their 2021 supply contract, Tarn said in a stock exchange
announcement on Friday. Under the revised terms Pico will take 80,000 tonnes a year instead of
60,000.
""",
    ),
    "building on one of a day": (
        "implements",
        """Building on the cooperation agreement of 12 March 2020, the Ministry of Fisheries of Valdoria and
the Republic of Koria signed an implementing arrangement on 8 May 2024.
""",
    ),
    "a settlement that terminates": (
        "supersedes",
        """Under the settlement agreement dated 8 May 2024, Arbor Labs Inc and Pinecrest Systems Inc terminate
the Reseller Agreement of 2 March 2019 with immediate effect. All claims are released.
""",
    ),
    "all earlier ones, one of them named": (
        "supersedes",
        """The new five-year contract between Unity Sports and Channel Nine, announced on Friday, supersedes all
earlier arrangements between the two, including the 2020 rights agreement.
""",
    ),
    "an addendum that forms part": (
        "amends",
        """ADDENDUM TO LEASE

This Addendum, dated 8 May 2024, is made between Stonebridge Estates Ltd (the "Landlord") and Maple Clinics Ltd
(the "Tenant") and forms part of the Lease dated 1 April 2019.

1. The rent payable under clause 3 of the Lease is increased to GBP 210,000 per annum.
""",
    ),
    "an expanded collaboration": (
        "extends or amends",
        """Helix Genomics Inc. today announced an expanded collaboration with Bayside Biotech Inc. The expanded
agreement builds on the companies' original collaboration from 2021 and adds three new targets.
""",
    ),
    "recitals before the title": (
        "supersedes",
        """WHEREAS, Fernhill Dairy Ltd and Crown Grocers plc are parties to that certain Milk Supply Agreement
dated 3 March 2020 (as amended, the "Original Agreement"); and
WHEREAS, the parties wish to amend and restate the whole of the Original Agreement;
NOW, THEREFORE, this Amended and Restated Milk Supply Agreement is made on 8 May 2024 between Fernhill Dairy Ltd
("Supplier") and Crown Grocers plc ("Buyer").
""",
    ),
    "by deed of variation": (
        "amends",
        """NOTICE

Pursuant to clause 14 of the Distribution Agreement dated 5 May 2020 between Kova Tools AB and Brenner Handels
GmbH, the parties have agreed by deed of variation dated 8 May 2024 to replace Schedule 2 (Territory).
""",
    ),
    "a protocol called by its place": (
        "amends",
        """PROTOCOL OF VELM

to the Treaty on lake ferries done at Tarn on 3 June 2014 ("the Treaty")

                                          Velm, 8 May 2024

The Republic of Maru and the Kingdom of Aldland

Have decided to amend the Treaty in the following manner:

(1) In Article 2, "31 May 2024" becomes "31 May 2030".
""",
    ),
    "fishing opportunities under an agreement": (
        "implements",
        """PROTOCOL
setting out the fishing opportunities and the financial contribution provided for in the Fisheries Agreement
between the Republic of Maru and the Kingdom of Aldland

The Republic of Maru and the Kingdom of Aldland, having regard to the Fisheries Agreement signed on 3 June
2014 (the "Agreement"), have agreed as follows:

Article 1
For a period of four years from 1 July 2024, vessels of Aldland may catch 9,000 tonnes of tuna a year in the
waters of Maru.

Article 2
This Protocol shall enter into force on the date of signature.

Done at Port Maru on 8 May 2024.
""",
    ),
    "renewed while the current one expires": (
        "extends",
        """Maru and Aldland renew tuna pact

PORT MARU, 10 May 2024. The Republic of Maru and the Kingdom of Aldland have renewed their fisheries agreement
for another four years, the ministry said on Friday. The current protocol, signed in 2020, expires at the end
of June.

Under the renewed agreement Aldland's ships may catch 9,000 tonnes a year.
""",
    ),
    "a deed of variation": (
        "amends",
        """DEED OF VARIATION

THIS DEED is dated 8 May 2024

PARTIES
(1) Harbour Estates Limited (the "Landlord")
(2) Tolland Books plc (the "Tenant")

BACKGROUND
(A) This deed is supplemental to a lease of the premises dated 2 February 2018 made between the Landlord and
the Tenant (the "Lease").
(B) The Landlord and the Tenant have agreed to vary the Lease on the terms of this deed.

1. The rent first reserved by the Lease shall be 310,000 pounds a year.
2. Save as varied by this deed the Lease goes on as it was.

EXECUTED as a deed.
""",
    ),
    "the expansion of one in place": (
        "extends or amends",
        """Aurora Air and Pelican Airways expand codeshare

Aurora Air and Pelican Airways today announced the expansion of their codeshare agreement, in place since
2019, to twelve further destinations in South America.
""",
    ),
    "will replace once approved": (
        "supersedes",
        """Starting in June, Aurora Air and Pelican Airways move from codesharing to a joint business. The joint business
agreement, signed on Thursday, will replace the codeshare agreement of 2019 once regulators have approved it.
""",
    ),
    "a memorandum told before the contract": (
        "implements",
        """Timely disclosure

Orient Kisen Co., Ltd. (the "Company") hereby announces that it resolved today to enter into a basic agreement
with Pacific Bulk Pte. Ltd. The Company and Pacific Bulk Pte. Ltd. concluded a memorandum of understanding on
October 3, 2023, and the basic agreement was concluded on the basis thereof.
""",
    ),
    "a settlement whose clause ends one": (
        "supersedes",
        """SETTLEMENT AGREEMENT

This Settlement Agreement is made on 8 May 2024 between Corvid Software Inc. ("Corvid") and Lakeside Systems
LLC ("Lakeside").

WHEREAS Corvid and Lakeside entered into a Reseller Agreement dated 4 April 2019; and
WHEREAS a dispute has arisen between them under the Reseller Agreement;

1. The Reseller Agreement is terminated as of the date hereof.
2. Lakeside shall pay Corvid US$400,000.

IN WITNESS WHEREOF both have signed.
""",
    ),
    "comes to an end with a settlement": (
        "supersedes",
        """Corvid and Lakeside bury the hatchet

Corvid Software Inc. and Lakeside Systems LLC have settled their dispute. With the settlement signed on
Wednesday, the reseller agreement of April 2019 comes to an end.
""",
    ),
    "a joint statement that one applies": (
        "reaffirms",
        """Joint statement

Corvid Software Inc. and Lakeside Systems LLC confirm that their reseller agreement of 4 April 2019 continues
to apply and is not affected by the press reports of this week.

10 May 2024
""",
    ),
    "a supplemental agreement": (
        "amends",
        """THIRD SUPPLEMENTAL AGREEMENT dated 8 May 2024 between Gallant Shipping S.A. (the "Owners") and Cobalt
Commodities BV (the "Charterers")

WHEREAS by a time charter dated 11 November 2021, as amended by supplemental agreements of 2 May 2022 and 7
July 2023 (together the "Charter"), the Owners let the vessel to the Charterers;

IT IS AGREED that the Charter is further amended as follows:
1. The hire shall be US$18,500 per day.
""",
    ),
    "a letter agreement that modifies": (
        "amends",
        """Item 8.01 Other Events.

On May 8, 2024, Granite Foods, Inc. (the "Company") and Sunrise Growers Ltd. entered into a letter agreement
(the "Letter Agreement") which modifies certain terms of the Supply Agreement, dated September 9, 2019,
between the Company and Sunrise Growers Ltd.
""",
    ),
    "reaffirmed in the press": (
        "reaffirms",
        """Granite Foods says contract with Sunrise Growers unaffected

Granite Foods and Sunrise Growers on Friday reaffirmed the supply agreement that they signed in September
2019. "The contract stands," a Granite spokesman said.
""",
    ),
    "an arrangement to give effect to a treaty": (
        "implements",
        """The two ministries have concluded an administrative arrangement to give effect to the Treaty on Mutual Aid of
7 July 2011 between Norland and Suderia. Norland and Suderia signed the arrangement on 8 May 2024.
""",
    ),
    "under an amendment one now ends later": (
        "amends or extends",
        """Under an amendment dated 8 May 2024, the power purchase agreement between Fjord Wind AS and Copper Smelting
plc of 12 December 2020 now ends on 31 December 2036.
""",
    ),
    "parts of one are rewritten": (
        "amends",
        """Fjord Wind AS and Copper Smelting plc scrap cap

Fjord Wind AS and Copper Smelting plc have rewritten parts of the power contract that they concluded in
December 2020. The price cap disappears and the volume goes up.
""",
    ),
    "a memorandum that replaces another": (
        "supersedes",
        """MEMORANDUM OF UNDERSTANDING

This Memorandum of Understanding, dated 8 May 2024, is between the City of Arle ("City") and Transit Partners
Inc. ("TPI"). It replaces and supersedes the Memorandum of Understanding between the City and TPI dated 1
March 2021.

1. The City intends to grant TPI a concession.
2. This Memorandum is not binding.
""",
    ),
    "a year inside the name": (
        "extends",
        "Alder Ferries Ltd and Brae Shipping plc rolled over their 2019 catering contract for another three years on 4 May 2024.\n",
    ),
    "an order placed under a framework": (
        "implements",
        "Alder Airlines Ltd placed a purchase order with Brae Tyres plc on 4 April 2023 under the framework agreement of 2020.\n",
    ),
    "a paper made under another": (
        "implements",
        """The statement of work of 3 April 2022 is made under the Master Services Agreement dated 1 February 2020 between
Alder Bank Ltd and Brae Systems plc.
""",
    ),
    "an amendment named with its base": (
        "amends",
        """Amendment No. 3 dated 1 July 2021 to the Master Services Agreement dated 5 May 2018 between Alder Bank Ltd and
Brae Systems plc rewrites the fee schedule.
""",
    ),
    "a new one in the place of an old one": (
        "supersedes",
        "As a replacement for the interim lease of 3 March 2020, Alder Port Ltd and Brae Lines plc inked a lease on 7 July 2021.\n",
    ),
    "an extension with its parties before its day": (
        "extends",
        """The extension of the sponsorship agreement of 1 August 2020 between Alder Rovers FC and Brae Beer plc, signed on
3 May 2024, runs to 2028.
""",
    ),
    "the one of an earlier day": (
        "supersedes",
        """The Union of Glass Workers and the Association of Glass Makers have concluded a new collective agreement, which
replaces the one of 1 April 2021.
""",
    ),
    "a base with an article and a year": (
        "supersedes",
        """The new supply contract, signed on 2 June 2023 by Alder Foods Ltd and Brae Mills plc, takes over from a framework
agreement of 2015 between the two.
""",
    ),
    "a new one in its stead": (
        "supersedes",
        """The water contract of 9 July 2011 between Alder Town Council and Brae Water Ltd ran out in June. On 1 May 2024 the
two sides had signed a new one in its stead, valid until 2031.
""",
    ),
    "an accepted letter under the title of a change": (
        "amends",
        """NORVIK LEASING AS

8 May 2024

Calder Tramways Ltd

Side letter to the Rolling Stock Lease of 3 March 2020

Dear Ms Vale,

What we settled last week holds from 1 June 2024: Norvik Leasing AS gives up the deposit.

Agreed for Calder Tramways Ltd: O. Vale, 9 May 2024
""",
    ),
    "an accepted letter about a licence of a day": (
        "amends",
        """NORVIK GENETICS AS

8 May 2024

Calder Seeds Ltd

Dear Ms Vale,

Cross-licence of 3 March 2020

Countersigned by you, this letter varies the cross-licence from 1 June 2024. The royalty is 4%.

Accepted 9 May 2024: O. Vale, for Calder Seeds Ltd
""",
    ),
    "two contracts in one row": (
        "amends",
        """Alder Grid AS and Brae Cable GmbH today signed an amending agreement. It amends the cable contract of 3 June 2019 and the
mast lease of 9 March 2021.
""",
    ),
    "what is ended before a new one is signed": (
        "supersedes",
        """On 2 May 2024 Alder Hospitals plc and Brae Linen Ltd terminated the laundry agreement of 1 June 2018 and entered into a
new services agreement.
""",
    ),
    "a paper turned into a contract": (
        "implements",
        """Alder Grid AS and Brae Cable GmbH signed heads of terms on 4 March 2024. On 2 May 2024 they turned the heads of terms
into a Cable Supply Agreement.
""",
    ),
    "a supplement to a contract": (
        "amends",
        "On 2 May 2024 Alder Grid AS and Brae Cable GmbH signed a supplement to the Cable Agreement of 3 June 2019.\n",
    ),
    "a successor to a contract": (
        "supersedes",
        "Alder Grid AS and Brae Cable GmbH today signed a successor to the cable agreement of 3 June 2019.\n",
    ),
    "the deed as the subject": (
        "extends",
        """On 2 May 2024 Alder Grid AS and Brae Cable GmbH signed a deed of extension. The deed prolongs the Cable Agreement of
3 June 2019 by four years.
""",
    ),
    "changes that are signed": (
        "amends",
        "On 2 May 2024 Alder Grid AS and Brae Cable GmbH signed changes to the cable contract of 2019.\n",
    ),
    "a right that they made": (
        "amends",
        "Alder Grid AS and Brae Cable GmbH have amended the mast licence they made in February 2020.\n",
    ),
    "a contract told to be made that does more": (
        "supersedes",
        """A new cable agreement between Alder Grid AS and Brae Cable GmbH was signed on 3 May and has taken the place of the one
of 2018.
""",
    ),
    "a letter told by what it does": (
        "amends",
        """Alder Grid AS and Brae Cable GmbH report: our letter varying the cable contract of 9 June 2021 counts as concluded
today.
""",
    ),
    "agreed to amend, as amended before": (
        "amends",
        """Alder Grid AS and Brae Cable GmbH have agreed to amend the Cable Contract of 12 March 2021, as amended on 4 May 2022,
in two points.
""",
    ),
    "a settlement of last March": (
        "amends",
        """The new agreement between Alder Grid AS and Brae Cable GmbH, signed on Tuesday, changes last March's settlement.
""",
    ),
    "a supplement by which a contract is changed": (
        "amends",
        """SUPPLEMENT TO THE CABLE CONTRACT OF 17 FEBRUARY 2020

between Alder Grid AS ("Alder") and Brae Cable GmbH ("Brae"), 2 May 2024

The Cable Contract is changed by this Supplement as from 1 July 2024.

a) In place of 31 March 2025 the Cable Contract ends on 31 March 2028.
b) Alder shall pay Brae EUR 5 a metre.

For Alder: A. Bee
For Brae: C. Dee
""",
    ),
    "a protocol which changes a numbered licence": (
        "amends",
        """PROTOCOL

signed at Tarn on 3 May 2024 between the Ministry of Mines ("the Ministry") and Alder Grid AS ("the Licensee"), which changes
Licence ML-4/2019 of 21 June 2019.

1. Article 6: in place of six per cent the royalty shall be eight per cent.

For the Ministry: A. Bee
For Alder Grid AS: C. Dee
""",
    ),
    "one contract replaced, another amended": (
        "supersedes or amends",
        """AGREEMENT

This agreement is made on 3 May 2024 between Alder Grid AS ("Alder"), Brae Cable GmbH ("Brae") and Calder Pool SA ("Pool").

1. The Letter Agreement of 11 January 2016 between Alder and Brae is replaced by this agreement.
2. The licence agreement of 19 June 2017 between Pool and Alder is amended: it now expires on 30 June 2026.
3. Alder shall pay Brae EUR 5 a metre.

For Alder: A. Bee
For Brae: C. Dee
For Pool: E. Eff
""",
    ),
}


LINKS = {
    "a supplemental agreement": 3,  # each change amends the contract, and the later one the earlier one too
    "one contract replaced, another amended": 2,
    "two contracts in one row": 2,
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_words_link_two_agreements(tmp_path: Path, name: str) -> None:
    """One link is read, or as many as `LINKS` says, each of the type that the words tell."""
    types, text = CASES[name]
    documents = read(tmp_path, text)
    dealings = resolve(documents, [read_document(d) for d in documents]).dealings
    links = [link for dealing in dealings for link in dealing.links]
    assert [str(link.type) in types.split(" or ") for link in links] == [True] * LINKS.get(name, 1)


@pytest.mark.parametrize(("paper", "linked"), [("non-binding memorandum of understanding", False), ("contract", True)])
def test_a_paper_that_does_not_bind_prolongs_nothing_unnamed(tmp_path: Path, paper: str, linked: bool) -> None:
    """An understanding may renew an alliance; that changes no agreement (SEMANTICS a)."""
    (document,) = read(tmp_path, f"Alder Bank Ltd and Brae Systems plc today signed a {paper} that renews their alliance.\n")
    assert any(s.link for s in read_document(document).statements) is linked


@pytest.mark.parametrize(
    ("words", "earlier"),
    [
        (". With effect from 1 January 2025 it replaces the pulp contract of June 2017 together with the side letter of 2019.", 2),
        ("; it supersedes the one of 2018 and the addendum of 2021.", 2),
        (". It replaces the storage contract between the mill and Alder of 2016 as well as the contract of 2017.", 2),
        (". The new contract replaces both the 2016 and the 2017 contract.", 2),
        (". It replaces the contract of 2016 and the addendum of 2019.", 2),
        (". As of next January it will replace the contract of 2018.", 1),
        (". This puts an end to the contract of 2018.", 1),
    ],
)
def test_a_new_contract_replaces_all_that_its_sentence_names(tmp_path: Path, words: str, earlier: int) -> None:
    """A day may stand before the subject, a semicolon before the clause, and years alone may tell what is replaced."""
    (document,) = read(tmp_path, f"On 3 May 2024 Alder Pulp AS and Brae Paper GmbH signed a new pulp contract{words}\n")
    reading = read_document(document)
    links = {s.link for s in reading.statements if s.link}
    made = {a.key: a.made for a in reading.agreements}
    assert {(link.later, str(link.type)) for link in links} == {("own", "supersedes")}
    assert len({made[link.earlier] for link in links}) == earlier


def test_one_agreement_does_one_thing_to_another(tmp_path: Path) -> None:
    """An addendum that is said to amend a contract, and to prolong it as well, amends it."""
    text = """Alder Pulp AS and Brae Paper GmbH signed an addendum to their pulp contract of 4 June 2019 on 3 May 2024.

The addendum extends the pulp contract of 4 June 2019 to 31 December 2030.
"""
    documents = read(tmp_path, text)
    dealings = resolve(documents, [read_document(d) for d in documents]).dealings
    assert [str(link.type) for dealing in dealings for link in dealing.links] == ["amends"]


def test_one_sentence_tells_two_links(tmp_path: Path) -> None:
    """What an agreement replaces and what it follows are quoted apart."""
    (document,) = read(
        tmp_path,
        """On 2 May 2024 Alder Grid AS and Brae Cable GmbH entered into a Facility Agreement. It amends and restates in its entirety
the Loan Agreement of 3 June 2019 and follows a non-binding term sheet that the same parties signed on 9 March 2024.
""",
    )
    told = {(str(s.link.type), document.text[s.start : s.end].split()[0]) for s in read_document(document).statements if s.link}
    assert told == {("supersedes", "It"), ("implements", "follows")}


def test_a_base_that_spells_a_party_otherwise_is_still_the_base() -> None:
    """What an amendment says of its base counts beside the words of the base, so that a slip of the pen parts no chain."""
    base = """CO-BRANDING AGREEMENT

This Co-Branding Agreement is made on 3 May 2019 between Oakham Data plc ("Oakham") and T.R. Whately Inc. ("Whately").

1. Whately shall pay Oakham a fee of $900 for each month.
"""
    amendment = """AMENDMENT TO CO-BRANDING AGREEMENT

This Amendment is made on 7 June 2020 between Oakham Data plc ("Oakham") and T.R. Whatley Inc. ("Whatley") and amends the
Co-Branding Agreement dated 3 May 2019 between them.
"""
    papers = (("base.txt", base), ("amendment.txt", amendment))
    documents = [d for name, text in papers for d in read_bytes(name, text.encode(), {}) if isinstance(d, Document)]
    (dealing,) = resolve(documents, [read_document(d) for d in documents]).dealings
    (link,) = dealing.links
    assert (str(link.type), link.later.rsplit(".", 2)[1], link.earlier.rsplit(".", 1)[1]) == ("amends", "amendment", "2019-05-03")


def read(folder: Path, text: str) -> list[Document]:
    """A text of 10 May 2024 as a document."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    path.with_name("text.meta.toml").write_text("published = 2024-05-10\n", encoding="utf-8")
    return [d for d in read_each(Source(path, path.name)) if isinstance(d, Document)]


def test_letter_whose_subject_line_names_a_contract_and_itself_amends_that_contract() -> None:
    """The line "Re: … - amending letter" below the address carries the link."""
    text = (
        "KAPPA DOCKS LTD\nPier 4, Port Elbon\n\n20 June 2022\n\nMarmora Oy\nAttention: Ms Y. Bee\n\n"
        'Re: Quay Access Agreement of 3 February 2020 (the "Agreement") - amending letter\n\nDear Yvonne,\n\n'
        "This letter sets down what we settled on the telephone. It applies from 1 July 2022.\n\n"
        "(1) The fee for a berth rises from EUR 32 to EUR 34.\n\n(2) The Agreement will end on 28 February 2025.\n\n"
        "Yours sincerely,\nTobias Dee\n\nAccepted: Y. Bee, Marmora Oy, 27 June 2022\n"
    )
    (document,) = read_bytes("letter.txt", text.encode(), {})
    assert isinstance(document, Document)
    links = [s for s in read_document(document).statements if s.link is not None]
    assert [(s.link.type, text[s.start : s.start + 3]) for s in links if s.link] == [(LinkType.AMENDS, "Re:")]


def test_a_revised_agreement_changes_the_one_that_it_is_called_after() -> None:
    """Of two contracts of the same parties the one that bears the name is revised, though the other one is younger."""
    texts = {
        "one.txt": "Press release, 2 June 2020\n\nAlder Grid AS and Brae Cable GmbH today signed a mast agreement.\n",
        "two.txt": "Press release, 3 May 2023\n\nAlder Grid AS and Brae Cable GmbH today signed a crane contract.\n",
        "three.txt": "Press release, 4 May 2024\n\nAlder Grid AS and Brae Cable GmbH today signed a revised mast agreement.\n",
    }
    documents = [d for name, text in texts.items() for d in read_bytes(name, text.encode(), {}) if isinstance(d, Document)]
    (dealing,) = resolve(documents, [read_document(d) for d in documents]).dealings
    assert [link.earlier.rsplit(".", 1)[1] for link in dealing.links] == ["2020-06-02"]


def test_what_lapses_is_not_made_on_that_day(tmp_path: Path) -> None:
    """The words "that lease lapses on 30 September 2026" date no agreement, and nothing ends it."""
    (document,) = read(
        tmp_path,
        """Under a separate lease of October 2023 Alder Grid AS lets a mast to Brae Cable GmbH for EUR 9 a year, and that lease
lapses on 30 September 2026.
""",
    )
    reading = read_document(document)
    assert {a.made.earliest.year for a in reading.agreements if a.made.earliest} == {2023}
    assert not [s for s in reading.statements if s.link]


@pytest.mark.parametrize(
    ("told", "link"),
    [
        ("have put their cable contract of 2019 on a new footing.", "amends"),
        ("settled on new terms for their cable contract of 2019.", "amends"),
        ("have added five years to their cable contract of 2019.", "extends"),
        ("agreed to keep their cable contract of 2019 running through 2030.", "extends"),
        ("swapped their cable contract of 2019 for a new one.", "supersedes"),
        ("signed a new cable contract. It does away with the cable contract of 2019.", "supersedes"),
        ("signed a new cable contract on 3 May 2024. The old contract of 2019 no longer applies.", "supersedes"),
        ("will not put their cable contract of 2019 on a new footing.", ""),
        ("keep their cable contract of 2019 in a drawer.", ""),
        ("did away with § 4 of their cable contract of 2019.", ""),
    ],
)
def test_words_before_and_behind_a_contract_tell_what_is_done_to_it(told: str, link: str, tmp_path: Path) -> None:
    """The two halves of "put … on a new footing" stand on both sides of the name."""
    (document,) = read(tmp_path, f"Alder Grid AS and Brae Cable GmbH {told}\n")
    assert {str(s.link.type) for s in read_document(document).statements if s.link} == ({link} if link else set())
