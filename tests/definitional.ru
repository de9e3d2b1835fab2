# The verdicts of SEMANTICS (b) and (d) as plain definitions: one step a rule, every pair of terms, no regard for speed.
# tests/test_deriving_definition.py runs it with Oxigraph over the base facts of random dealings and compares the outcome with kg.deriving.
# Where a rule looks at a third term, that shares the first bearer that the two have: joint bearers are judged under that one.
# From the derived graph it takes kg:after, kg:beginsEarliest, kg:knownEarliest, kg:bestRank, d:madeBy, the day by which an agreement was made, d:guess, of statements that no pattern read, and d:replaces, who replaces whom as a whole; from the terms d:number
# and d:unit (of a number that is told), d:condition and d:value (letters and digits alone), d:topic (what the passages that tell it speak of), d:names (what a
# passage that tells it as a change says was before) and d:single (its matter has one rule in an agreement), d:speaks (what its best passage speaks of), d:front
# and d:entire (its passages begin with what they are about, or say that a bar is gone altogether), and d:exempt (they say that they tell an exception). Other names in `d:` are steps of this file.
PREFIX kg: <https://w3id.org/agreement-kg/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX d: <urn:definition:>

# ------------------------------------------------------------------ scopes (f)
INSERT { ?x d:in ?y } WHERE { ?x a skos:Concept . ?x skos:broader* ?y } ;
INSERT { ?x d:laps ?y } WHERE { ?p kg:overlaps ?q . ?p d:in ?x . ?q d:in ?y } ;
INSERT { ?x d:laps ?y } WHERE { ?s d:in ?x , ?y } ;
INSERT { ?x d:laps ?y . ?y d:laps ?x } WHERE { ?x a skos:Concept . ?y a skos:Concept FILTER(STRENDS(STR(?x), ".general")) } ;
INSERT { ?t d:covers ?u } WHERE {
  ?t a kg:Term . ?u a kg:Term
  FILTER NOT EXISTS { ?u kg:scope ?y FILTER NOT EXISTS { ?t kg:scope ?x . ?y d:in ?x } }
} ;
INSERT { ?t d:equal ?u } WHERE { ?t d:covers ?u . ?u d:covers ?t } ;
INSERT { ?t d:wider ?u } WHERE { ?t d:covers ?u FILTER NOT EXISTS { ?u d:covers ?t } } ;
INSERT { ?t d:partly ?u } WHERE {
  ?t kg:scope ?x . ?u kg:scope ?y . ?x d:laps ?y FILTER NOT EXISTS { ?t d:covers ?u } FILTER NOT EXISTS { ?u d:covers ?t }
} ;
INSERT { ?t d:holds ?u } WHERE { { ?t d:covers ?u } UNION { ?u d:covers ?t } } ;
INSERT { ?t d:touches ?u } WHERE { { ?t d:holds ?u } UNION { ?t d:partly ?u } } ;

# ------------------------------------------------------------------ who towards whom (b)
INSERT { ?t d:mates ?u } WHERE {
  ?t a kg:Term . ?u a kg:Term
  FILTER(NOT EXISTS { ?t kg:counterparty ?c } || NOT EXISTS { ?u kg:counterparty ?c } || EXISTS { ?t kg:counterparty ?c . ?u kg:counterparty ?c })
} ;
INSERT { ?t d:slot ?u } WHERE {
  ?t kg:matter ?m ; kg:bearer ?b ; kg:modality ?mt . ?u kg:matter ?m ; kg:bearer ?b ; kg:modality ?mu
  FILTER(?t != ?u && ?mt != kg:Intention && ?mu != kg:Intention)
} ;
# one tells no scope, and the passages that tell them have no word in common
INSERT { ?t d:general true } WHERE { ?t kg:scope ?x FILTER(STRENDS(STR(?x), ".general")) FILTER NOT EXISTS { ?t kg:scope ?y FILTER(?y != ?x) } } ;
INSERT { ?t d:nothingShared ?u . ?u d:nothingShared ?t } WHERE {
  ?t d:slot ?u ; d:general true FILTER NOT EXISTS { ?t d:single true } FILTER NOT EXISTS { ?t d:topic ?w . ?u d:topic ?w }
} ;
INSERT { ?t d:comparable ?u } WHERE { ?t d:slot ?u . ?t d:mates ?u . ?t d:touches ?u } ;
INSERT { ?t d:changed true } WHERE { ?s kg:asserts ?t ; kg:stance kg:Changes } ;
INSERT { ?t d:former true } WHERE {
  ?s kg:asserts ?t ; kg:stance kg:Presupposes FILTER NOT EXISTS { ?other kg:asserts ?t ; kg:stance ?stance FILTER(?stance != kg:Presupposes) }
} ;

