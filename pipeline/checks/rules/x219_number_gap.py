"""A number in the series of proposals was never raised.

Proposals are numbered in the order in which they are raised. Looked at are the numbers between those that a
report and the two before it tell of; one that no report around names, and that the register does not date in
the month, is a gap.

Why it matters: a proposal may have been raised and not told of.

May be lawful: a number that was taken and given up before the proposal was published.

Not judged: numbers before the first that the two reports before tell of, and registers that do not date the
proposal in the month of the figures.

Passes:

    report 2020-07
    proposal_raised DP134 raised_on=2020-06-29
    report 2020-08
    proposal_raised DP135 raised_on=2020-07-10
    proposal_raised DP136 raised_on=2020-07-14

Fails:

    report 2020-07
    proposal_raised DP134 raised_on=2020-06-29
    report 2020-08
    proposal_raised DP136 raised_on=2020-07-14

Says: No report tells of a proposal of the number 135, between those of 134 and 136.
"""

from itertools import pairwise

from extractors.contract import ProposalRaised
from pipeline.basics.calendar import month_of
from pipeline.basics.identity import number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.scope import MONTHS_AROUND
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X219"
NAME = "number-gap"
SEVERITY: Severity = "info"

# More than so many numbers left out at once are another series, or a slip in one of the numbers.
_MOST = 5


def find(model: CheckModel) -> Verdicts:
    """Every number that was left out since the proposals of the two reports before."""
    for report in model.reports:
        earlier = [one for before in model.before(report)[-MONTHS_AROUND:] for one in _raised(before)]
        raised = _raised(report)
        if not earlier or not raised:
            continue
        known = {*earlier, *raised, *_named(model, report)}
        for last, this in pairwise(sorted({max(earlier), *(one for one in raised if one > max(earlier))})):
            for missing in range(last + 1, this) if this - last <= _MOST + 1 else ():
                if missing not in known:
                    yield _found(report, raised[this], missing, (last, this))


def _found(report: Report, raised: ProposalRaised, missing: int, between: tuple[int, int]) -> Found:
    return Found(
        period=report.period,
        message=f"No report tells of a proposal of the number {missing}, between those of {between[0]} and "
        f"{between[1]}.",
        stated={"number": missing},
        expected=None,
        evidence=report.see(raised),
    )


def _raised(report: Report) -> dict[int, ProposalRaised]:
    return {
        int(number(one.reference)): one
        for one in report.facts(ProposalRaised)
        if number(one.reference).isdigit()
    }


def _named(model: CheckModel, report: Report) -> set[int]:
    """The numbers that the reports around name, or that the register dates in the month of the figures."""
    around = model.papers_around(report)
    named = {number(who) for one in around for who in one.references}
    if report.cut_off:
        named |= {number(who) for who in model.dated_in.get(month_of(report.cut_off), ())}
    return {int(one) for one in named if one.isdigit()}
