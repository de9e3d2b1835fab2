"""What all tests share: two short documents of invented firms, and a graph built from them once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import kg

# How long an example takes says more about the machine than about the code; tests that measure say so themselves. `make test` tries
# the same examples everywhere and every day, so that a commit passes or does not; `make fuzz` looks for new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("fuzz", deadline=None)
hypothesis.settings.load_profile("house")

DOCUMENTS = Path(__file__).parent / "tests" / "documents" / "maps" / "in"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two documents."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(DOCUMENTS, folder, dirs_exist_ok=True)
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