# ------------------------------------------------------------------ numbers, ends, contents (b)
INSERT { ?t d:numeric ?u . ?u d:numeric ?t } WHERE {
  ?t kg:measure ?m ; kg:unit ?n ; kg:high ?h . ?u kg:measure ?m ; kg:unit ?n ; kg:low ?l FILTER(?h < ?l)
} ;
INSERT { ?t d:sides ?u } WHERE {
  VALUES (?a ?b) { (kg:Obligation kg:Prohibition) (kg:Prohibition kg:Obligation) }
  ?t kg:modality ?a ; kg:exclusivity kg:Exclusive . ?u kg:modality ?b ; kg:exclusivity kg:Exclusive
} ;
INSERT { ?t d:negation ?u . ?u d:negation ?t } WHERE {
  VALUES (?a ?b) { (kg:Obligation kg:NoDuty) (kg:Obligation kg:Prohibition) (kg:Permission kg:Prohibition) (kg:Power kg:Prohibition) }
  ?t kg:modality ?a . ?u kg:modality ?b FILTER NOT EXISTS { ?t d:sides ?u }
} ;
INSERT { ?t d:antonym ?u . ?u d:antonym ?t } WHERE { ?t kg:exclusivity kg:Exclusive . ?u kg:exclusivity kg:NonExclusive } ;
INSERT { ?t d:clash ?u } WHERE { ?t d:numeric|d:negation|d:antonym ?u } ;
INSERT { ?t d:later ?u . ?u d:earlier ?t } WHERE { ?t kg:endLatest ?x . ?u kg:endEarliest ?y FILTER(?x < ?y) } ;
INSERT { ?t d:measured ?u } WHERE { ?t a kg:Term . ?u a kg:Term FILTER NOT EXISTS { ?t d:number ?m . ?u d:number ?n FILTER(?m != ?n) } } ;
INSERT { ?t d:innerClash ?u } WHERE { { ?t d:clash ?u } UNION { ?t d:later|d:earlier ?u . ?t d:measured ?u } } ;
INSERT { ?t d:ends true } WHERE { ?t kg:endEarliest|kg:endLatest ?x } ;

