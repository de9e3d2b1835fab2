"""Resolution: what many documents say of parties and agreements is held together, dealing by dealing.

Everything here is independent of the order of documents. A dealing is the agreements of one set of parties; from here on
every stage works on one dealing at a time.
"""

from kg.resolution.dealings import Resolution, resolve
from kg.resolution.overrides import Overrides, load_overrides, parse_overrides

__all__ = ["Overrides", "Resolution", "load_overrides", "parse_overrides", "resolve"]
