"""The stage counts disagree with the proposal timescales, or with the lists that show the same stage.

Why it matters: every proposal is in one stage, so Define, Refine and Opine together are the open
proposals; a reader who adds them up must come to the same total.

The lists of each stage are held against its count: new Draft Proposals (Define), open assessments, Working
Group meetings and Refinement Consultations (Refine), Modification Report Consultations and what is with the
Authority (Opine), the releases (Release). Of the first three a list shows some only: more than the count
cannot be. What was approved for a release that no list shows is counted too.

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

from extractors.contract import Decision, Fact, ProposalTimescale, ReleaseItem, StageCount
from pipeline.basics.identity import identity, number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import approved, closures_told, decisions_on
from pipeline.checks.process.signs import Sign, signs_in
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
        yield from _releases(model, report, stages)
        yield from _lists(report, stages)


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


def _releases(model: CheckModel, report: Report, stages: dict[str, StageCount]) -> Verdicts:
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
    fair = (modifications, len(items))
    if stated not in fair and not any(0 < stated - one <= len(_unlisted(model, report)) for one in fair):
        yield Found(
            period=report.period,
            message=f"The Release stage is said to hold {stated}; the release lists show "
            f"{counted(modifications, 'modification')} approved and not yet implemented.",
            stated={"stage": "release", "count": stated},
            expected={"listed": modifications},
            evidence=report.see(stages["release"], items),
        )


def _unlisted(model: CheckModel, report: Report) -> set[str]:
    """What the reports up to this one say was approved and not implemented, and no list of this one shows."""
    shown = {identity(item.reference) for item in report.facts(ReleaseItem)}
    told = model.papers_until(report)
    approvals = {
        identity(vote.reference) for one in told for vote in decisions_on(one) if vote.outcome == "approved"
    }
    return {
        who
        for who in approvals - shown
        if approved(model, who, report.known_on) and not any(closures_told(told, who))
    }


def _lists(report: Report, stages: dict[str, StageCount]) -> Verdicts:
    """Each stage whose lists show more modifications than it is said to hold."""
    shown: dict[str, dict[str, Fact]] = {name: {} for name in _OPEN}
    for who, signs in signs_in(report).items():
        name = _sure_stage(report, who, signs)
        if name:
            shown[name].setdefault(number(who), signs[0].fact)
    for name, facts in shown.items():
        if name in stages and len(facts) > stages[name].count:
            yield Found(
                period=report.period,
                message=f"The {stage(name)} stage is said to hold {stages[name].count}; "
                f"the report’s lists show {counted(len(facts), 'modification')} in it.",
                stated={"stage": name, "count": stages[name].count},
                expected={"listed": len(facts)},
                evidence=report.see(stages[name], facts.values()),
            )


def _sure_stage(report: Report, who: str, signs: list[Sign]) -> str | None:
    """The open stage that all signs of the report allow; a Draft Proposal is in Define, others not."""
    if any(who == identity(vote.reference) and vote.outcome != "pending" for vote in report.facts(Decision)):
        return None  # it may have moved on
    names = {sign.name for sign in signs}
    if any(name.startswith("recommended") or name == "working_group_with_purpose" for name in names):
        return None
    draft = any(form.startswith("DP") for form in report.references[who])
    allowed = {one for one in _OPEN if all(one in sign.stages for sign in signs)}
    allowed &= {"define"} if draft else {"refine", "opine"}
    if "ia_open" in names and len(names) == 1:
        return None  # it may be brought up to date in the Report Phase
    return allowed.pop() if len(allowed) == 1 else None
