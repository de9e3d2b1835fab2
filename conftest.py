"""What all tests share: two short documents of invented firms, and a graph built from them once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kg

DOCUMENTS = {
    "1-licence.md": """---
title: Aster Maps and Birch Travel sign a licence agreement
publisher: Aster Maps
source: https://aster.example/news/2024/03/04/licence
published: 2024-03-04
captured: 2024-03-10
date_basis: The day stands in the address.
---
# Aster Maps and Birch Travel sign a licence agreement

Aster Maps and Birch Travel today signed a license agreement.

Aster Maps grants Birch Travel an exclusive license to its city maps through 2028. Birch Travel will pay Aster Maps a license fee
of EUR 2 million.
""",
    "2-amendment.md": """---
title: Aster Maps and Birch Travel amend their license agreement
publisher: Aster Maps
source: https://aster.example/news/2025/06/02/amendment
published: 2025-06-02
captured: 2025-06-05
date_basis: The day stands in the address.
---
# Aster Maps and Birch Travel amend their license agreement

Today, Aster Maps and Birch Travel are announcing an amended license agreement.

Aster Maps now grants Birch Travel a non-exclusive license to its city maps through 2030.
""",
}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two documents."""
    folder = tmp_path_factory.mktemp("sample")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the two documents; tests must not change it."""
    out = tmp_path_factory.mktemp("built") / "build"
    kg.build(sample, out)
    return out


@pytest.fixture(autouse=True)
def _names_of_examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """Give the examples of the Python face their folders."""
    if "kg/api/" in request.node.path.as_posix():
        doctest_namespace["sample"] = request.getfixturevalue("sample")
        doctest_namespace["built"] = request.getfixturevalue("built")
        doctest_namespace["output"] = request.getfixturevalue("tmp_path") / "build"
