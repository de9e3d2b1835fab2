"""Invented documents of invented firms, and how tests read them."""

from __future__ import annotations

from kg.errors import InputError
from kg.extraction import read_document
from kg.reading.formats import read_bytes
from kg.records import Document, Reading

LEASE = """WAREHOUSE LEASE AGREEMENT

This Warehouse Lease Agreement (the "Lease") is made on 3 May 2021 between Marlow Estates Limited, a company
incorporated in England (the "Landlord"), and Tarn Freight GmbH, a company organised under the laws of Germany (the
"Tenant").

1. Grant

1.1 The Landlord leases the warehouse at Quay Street to the Tenant for five years from the date of this Lease.

2. Rent

2.1 The Tenant shall pay to the Landlord a rent of EUR 31,500 per month.

3. Assignment

3.1 The Tenant shall not assign this Lease unless the Landlord agrees in writing.

3.2 The Tenant shall maintain insurance of the warehouse.

4. Governing law

4.1 The law of England and Wales governs this Lease.

IN WITNESS WHEREOF both have signed this Lease.

Marlow Estates Limited
By: ______________

Tarn Freight GmbH
By: ______________
"""

AMENDMENT = """FIRST AMENDMENT TO WAREHOUSE LEASE AGREEMENT

This First Amendment (the "Amendment") is made on 9 June 2023 between Marlow Estates Limited (the "Landlord") and Tarn
Freight GmbH (the "Tenant").

WHEREAS the Landlord and the Tenant are parties to the Warehouse Lease Agreement dated 3 May 2021 (the "Lease").

1. In Clause 2.1 of the Lease the figure “EUR 31,500” is replaced by “EUR 28,200”.

2. Clause 3.2 of the Lease is deleted in its entirety.

3. Clause 9.4 of the Lease is deleted in its entirety.

Save as amended, the Lease stays in force.

Marlow Estates Limited
By: ______________

Tarn Freight GmbH
By: ______________
"""

RELEASE = """---
title: Brindal Labs and Oswin Health sign a licence agreement
publisher: Brindal Labs
published: 2024-03-04
date_basis: The day stands at the top of the page.
---
# Brindal Labs and Oswin Health sign a licence agreement

Brindal Labs and Oswin Health today signed a license agreement.

Brindal Labs grants Oswin Health an exclusive license to its blood test through 2028. Oswin Health will pay Brindal Labs
a license fee of EUR 3 million. The weather in the valley was fine.

"We are glad of this," said the head of Brindal Labs.
"""

NEWS = """---
title: Oswin Health licenses a blood test
publisher: The Valley Courier
published: 2024-03-05
date_basis: The day stands at the top of the page.
---
# Oswin Health licenses a blood test

Brindal Labs and Oswin Health signed a license agreement on Monday.

Under the agreement, Oswin Health will pay Brindal Labs a license fee of EUR 5 million.
"""

LETTER = """LETTER OF INTENT

This Letter of Intent is made on 2 February 2022 between Pellworth Dairy Limited ("Pellworth") and Skerry Foods plc ("Skerry").

1. The parties intend to negotiate a supply agreement.

2. Skerry intends to purchase 400 tonnes of butter per year from Pellworth.

3. This letter of intent is not legally binding.

Pellworth Dairy Limited
By: ______________

Skerry Foods plc
By: ______________
"""

IRRELEVANT = (
    "Bread for a Sunday\n\nMix the flour with water and leave it until the next morning. Then bake it for forty minutes.\n",
    "Notes from the allotment\n\nThe beans came up late this year. My neighbour Ada Finch lent me a fork, and I gave her plums.\n",
    "Library hours\n\nThe library opens at nine. Books may be kept for three weeks; a fine of 20 pence a day is due after that.\n",
    "Match report\n\nHarbour United beat Mill Rovers by two goals to one. The referee had a busy afternoon.\n",
)


def document(identifier: str, text: str) -> Document:
    """The document of a text, as reading makes it; the ending of the identifier tells its format."""
    (found,) = read_bytes(identifier, text.encode("utf-8"), {})
    assert not isinstance(found, InputError)
    return found


def reading(identifier: str, text: str) -> tuple[Document, Reading]:
    """The document of a text, and what it says."""
    captured = document(identifier, text)
    return captured, read_document(captured)
