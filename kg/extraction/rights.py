"""Who grants a right and who holds it, by the words of a clause: the subject, the agent, the recipient, the possessor.

"Acme grants Beta …", "Beta is licensed by Acme …", "Beta receives from Acme …", "Beta's licence …", "… stays reserved for Beta".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from kg.alternation import alternation
from kg.extraction.clauses import Clause, single_parties
from kg.extraction.lexicon import word_list

__all__ = ["bound_and_favoured", "grantor_and_holder", "those_free_to_deal", "those_who_give_no_leave", "those_who_may"]

_PARTY = r"(?P<party>P\d+)"
_ADVERBS = r"(?:(?:also|now|still|then|again|alone|thus|only|too|hereby|henceforth|already|[a-z]+ly) ){0,3}"
_AUX = r"(?:shall |will |may |can |could |must |would |has |have |had |is to |are to )?"
_BE = r"(?:is|are|was|were|been|be|being|has been|have been) "
_GET = (
    r"(?:has|have|had|holds?|held|gets?|got|receives?|received|retains?|retained|keeps?|kept|acquires?|acquired|obtains?|obtained"
    r"|enjoys?|enjoyed|secures?|secured|wins?|won|picks? up|picked up|takes?|took|holds? on to)"
)
_RIGHT = (
    r"(?:licen[cs]es?|rights?|permits?|permission|exclusivity|exclusive|monopoly|privileges?|concession|appointment|sub-?licen[cs]es?"
    r"|access|leave|position|status|slot|default)"
)
_GIVE = (
    r"(?:grants?|granted|allows?|allowed|permits?|permitted|entitles?|entitled|leases?|leased|accords?|accorded|appoints?|appointed"
    r"|authori[sz]es?|authori[sz]ed|enables?|enabled|licen[cs]es?|licen[cs]ed|sub-?licen[cs]es?|lets?|gives?|gave|given|hands"
    r"|handed|lends?|lent|opens?|opened|confers?|admits?|reserves?)"
)
_GIVEN = (
    r"(?:granted|given|handed|(?:sub)?licen[cs]ed|leased|let|lent|appointed|accorded|allowed|permitted|entitled"
    r"|authori[sz]ed)"
)
_USED = (
    r"(?:aired|broadcast|brewed|distributed|exploited|hosted|marketed|occupied|operated|performed|played|published|run|seen|shown"
    r"|streamed|used|watched)"
)
_MAY = re.compile(
    rf"(?<! of) {_PARTY} {_ADVERBS}(?:(?:may|can|could)(?! (?:not|no|only|neither) )"
    rf"|(?:is|are|was|were|be|been|remains?|stays?) {_ADVERBS}"
    r"(?:free|allowed|permitted|entitled|authori[sz]ed|at liberty) (?:from now on )?to) "
)
_MAY_BE = re.compile(r" (?:may|can|could) (?:[a-z]+ ){1,4}?by (?P<party>P\d+) (?!'s )")
_GIVING = re.compile(rf"{_ADVERBS}(?:grant|allow|permit|let|lend|lease|license|sublicense|appoint|authori[sz]e|admit|give) ")
_HOLDER = tuple(
    re.compile(one)
    for one in (
        rf"(?<! of)(?<! by)(?<! from)(?<! to) {_PARTY} {_ADVERBS}{_AUX}{_ADVERBS}{_GET} "
        rf"(?:(?!P\d+ 's |to |,|;|that |which |of )[A-Za-z0-9-]+ ){{0,6}}?{_RIGHT} ",
        rf" {_PARTY} {_ADVERBS}{_AUX}{_ADVERBS}{_BE}{_ADVERBS}{_GIVEN} ",
        rf" {_PARTY} 's (?:own )?(?:(?!P\d+ |'s |of |to |and |, )[a-z-]+ ){{0,3}}?{_RIGHT} (?!from )",
        r" (?:reserved|kept|set aside|exclusive|exclusively|belongs?|rests?|available|restricted|confined) "
        rf"(?:(?:exclusively|solely|only|alone|also|still) )*(?:for|to|with) (?:[a-z]+ )?{_PARTY} (?!'s )",
        rf" (?:stays?|remains?|rests?|lies?) (?:(?:exclusively|solely|only|alone) )*with {_PARTY} (?!'s )",
        rf" at (?:(?:the|free|full|exclusive|sole) )*disposal of {_PARTY} ",
        rf" at {_PARTY} 's (?:[a-z]+ )?disposal ",
        rf" {_USED} (?:(?:only|exclusively|solely|alone) )*(?:by|on|at|through) {_PARTY} (?!'s )",
        rf" {_GIVE} (?:to )?{_PARTY} (?!'s )(?!P\d+ 's )",
        rf" {_GIVE} (?:(?!P\d+ |by |from |who |that |which )[a-z0-9,'-]+ |P\d+ 's |[QRTM]\d+ ){{1,12}}?to {_PARTY} (?!'s )",
        rf" (?:use|rights?|licen[cs]e|permission|leave) (?:of|by) {_PARTY} (?:to|in|on|as|is|are|remains?|,) ",
    )
)
_USER = tuple(
    re.compile(one)
    for one in (
        rf"(?<! of) {_PARTY} {_ADVERBS}(?:becomes?|became|has|have|had|holds?|held|gets?|got|enjoys?|picks? up) "
        r"(?!(?:not )?(?:to (?!itself)|grant|licen[cs]e|let|sell))",
        rf" {_PARTY} 's own (?:products?|services?|use|business|shops?|apps?|works?|purposes) ",
    )
)  # tells it where nothing better does
_GRANTOR = (
    re.compile(
        rf"(?<! by)(?<! to)(?<! from)(?<! of) {_PARTY} {_ADVERBS}{_AUX}(?:not )?{_ADVERBS}{_GIVE} "
        r"(?!(?:only )?to )(?!by )(?!(?:the )?P\d+ 's )"
    ),
    re.compile(
        rf"(?<! by)(?<! to)(?<! from)(?<! of) {_PARTY} {_ADVERBS}(?:licen[cs]es|leases|lets|grants|opens) P\d+ 's [^;]*? to P\d+ "
    ),
    re.compile(
        rf" (?:{_GET}|{_GIVEN}) (?:(?!and |who |, which )[^ ;]+ ){{0,8}}?(?:from|by) {_PARTY} (?!'s )",
    ),
)


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(rf" (?P<party>P\d+) 's (?!own )(?:[a-z-]+ ){{0,2}}?{alternation(word_list('work-noun'))} ")


def those_who_may(clause: Clause) -> frozenset[str]:
    """Return the parties that are single subjects of leave in a clause: "Acme is free to sell", "ice may be sold by Acme"."""
    text = clause.line.text
    return single_parties(clause, [*_MAY.finditer(text), *_MAY_BE.finditer(text)])


_NO_LEAVE = re.compile(
    rf"(?<! of)(?<! by)(?<! to) {_PARTY} {_ADVERBS}(?:(?:shall|may|will|must|can|could) (?:not|no longer|never)"
    rf"|(?:undertakes|agrees|promises) not to) {_ADVERBS}(?:allow|authori[sz]e|grant|lease|let|license|permit|sub-?license) "
)


def those_who_give_no_leave(clause: Clause) -> frozenset[str]:
    """Return the parties that shall let nobody use what is theirs in a clause: "Acme shall not license the songs to others"."""
    return single_parties(clause, _NO_LEAVE.finditer(clause.line.text))


_OTHERS = re.compile(
    r" (?<!no )(?<!the )(?:other|others|another|elsewhere|anybody|anyone|anywhere|third|rivals|whom(?:ever)?|whoever|whichever"
    r"|wherever"
    r"|(?:for|from|through|to|with) any) "
)


def those_free_to_deal(clause: Clause) -> frozenset[str]:
    """Return the parties that have leave to deal with others in a clause: what they may do, they may do with what is theirs."""
    return those_who_may(clause) if _OTHERS.search(clause.line.text) else frozenset()


def _users(clause: Clause) -> list[re.Match[str]]:
    """The subjects of leave to do something else than to give leave."""
    return [match for match in _MAY.finditer(clause.line.text) if not _GIVING.match(clause.line.text, match.end())]


def grantor_and_holder(clause: Clause, parties: Sequence[str]) -> tuple[str, str]:
    """Return who grants a right and who holds it by the words of a clause; empty where they do not tell it.

    Args:
        clause: what is said.
        parties: of the agreement; of two, the other one is on the other side.
    """
    grantors, holders = _told(clause, set(parties))
    grantor, holder = (next(iter(one)) if len(one) == 1 else "" for one in (grantors, holders))
    if len(parties) == 2 and bool(grantor) != bool(holder) and len(grantors) < 2 and len(holders) < 2:
        rest = next(key for key in parties if key != grantor + holder)
        return grantor or rest, holder or rest
    return grantor, holder


def _told(clause: Clause, parties: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return who may grant and who may hold a right by what tells it best: verbs, then what somebody has, then what is whose."""
    text = clause.line.text
    grantors = single_parties(clause, (m for one in _GRANTOR for m in one.finditer(text))) & parties
    found = [*_users(clause), *(m for one in _HOLDER for m in one.finditer(text)), *_favouring(text)]
    holders = (single_parties(clause, found) & parties) - grantors
    if grantors or holders:
        return grantors, holders
    holders = single_parties(clause, (m for one in _USER for m in one.finditer(text))) & parties
    return frozenset() if holders else single_parties(clause, _owner().finditer(text)) & parties, holders