# ------------------------------------------------------------------ one agreement (d)
INSERT { ?t d:oneVoice ?u } WHERE {
  { SELECT ?t ?doc (MAX(?r) AS ?rank) WHERE { ?s kg:asserts ?t ; kg:source ?doc ; kg:rank ?r } GROUP BY ?t ?doc }
  { SELECT ?u ?doc (MAX(?r2) AS ?rank) WHERE { ?s kg:asserts ?u ; kg:source ?doc ; kg:rank ?r2 } GROUP BY ?u ?doc }
} ;
# a reading that begins on a day of its own meets another only before that one's last day, told or filled
INSERT { ?t d:filledEnd ?e } WHERE {
  SELECT ?t (MAX(?x) AS ?e) WHERE {
    ?t a kg:Term ; kg:inAgreement ?a ; kg:matter ?m ; kg:modality ?mo ; kg:bearer ?b ; kg:bestRank ?rank
    FILTER NOT EXISTS { ?t kg:endLatest ?own }
    ?r kg:inAgreement ?a ; kg:matter ?m ; kg:modality ?mo ; kg:bearer ?b ; kg:endLatest ?x ; kg:bestRank ?best
    FILTER(?best >= ?rank)
    FILTER NOT EXISTS { ?t kg:exclusivity ?et FILTER NOT EXISTS { ?r kg:exclusivity ?et } }
    FILTER NOT EXISTS { ?r kg:exclusivity ?er FILTER NOT EXISTS { ?t kg:exclusivity ?er } }
    FILTER NOT EXISTS { ?t kg:beginsEarliest ?begins FILTER(?x < ?begins) }
    ?t d:mates ?r . ?t d:holds ?r FILTER NOT EXISTS { ?t d:innerClash ?r }
  } GROUP BY ?t
} ;
INSERT { ?t d:overBefore ?u } WHERE { ?t kg:endLatest ?e . ?u kg:beginsEarliest ?b FILTER(?e < ?b) } ;
INSERT { ?t d:ranOut ?u } WHERE { ?t kg:endLatest ?e . ?u kg:knownEarliest ?k FILTER(?e < ?k) FILTER NOT EXISTS { ?u d:ends true } } ;
INSERT { ?t d:filledBefore ?u } WHERE {
  ?t d:filledEnd ?e . ?u kg:beginsEarliest ?b FILTER(?e < ?b) FILTER EXISTS { ?u kg:startEarliest|kg:startLatest ?own }
} ;
# told as a change of an agreement that follows none, or first-hand as what goes on (a number, or a later last day), later than the other
# reading was: nobody names what changed it
INSERT { ?u d:goesOn true } WHERE {
  ?u kg:bestRank ?r FILTER(?r >= 2) FILTER EXISTS { ?s kg:asserts ?u } FILTER NOT EXISTS { ?s kg:asserts ?u ; kg:stance ?stance FILTER(?stance != kg:Reaffirms) }
} ;
INSERT { ?t d:changedBy ?u } WHERE {
  ?t kg:inAgreement ?a ; kg:knownEarliest ?x . ?u kg:inAgreement ?a ; kg:knownEarliest ?y FILTER(?x < ?y)
  FILTER NOT EXISTS { ?t d:changed true } FILTER(EXISTS { ?u d:goesOn true FILTER(EXISTS { ?u d:number ?counted } || EXISTS { ?t d:later ?u }) } || EXISTS { ?u d:changed true } && NOT EXISTS { ?a kg:after ?b })
} ;
# the very same number; and a document that tells a change takes what was there for granted
INSERT { ?r d:veryNumber ?w } WHERE {
  ?r d:slot ?w ; d:number ?m ; d:unit ?n . ?w d:number ?m ; d:unit ?n
  FILTER NOT EXISTS { ?r kg:low ?x FILTER NOT EXISTS { ?w kg:low ?x } } FILTER NOT EXISTS { ?w kg:low ?x FILTER NOT EXISTS { ?r kg:low ?x } }
  FILTER NOT EXISTS { ?r kg:high ?x FILTER NOT EXISTS { ?w kg:high ?x } } FILTER NOT EXISTS { ?w kg:high ?x FILTER NOT EXISTS { ?r kg:high ?x } }
} ;
INSERT { ?t d:namedBefore ?u } WHERE {
  ?u d:changed true ; d:slot ?t ; kg:inAgreement ?a . ?t kg:inAgreement ?a .
  ?su kg:asserts ?u ; kg:source ?paper . ?sr kg:source ?paper ; kg:stance kg:Presupposes ; kg:asserts ?r .
  ?t kg:bearer ?bench . ?u kg:bearer ?bench . ?r kg:bearer ?bench FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  FILTER(?r = ?t || EXISTS { ?r d:veryNumber ?t })
  # unless a report tells that as what holds after the change was told
  FILTER NOT EXISTS { ?t kg:bestRank ?rt ; kg:knownEarliest ?then . ?u kg:bestRank ?ru ; kg:knownLatest ?told FILTER(?rt < 2 && ?rt < ?ru && ?told < ?then) FILTER NOT EXISTS { ?t d:former true } }
} ;
# what is taken for granted as what was before is of an earlier agreement, where none that comes after speaks of the matter
INSERT { ?t d:misplaced ?u . ?u d:misplaced ?t } WHERE {
  ?t d:former true ; d:slot ?u ; kg:inAgreement ?a ; kg:matter ?m ; kg:bearer ?bench .
  ?u kg:inAgreement ?a ; kg:bearer ?bench FILTER NOT EXISTS { ?u d:former true }
  FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  FILTER NOT EXISTS { ?r kg:matter ?m ; kg:bearer ?bench ; kg:modality ?mr ; kg:inAgreement ?z . ?z kg:after ?a FILTER(?mr != kg:Intention) }
} ;
# told first-hand after a later agreement was made that speaks of the matter
INSERT { ?t d:changedBy ?u } WHERE {
  ?t d:slot ?u ; kg:inAgreement ?a ; kg:knownEarliest ?x ; kg:matter ?m ; kg:bearer ?bench .
  ?u kg:inAgreement ?a ; kg:knownEarliest ?y ; kg:bestRank ?rank ; kg:bearer ?bench FILTER(?x < ?y && ?rank >= 2)
  FILTER NOT EXISTS { ?t d:changed true } FILTER NOT EXISTS { ?u d:changed true }
  FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  ?r kg:matter ?m ; kg:bearer ?bench ; kg:modality ?mr ; kg:inAgreement ?z FILTER(?mr != kg:Intention)
  ?z kg:after ?a ; d:madeBy ?made FILTER(?x < ?made && ?made <= ?y)
} ;
INSERT { ?t d:inner ?u } WHERE {
  ?t d:comparable ?u ; kg:inAgreement ?a . ?u kg:inAgreement ?a . ?t d:innerClash ?u
  FILTER NOT EXISTS { ?t d:overBefore|d:ranOut|d:filledBefore ?u } FILTER NOT EXISTS { ?u d:overBefore|d:ranOut|d:filledBefore ?t }
  FILTER NOT EXISTS { ?t d:former true . ?u d:changed true } FILTER NOT EXISTS { ?u d:former true . ?t d:changed true }
  FILTER NOT EXISTS { ?t d:changedBy ?u } FILTER NOT EXISTS { ?u d:changedBy ?t } FILTER NOT EXISTS { ?t d:misplaced ?u }
  FILTER NOT EXISTS { ?t d:namedBefore ?u } FILTER NOT EXISTS { ?u d:namedBefore ?t }
} ;
INSERT { ?s d:stronger ?w } WHERE { ?s kg:bestRank ?x . ?w kg:bestRank ?y FILTER(?x > ?y) } ;
# the weaker source tells what the stronger one says, beside its own reading
INSERT { ?s d:toldToo ?w } WHERE {
  ?s d:inner ?w . ?s d:stronger ?w ; kg:inAgreement ?a .
  ?r kg:inAgreement ?a . ?r d:slot ?w . ?r d:slot ?s .
  ?s kg:bearer ?bench . ?w kg:bearer ?bench . ?r kg:bearer ?bench FILTER NOT EXISTS { ?s kg:bearer ?other . ?w kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  ?r d:oneVoice ?w . ?r d:equal ?s . ?r d:innerClash ?w
  FILTER(?r != ?w && ?r != ?s) FILTER NOT EXISTS { ?r d:innerClash ?s }
} ;
# the stronger source tells what the weaker one says, beside its own reading
INSERT { ?s d:bothSides ?w } WHERE {
  ?s d:inner ?w . ?s d:stronger ?w ; d:partly ?w ; kg:inAgreement ?a .
  ?r kg:inAgreement ?a . ?r d:slot ?w . ?r d:slot ?s .
  ?s kg:bearer ?bench . ?w kg:bearer ?bench . ?r kg:bearer ?bench FILTER NOT EXISTS { ?s kg:bearer ?other . ?w kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  ?r d:oneVoice ?s . ?r d:touches ?w . ?r d:innerClash ?s
  FILTER(?r != ?w && ?r != ?s) FILTER NOT EXISTS { ?r d:innerClash ?w }
} ;
# the figure or last day that the weaker source gives is what a later version says
INSERT { ?r d:veryEnd ?w } WHERE {
  ?r d:slot ?w . ?w d:ends true
  FILTER NOT EXISTS { ?r kg:endEarliest ?x FILTER NOT EXISTS { ?w kg:endEarliest ?x } } FILTER NOT EXISTS { ?w kg:endEarliest ?x FILTER NOT EXISTS { ?r kg:endEarliest ?x } }
  FILTER NOT EXISTS { ?r kg:endLatest ?x FILTER NOT EXISTS { ?w kg:endLatest ?x } } FILTER NOT EXISTS { ?w kg:endLatest ?x FILTER NOT EXISTS { ?r kg:endLatest ?x } }
} ;
INSERT { ?s d:ofAnother ?w } WHERE {
  ?s d:inner ?w . ?s d:stronger ?w ; kg:inAgreement ?a . ?r d:slot ?w ; kg:inAgreement ?b . ?r d:mates ?w . ?r d:equal ?w FILTER EXISTS { ?b kg:after ?a }
  ?s kg:bearer ?bench . ?w kg:bearer ?bench . ?r kg:bearer ?bench FILTER NOT EXISTS { ?s kg:bearer ?other . ?w kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  FILTER(EXISTS { ?s d:numeric ?w . ?r d:veryNumber ?w } || EXISTS { ?r d:veryEnd ?w } && NOT EXISTS { ?s d:numeric|d:negation|d:antonym ?w })
} ;
# a contract bars something, and gives leave for it in words that say that it is an exception
INSERT { ?t d:excepted ?u } WHERE {
  ?t d:inner ?u . ?t d:oneVoice ?u . ?t d:negation|d:antonym ?u . ?u d:exempt true ; kg:bestRank ?rank ; kg:modality ?leave
  FILTER(?rank >= 5 && ?leave IN (kg:Permission, kg:Power)) FILTER(EXISTS { ?t d:equal ?u } || EXISTS { ?t d:partly ?u })
  FILTER(EXISTS { ?t kg:exclusivity kg:Exclusive } || EXISTS { ?t kg:modality kg:Prohibition }) FILTER NOT EXISTS { ?u kg:exclusivity kg:Exclusive }
} ;
# one document tells a rule, and its opposite or another number on a condition
INSERT { ?t d:onCondition ?u } WHERE { ?t d:excepted ?u } ;
INSERT { ?t d:onCondition ?u } WHERE {
  ?t d:inner ?u . ?t d:oneVoice ?u . ?u d:condition ?c FILTER NOT EXISTS { ?t d:condition ?d } FILTER NOT EXISTS { ?u d:excepted ?t }
  FILTER(EXISTS { ?t d:equal ?u . ?t d:clash ?u } || EXISTS { ?t d:partly ?u . ?t d:negation|d:antonym ?u })
} ;
# one document gives two numbers, or a bar and leave, and says of neither what it is for, or its readings may touch only because one says nothing
INSERT { ?t d:silent ?u . ?u d:silent ?t } WHERE {
  ?t d:inner ?u . ?t d:oneVoice ?u . ?t d:general true
  FILTER(EXISTS { ?t d:numeric ?u . ?u d:general true } || (EXISTS { ?t d:partly ?u } || EXISTS { ?t d:negation|d:antonym ?u . ?u d:general true }) && NOT EXISTS { ?t d:onCondition ?u } && NOT EXISTS { ?u d:onCondition ?t })
} ;
# no statement says it in so many words
INSERT { ?t d:guessed true } WHERE {
  ?t a kg:Term FILTER EXISTS { ?any kg:asserts ?t } FILTER NOT EXISTS { ?s kg:asserts ?t ; kg:stance ?stance FILTER(?stance = kg:Presupposes || NOT EXISTS { ?s d:guess true }) }
} ;
# a weaker source gives another figure or last day of one thing; a last day that is guessed in the stronger one alone accuses nobody
INSERT { ?t d:anotherFigure ?u } WHERE {
  ?t d:inner ?u ; d:stronger ?u FILTER NOT EXISTS { ?t d:oneVoice ?u } FILTER(NOT EXISTS { ?t d:partly ?u } || EXISTS { ?t d:general true } || EXISTS { ?u d:general true })
  FILTER(EXISTS { ?t d:numeric ?u } || NOT EXISTS { ?t d:clash ?u } && (EXISTS { ?u d:guessed true } || NOT EXISTS { ?t d:guessed true }))
} ;
INSERT { ?t d:verdict [ d:name ?name ; d:right ?u ] } WHERE {
  ?t d:inner ?u FILTER(EXISTS { ?t d:onCondition|d:anotherFigure ?u } || NOT EXISTS { ?t d:guessed true } && NOT EXISTS { ?u d:guessed true }) FILTER NOT EXISTS { ?t d:silent ?u } FILTER NOT EXISTS { ?u d:onCondition ?t }
  FILTER(EXISTS { ?t d:onCondition ?u } || NOT EXISTS { ?t d:nothingShared ?u } || NOT EXISTS { ?t d:partly|d:oneVoice ?u } && (EXISTS { ?t d:changed true } || EXISTS { ?u d:changed true }))
  FILTER NOT EXISTS { ?t d:bothSides|d:ofAnother ?u FILTER NOT EXISTS { ?t d:oneVoice ?u } }
  # a document that is no contract tells two last days, or two figures as new
  FILTER NOT EXISTS {
    ?s1 kg:asserts ?t ; kg:source ?paper . ?s2 kg:asserts ?u ; kg:source ?paper . ?t kg:bestRank ?best1 . ?u kg:bestRank ?best2 FILTER(?best1 < 5 || ?best2 < 5)
    FILTER(NOT EXISTS { ?t d:clash ?u } || EXISTS { ?t d:numeric ?u ; d:changed true . ?u d:changed true })
  }
  # the same passages, and no other, tell a rule and another for a part of it, or a change and what it changes: one rule
  FILTER(EXISTS { ?t d:equal ?u FILTER NOT EXISTS { ?t d:changed true . ?u d:changed true } } || EXISTS { ?s kg:asserts ?t FILTER NOT EXISTS { ?s kg:asserts ?u } } || EXISTS { ?s kg:asserts ?u FILTER NOT EXISTS { ?s kg:asserts ?t } })
  FILTER(EXISTS { ?t d:onCondition ?u } || EXISTS { ?t d:stronger ?u } || NOT EXISTS { ?u d:stronger ?t } && (EXISTS { ?t d:wider ?u } || NOT EXISTS { ?u d:wider ?t } && STR(?t) < STR(?u)))
  BIND(IF(EXISTS { ?t d:equal ?u }, "equal", IF(EXISTS { ?t d:partly ?u }, "partly", "one in the other")) AS ?relation)
  BIND(EXISTS { ?t d:general true } || EXISTS { ?u d:general true } AS ?silent)  # who tells no scope declares no overlap
  BIND(IF(EXISTS { ?t d:oneVoice ?u },
          IF(EXISTS { ?t d:onCondition ?u }, "exception", IF(?relation = "equal", "internal-contradiction", IF(?relation = "partly", "internal-tension", "exception"))),
          IF(EXISTS { ?t d:stronger ?u },
             IF(?relation = "partly" && !?silent, "tension", IF(?relation != "equal" && EXISTS { ?t d:toldToo ?u }, "exception", "misreport")),
             IF(?relation = "equal" || ?silent, "contradiction", "tension"))) AS ?name)
} ;
INSERT { ?s d:misread ?w } WHERE {
  # the very figure is that of one sum, whatever each of the two says that it is for
  ?s d:slot ?w ; d:mates ?w ; kg:inAgreement ?a ; kg:unit ?n ; kg:measure ?m1 ; kg:low ?l1 . ?w kg:inAgreement ?a ; kg:unit ?n ; kg:measure ?m2 ; kg:low ?l2 .
  ?s d:stronger ?w FILTER(?m1 != ?m2) FILTER NOT EXISTS { ?s d:innerClash ?w }
  OPTIONAL { ?s kg:high ?h1 } OPTIONAL { ?w kg:high ?h2 }
  FILTER((?l1 = ?l2 && (!BOUND(?h1) && !BOUND(?h2) || BOUND(?h1) && BOUND(?h2) && ?h1 = ?h2))
    || (EXISTS { ?s d:touches ?w } && BOUND(?h1) && BOUND(?h2) && ?l1 > 0 && ?l2 > 0 && (?h1 - ?l1) * 5 <= ?l1 && (?h2 - ?l2) * 5 <= ?l2 && ?l1 <= ?h2 && ?l2 <= ?h1))
} ;
INSERT { ?s d:verdict [ d:name "misreport-other-measure" ; d:right ?w ] } WHERE {
  ?s d:misread ?w FILTER NOT EXISTS { ?s d:guessed true } FILTER NOT EXISTS { ?w d:guessed true }
} ;
INSERT { ?s d:verdict [ d:name "scope-overclaim" ; d:right ?w ] } WHERE {
  ?s d:comparable ?w ; kg:inAgreement ?a ; kg:exclusivity kg:Exclusive . ?w kg:inAgreement ?a ; kg:exclusivity kg:Exclusive .
  ?s d:stronger ?w . ?w d:wider ?s FILTER NOT EXISTS { ?s d:innerClash|d:misread ?w }
  FILTER NOT EXISTS { ?s d:guessed true } FILTER NOT EXISTS { ?w d:guessed true }
} ;

# ------------------------------------------------------------------ two agreements of one chain (b)
INSERT { ?t d:pair ?u } WHERE {
  ?t kg:inAgreement ?a . ?u kg:inAgreement ?z . ?z kg:after ?a . ?t d:slot ?u . ?t d:mates ?u
  FILTER(EXISTS { ?t d:touches ?u } || EXISTS { ?u d:names ?t . ?t d:number ?counted })
  FILTER NOT EXISTS { ?t d:overBefore ?u } FILTER NOT EXISTS { ?u d:overBefore ?t }
} ;
INSERT { ?t d:kind ?u } WHERE {
  ?t kg:modality ?x . ?u kg:modality ?y FILTER(?x = ?y || ?x = kg:Fact || ?y = kg:Fact || EXISTS { ?t d:sides ?u })
} ;
INSERT { ?t d:likeExclusivity ?u } WHERE {
  ?t a kg:Term . ?u a kg:Term
  FILTER NOT EXISTS { ?t kg:exclusivity ?x FILTER NOT EXISTS { ?u kg:exclusivity ?x } }
  FILTER NOT EXISTS { ?u kg:exclusivity ?y FILTER NOT EXISTS { ?t kg:exclusivity ?y } }
} ;
INSERT { ?t d:oneFigure true } WHERE { ?t kg:low ?l ; kg:high ?h FILTER(?l > 0 && (?h - ?l) * 5 <= ?l) } ;
INSERT { ?t d:oneInterval ?u } WHERE {
  ?t d:number ?m . ?u d:number ?n
  OPTIONAL { ?t kg:low ?l1 } OPTIONAL { ?t kg:high ?h1 } OPTIONAL { ?u kg:low ?l2 } OPTIONAL { ?u kg:high ?h2 }
  FILTER((COALESCE(?l1, "open") = COALESCE(?l2, "open") && COALESCE(?h1, "open") = COALESCE(?h2, "open")) || EXISTS { ?t d:oneFigure true . ?u d:oneFigure true })
} ;
INSERT { ?t d:lasts ?u } WHERE {
  ?t d:slot ?u ; d:ends true
  OPTIONAL { ?t kg:endEarliest ?e1 } OPTIONAL { ?t kg:endLatest ?l1 } OPTIONAL { ?u kg:endEarliest ?e2 } OPTIONAL { ?u kg:endLatest ?l2 }
  FILTER(COALESCE(?e1, "open") = COALESCE(?e2, "open") && COALESCE(?l1, "open") = COALESCE(?l2, "open"))
} ;
# both tell something alike: a grade, a number, a value, a condition, a scope; the last day of a duration
INSERT { ?t d:alike ?u } WHERE {
  ?t d:slot ?u
  FILTER(EXISTS { ?t kg:exclusivity|d:number|d:value ?x } || EXISTS { ?t d:condition ?c1 . ?u d:condition ?c2 } || EXISTS { ?t d:single true ; d:lasts ?u } || NOT EXISTS { ?t d:general true } && NOT EXISTS { ?u d:general true })
} ;
INSERT { ?t d:same ?u } WHERE {
  ?t d:likeExclusivity ?u ; kg:modality ?x . ?u kg:modality ?y
  FILTER(?x = ?y || EXISTS { ?t d:sides ?u })
  FILTER(?x != kg:Fact || EXISTS { ?t d:number|d:value ?told })
  FILTER NOT EXISTS { ?t d:number ?m ; d:unit ?n FILTER NOT EXISTS { ?u d:number ?m ; d:unit ?n } }
  FILTER NOT EXISTS { ?u d:number ?m ; d:unit ?n FILTER NOT EXISTS { ?t d:number ?m ; d:unit ?n } }
  FILTER NOT EXISTS { ?t d:number ?m FILTER NOT EXISTS { ?t d:oneInterval ?u } }
  FILTER(EXISTS { ?t kg:capped true } = EXISTS { ?u kg:capped true })
  FILTER(EXISTS { ?t kg:counterparty ?c1 } = EXISTS { ?u kg:counterparty ?c2 })
  FILTER NOT EXISTS { ?u d:condition ?w FILTER NOT EXISTS { ?t d:condition ?w } }
  FILTER NOT EXISTS { ?u d:value ?v FILTER NOT EXISTS { ?t d:value ?v } }
} ;
INSERT { ?t d:limit ?u } WHERE {
  ?t kg:measure ?m ; kg:unit ?n ; kg:low ?l1 . ?u kg:measure ?m ; kg:unit ?n ; kg:low ?l2
  OPTIONAL { ?t kg:high ?h1 } OPTIONAL { ?u kg:high ?h2 }
  FILTER(!BOUND(?h1) && !BOUND(?h2) && ?l1 != ?l2 || BOUND(?h1) && BOUND(?h2) && ?l1 = 0 && ?l2 = 0 && ?h1 != ?h2)
} ;
INSERT { ?t d:alters ?u } WHERE {
  ?t a kg:Term . ?u a kg:Term
  FILTER(EXISTS { ?u d:ends true } && NOT EXISTS { ?t d:ends true } && NOT EXISTS { ?t d:single true } && EXISTS { ?t d:number ?m1 } = EXISTS { ?u d:number ?m2 } || EXISTS { ?u kg:capped true } && NOT EXISTS { ?t kg:capped true }
    || EXISTS { ?t d:limit ?u } || EXISTS { ?t d:condition ?x . ?u d:condition ?y FILTER(?x != ?y) }
    || EXISTS { ?t d:value ?x ; kg:modality ?o . ?u d:value ?y ; kg:modality ?o FILTER(?x != ?y) })
} ;
# leave for what is barred, where one of the two tells no scope: for a part of it, or for all of it; where the other tells one, two words are common
INSERT { ?t d:freed ?u } WHERE {
  ?t d:pair ?u ; d:negation|d:antonym ?u . ?u kg:modality ?leave FILTER(?leave IN (kg:Permission, kg:Power))
  FILTER NOT EXISTS { ?u d:names ?t . ?t d:number ?counted }
  FILTER NOT EXISTS { ?u kg:exclusivity ?e FILTER(?e != kg:NonExclusive) }
  FILTER(EXISTS { ?t kg:exclusivity kg:Exclusive } || EXISTS { ?t kg:modality kg:Prohibition })
  FILTER(EXISTS { ?t d:general true } || EXISTS { ?u d:general true })
  FILTER(EXISTS { ?t d:equal ?u } || EXISTS { ?t d:speaks ?x , ?y . ?u d:speaks ?x , ?y FILTER(STR(?x) < STR(?y)) })
} ;
INSERT { ?t d:freedInPart ?u } WHERE { ?t d:freed ?u FILTER NOT EXISTS { ?u d:general true } } ;
INSERT { ?t d:freedInPart ?u } WHERE {
  ?t d:freed ?u ; kg:bearer ?bench ; kg:inAgreement ?a ; kg:matter ?m . ?u kg:bearer ?bench ; kg:inAgreement ?z
  FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  ?r kg:bearer ?bench ; kg:matter ?m ; kg:modality ?mo ; kg:inAgreement ?b FILTER(?b IN (?a, ?z) && ?mo != kg:Intention)
  FILTER(?mo = kg:Prohibition || EXISTS { ?r kg:exclusivity kg:Exclusive })
  ?kept kg:asserts ?r ; kg:stance kg:Reaffirms ; kg:source ?paper . ?told kg:asserts ?u ; kg:source ?paper
} ;
INSERT { ?t d:freedInPart ?u } WHERE {
  ?t d:freed ?u FILTER NOT EXISTS { ?u d:entire true }
  FILTER(EXISTS { ?u d:front true } || EXISTS {
    ?u d:speaks ?x , ?y , ?z FILTER(STR(?x) < STR(?y) && STR(?y) < STR(?z))
    FILTER NOT EXISTS { ?t d:speaks ?x } FILTER NOT EXISTS { ?t d:speaks ?y } FILTER NOT EXISTS { ?t d:speaks ?z }
  })
} ;
INSERT { ?t d:freedWhole ?u } WHERE { ?t d:freed ?u FILTER NOT EXISTS { ?t d:freedInPart ?u } } ;
# what only may take the place of a part is not told where something known takes the place of the one, or is replaced by the other
INSERT { ?t d:replacedBy ?u } WHERE {
  ?t d:slot ?u ; kg:inAgreement ?a . ?u kg:inAgreement ?z . ?z kg:after ?a . ?t d:mates ?u . ?t d:holds ?u . ?t d:negation|d:antonym ?u
} ;
INSERT { ?t d:noLongerShut ?u } WHERE {
  ?t d:pair ?u ; d:partly ?u ; kg:modality ?m ; kg:exclusivity kg:Exclusive . ?u kg:modality ?m ; kg:exclusivity kg:Preferred
} ;
INSERT { ?t d:repeatedBy ?u } WHERE {
  ?t d:slot ?u ; kg:inAgreement ?a . ?u kg:inAgreement ?z . ?z kg:after ?a . ?t d:mates ?u . ?t d:holds ?u . ?t d:same ?u
} ;
INSERT { ?t d:toldElsewhere ?u } WHERE {
  ?t d:noLongerShut ?u ; kg:bearer ?b . ?u kg:inAgreement ?z ; kg:bearer ?b
  FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?b)) }
  FILTER(EXISTS { ?r d:repeatedBy ?u ; kg:bearer ?b FILTER(?r != ?t) } || EXISTS { ?t d:repeatedBy ?v . ?v kg:inAgreement ?z ; kg:bearer ?b FILTER(?v != ?u) })
} ;
INSERT { ?t d:toldElsewhere ?u } WHERE {
  ?t d:pair ?u ; kg:bearer ?b . ?t d:partly ?u . ?u kg:inAgreement ?z ; kg:bearer ?b
  FILTER NOT EXISTS { ?t d:noLongerShut|d:freed ?u }
  FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?b)) }
  FILTER(EXISTS { ?r d:replacedBy ?u ; kg:bearer ?b FILTER(?r != ?t) } || EXISTS { ?t d:replacedBy ?v . ?v kg:inAgreement ?z ; kg:bearer ?b FILTER(?v != ?u) })
} ;
# an exception that the later rule leaves alone, or takes back
INSERT { ?t d:carried ?u } WHERE {
  ?t d:pair ?u ; kg:inAgreement ?a . ?t d:clash ?u FILTER NOT EXISTS { ?t d:equal|d:wider|d:freed ?u } ?rule d:slot ?t . ?rule d:slot ?u . ?rule kg:inAgreement ?b .
  ?t kg:bearer ?bench . ?u kg:bearer ?bench . ?rule kg:bearer ?bench FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  FILTER(?a = ?b || EXISTS { ?a kg:after ?b })
  ?rule d:wider ?t . ?rule d:mates ?t . ?rule d:clash ?t . ?rule d:mates ?u . ?rule d:touches ?u FILTER NOT EXISTS { ?rule d:clash ?u }
} ;
INSERT { ?t d:takenBack ?u } WHERE {
  ?t d:carried ?u ; kg:inAgreement ?a . ?u d:changed true . ?rule d:slot ?t . ?rule d:slot ?u . ?rule kg:inAgreement ?b .
  ?t kg:bearer ?bench . ?u kg:bearer ?bench . ?rule kg:bearer ?bench FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  FILTER(?a = ?b || EXISTS { ?a kg:after ?b })
  ?rule d:wider ?t . ?rule d:mates ?t . ?rule d:clash ?t . ?rule d:mates ?u . ?rule d:equal ?u . ?rule d:same ?u FILTER NOT EXISTS { ?rule d:clash ?u }
} ;
# leave to turn to others, and a later rule that shuts them out and is not told as a change: the rule to which the leave is an exception
INSERT { ?t d:shutBySilence ?u } WHERE {
  ?t d:pair ?u ; d:negation|d:antonym ?u FILTER(EXISTS { ?t kg:exclusivity kg:NonExclusive } || EXISTS { ?u kg:exclusivity kg:Exclusive })
  FILTER(EXISTS { ?u kg:exclusivity kg:Exclusive } || EXISTS { ?u kg:modality kg:Prohibition })
  FILTER NOT EXISTS { ?u d:changed true } FILTER NOT EXISTS { ?t kg:exclusivity kg:Exclusive } FILTER NOT EXISTS { ?t kg:modality kg:Prohibition }
  FILTER(EXISTS { ?t d:general true } || EXISTS { ?u d:general true }) FILTER NOT EXISTS { ?u d:names ?t . ?t d:number ?counted }
} ;
INSERT { ?t d:between ?u } WHERE {
  ?t d:pair ?u ; kg:inAgreement ?a . ?u kg:inAgreement ?z . ?z kg:after ?m . ?m kg:after ?a . ?v kg:inAgreement ?m ; kg:modality ?mo
  FILTER(?mo != kg:Intention) ?v d:slot ?t . ?v d:slot ?u .
  ?t kg:bearer ?bench . ?u kg:bearer ?bench . ?v kg:bearer ?bench FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  ?v d:mates ?t . ?v d:mates ?u
  FILTER(EXISTS { ?t d:wider|d:freedInPart ?u . ?v d:covers ?u } || NOT EXISTS { ?t d:wider|d:freedInPart ?u } && EXISTS { ?v d:covers ?t }
    || EXISTS { ?m d:replaces ?a . ?v d:holds ?t })
} ;
# two sums of which one is told without a scope, and neither agreement has another sum of that kind
INSERT { ?t d:otherSum ?u } WHERE {
  { ?t d:pair ?u } UNION { ?u d:pair ?t }
  ?t d:number ?m ; d:unit ?n ; kg:inAgreement ?a . ?r kg:inAgreement ?a ; d:number ?m ; d:unit ?n . ?r d:slot ?t . ?r d:mates ?u .
  ?t kg:bearer ?bench . ?u kg:bearer ?bench . ?r kg:bearer ?bench FILTER NOT EXISTS { ?t kg:bearer ?other . ?u kg:bearer ?other FILTER(STR(?other) < STR(?bench)) }
  FILTER NOT EXISTS { ?r d:veryNumber ?t }
} ;
INSERT { ?t d:oneSum ?u } WHERE {
  ?t d:pair ?u ; d:partly ?u ; d:number ?m ; d:unit ?n . ?u d:number ?m ; d:unit ?n
  FILTER NOT EXISTS { ?u kg:bestRank ?rank FILTER(?rank < 2) ?s kg:asserts ?u ; kg:stance kg:Affirms }  # what a report simply tells may be another sum
  FILTER(EXISTS { ?t d:general true } != EXISTS { ?u d:general true }) FILTER NOT EXISTS { ?t d:otherSum ?u } FILTER NOT EXISTS { ?u d:otherSum ?t }
} ;
INSERT { ?t d:verdict [ d:name ?name ; d:right ?u ] } WHERE {
  ?t d:pair ?u FILTER(EXISTS { ?u d:names ?t . ?t d:number ?counted } || NOT EXISTS { ?t d:between|d:toldElsewhere|d:shutBySilence ?u })
  FILTER(EXISTS { ?u d:names ?t . ?t d:number ?counted } || NOT EXISTS { ?t d:nothingShared ?u } || (NOT EXISTS { ?t d:partly ?u } || EXISTS { ?t d:freed ?u }) && EXISTS { ?u d:changed true })
  BIND(IF(EXISTS { ?u d:names ?t . ?t d:number ?counted } || EXISTS { ?t d:oneSum|d:freedWhole ?u }, "equal", IF(EXISTS { ?t d:freedInPart ?u }, "part", IF(EXISTS { ?t d:partly ?u }, "partly", IF(EXISTS { ?t d:wider ?u }, "part", IF(EXISTS { ?u d:wider ?t }, "more", "equal"))))) AS ?relation)
  BIND(EXISTS { ?t d:kind ?u . ?t d:measured ?u } AS ?rule)
  BIND(
    IF(EXISTS { ?t d:clash ?u } && (?relation != "partly" || EXISTS { ?t d:negation|d:antonym ?u }),
      IF(EXISTS { ?t d:carried ?u } && NOT EXISTS { ?t d:takenBack ?u } && NOT EXISTS { ?u d:names ?t . ?t d:number ?counted }, "",
        IF(?relation = "partly", IF(EXISTS { ?t d:general true } || EXISTS { ?u d:general true }, "", "supersession-extent-open"), IF(?relation = "part", "partial-supersession",
          IF(EXISTS { ?t kg:modality kg:Obligation . ?u kg:modality kg:NoDuty } && NOT EXISTS { ?t d:numeric ?u }, "repeal", "supersession")))),
      IF(?relation = "partly",
        IF(EXISTS { ?t d:noLongerShut ?u } && NOT EXISTS { ?u kg:scope ?x FILTER(!STRENDS(STR(?x), ".general")) }, "modification", ""),
        IF(EXISTS { ?t kg:exclusivity ?x . ?u kg:exclusivity ?y FILTER(?x != ?y && kg:Exclusive IN (?x, ?y) && kg:Preferred IN (?x, ?y)) }, "modification",
          IF(?rule && EXISTS { ?t d:earlier ?u ; d:single true } && NOT EXISTS { ?u d:changed true }, "", IF(?rule && EXISTS { ?t d:later ?u } && NOT EXISTS { ?t d:alters ?u }, "extension",
            IF(?rule && (EXISTS { ?t d:later|d:earlier ?u } || EXISTS { ?t d:alters ?u }), "modification",
              IF(?relation != "part" && EXISTS { ?t kg:modality kg:Obligation . ?u kg:modality kg:Permission ; kg:exclusivity kg:NonExclusive }
                  && NOT EXISTS { ?t kg:exclusivity ?e }, "supersession",
                IF(EXISTS { ?t d:same ?u ; d:alike ?u }, IF(?relation = "equal", IF(EXISTS { ?u d:changed true } || NOT EXISTS { ?u kg:bestRank ?rank FILTER(?rank >= 5) }, "", "restatement"), IF(?relation = "more", "widening", "narrowing-by-silence")), "")))))))) AS ?name)
  FILTER(?name != "")
} ;
# what a weaker source tells wrongly is no state of its agreement
DELETE { ?t d:verdict ?verdict } WHERE {
  ?t d:verdict ?verdict . ?verdict d:name ?name ; d:right ?u . ?t kg:inAgreement ?a . ?u kg:inAgreement ?b FILTER(?a != ?b && ?name != "misreport")
  ?source d:verdict ?wrong . ?wrong d:name "misreport" ; d:right ?misread FILTER(?misread IN (?t, ?u))
}
