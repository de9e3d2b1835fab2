"""The page about triplestores: its commands are run as they stand there, and what it says of a store is what the code knows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from questions import list_examples
from servers import free_port, run_process
from stores import java

from kg.cli import main
from kg.export import list_loaders
from kg.loading import list_stores

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "triplestores.md"
AT_HAND = ("Oxigraph", *(pytest.param(name, marks=pytest.mark.stores) for name in ("Virtuoso", "Fuseki", "RDF4J")))
HEADINGS = {"oxigraph": "Oxigraph", "virtuoso": "Virtuoso", "fuseki": "Fuseki", "rdf4j": "RDF4J", "graphdb": "GraphDB"} | {
    "qlever": "QLever",
    "neptune": "Neptune",
    "generic": "Any other store",
}
_BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PORT = re.compile(r"(?<=127\.0\.0\.1:)\d+|(?<=--port )\d+")
_AFTER = ("secure", "create", "load", "query", "bulk", "secure-load")
pytestmark = [
    pytest.mark.gate,
    pytest.mark.network,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is in a checkout, not in a wheel"),
]


def section(heading: str) -> str:
    """What the page says under a heading."""
    return re.split(r"^## ", PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


@dataclass(frozen=True)
class Shell:
    """A folder in which commands of the page are run, with the programs that it takes for given."""

    folder: Path

    def environment(self) -> dict[str, str]:
        """Our programs first; nothing of who we are."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("KG_STORE_")}
        places = [str(Path(sys.executable).parent), str(Path(java()).parent), known["PATH"]]
        return known | {"PATH": os.pathsep.join(places), "NETRC": str(self.folder / "none"), "PYTHONPATH": str(ROOT)}

    def run(self, commands: str, password: str = "") -> subprocess.CompletedProcess[str]:
        """Run commands as somebody would who types them in, and a password where one is asked for."""
        return subprocess.run(
            ["bash", "-euc", commands],
            input=f"{password}\n",
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    def start(self, stack: ExitStack, commands: str, probe: str) -> None:
        """Run commands, the last of which is a server that then answers at an address."""
        *before, server = commands.strip().splitlines()
        done = self.run("\n".join(before))
        assert done.returncode == 0, done.stderr
        stack.enter_context(run_process(["bash", "-c", f"exec {server}"], self.folder, probe, self.environment()))


def prepare(heading: str, built: Path, folder: Path) -> tuple[Shell, dict[str, str]]:
    """A folder with a build and the files of a section, and its commands by kind, at free ports."""
    if heading != "Oxigraph" and "KG_STORES" not in os.environ:
        pytest.skip(f"{heading} is installed by `make test-stores`")
    text = section(heading)
    ports = {port: str(free_port()) for port in sorted(set(_PORT.findall(text)))}
    blocks = _BLOCK.findall(_PORT.sub(lambda match: ports[match[0]], text))
    shutil.copytree(built, folder / "build")
    for fetched in Path(os.environ.get("KG_STORES", folder / "none")).glob("*.?ar"):
        (folder / fetched.name).symlink_to(fetched)
    for language, name, content in blocks:
        if language != "sh":
            (folder / name).write_text(content, encoding="utf-8")
    return Shell(folder), {kind: content for language, kind, content in blocks if language == "sh"}


def address_of(commands: str) -> str:
    """Where `kg load` loads to."""
    return str(re.findall(r"kg load \S+ --to (\S+)", commands)[0])


@pytest.mark.parametrize("heading", AT_HAND)
def test_commands_of_the_page_work(heading: str, built: Path, tmp_path: Path) -> None:
    """Started, secured, loaded and asked as the page says, a store answers as the build does; so its bulk loader, too."""
    shell, commands = prepare(heading, built, tmp_path)
    with ExitStack() as stack:
        shell.start(stack, commands["start"], address_of(commands["load"]))
        if "secure-start" in commands:
            shell.start(stack, commands["secure-start"], address_of(commands["secure-load"]))
        done = {kind: shell.run(commands[kind], "another-word") for kind in _AFTER if kind in commands}
    assert {kind: one.stderr for kind, one in done.items() if one.returncode} == {}
    assert {*commands} == {"get", "start", *done, *({"secure-start"} & {*commands})}
    assert " answers are the same as the embedded ones" in done["load"].stdout
    assert done["query"].stdout == CliRunner().invoke(main, ["query", "parties", str(built)]).stdout
    assert "another-word" not in "".join(one.stdout + one.stderr for one in done.values())


@pytest.mark.parametrize("heading", [pytest.param(name, marks=pytest.mark.stores) for name in ("Virtuoso", "Fuseki")])
def test_secured_stores_ask_for_the_password(heading: str, built: Path, tmp_path: Path) -> None:
    """Secured as the page says, a store takes nothing with another password, and the load says so."""
    shell, commands = prepare(heading, built, tmp_path)
    start, load = ("secure-start", "secure-load") if "secure-load" in commands else ("start", "load")
    with ExitStack() as stack:
        shell.start(stack, commands[start], address_of(commands[load]))
        assert shell.run(commands.get("secure", "true")).returncode == 0
        done = shell.run(commands[load], "dba")
    assert (done.returncode, done.stdout) == (3, "")
    assert "401" in done.stderr


def test_the_page_knows_every_store() -> None:
    """Each kind of store and of bulk file has a section, with its trap, whether readers may see less, and whether it was tried."""
    rows = PAGE.read_text(encoding="utf-8").replace("**no**", "no")
    for store in list_stores():
        text = " ".join(section(HEADINGS[store.name]).split())
        assert store.trap.rstrip(".").removeprefix("It ") in text.replace("It ", ""), store.name
        assert f"| `{store.name}` | {store.tried} | {'yes' if store.atomic else 'no'}" in rows
        assert ("*From documentation.*" in text) == (store.tried == "from documentation")
    for loader in list_loaders():
        assert f"--for {loader.name} " in section(HEADINGS[loader.name])


def test_the_page_names_what_is_installed() -> None:
    """What the page says to get is what the tests get, version for version."""
    told = "\n".join(content for _, kind, content in _BLOCK.findall(PAGE.read_text(encoding="utf-8")) if kind == "get")
    installed = (ROOT / ".ci" / "install-stores").read_text(encoding="utf-8") + (ROOT / "constraints.txt").read_text(
        encoding="utf-8"
    )
    wanted = re.findall(r"-Dartifact=(\S+)|(oxigraph==\S+)|(virtuoso-\S+)", told)
    assert len(wanted) == 6
    assert [name for found in wanted for name in found if name not in installed] == []


def test_the_page_has_questions() -> None:
    """The questions of the page are asked of every engine by the portability gate."""
    assert sum(name.startswith("triplestores.md") for name in list_examples()) == 3
