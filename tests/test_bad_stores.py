"""Stores that fail, lie or stand in the way: each is a clear error with status 3, and nothing is taken for loaded that is not."""

from __future__ import annotations

import logging
import re
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from servers import Answer, Request, run_fake

from kg.cli import main
from kg.endpoints import Endpoint
from kg.export import write_graphs
from kg.ntriples import to_graph

pytestmark = pytest.mark.network
TLS = Path(__file__).parent / "tls" / "self-signed.pem"
BASE = "https://example.org/deals/"
NAMES = [f"{BASE}graph/document/{letter}" for letter in "abcde"]
MANIFEST = f"{BASE}graph/manifest"
DONE: Answer = (204, {}, b"")
Fault = Callable[[Request, dict[str, bytes]], Answer | None]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials of ours, and nobody waits."""
    for name in ("USER", "PASSWORD", "TOKEN", "AUTH"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
    monkeypatch.setattr("kg.cli.moving.Endpoint", partial(Endpoint, timeout=20, sleep=lambda _: None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A build of five graphs."""
    lines = [f"<urn:s> <urn:p> <urn:o{number}> ." for number in range(30)]
    write_graphs([to_graph(name, lines) for name in NAMES], tmp_path / "build")
    return tmp_path / "build"


def load(folder: Path, address: str) -> Result:
    """What `kg load` says; an exception that is no exit is a failure."""
    result = CliRunner().invoke(main, ["load", str(folder), "--to", address, "--store", "generic"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def serve(held: dict[str, bytes], fault: Fault | None = None, at: str = NAMES[2]) -> Callable[[Request], Answer | None]:
    """A store that keeps graphs and does as it should, but for what it does when a certain graph is put."""

    def answer(request: Request) -> Answer | None:
        method, path, _, body = request
        name = unquote(path.partition("graph=")[2])
        if fault is not None and method == "PUT" and name == at:
            return fault(request, held)
        match method:
            case "PUT":
                held[name] = body
            case "DELETE":
                return DONE if held.pop(name, None) is not None else (404, {}, b"")
            case "GET":
                return (200, {"Content-Type": "application/n-triples"}, held[name]) if name in held else (404, {}, b"")
        return DONE

    return answer


def says(*answer: object) -> Fault:
    """A fault: the answer is this, and nothing is kept."""
    return lambda request, held: answer  # type: ignore[return-value]


def keeps(change: Callable[[bytes], bytes]) -> Fault:
    """A fault: all is answered well, and something else is kept than was sent."""

    def act(request: Request, held: dict[str, bytes]) -> Answer:
        held[unquote(request[1].partition("graph=")[2])] = change(request[3])
        return DONE

    return act


def removes(name: str) -> Fault:
    """A fault: what was sent is kept, and meanwhile somebody removes another graph."""

    def act(request: Request, held: dict[str, bytes]) -> Answer:
        held[NAMES[2]] = request[3]
        held.pop(name, None)
        return DONE

    return act


FAULTS = {
    "an error inside": (says(500, {}, b"out of memory"), "500 .*out of memory"),
    "busy for good": (says(503, {"Retry-After": "1"}, b""), "503"),
    "who are you": (says(401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), "401.*KG_STORE_USER"),
    "you may not": (says(403, {}, b""), "403"),
    "read-only": (says(405, {}, b""), "405.*read-only"),
    "too large": (says(413, {}, b""), "413.*limit"),
    "its disk is full": (says(507, {}, b""), "507.*disk"),
    "sent elsewhere": (says(308, {"Location": "https://example.org/other"}, b""), "sends us to https://example.org/other"),
    "a page to log in": (says(200, {"Content-Type": "text/html"}, b"<html>"), "holds 0 of 30"),
    "stored nothing": (says(204, {}, b""), "holds 0 of 30"),
    "half an answer": (says(200, {"Content-Length": "50"}, b"half"), "broke off"),
    "nothing at all": (lambda request, held: None, "broke off"),
    "stored half": (keeps(lambda body: b"".join(body.splitlines(True)[:15])), "holds 15 of 30"),
    "emptied": (keeps(lambda body: b""), "holds 0 of 30"),
    "stored twice": (keeps(lambda body: body + body.replace(b"urn:s", b"urn:t")), "holds 60 of 30"),
    "somebody removed another": (removes(NAMES[0]), "holds 0 of 30"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_told_and_mended_by_the_next_load(name: str, folder: Path) -> None:
    """Whatever happens to one graph: status 3, what and where, nothing claimed; once the store is well, all is brought there."""
    fault, why = FAULTS[name]
    held: dict[str, bytes] = {}
    with run_fake(serve(held, fault)) as (address, _):
        result = load(folder, address)
    assert (result.exit_code, result.stdout) == (3, "")
    assert re.search(why, result.stderr.replace("\n", " ")), result.stderr
    with run_fake(serve(held)) as (address, _):
        assert load(folder, address).exit_code == 0
        assert "5 kept" in load(folder, address).stdout
    assert set(held) == {*NAMES, MANIFEST}
    assert {held[graph].count(b"\n") for graph in NAMES} == {30}


@pytest.mark.parametrize("at", [MANIFEST, NAMES[0], NAMES[4]])
def test_what_was_told_loaded_is_there(at: str, folder: Path) -> None:
    """A store that from some point on answers well and keeps nothing is believed nowhere, not even in its manifest."""
    held: dict[str, bytes] = {}
    with run_fake(serve(held, says(204, {}, b""), at)) as (address, _):
        result = load(folder, address)
    assert result.exit_code == 3
    assert "answered well, but the store holds 0 of" in result.stderr
    assert held.get(MANIFEST, b"").count(b"sha256:") == 0


# ------------------------------------------------------------------ on the way there
@pytest.fixture
def secure(folder: Path) -> Iterator[str]:
    """The address of a good store behind a certificate that no authority has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS)
    with run_fake(serve({}), context) as (address, _):
        yield address


def test_invalid_certificates_are_errors(secure: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate of nobody, and one of another host, end the load; one whose authority was named is good."""
    untrusted = load(folder, secure)
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS))
    other = load(folder, secure.replace("127.0.0.1", "localhost"))
    for result in (untrusted, other):
        assert (result.exit_code, result.stdout) == (3, "")
        assert "the certificate is not valid" in result.stderr
        assert "SSL_CERT_FILE" in result.stderr
    assert load(folder, secure).exit_code == 0


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://nowhere.invalid", "http://127.0.0.1:99999", "file:///etc"])
def test_wrong_addresses_are_errors(address: str, folder: Path) -> None:
    """Where nobody answers, and what is no address, is told with status 3."""
    result = load(folder, address)
    assert (result.exit_code, result.stdout) == (3, "")
    assert address in result.stderr


@pytest.mark.parametrize("secret", [{"USER": "ann", "PASSWORD": "s3cret-word"}, {"TOKEN": "s3cret-word"}])
def test_credentials_stay_where_they_belong(
    secret: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Another host to which a store sends us is not asked at all; no log and no message holds the password, in any form."""
    caplog.set_level(logging.DEBUG)
    for name, value in secret.items():
        monkeypatch.setenv(f"KG_STORE_{name}", value)
    with run_fake(serve({})) as (elsewhere, asked):

        def answer(request: Request) -> Answer:
            known = "authorization" in request[2]
            return (307, {"Location": elsewhere}, b"") if known else (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")

        with run_fake(answer) as (address, seen):
            result = load(folder, address)
    assert (result.exit_code, asked) == (3, [])
    sent = seen[-1][2]["authorization"]
    for word in ("s3cret-word", sent.split()[-1]):
        assert word not in result.output + caplog.text + " ".join(path for _, path, _, _ in seen)


def test_no_command_takes_a_password() -> None:
    """No option takes a user, a password or a token, so none can stand on a command line."""
    for command in ("load", "query"):
        told = CliRunner().invoke(main, [command, "--help"]).stdout
        options = re.findall(r"--[a-z-]+", told)
        assert len(options) > 2
        assert not [name for name in options if re.search("pass|token|user|auth|key", name)]


# ------------------------------------------------------------------ a full disk
_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
from kg.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("arguments", [["--format", "nq"], ["--for", "virtuoso"], ["--format", "jsonld"]])
def test_a_full_disk_leaves_the_earlier_file(arguments: list[str], built: Path, tmp_path: Path) -> None:
    """Where a file cannot be written to its end, status 3 says so, the earlier file stands, and nothing else is left."""
    (tmp_path / "out").write_text("earlier")
    command = [sys.executable, "-c", _LIMITED, "export", str(built), *arguments, "-o", str(tmp_path / "out")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (result.returncode, result.stdout) == (3, "")
    assert "cannot be written (File too large)" in result.stderr
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "earlier")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["export --format nt", "export --for qlever", "query parties", "chain"])
def test_a_full_disk_behind_stdout_is_an_error(command: str, built: Path) -> None:
    """What cannot leave through stdout is told in one line, with status 3."""
    name, *rest = command.split()
    place = [*rest, str(built)] if name == "query" else [str(built), *rest]
    with open("/dev/full", "wb") as full:
        told = [sys.executable, "-c", "from kg.cli import main; main()", name, *place]
        result = subprocess.run(told, stdout=full, stderr=subprocess.PIPE, text=True, timeout=300, check=False)
    assert result.returncode == 3
    assert "stdout: cannot be written (No space left on device)" in result.stderr
    assert "Traceback" not in result.stderr
