"""Opening number + new − closed is not the closing number: assessments by type, proposals, a stage, a
release.

Compared are two reports of months running, by what the later one dates between the ends of their figures.

Why it matters: a number that does not go on from the last one was not counted, or something happened that no
report tells of.

May be lawful: whatever the later report does not date or tell: a withdrawal, a merger, an assessment put on
hold, a correction. It is information for whoever prepares the next paper.

Not judged: reports that do not state the number or their cut-off, and a later report that has sentences on
holds, stops, mergers, splits or corrections.

Passes:

    report 2020-07
    stage_count release 10
    report 2020-08
    stage_count release 11
    decision MP118 change_board modification approved decided_on=2020-07-22

Fails:

    report 2020-07
    stage_count release 10
    report 2020-08
    stage_count release 13
    decision MP118 change_board modification approved decided_on=2020-07-22

Says: The report for July 2020 has ten modifications in Release; with one more and none less that makes 11,
but that for August 2020 has 13.
"""

from pipeline.basics.calendar import next_month
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.sayings import notes_saying
from pipeline.checks.support.flows import flows
from pipeline.checks.support.wording import count, counted, month
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X221"
NAME = "flow"
SEVERITY: Severity = "info"

_EXPLAINING = (
    "hold",
    "resumed",
    "request_ended",
    "accepted_again",
    "includes",
    "corrected",
    "merger",
    "split",
    "release_moved",
)


def find(model: CheckModel) -> Verdicts:
    """Every account that does not go on from the month before."""
    for earlier, later in model.pairs:
        if next_month(earlier.period) != later.period or notes_saying(later, *_EXPLAINING):
            continue
        for flow in flows(earlier, later):
            expected = flow.opening + flow.came - flow.went
            if expected == flow.closing:
                continue
            yield Found(
                period=later.period,
                message=f"The report for {month(earlier.period)} has {counted(flow.opening, *flow.what)}; "
                f"with {_number(flow.came)} more and {_number(flow.went)} less that makes {count(expected)}, "
                f"but that for {month(later.period)} has {count(flow.closing)}.",
                stated={"what": flow.what[1], "closing": flow.closing},
                expected={
                    "opening": flow.opening,
                    "new": flow.came,
                    "closed": flow.went,
                    "closing": expected,
                },
                evidence=later.see(flow.closing_facts) + earlier.see(flow.opening_facts),
            )


def _number(number: int) -> str:
    return count(number) if number else "none"
