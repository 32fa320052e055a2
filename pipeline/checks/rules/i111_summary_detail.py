"""The summary's decisions or recommendations and the sections that detail them disagree.

Why it matters: the Panel decides on the summary; the sections say what really happened or is planned.
This month's approvals and rejections must stand in both (a rejection that was referred to the Panel
is not final and may be left out of the summary), proposals recommended for refinement are those that
the Change Sub-Committee recommends for conversion, and modifications recommended for the Report Phase
are those whose consultation is expected.

May be lawful: a rejection that was referred or appealed, a second consultation after a send-back, and a vote
of an earlier month that is told again.

Not judged: a report whose summary or whose sections are silent on the matter.

Passes:

    report 2020-08
    recommendation SECMP0007 report
    consultation SECMP0007 modification_report expected week_commencing=2020-08-17

Fails:

    report 2020-08
    recommendation SECMP0007 report
    recommendation SECMP0067 report
    consultation SECMP0007 modification_report expected week_commencing=2020-08-17

Says: The summary recommends SECMP0067 for the Report Phase, but the report expects no Modification Report
Consultation on it, though on one other modification.
"""

from extractors.contract import Section
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.summary import decisions, recommendations
from pipeline.checks.verdicts import Verdicts

CODE = "I111"
NAME = "summary-detail"
SEVERITY: Severity = "error"
ABSENCE: tuple[Section, ...] = ("summary", "define", "refine", "opine")


def find(model: CheckModel) -> Verdicts:
    """Decisions and recommendations of each report's summary against its sections."""
    for report in model.reports:
        yield from decisions(report)
        yield from recommendations(model, report)
