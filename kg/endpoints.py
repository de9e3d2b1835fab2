"""Talking to a triplestore over HTTP: who we are, what is tried again, and errors that say what to do.

Credentials come from the environment (`KG_STORE_USER` and `KG_STORE_PASSWORD`, or `KG_STORE_TOKEN`; `KG_STORE_AUTH` is `basic`,
`digest`, `bearer` or `none` where the store does not say) or from a netrc file; never from a command line or an address, and
never into a message. Redirects are not followed, so nobody else gets them.
"""

from __future__ import annotations

import netrc
import os
import ssl
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from kg.errors import StoreError

__all__ = ["Endpoint", "check_address", "find_credentials"]

_RETRIED: Final = frozenset({408, 425, 429, 502, 503, 504})
_LONGEST_WAIT: Final = 30.0  # seconds, whatever the server asks for
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_AUTH_CURE: Final = "Set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, or write a netrc file."
_CURES: Final = {
    400: "Ask for the reason in the words of the store above.",
    401: _AUTH_CURE,
    403: "Give credentials of somebody who may do this.",
    404: "Check the path of the address and the kind of store (--store).",
    405: "Check the path; the store may be read-only.",
    413: "Raise the store's limit on the size of a request.",
    415: "Name the kind of store (--store).",
    501: "The store may be read-only; start it writable.",
    507: "Free some space on the disk of the store.",
}


def check_address(address: str) -> str:
    """Return an address unchanged, once it is known to be usable.

    Raises:
        StoreError: it is no http address, or holds a password.
    """
    cure = "Give an address such as http://localhost:7878."
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or any(sign.isspace() for sign in address):
        raise StoreError(
            "is no address of a store.", where=address if "@" not in address else "(an address with a password)", cure=cure
        )
    if "@" in parts.netloc:
        raise StoreError("credentials must not stand in an address.", where=str(parts.hostname), cure=_AUTH_CURE)
    return address


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _AsAsked(httpx.Auth):
    """Digest or Basic, as the store asks: credentials are sent only once it has asked."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        response = yield request
        if response.status_code != 401:
            return
        asked = ",".join(response.headers.get_list("www-authenticate")).lower()
        auth: httpx.Auth = httpx.BasicAuth(self._user, self._password)
        if "digest" in asked:
            auth = httpx.DigestAuth(self._user, self._password)
            flow = auth.auth_flow(request)
            next(flow)  # its first, bare request has been answered already
            yield flow.send(response)
        else:
            yield next(auth.auth_flow(request))


def find_credentials(address: str, environment: Mapping[str, str] | None = None) -> httpx.Auth | None:
    """Return how to identify ourselves to the host of an address; `None`: not at all.

    Args:
        address: where requests go.
        environment: in place of `os.environ`.

    Raises:
        StoreError: the environment contradicts itself, or the netrc file is malformed.
    """
    known = os.environ if environment is None else environment
    token, user, password = (known.get(f"KG_STORE_{name}", "") for name in ("TOKEN", "USER", "PASSWORD"))
    kind = known.get("KG_STORE_AUTH", "").lower()
    if kind not in {"", "none", "basic", "digest", "bearer"}:
        raise StoreError(
            "is no way to identify oneself.", where=f"KG_STORE_AUTH={kind}", cure="Set it to none, basic, digest or bearer."
        )
    if kind == "none":
        return None
    if kind == "bearer" or (token and not kind):
        if not token:
            raise StoreError("KG_STORE_AUTH is bearer and KG_STORE_TOKEN is not set.", cure="Set KG_STORE_TOKEN.")
        return _Bearer(token)
    if not user:
        user, password = _from_netrc(address, known)
    if not user:
        return None
    return {"basic": httpx.BasicAuth, "digest": httpx.DigestAuth}.get(kind, _AsAsked)(user, password)


def _from_netrc(address: str, environment: Mapping[str, str]) -> tuple[str, str]:
    home = environment.get("HOME", "")
    path = Path(environment.get("NETRC") or (Path(home) / ".netrc" if home else os.devnull))
    try:
        found = netrc.netrc(str(path)).authenticators(urlsplit(address).hostname or "") if path.is_file() else None
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        raise StoreError("is no readable netrc file.", where=str(path), cure="Mend it or point NETRC elsewhere.") from error
    return (found[0], found[2]) if found else ("", "")


def _trusted() -> ssl.SSLContext | bool:
    """Whose certificates are believed: the authorities that the environment names, or those that everybody knows (`True`)."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        return True
    try:
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except (OSError, ssl.SSLError) as error:
        what = f"holds no certificate of an authority ({error.strerror or error})."
        raise StoreError(what, where=f"SSL_CERT_FILE={file or ''}", cure="Name a file in the PEM format.") from error


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A store as seen from here. Requests are tried again where that can help; every failure is a `StoreError`.

    Args:
        address: where the store is; paths are given with each request.
        timeout: seconds without a byte before a request fails.
        attempts: how often a request is sent at most.
        pause: seconds before the second attempt; doubled for each further one.
        sleep: what waits; tests put something quicker here.
    """

    address: str
    timeout: float = 300.0
    attempts: int = 4
    pause: float = 0.5
    sleep: Callable[[float], None] = time.sleep
    _client: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Open the connection pool."""
        near = urlsplit(check_address(self.address)).hostname in _LOOPBACK  # no proxy stands between us and ourselves
        limits = httpx.Timeout(self.timeout, connect=min(self.timeout, 10.0))
        client = httpx.Client(
            timeout=limits, auth=find_credentials(self.address), verify=_trusted(), trust_env=not near, follow_redirects=False
        )
        object.__setattr__(self, "_client", client)

    def __enter__(self) -> Endpoint:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        allowed: tuple[int, ...] = (),
    ) -> httpx.Response:
        """Return the answer to a request; its status is 2xx or one that the caller allows.

        Bodies are bytes with their length: a store was seen to empty a graph when the body came in chunks.

        Raises:
            StoreError: the store cannot be reached, refuses, sends us elsewhere, or breaks off.
        """
        failure: StoreError | None = None
        wait = 0.0
        for attempt in range(self.attempts):
            if attempt:
                self.sleep(max(wait, self.pause * 2 ** (attempt - 1)))
            try:
                response = self._client.request(method, url, headers=dict(headers or {}), content=content, data=form)
            except httpx.HTTPError as error:
                failure, again = _explain(error, url, self.timeout)
                if not again:
                    break
                continue
            if response.is_success or response.status_code in allowed:
                return response
            failure = _refusal(response, method, url)
            if response.status_code not in _RETRIED:
                break
            wait = _asked_wait(response)
        raise failure or StoreError("was not asked at all.", where=url, cure="Allow at least one attempt.")


