"""The register names another proposer or organisation.

Why it matters: the proposer alone may withdraw or change the proposal.

May be lawful: one person or company under several names, a proposer who handed the proposal on, and a name
with or without the organisation.

Not judged: proposals whose proposer or organisation is blank in the register, and reports for which there
is no snapshot of its time (proposers change). An abbreviation is no difference, nor another name of the same
company or person by the table of aliases.

Passes:

    report 2020-08
    proposal_raised DP138 proposer='Richard Collard' organisation=DCC raised_on=2020-07-27
    register 2020-08-07
    entry DP138 proposer='Richard Collard' organisation='Data Communications Company'

Fails:

    report 2020-08
    proposal_raised DP138 proposer='Richard Collard' organisation=DCC raised_on=2020-07-27
    register 2020-08-07
    entry DP138 proposer='Richard Collard' organisation=Cadent

Says: The report names DCC as the organisation behind DP138; the register of 7 August 2020 says Cadent.
"""

import re

from extractors.contract import ProposalRaised
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity, Side
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.support.register_match import NO_SNAPSHOT, near_entry, nothing_near
from pipeline.checks.support.wording import day, listed
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "R307"
NAME = "proposer-conflict"
SEVERITY: Severity = "warning"
REPEATS = True

_PARENTHESES = re.compile(r"\(.*?\)")
_NOT_LETTERS = re.compile(r"[\W_]+")
_IDLE = {"the", "ltd", "limited", "plc", "of", "and"}


def find(model: CheckModel) -> Verdicts:
    """Every new proposal whose proposer or organisation differs from the register's."""
    for report in model.judged_papers:
        none = nothing_near(model, report)
        for fact in report.facts(ProposalRaised):
            known = near_entry(model, report, identity(fact.reference), "proposer", "organisation")
            if known is None:
                yield Unjudged(
                    period=report.period,
                    reference=fact.reference,
                    reason=NO_SNAPSHOT if none else "the register names no proposer of it",
                )
                continue
            snapshot, entry = known
            stated: Side = {}
            expected: Side = {}
            if fact.proposer and entry.proposer and not same_person(fact.proposer, entry.proposer):
                stated["proposer"], expected["proposer"] = fact.proposer, entry.proposer
            if (
                fact.organisation
                and entry.organisation
                and not same_organisation(fact.organisation, entry.organisation)
            ):
                stated["organisation"], expected["organisation"] = fact.organisation, entry.organisation
            if stated:
                roles = {"proposer": "proposer of", "organisation": "organisation behind"}
                named = listed(
                    f"{value} as the {roles[name]} {fact.reference}" for name, value in stated.items()
                )
                yield Found(
                    period=report.period,
                    reference=fact.reference,
                    message=f"The report names {named}; the register of {day(snapshot.as_of)} says "
                    f"{listed(map(str, expected.values()))}.",
                    stated=stated,
                    expected=expected,
                    evidence=report.see(fact) + snapshot.see(entry, *stated),
                )


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: short forms and initials of first names aside."""
    names = [
        [part for word in _words(name) for part in _plain(_meant(word) or word)] for name in (one, other)
    ]
    if names[0] == names[1]:
        return True
    (first, *_), (second, *_) = names
    short = min(len(first), len(second)) == 1
    return (
        names[0][-1] == names[1][-1] and len(names[0]) > 1 < len(names[1]) and short and first[0] == second[0]
    )


def same_organisation(one: str, other: str) -> bool:
    """Whether two names mean one organisation: the same words, one the other's initials, or an alias."""
    meant = [_meant(name) or _meant(" ".join(_words(name))) or name for name in (one, other)]
    words = [_words(name) for name in meant]
    if words[0] == words[1] or "".join(words[0]) == "".join(words[1]):
        return True
    short, long = sorted(words, key=len)
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _meant(name: str) -> str | None:
    """The name that another one stands for, today."""
    return dated.alias(_PARENTHESES.sub(" ", name))


def _plain(name: str) -> list[str]:
    return _NOT_LETTERS.sub(" ", _PARENTHESES.sub(" ", name)).casefold().split()


def _words(name: str) -> list[str]:
    plain = _plain(name)
    return [word for word in plain if word not in _IDLE] or plain
