"""Servers on the loopback interface for tests: Oxigraph, and one that misbehaves as told. Both are always stopped."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import httpx

__all__ = ["Answer", "Request", "free_port", "run_fake", "run_oxigraph", "run_process"]

_PATIENCE: Final = 240.0  # seconds until a server has to answer
# becomes the command that follows; Linux is asked to end it when the process that started it ends, however that comes
_DIES_WITH_US: Final = """
import ctypes, os, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL
os.execvp(sys.argv[1], sys.argv[1:])
"""

Request = tuple[str, str, dict[str, str], bytes]  # method, path, headers with names in small letters, body
Answer = tuple[int, dict[str, str], bytes]


def free_port() -> int:
    """A port of the loopback interface at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def run_process(command: list[str], folder: Path, probe: str, more: Mapping[str, str] | None = None) -> Iterator[None]:
    """A server as a process, from when it answers at an address; it is killed in the end, and when we are killed.

    Args:
        command: what is run.
        folder: where it runs, and where its log goes.
        probe: the address.
        more: environment variables in addition.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_STORE_")} | dict(more or {})
    with (folder / "log").open("wb") as log:
        start = [sys.executable, "-c", _DIES_WITH_US, *command]
        process = subprocess.Popen(start, stdout=log, stderr=log, cwd=folder, env=environment, stdin=subprocess.DEVNULL)
    try:
        started = time.monotonic()
        while not _answers(probe):
            assert process.poll() is None, (folder / "log").read_text(errors="replace")[-2000:]
            assert time.monotonic() - started < _PATIENCE, f"{command[0]} does not answer at {probe}"
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False, timeout=5).status_code < 500
    except httpx.TransportError:
        return False


@contextmanager
def run_oxigraph(folder: Path, mode: str = "serve") -> Iterator[str]:
    """The address of an Oxigraph server that keeps its data in a folder, or in memory where it serves read-write."""
    beside = Path(sys.executable).with_name("oxigraph")
    binary = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert binary, "install the development dependencies: the oxigraph server is missing"
    address = f"127.0.0.1:{free_port()}"
    place = [] if mode == "serve" else ["-l", str(folder)]
    with run_process([binary, mode, *place, "-b", address], folder, f"http://{address}/"):
        yield f"http://{address}"


@contextmanager
def run_fake(answer: Callable[[Request], Answer | None], tls: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[Request]]]:
    """The address of a server that answers as told, and the requests that it got; `None` breaks the connection off."""
    seen: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            request = (self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            seen.append(request)
            told = answer(request)
            if told is None:
                self.close_connection = True
                return
            status, headers, content = told
            self.send_response_only(status)
            for name, value in ({"Content-Length": str(len(content))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = "Content-Length" in headers

        do_HEAD = do_GET = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - the names that http.server looks for

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
