"""An announced consultation, meeting, deferred request or approved assessment has no sequel in the next
reports.

Found too is what took place on another day than announced, by a later report or by the register's timeline.

Why it matters: what is announced and never heard of again was forgotten, or the announcement was.

May be lawful: nearly all of it; plans change. It is information for whoever prepares the next paper.

Not judged: what was announced in the last two reports of a series, unless the register dates it, and what
was announced before a missing month.

Passes:

    report 2020-08
    consultation MP117 refinement expected week_commencing=2020-08-10
    report 2020-09
    consultation MP117 refinement open opens_on=2020-08-12

Fails:

    report 2020-08
    consultation MP117 refinement expected week_commencing=2020-08-10
    register 2020-09-04
    event MP117 2020-08-17 'Refinement Consultation'

Says: The Refinement Consultation on MP117, expected in the week of 10 August 2020, took place on 17 August
2020, by the timeline in the register of 4 September 2020.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from extractors.contract import Consultation
from pipeline.basics.calendar import next_month
from pipeline.basics.identity import identity
from pipeline.checks.finding import RegisterEvidence, ReportEvidence, Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.scope import MONTHS_AROUND
from pipeline.checks.support.promises import Promise, promises, sequel
from pipeline.checks.support.timeline_days import Line, lines
from pipeline.checks.support.wording import day, listed, month, upper_first
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X220"
NAME = "not-followed-up"
SEVERITY: Severity = "info"

# From when on, and up to when, a timeline's event is taken for what was announced.
_BEFORE, _AFTER = timedelta(days=14), timedelta(days=60)
_EVENTS = {"refinement": "refinement_consultation", "modification_report": "report_consultation"}


def find(model: CheckModel) -> Verdicts:
    """Every promise of a report without a sequel, or kept on another day."""
    for place, report in enumerate(model.series):
        then = model.series[place + 1 : place + 1 + MONTHS_AROUND]
        if not any(model.in_scope(one.period) for one in (report, *then)):
            continue
        for promise in promises(report):
            yield from _judged(model, report, then, promise)


def _judged(model: CheckModel, report: Report, then: tuple[Report, ...], promise: Promise) -> Iterator[Found]:
    told = sequel(promise, report, [paper for one in (report, *then) for paper in model.papers_of(one)])
    if told is not None and told.on is not None:
        if not promise.keeps(told.on):
            where = f"by the report for {month(told.report.period)}"
            both = told.report.see(told.fact) + report.see(promise.fact)
            yield _found(told.report.period, promise, f"took place on {day(told.on)}, {where}", both)
        return
    line = _in_register(model, report, promise)
    if line is not None:
        if not promise.keeps(line.on):
            where = f"by the timeline in the register of {day(line.snapshot.as_of)}"
            what = f"took place on {day(line.on)}, {where}"
            yield _found(report.period, promise, what, (*report.see(promise.fact), line.evidence))
        return
    months = [report.period, *(one.period for one in then)]
    running = all(next_month(one) == two for one, two in pairwise(months))
    if told is None and len(then) == MONTHS_AROUND and running:
        silent = listed((f"the report for {month(one)}" for one in months[1:]), "or")
        what = f"has no sequel in {silent}"
        yield _found(months[-1], promise, what, report.see(promise.fact))


def _in_register(model: CheckModel, report: Report, promise: Promise) -> Line | None:
    """The nearest line of a timeline that dates the announced consultation."""
    fact = promise.fact
    if not isinstance(fact, Consultation) or promise.days is None:
        return None
    first, last = promise.days
    known = lines(model, report, identity(fact.reference), _EVENTS[fact.consultation])
    near = [line for some in known[:1] for line in some if first - _BEFORE <= line.on <= last + _AFTER]
    return min(near, key=lambda line: abs(line.on - first), default=None)


def _found(
    period: str, promise: Promise, what: str, evidence: tuple[ReportEvidence | RegisterEvidence, ...]
) -> Found:
    return Found(
        period=period,
        reference=promise.reference,
        message=f"{upper_first(promise.words)} {what}.",
        stated={"announced": promise.words},
        expected=None,
        evidence=evidence,
    )