_BOUND = re.compile(
    rf"(?<! to)(?<! by)(?<! of) {_PARTY} {_ADVERBS}(?:(?:shall|must|will) {_ADVERBS}(?!be |remain |become |stay |have )"
    r"|(?:may|can|could) not (?!be )|(?:undertakes?|undertook|agrees?|agreed|promises?|promised) (?:not )?to )"
)
_ONE = r"(?:only|sole|exclusive|preferred|default|first-choice|single)"
_BECOME = (
    r"(?:(?:shall|will|would|may|must|can) )?(?:also |now |thus |hereby |still |then )?"
    r"(?:be|is|are|was|were|become|becomes|became|remain|remains|remained|stay|stays|stayed|(?:is|are) to be|turns? from"
    r"|continues? (?:to be|as)|continue (?:to be|as)) "
)
_ALONE = r"(?:only|exclusively|solely|alone)"
_BUT = (
    r"(?:nobody|none|no one|no (?:[a-z-]+ ){1,3}?(?:other|else)|no other(?: [a-z-]+){0,3}?) (?:other than|but|than|except|besides)"
)
_FAVOURED = tuple(
    re.compile(one)
    for one in (
        rf" (?:reserved|kept|set aside|belongs?|confined|restricted) {_ADVERBS}(?:for|to|with) (?:[a-z]+ )?{_PARTY} (?!'s )",
        rf" (?:stays?|remains?|rests?|lies?) {_ADVERBS}with {_PARTY} (?!'s )",
        rf"(?<! of)(?<! to)(?<! by)(?<! from)(?<! for) {_PARTY} {_ADVERBS}(?:, P\d+ , |, [^;,]*? , )?{_BECOME}"
        rf"(?:(?!P\d+ ,|of |by |to |not )[a-z'-]+ |P\d+ 's |P\d+ (?={_ONE})){{0,4}}?{_ONE} "
        r"(?!to |in |on |for |until |from |as |[.,;])",
        rf" {_PARTY} {_ADVERBS}(?:has|have|gets?|holds?|keeps?) [^;,]*? (?:exclusively|to (?:itself|themselves|ourselves)) ",
        rf" {_PARTY} {_ADVERBS}{_AUX}{_ADVERBS}{_GET} (?:P\d+ 's |the |an |its |their |our )?"
        rf"(?:exclusive|exclusivity|monopoly|sole [a-z]+) (?!P\d+ )",
        rf" {_PARTY} as (?:P\d+ 's |the |its |their |a |an |our )?(?:[a-z]+ )?{_ONE} ",
        rf" makes? {_PARTY} (?:P\d+ 's |the |its |their |a |an |our ){_ONE} ",
        rf"(?<! of)(?<! to)(?<! by)(?<! from)(?<! for) {_PARTY} alone (?:shall|will|may|is|are|has|have|can|does|do|[a-z]+s) ",
        rf" (?:belongs? to|be|being|is|are|remains?|stays?|goes to|go to) (?:the )?{_PARTY} (?:'s )?(?:{_ALONE}|and no) ",
        rf" (?:by|from|through|with|to|on|at|via|for|of) (?:the )?{_PARTY} "
        rf"(?:{_ALONE}|and (?:by |from |to |with |on |at )?no) ",
        rf" {_ALONE} (?:by|from|through|with|to|on|at|via|for) (?:the )?{_PARTY} (?!'s )",
        rf" {_BUT} (?:by |from |to |with |on |at |through |that of )?{_PARTY} (?!'s )",
    )
)


@lru_cache(maxsize=64)  # a clause is asked once for each of its terms
def _favouring(text: str) -> tuple[re.Match[str], ...]:
    """The places of a line that tell with whom alone somebody deals."""
    return tuple(m for one in _FAVOURED for m in one.finditer(text))


def bound_and_favoured(clause: Clause, parties: Sequence[str]) -> tuple[str, str]:
    """Return who deals with one alone and who is that one by the words of a clause; empty where they do not tell it.

    Args:
        clause: what is said.
        parties: of the agreement; of two, the other one is on the other side.
    """
    text = clause.line.text
    favoured = single_parties(clause, _favouring(text)) & set(parties)
    bound = (single_parties(clause, _BOUND.finditer(text)) & set(parties)) - favoured
    one, other = (next(iter(found)) if len(found) == 1 else "" for found in (bound, favoured))
    if len(parties) == 2 and other and not bound:
        one = next(key for key in parties if key != other)
    return one, other
