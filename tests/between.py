"""What can stand between a loader and a store: somebody who counts bytes, and somebody who asks for a password."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import httpx
from servers import Answer, Request, run_fake

__all__ = ["run_counting", "run_guarded"]

_HOPS = {"connection", "content-encoding", "content-length", "host", "keep-alive", "server", "transfer-encoding", "date"}


def _pump(source: socket.socket, target: socket.socket, told: Callable[[int], None]) -> None:
    with suppress(OSError):
        while piece := source.recv(1024):
            told(len(piece))
            target.sendall(piece)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def run_counting(address: str, told: Callable[[int], None]) -> Iterator[str]:
    """An address behind which the store of another address answers; each number of bytes that a client sends is told."""
    parts = urlsplit(address)
    assert parts.hostname
    assert parts.port
    stack, threads, target = ExitStack(), list[threading.Thread](), (parts.hostname, parts.port)
    door = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = door.accept()
                store = socket.create_connection(target)
                stack.callback(store.close)
                stack.callback(client.close)
                for ends in ((client, store, told), (store, client, lambda _: None)):
                    threads.append(threading.Thread(target=_pump, args=ends))
                    threads[-1].start()

    keeper = threading.Thread(target=serve)
    keeper.start()
    try:
        yield urlunsplit(parts._replace(netloc=f"127.0.0.1:{door.getsockname()[1]}"))
    finally:
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        keeper.join()
        for thread in threads:
            thread.join()
        stack.close()


@contextmanager
def run_guarded(address: str, user: str, password: str) -> Iterator[str]:
    """An address behind which the store of another address answers whoever gives user and password (Basic)."""
    parts = urlsplit(address)
    wanted = f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"

    def answer(request: Request) -> Answer:
        method, path, headers, body = request
        if headers.get("authorization") != wanted:
            return 401, {"WWW-Authenticate": 'Basic realm="deals"'}, b""
        sent = {name: value for name, value in headers.items() if name not in _HOPS | {"authorization"}}
        place = f"{parts.scheme}://{parts.netloc}{path}"
        said = httpx.request(method, place, headers=sent, content=body, trust_env=False, timeout=300)
        kept = {name: value for name, value in said.headers.items() if name.lower() not in _HOPS}
        return said.status_code, kept, said.content

    with run_fake(answer) as (door, _):
        yield urlunsplit(parts._replace(netloc=urlsplit(door).netloc))
