"""Which of a report's decisions are this month's own: an earlier one is often told again beside them."""

from datetime import date

from extractors.contract import Decision
from pipeline.basics.identity import identity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on
from pipeline.checks.process.paths import is_last_word
from pipeline.checks.report_and_snapshot import Report

_DECIDING = ("change_board", "authority")


def decides(vote: Decision) -> bool:
    """Whether its body decides on modifications themselves: the Panel does so on the Fast Track alone.

    What else the Panel decides (an appeal, a referral, a title) is no decision on the modification.
    """
    if vote.subject != "modification":
        return False
    return vote.body in _DECIDING or (vote.body == "panel" and vote.governance == "fast_track")


def in_effect(report: Report, vote: Decision) -> bool:
    """Whether its approval is one: under Authority Determination the Change Board only recommends."""
    on = vote.decided_on or report.known_on
    return decides(vote) and vote.outcome == "approved" and is_last_word(vote, on) is not False


def of_this_month(report: Report, vote: Decision) -> bool:
    """Whether the decision was taken since the month of the report's figures began."""
    begins = first_day(report)
    return vote.decided_on is not None and begins is not None and vote.decided_on >= begins


def first_day(report: Report) -> date | None:
    """The first day of the month of the report's figures."""
    return report.cut_off.replace(day=1) if report.cut_off else None


def told_otherwise(model: CheckModel, report: Report, vote: Decision) -> bool:
    """Whether a report up to two months later tells that body's decision of that day with another outcome.

    One of the two is wrong (X208), and neither can be held against anything else.
    """
    who = identity(vote.reference)
    return vote.decided_on is not None and any(
        one.body == vote.body and one.decided_on == vote.decided_on and one.outcome != vote.outcome
        for told in (*model.papers_until(report), *model.papers_around(report))
        if who in told.references
        for one in decisions_on(told, who)
    )
