"""Resolution: what many documents say of parties and agreements is held together, dealing by dealing.

Everything here is independent of the order of documents. A dealing is the agreements of one set of parties; from here on
every stage works on one dealing at a time.
"""

from kg.resolution.dealings import Resolution, ids_of, resolve, resolve_group
from kg.resolution.deciding import join_applied, looked_at_together
from kg.resolution.decisions import Decision, Decisions, load_decisions, parse_decisions
from kg.resolution.grouping import (
    AgreementKeys,
    Group,
    ReadingKeys,
    Told,
    find_clashes,
    group_mentions,
    join_groups,
    keys_of,
    list_loose,
    told_by,
)
from kg.resolution.knowing import known_around
from kg.resolution.overrides import Overrides, parse_overrides
from kg.resolution.parties import PartyNote, PartyTable
from kg.resolution.passing import settle_parties
from kg.resolution.scopes import relate_labels

__all__ = [
    "AgreementKeys",
    "Decision",
    "Decisions",
    "Group",
    "Overrides",
    "PartyNote",
    "PartyTable",
    "ReadingKeys",
    "Resolution",
    "Told",
    "find_clashes",
    "group_mentions",
    "ids_of",
    "join_applied",
    "join_groups",
    "keys_of",
    "known_around",
    "list_loose",
    "load_decisions",
    "looked_at_together",
    "parse_decisions",
    "parse_overrides",
    "relate_labels",
    "resolve",
    "resolve_group",
    "settle_parties",
    "told_by",
]
