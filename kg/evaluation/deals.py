"""Agreements, links, findings and as-of answers, compared through the statements and terms that carry them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.evaluation.alignment import Pairing, show
from kg.evaluation.frame import Frame, one_to_one
from kg.evaluation.items import AgreementItem, Bounds, conventions
from kg.evaluation.scorecard import Scorecard

__all__ = ["Meaning", "pair_agreements", "score_as_of", "score_findings", "score_links"]

Finding = tuple[str, str, str]  # left term, verdict, right term
_MIXED_UP = {
    "contradiction": "findings.change_called_contradiction",
    "change": "findings.contradiction_called_change",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the built terms mean: gold terms, through the statements that both stand in."""

    frame: Frame
    pairing: Pairing
    terms: Mapping[str, set[str]]

    def of(self, term: str) -> set[str]:
        """The gold terms that a built term means."""
        return self.terms.get(term, set())

    def only_optional(self, term: str) -> bool:
        """Whether nothing but optional gold stands behind a built term."""
        gold = self.frame.gold
        meant = [gold.terms[t].optional for t in self.of(term)]
        if not meant:
            tellers = [key for key, s in self.frame.statements.items() if term in s.asserts]
            found = [self.pairing.gold_of.get(key) for key in tellers]
            meant = [key is not None and gold.statements[key].optional for key in found]
        return bool(meant) and all(meant)


# ------------------------------------------------------------------ agreements
def pair_agreements(meaning: Meaning, card: Scorecard) -> dict[str, str]:
    """Pair agreements by the votes of statements and terms; kind, force, parties and dates only break near-ties."""
    frame = meaning.frame
    named = frame.party_names
    parties = {a: frozenset(named.get(p, p) for p in frame.built.agreements[a].parties) for a in frame.judged_agreements}
    ranked = []
    for (mine, theirs), count in _votes(meaning).items():
        if mine in parties:
            like = _likeness(frame.built.agreements[mine], parties[mine], frame.gold.agreements[theirs])
            ranked.append(((round(count + like, 6),), mine, theirs))
    pairs = one_to_one(ranked)
    for mine in sorted(frame.judged_agreements):
        gold = frame.gold.agreements.get(pairs.get(mine, ""))
        if gold is None or not gold.optional:
            card.judge("agreements", gold is not None, mine)
        if gold is not None and not gold.optional:
            _judge_agreement(frame.built.agreements[mine], parties[mine], gold, card)
    told = set(pairs.values())
    for agreement in frame.gold.agreements.values():
        if not agreement.optional:
            card.demand("agreements", agreement.id in told, agreement.id)
    return pairs


def _votes(meaning: Meaning) -> dict[tuple[str, str], float]:
    frame, votes = meaning.frame, defaultdict[tuple[str, str], float](float)
    for key, tellers in meaning.pairing.tellers.items():
        statement = frame.gold.statements[key]
        theirs = statement.about | {frame.gold.terms[t].agreement for t in statement.asserts}
        for teller in tellers:
            told = frame.statements[teller]
            mine = dict.fromkeys(told.link_ends, 0.5) | dict.fromkeys(told.about, 1.0)
            for a, weight in mine.items():
                for x in theirs:
                    votes[a, x] += weight / max(len(mine), len(theirs))
    for term, meant in meaning.terms.items():
        for gold in meant:
            votes[frame.built.terms[term].agreement, frame.gold.terms[gold].agreement] += 1
    return votes


def _likeness(mine: AgreementItem, parties: frozenset[str], theirs: AgreementItem) -> float:
    shared = len(parties & theirs.parties) / (len(parties | theirs.parties) or 1)
    return 0.1 * (shared + (mine.kind == theirs.kind) + (mine.force == theirs.force) + consistent(mine.made, theirs.made))


def consistent(mine: Bounds, theirs: Bounds) -> bool:
    """Whether two intervals meet and the built one is at most about a year wider; a missing bound is open."""
    first, last = (_ordinals(b) for b in (mine, theirs))
    wider = (first[1] - first[0]) - (last[1] - last[0])
    return first[0] <= last[1] and last[0] <= first[1] and wider <= int(conventions()["slack_days"])


def _ordinals(bounds: Bounds) -> tuple[int, int]:
    low, high = bounds
    return (
        date.fromisoformat(low).toordinal() if low else date.min.toordinal(),
        date.fromisoformat(high).toordinal() if high else date.max.toordinal(),
    )


def _judge_agreement(mine: AgreementItem, parties: frozenset[str], theirs: AgreementItem, card: Scorecard) -> None:
    for party in parties | theirs.parties:
        both = party in parties and party in theirs.parties
        card.count("agreements.parties", both, built=party in parties, gold=party in theirs.parties)
    checks = {
        "force": (mine.force in (theirs.force, *theirs.also.get("force", ())), mine.force, theirs.force),
        "kind": (mine.kind in (theirs.kind, *theirs.also.get("kind", ())), mine.kind, theirs.kind),
        "dates_exact": (mine.made == theirs.made, mine.made, theirs.made),
        "dates_consistent": (consistent(mine.made, theirs.made), mine.made, theirs.made),
    }
    for name, (right, told, wanted) in checks.items():
        card.judge(f"agreements.{name}", right, f"{theirs.id}: {show(told)}, should be {show(wanted)}")


