# The order of agreements by SEMANTICS (a) and (e) as plain definitions: kg:after, kg:followsAny and the bounds of days.
# tests/test_deriving_definition.py runs it with Oxigraph over the base facts of dealings and compares the outcome with kg.deriving.
# All names in `d:` are steps of this file; nothing is taken from the derived graph.
PREFIX kg: <https://w3id.org/agreement-kg/ns#>
PREFIX d: <urn:definition:>

# ------------------------------------------------------------------ links that count
INSERT { ?a d:step ?b } WHERE {
  VALUES ?link { kg:supersedes kg:amends kg:extends kg:reaffirms kg:implements }
  ?a ?link ?b . ?a kg:force ?mine . ?b kg:force ?theirs
  FILTER(?a != ?b)
  FILTER NOT EXISTS { ?a kg:madeLatest ?last . ?b kg:madeEarliest ?first FILTER(?last < ?first) }
  FILTER(!(?link IN (kg:supersedes, kg:amends, kg:extends) && ?mine IN (kg:NonBinding, kg:Declaratory) && ?theirs = kg:Binding))
} ;
INSERT { ?a ?sound ?b } WHERE {
  VALUES (?link ?sound) {
    (kg:supersedes d:supersedes) (kg:amends d:amends) (kg:extends d:extends) (kg:reaffirms d:other) (kg:implements d:other)
  }
  ?a ?link ?b . ?a kg:force ?mine . ?b kg:force ?theirs
  FILTER(?a != ?b)
  FILTER NOT EXISTS { ?a kg:madeLatest ?last . ?b kg:madeEarliest ?first FILTER(?last < ?first) }
  FILTER(!(?link IN (kg:supersedes, kg:amends, kg:extends) && ?mine IN (kg:NonBinding, kg:Declaratory) && ?theirs = kg:Binding))
  FILTER NOT EXISTS { ?b d:step+ ?a }
} ;
INSERT { ?a d:follows ?b } WHERE { ?a (d:supersedes|d:amends|d:extends|d:other)+ ?b } ;

# ------------------------------------------------------------------ days: who follows is no earlier, who is followed no later
INSERT { ?a d:early ?day } WHERE {
  SELECT ?a (MAX(?x) AS ?day) WHERE { ?a a kg:Agreement ; d:follows? ?b . ?b kg:madeEarliest ?x } GROUP BY ?a
} ;
INSERT { ?a d:late ?day } WHERE {
  SELECT ?a (MIN(?x) AS ?day) WHERE { ?b d:follows? ?a . ?a a kg:Agreement . ?b kg:madeLatest ?x } GROUP BY ?a
} ;
INSERT { ?a d:crossed true } WHERE { ?a d:early ?x ; d:late ?y FILTER(?x > ?y) } ;
INSERT { ?a d:low ?x } WHERE {
  { ?a d:early ?x FILTER NOT EXISTS { ?a d:crossed true } } UNION { ?a d:crossed true ; kg:madeEarliest ?x }
} ;
INSERT { ?a d:high ?x } WHERE {
  { ?a d:late ?x FILTER NOT EXISTS { ?a d:crossed true } } UNION { ?a d:crossed true ; kg:madeLatest ?x }
} ;

# ------------------------------------------------------------------ an amendment changes the agreement as amended by then
INSERT { ?a d:changes ?b } WHERE { ?a d:supersedes|d:amends|d:extends ?b } ;
INSERT { ?a d:changes ?version } WHERE {
  ?a d:supersedes|d:amends|d:extends ?base . ?version (d:amends|d:extends)+ ?base ; d:high ?last . ?a d:low ?first
  FILTER(?a != ?version && ?last <= ?first)
  FILTER NOT EXISTS { ?a d:high ?end . ?version d:low ?start FILTER(?end <= ?start) }
} ;
INSERT { ?a d:after ?b } WHERE { ?a d:changes+ ?b FILTER NOT EXISTS { ?b d:changes+ ?a } }
