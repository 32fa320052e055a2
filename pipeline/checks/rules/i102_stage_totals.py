"""The stage counts disagree with the proposal timescales, or with the lists that show the same stage.

Why it matters: every proposal is in one stage, so Define, Refine and Opine together are the open
proposals; a reader who adds them up must come to the same total.

May be lawful: a proposal that stands in no list of the report, one between two stages, and stages counted on
another day than the timescales.

Not judged: a report without the stage counts or without what they are held against.

Passes:

    report 2020-08
    stage_count define 5
    stage_count refine 42
    stage_count opine 4
    proposal_timescale open 51

Fails:

    report 2020-08
    stage_count define 5
    stage_count refine 42
    stage_count opine 4
    proposal_timescale open 54

Says: Define 5, Refine 42 and Opine 4 make 51 open proposals; the proposal timescales say 54.
"""

from extractors.contract import ProposalTimescale, ReleaseItem, StageCount
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import counted, listed, stage
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I102"
NAME = "stage-totals"
SEVERITY: Severity = "warning"

_OPEN = ("define", "refine", "opine")


def find(model: CheckModel) -> Verdicts:
    """The open total of each report, and its release lists, against its stage counts."""
    for report in model.reports:
        stages: dict[str, StageCount] = {fact.stage: fact for fact in report.facts(StageCount)}
        yield from _open_total(report, stages)
        yield from _releases(report, stages)


def _open_total(report: Report, stages: dict[str, StageCount]) -> Verdicts:
    totals = [fact for fact in report.facts(ProposalTimescale) if fact.status == "open"]
    if not totals or not all(name in stages for name in _OPEN):
        yield Unjudged(
            period=report.period, reason="the report lacks the stage counts or the total of open proposals"
        )
        return
    added = sum(stages[name].count for name in _OPEN)
    for total in totals:
        if total.total != added:
            terms = listed(f"{stage(name)} {stages[name].count}" for name in _OPEN)
            yield Found(
                period=report.period,
                message=f"{terms} make {added} open proposals; the proposal timescales say {total.total}.",
                stated={"stages": added},
                expected={"open_total": total.total},
                evidence=report.see([stages[name] for name in _OPEN], total),
            )


def _releases(report: Report, stages: dict[str, StageCount]) -> Verdicts:
    items = [fact for fact in report.facts(ReleaseItem) if fact.status == "approved"]
    if "release" not in stages or not items:
        yield Unjudged(
            period=report.period,
            reason="the report lacks the count of the Release stage or the release lists",
        )
        return
    stated = stages["release"].count
    modifications = len({identity(item.reference) for item in items})
    # A modification may stand there in parts: either way of counting is a fair one.
    if stated not in (modifications, len(items)):
        yield Found(
            period=report.period,
            message=f"The Release stage is said to hold {stated}; the release lists show "
            f"{counted(modifications, 'modification')} approved and not yet implemented.",
            stated={"stage": "release", "count": stated},
            expected={"listed": modifications},
            evidence=report.see(stages["release"], items),
        )
