"""Rejected, withdrawn or implemented by this report, and under consultation, assessment or for release in it.

What is dated must be later than the closure. For a closure without a day only what the report says of its
own day counts.

Why it matters: work goes on, or a release is planned, for what is over.

May be lawful: a rejection that was referred, appealed or sent back, the Change Board's vote under Authority
Determination, a withdrawal after the figures' end, completed assessments, meetings and consultations before
the closing vote, a delivery in parts; what was withdrawn may be a request or a place in a release.

Not judged: decisions that this or another report tells otherwise (I120, X208), and a modification that is
implemented and still listed (I120).

Passes:

    report 2020-08
    decision SECMP0015 change_board modification rejected decided_on=2020-07-22 governance=self_governance
    decision SECMP0015 panel modification referred
    consultation SECMP0015 modification_report open

Fails:

    report 2020-08
    decision SECMP0015 change_board modification rejected decided_on=2020-07-22 governance=self_governance
    consultation SECMP0015 modification_report open

Says: SECMP0015 was rejected on 22 July 2020, and the same report has it out for consultation.
"""

from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.closures import contradicted_within
from pipeline.checks.support.wording import listed
from pipeline.checks.verdicts import Found, Verdicts

CODE = "I121"
NAME = "acts-when-closed"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every modification that a report closes and has going on."""
    for report in model.reports:
        for closure, after in contradicted_within(model, report).values():
            words = listed(dict.fromkeys(act.words for act in after))
            yield Found(
                period=report.period,
                reference=closure.reference,
                message=f"{closure.reference} was {closure.words}, and the same report has {words}.",
                stated={"acts": sorted({act.kind for act in after})},
                expected={"closed": closure.how, "on": str(closure.on) if closure.on else None},
                evidence=report.see(closure.fact, [act.fact for act in after]),
            )