def _asked_wait(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdecimal() else 0.0


def _explain(error: httpx.HTTPError, url: str, timeout: float) -> tuple[StoreError, bool]:
    """Return the error to raise and whether another attempt may help."""
    if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error).upper():
        cure = "Mend the certificate, or name its authority in SSL_CERT_FILE."
        return StoreError(f"the certificate is not valid ({error}).", where=url, cure=cure), False
    if isinstance(error, httpx.TimeoutException):
        return StoreError(f"no answer within {timeout:g} seconds.", where=url, cure="Is the store busy? Try again later."), True
    if isinstance(error, httpx.ConnectError):
        return StoreError(f"cannot be reached ({error}).", where=url, cure="Is the store running, and is the address right?"), True
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return StoreError(f"is no address of a store ({error}).", where=url, cure="Give an http or https address."), False
    return StoreError(f"the store broke off ({error}).", where=url, cure="Look into the log of the store, then try again."), True


def _refusal(response: httpx.Response, method: str, url: str) -> StoreError:
    status = response.status_code
    if response.is_redirect:
        target = response.headers.get("location", "another place")
        return StoreError(f"sends us to {target} ({status}).", where=url, cure="If you trust that address, give it instead.")
    said = " ".join(response.text[:400].split())[:200]
    said = "".join(sign if sign.isprintable() else " " for sign in said)
    what = f"{method} was refused: {status} {response.reason_phrase}{f' ({said})' if said else ''}."
    return StoreError(what, where=url, cure=_CURES.get(status, "Look into the log of the store."))
