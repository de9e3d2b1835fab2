"""SHACL set-wise: the shapes of a file, compiled at run time to one SPARQL query a constraint, over a store of Oxigraph.

pySHACL asks once for each focus node; here each constraint is asked once for all of them. What comes back is what pySHACL
reports (focus, path, value, shape, component, severity, message); `docs/decisions.md` lists where the two differ and why. A
construct that cannot be compiled is an error with the name of its shape, never a shape that is not looked at.

    Loaded (`loading`)      all graphs as one, literals that the store would rewrite wrapped
    Shape  (`shapes`)       what the shapes file says, nothing evaluated
    queries (`queries`)     the text for one constraint
    Run    (`running`)      asks, joins nested shapes, yields violations
    reads  (`locality`)     which properties a shape reads, so which graphs can decide it
"""

from kg.validation.setwise.loading import Loaded, load_blocks, load_file, load_triples, reading
from kg.validation.setwise.locality import Reads, list_reads, local_shapes, names_of
from kg.validation.setwise.running import iterate_violations
from kg.validation.setwise.shapes import read_shapes

__all__ = [
    "Loaded",
    "Reads",
    "iterate_violations",
    "list_reads",
    "load_blocks",
    "load_file",
    "load_triples",
    "local_shapes",
    "names_of",
    "read_shapes",
    "reading",
]
