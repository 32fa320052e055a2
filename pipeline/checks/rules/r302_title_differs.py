"""The register's title differs, beyond case, quotes, dashes and spaces.

Why it matters: the report and the register are read side by side; one of them has an old or a wrong title.

May be lawful: a register that is brought up to date later, and a title that was changed since.

Not judged: a report for which there is no snapshot of the register of its time, and modifications whose
title is blank there, or that a report says was given another one. Where the report bears the right title
too, the wrong one is I110's.

Passes:

    report 2020-08
    mention MP117 title='Bulk CH returns'
    register 2020-08-07
    entry MP117 title='Bulk CH Returns'

Fails:

    report 2020-08
    mention MP117 title='Bulk CH returns'
    register 2020-08-07
    entry MP117 title='Bulk return of Communications Hubs'

Says: MP117 is ‘Bulk CH returns’ in the report and ‘Bulk return of Communications Hubs’ in the register
of 7 August 2020 (57 of 100 alike).
"""

from collections.abc import Collection
from functools import partial

from pipeline.basics.identity import plain_title
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Snapshot
from pipeline.checks.support.register_match import (
    NO_SNAPSHOT,
    brought_up_to_date,
    is_late,
    near_entry,
    nothing_near,
    why_not,
)
from pipeline.checks.support.titles import alike, comparison, retitled
from pipeline.checks.support.wording import day, quoted
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry

CODE = "R302"
NAME = "title-differs"
SEVERITY: Severity = "warning"
REPEATS = True


def find(model: CheckModel) -> Verdicts:
    """Every modification of which no printed title is the register's."""
    for report in model.judged_papers:
        if nothing_near(model, report):
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        for who, titles in report.titles.items():
            known = near_entry(model, report, who, "title")
            reference = next(iter(report.references[who]))
            if known is None:
                reason = why_not(model, report, who, "the register has no title of it")
                yield Unjudged(period=report.period, reference=reference, reason=reason)
                continue
            snapshot, entry = known
            theirs = entry.title or ""
            if plain_title(theirs) in map(plain_title, titles):
                continue
            # Of several printed titles the one that comes nearest is the one to be put right.
            title, facts = max(titles.items(), key=lambda printed: alike(printed[0], theirs))
            late = brought_up_to_date(model, who, snapshot, partial(_has_one_of, titles))
            if retitled((*model.before(report)[-1:], report), who):
                continue
            yield Found(
                period=report.period,
                reference=reference,
                message=f"{reference} is {quoted(title)} in the report and {quoted(theirs)} in the "
                f"register of {day(snapshot.as_of)} ({comparison(title, theirs)}){is_late(late)}.",
                severity="info" if late else None,
                stated={"title": title},
                expected={"title": entry.title},
                evidence=report.see(facts) + snapshot.see(entry, "title"),
            )


def _has_one_of(titles: Collection[str], _: Snapshot, entry: RegisterEntry) -> bool:
    return plain_title(entry.title or "") in map(plain_title, titles)
