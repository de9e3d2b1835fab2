"""Endpoints: what goes over the wire, whose answers are believed, and who we say we are."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from servers import Answer, Request, run_fake

from kg.endpoints import Endpoint, find_credentials
from kg.errors import StoreError
from kg.querying import run_remote

pytestmark = pytest.mark.network


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("USER", "PASSWORD", "TOKEN", "AUTH"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))


def quick(address: str) -> Endpoint:
    """A connection that waits for nobody."""
    return Endpoint(address, timeout=20, sleep=lambda _: None)


def test_cut_answers_are_errors() -> None:
    """An answer that the store cut short, and one that is half or no JSON, is an error and no table."""
    whole = b'{"head":{"vars":["a"]},"results":{"bindings":[]}}'
    answers = {"/cut": (200, {"X-SPARQL-MaxRows": "10000"}, whole), "/half": (200, {}, whole[:30]), "/html": (200, {}, b"<html>")}
    with run_fake(lambda request: answers[request[1]]) as (address, _):
        for path, why in (("/cut", "cut at 10000 rows"), ("/half", "no SPARQL JSON"), ("/html", "no SPARQL JSON")):
            with pytest.raises(StoreError, match=why):
                run_remote(address + path, "SELECT ?a { GRAPH ?g { ?a ?b ?c } }")


def test_queries_go_as_a_form() -> None:
    """A query is posted as a form and asks for JSON; other dialects of results are read too."""
    binding = b'{"a":{"type":"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#decimal","value":"1.50"}}'
    body = b'{"head":{"vars":["a"]},"results":{"bindings":[%s]}}' % binding
    with run_fake(lambda _: (200, {}, body)) as (address, seen):
        assert run_remote(address, "SELECT ?a { GRAPH ?g { ?a ?b ?c } }").texts() == [{"a": "1.5"}]
    ((method, _, headers, sent),) = seen
    assert (method, headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    assert sent.startswith(b"query=SELECT")


@pytest.mark.parametrize(
    ("environment", "challenge", "expected"),
    [
        ({"KG_STORE_USER": "me", "KG_STORE_PASSWORD": "pw"}, "Basic realm=x", "Basic bWU6cHc="),
        ({"KG_STORE_USER": "me", "KG_STORE_PASSWORD": "pw", "KG_STORE_AUTH": "basic"}, "", "Basic bWU6cHc="),
        ({"KG_STORE_USER": "me", "KG_STORE_PASSWORD": "pw"}, 'Digest realm="x", nonce="n", qop="auth"', 'Digest username="me"'),
        ({"KG_STORE_TOKEN": "t0k"}, "", "Bearer t0k"),
    ],
)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], challenge: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Basic, Digest and Bearer are answered as the store asks, with what the environment holds."""

    def answer(request: Request) -> Answer:
        if challenge and "authorization" not in request[2]:
            return 401, {"WWW-Authenticate": challenge}, b""
        return 200, {}, b""

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with run_fake(answer) as (address, seen), quick(address) as endpoint:
        endpoint.send("PUT", f"{address}/store", content=b"x")
    assert seen[-1][2]["authorization"].startswith(expected)
    assert seen[-1][3] == b"x"


def test_credentials_come_from_netrc(tmp_path: Path) -> None:
    """A netrc file is read for the host of the address alone; a malformed one is an error."""
    (tmp_path / "netrc").write_text("machine store.example login me password pw\n")
    known = {"NETRC": str(tmp_path / "netrc"), "KG_STORE_AUTH": "basic"}
    assert isinstance(find_credentials("https://store.example/x", known), httpx.BasicAuth)
    assert find_credentials("https://other.example/x", known) is None
    (tmp_path / "netrc").write_text("machine\nfoo bar baz")
    with pytest.raises(StoreError, match="netrc"):
        find_credentials("https://store.example/x", known)
    with pytest.raises(StoreError, match="KG_STORE_TOKEN"):
        find_credentials("https://store.example/x", {"KG_STORE_AUTH": "bearer"})
    with pytest.raises(StoreError, match="none, basic, digest or bearer"):
        find_credentials("https://store.example/x", {"KG_STORE_AUTH": "kerberos"})
