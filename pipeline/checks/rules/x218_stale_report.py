"""The cut-off, meeting, paper number or “last meeting” is that of an earlier report.

Why it matters: it was left over from the paper that served as a template, and so may be what stands beside
it.

May be lawful: a last monthly meeting that is told again because none was held since. A scheduled or an
earlier meeting repeats lawfully, and so does a number that is only a part of a paper's reference.

Not judged: what a report does not print, and a second paper of the same month. That the last meeting is a
former one is only said where the earlier report announced another one before this report's day.

Passes:

    report 2020-07 paper_reference=SECP_82_1007_12 meeting_number=82
    meeting working_group monthly held held_on=2020-07-01
    report 2020-08 paper_reference=SECP_83_1408_12 meeting_number=83
    meeting working_group monthly held held_on=2020-08-05

Fails:

    report 2020-07 paper_reference=SECP_82_1007_12 meeting_number=82
    meeting working_group monthly held held_on=2020-07-01
    report 2020-08 paper_reference=SECP_82_1007_12 meeting_number=83
    meeting working_group monthly held held_on=2020-08-05

Says: The report for August 2020 still has what that for July 2020 had: the paper reference SECP_82_1007_12.
"""

from collections.abc import Iterator
from datetime import date

from extractors.contract import Fact, Meeting
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.scope import MONTHS_AROUND
from pipeline.checks.support.wording import body, day, listed, month
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X218"
NAME = "stale-report"
SEVERITY: Severity = "warning"

# The name of what is stale, its value, it in words, and the facts that say it here.
_Stale = tuple[str, str, str, tuple[Fact, ...]]


def find(model: CheckModel) -> Verdicts:
    """Every particular of a report that an earlier report had already, by the newest that had it."""
    for later in model.reports:
        said: set[str] = set()
        before = model.before(later)
        for earlier in reversed(before):
            near = earlier in before[-MONTHS_AROUND:]
            both = (*_cover(earlier, later), *(_meetings(earlier, later) if near else ()))
            stale = [one for one in both if one[0] not in said]
            said |= {name for name, *_ in stale}
            if stale:
                yield Found(
                    period=later.period,
                    message=f"The report for {month(later.period)} still has what that for "
                    f"{month(earlier.period)} had: {listed(words for _, _, words, _ in stale)}.",
                    stated={name: value for name, value, _, _ in stale},
                    expected={"earlier": earlier.period},
                    evidence=later.see([fact for *_, facts in stale for fact in facts]),
                )


def _cover(earlier: Report, later: Report) -> Iterator[_Stale]:
    was, now = earlier.extraction.report, later.extraction.report
    if now.paper_reference and now.paper_reference == was.paper_reference:
        yield "paper_reference", now.paper_reference, f"the paper reference {now.paper_reference}", ()
    if now.data_cut_off and now.data_cut_off == was.data_cut_off:
        words = f"figures up to {day(now.data_cut_off)}"
        yield "data_cut_off", str(now.data_cut_off), words, ()
    if now.meeting_date and now.meeting_date == was.meeting_date:
        yield "meeting_date", str(now.meeting_date), f"the meeting of {day(now.meeting_date)}", ()
    elif now.meeting_number and now.meeting_number == was.meeting_number:
        yield "meeting_number", str(now.meeting_number), f"the meeting’s number {now.meeting_number}", ()


def _meetings(earlier: Report, later: Report) -> Iterator[_Stale]:
    for by in dict.fromkeys(meeting.body for meeting in later.facts(Meeting)):
        was, now = _last_held(earlier, by), _last_held(later, by)
        if was is None or now is None or was.held_on != now.held_on or now.held_on is None:
            continue
        if any(now.held_on < on <= later.known_on for on in _scheduled(earlier, by)):
            words = f"{day(now.held_on)} as the last {body(by)} meeting"
            yield f"last_{by}_meeting", str(now.held_on), words, (now,)


def _last_held(report: Report, by: str) -> Meeting | None:
    held = [one for one in _monthly(report, by) if one.status == "held" and one.held_on]
    return max(held, key=lambda one: one.held_on or date.min, default=None)


def _scheduled(report: Report, by: str) -> Iterator[date]:
    return (one.held_on for one in _monthly(report, by) if one.status == "scheduled" and one.held_on)


def _monthly(report: Report, by: str) -> list[Meeting]:
    return [one for one in report.facts(Meeting) if one.body == by and one.meeting_type == "monthly"]
