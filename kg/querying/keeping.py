"""The embedded store, kept on disk beside the files of a build, so that a question does not load the graph each time.

What is kept names the digest of the graph file that it was made of. It is asked only while that is the digest of the file that
lies there now; a build that was changed, or a store that was cut off or damaged, falls back to the file.
"""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.errors import InputError, OutputError
from kg.files import write_text
from kg.ntriples import GRAPH_FILE

__all__ = ["STORE_FOLDER", "find_kept", "keep_store", "load_file"]

STORE_FOLDER: Final = "store"  # in a build folder
_SEAL: Final = "made-of.json"  # written last: it says that the store is whole, and of what it was made
_DATA: Final = "oxigraph"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def load_file(store: pyoxigraph.Store, path: Path) -> None:
    """Load the graph of a build into a store.

    Its IRIs were checked when it was written (`kg.ntriples`), so they are not checked once more, which is half of the work.

    Raises:
        InputError: it cannot be read, or is no N-Quads.
    """
    try:
        store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})."
        raise InputError(what, where=str(path), cure="Name a folder that `kg build` wrote.") from error
    except SyntaxError as error:
        raise InputError(f"is no N-Quads: {error.msg}.", where=str(path), cure="Run `kg build` again.") from error


def keep_store(build: Path) -> Path:
    """Make the store of a build folder anew, and return where it lies.

    Raises:
        InputError: the folder holds no graph.
        OutputError: the disk is full, or another process holds the store.
    """
    place, graph = build / STORE_FOLDER, build / GRAPH_FILE
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        store = pyoxigraph.Store(place / _DATA)
        load_file(store, graph)
        store.optimize()  # a bulk load leaves many files, and each question would look into all of them
        store.flush()
        del store
        gc.collect()  # the files are released with the object
        seal = {"graph": _digest(graph), "engine": f"pyoxigraph {pyoxigraph.__version__}"}
        write_text(place / _SEAL, json.dumps(seal) + "\n")
    except (OSError, RuntimeError) as error:
        cure = "Free some space, or build without --store."
        raise OutputError(f"cannot be kept ({error}).", where=str(place), cure=cure) from error
    return place


def find_kept(build: Path) -> pyoxigraph.Store | None:
    """Return the store of a build folder, to be read only; `None` where there is none that is whole and current."""
    place = build / STORE_FOLDER
    try:
        seal = json.loads((place / _SEAL).read_bytes())
        if not isinstance(seal, dict) or seal.get("graph") != _digest(build / GRAPH_FILE):
            return None
        return pyoxigraph.Store.read_only(str(place / _DATA))
    except (OSError, ValueError, RuntimeError):  # RuntimeError is what the engine raises of damaged files
        return None