# ------------------------------------------------------------------ links
def score_links(frame: Frame, agreements: Mapping[str, str], card: Scorecard) -> None:
    """Count links with their type (`links.strict`) and without (`links.lenient`)."""
    loose = {a.id for a in frame.gold.agreements.values() if a.optional}
    told = {
        (agreements.get(later, f"?{later}"), kind, agreements.get(earlier, f"?{earlier}"))
        for later, kind, earlier in frame.built.links
        if later in frame.judged_agreements and earlier in frame.judged_agreements
    }
    for figure, step in (("links.strict", 1), ("links.lenient", 2)):
        wanted: dict[tuple[str, ...], bool] = {}
        for link, optional in frame.gold.links.items():
            wanted[link[::step]] = wanted.get(link[::step], True) and optional
        mine = {link[::step] for link in told}
        for each in sorted(mine):
            if not wanted.get(each, bool({each[0], each[-1]} & loose)):
                card.judge(figure, each in wanted, " ".join(each))
        for each, optional in wanted.items():
            if not optional:
                card.demand(figure, each in mine, " ".join(each))


# ------------------------------------------------------------------ findings
def score_findings(meaning: Meaning, card: Scorecard) -> None:
    """Count findings by verdict and by family, changes called contradictions and the reverse, and traps stepped into."""
    frame = meaning.frame
    reached: dict[str, set[Finding]] = {"findings.strict": set(), "findings.family": set()}
    trapped: set[tuple[str, str]] = set()
    for finding in frame.built.findings:
        if finding[0] in frame.judged_terms or finding[2] in frame.judged_terms:
            hits, traps = _judge_finding(meaning, finding, card)
            trapped |= traps
            for figure, hit in hits.items():
                reached[figure] |= hit
    card.tallies["findings.wrongly_found"].right = len(trapped)
    for figure, hit in reached.items():
        for finding, optional in frame.gold.findings.items():
            if not optional:
                card.demand(figure, finding in hit, " ".join(finding))


def _judge_finding(meaning: Meaning, finding: Finding, card: Scorecard) -> tuple[dict[str, set[Finding]], set[tuple[str, str]]]:
    """Count one built finding; return the gold findings that it hits, by figure, and the traps that it steps into."""
    left, verdict, right = finding
    gold, traps = meaning.frame.gold.findings, meaning.frame.gold.no_findings
    pairs = {(x, y) for x in meaning.of(left) for y in meaning.of(right)}
    either = pairs | {(y, x) for x, y in pairs}
    here = {f for f in gold if (f[0], f[2]) in either}
    order = either if verdict in conventions()["unordered"] else pairs
    hits = {
        "findings.strict": {f for f in here if f[1] == verdict and (f[0], f[2]) in order},
        "findings.family": {f for f in here if _family(f[1]) == _family(verdict)},
    }
    text = f"{verdict}: {left} | {right}" + "".join(f" = {x} | {y}" for x, y in sorted(pairs)[:2])
    excused = meaning.only_optional(left) or meaning.only_optional(right)
    for figure, hit in hits.items():
        if not (all(gold[f] for f in hit) if hit else excused):
            card.judge(figure, bool(hit), text)
    mixed_up = _MIXED_UP.get(_family(verdict))
    if mixed_up and not hits["findings.family"] and any(f[0] != f[2] for f in here):
        card.count(mixed_up, True)
        card.remark(mixed_up, text)
    stepped = set() if hits["findings.strict"] else either & set(traps)
    for trap in sorted(stepped):
        card.remark("findings.wrongly_found", f"{text} ({traps[trap]})")
    return hits, stepped


def _family(verdict: str) -> str:
    families = conventions()["families"]
    return next((name for name, verdicts in families.items() if verdict in verdicts), "?")


# ------------------------------------------------------------------ as of
def score_as_of(meaning: Meaning, given: Mapping[str, list[str]], card: Scorecard) -> None:
    """Compare what is said to be in force (`{"ON@KNOWN": [IRIs of terms]}`) with gold."""
    for case in meaning.frame.gold.as_of:
        if case.key not in given:
            card.warnings.append(f"{meaning.frame.gold.name}: nothing is told for {case.key}")
            continue
        listed = set(given[case.key])
        sure = {b for b, meant in meaning.terms.items() if meant & set(case.definite)}
        for term in case.definite:
            told = {b for b, meant in meaning.terms.items() if term in meant}
            _judge_as_of("as_of.definite", bool(told & listed), f"{case.key} {term}", card)
        for term in case.absent:
            told = {b for b, meant in meaning.terms.items() if term in meant} - sure
            if told:  # a term that was never built proves nothing
                _judge_as_of("as_of.not", not told & listed, f"{case.key} {term}", card)


def _judge_as_of(figure: str, right: bool, text: str, card: Scorecard) -> None:
    card.judge(figure, right, text)
    card.count("as_of.all", right)
