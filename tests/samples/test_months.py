"""The three months agree with each other, but for the slips that the August report itself has."""

from collections import Counter
from datetime import date, timedelta

import numpy
import pytest

from samples.months import PERIODS, Month, Row, load

JULY, AUGUST, SEPTEMBER = (load(period) for period in PERIODS)
ILLUSTRATIVE = [JULY, SEPTEMBER]


def weekdays(first: date, last: date) -> int:
    """Weekdays with the first and the last day: the count that the August table follows."""
    return int(numpy.busday_count(first, last + timedelta(days=1)))


def miscounted(month: Month) -> list[str]:
    cut_off = month.report.data_cut_off
    return [row[0] for row in month.assessments.open if weekdays(row[2], cut_off) != row[4]]


def test_the_august_table_counts_weekdays_but_for_one_row() -> None:
    assert miscounted(AUGUST) == ["MP109"]


@pytest.mark.parametrize("month", ILLUSTRATIVE, ids=["july", "september"])
def test_the_neighbours_count_as_august_does(month: Month) -> None:
    assert miscounted(month) == []


def rows(month: Month, kind: str, status: str) -> list[Row]:
    table = month.assessments.open if status == "open" else month.assessments.completed
    return [row for row in table if row[1] == kind]


def test_totals_are_the_rows() -> None:
    for month in (JULY, AUGUST, SEPTEMBER):
        for name, stated in month.assessments.summary:
            assert stated.total == len(rows(month, *name.split("_"))), (month.report.period, name)


def wrong_averages(month: Month) -> list[str]:
    wrong = []
    for name, stated in month.assessments.summary:
        durations = [row[4] for row in rows(month, *name.split("_"))]
        if abs(stated.average_wd - sum(durations) / len(durations)) > 0.5:
            wrong.append(name)
    return wrong


def test_averages_are_right_but_for_the_two_that_august_printed_wrong() -> None:
    assert wrong_averages(JULY) == []
    assert wrong_averages(AUGUST) == ["PA_open", "PA_completed"]
    assert wrong_averages(SEPTEMBER) == []


def test_stages_sum_to_the_open_proposals_but_in_august() -> None:
    gaps = [
        month.proposal_timescales.open.total
        - sum((month.stages.define, month.stages.refine, month.stages.opine))
        for month in (JULY, AUGUST, SEPTEMBER)
    ]
    assert gaps == [0, 3, 0]


@pytest.mark.parametrize("month", [JULY, AUGUST, SEPTEMBER], ids=PERIODS)
def test_the_release_stage_is_the_release_list(month: Month) -> None:
    assert month.stages.release == sum(len(contents.modifications) for contents in month.releases.approved)


def test_only_august_repeats_a_row() -> None:
    for month, repeated in ((JULY, 0), (AUGUST, 1), (SEPTEMBER, 0)):
        times = Counter((*month.assessments.open, *month.assessments.completed))
        assert sum(count - 1 for count in times.values()) == repeated


@pytest.mark.parametrize(
    ("before", "after"), [(JULY, AUGUST), (AUGUST, SEPTEMBER)], ids=["august", "september"]
)
def test_an_open_assessment_stays_open_or_is_completed(before: Month, after: Month) -> None:
    still_open = {row[:4] for row in after.assessments.open}
    cut_off = before.report.data_cut_off
    returned = {
        (reference, kind, target): (on, duration)
        for reference, kind, on, target, duration in after.assessments.completed
        if on > cut_off
    }
    for reference, kind, accepted, target, _ in before.assessments.open:
        if (reference, kind, accepted, target) not in still_open:
            on, duration = returned.pop((reference, kind, target))
            assert weekdays(accepted, on) == duration
    assert returned == {}


@pytest.mark.parametrize(
    ("before", "after"), [(JULY, AUGUST), (AUGUST, SEPTEMBER)], ids=["august", "september"]
)
def test_a_completed_assessment_stays_as_it_was_while_in_the_window(before: Month, after: Month) -> None:
    cut_off = after.report.data_cut_off
    start = date(cut_off.year - 1, cut_off.month + 1, 1)
    kept = {row for row in before.assessments.completed if row[2] >= start}
    assert kept <= set(after.assessments.completed)
    assert all(start <= row[2] <= cut_off for row in after.assessments.completed)


def references(*groups: tuple[object, ...]) -> set[str]:
    return {str(getattr(item, "reference", item)) for group in groups for item in group}


def test_decisions_fill_the_release() -> None:
    released = [references(month.releases.approved[0].modifications) for month in (JULY, AUGUST, SEPTEMBER)]
    approved = [
        references(
            tuple(
                vote.modification
                for vote in month.change_board.votes
                if vote.outcome == "approved" and vote.release == "November 2020 SEC Release"
            )
        )
        for month in (JULY, AUGUST, SEPTEMBER)
    ]
    assert approved[0] <= released[0]
    assert released[1] == released[0] | approved[1]
    assert released[2] == released[1] | approved[2]


@pytest.mark.parametrize("month", [JULY, AUGUST, SEPTEMBER], ids=PERIODS)
def test_the_summary_lists_what_was_approved(month: Month) -> None:
    summary = {
        (named.reference, approvals.governance)
        for approvals in month.decisions
        for named in approvals.modifications
    }
    votes = {
        (vote.modification.reference, vote.governance)
        for vote in month.change_board.votes
        if vote.outcome == "approved"
    }
    assert summary == votes


def test_what_august_expects_september_shows() -> None:
    out = {item.modification.reference for item in SEPTEMBER.report_consultations.open}
    assert references(AUGUST.report_consultations.expected) <= out
    assert references(AUGUST.recommended.report) == out
    raised = {proposal.modification.reference for proposal in AUGUST.proposals} - {"MP135"}
    assert references(SEPTEMBER.conversions.modifications) == raised


@pytest.mark.parametrize("month", ILLUSTRATIVE, ids=["july", "september"])
def test_no_neighbour_lists_a_meeting_on_a_weekend_or_reports_the_future(month: Month) -> None:
    published = month.report.published_on
    past = [month.working_group.held_on, month.change_board.voted_on]
    past += [meeting.held_on for meeting in month.working_group.ad_hoc]
    coming = [month.working_group.next_on, month.report.meeting_date]
    coming += [meeting.next_on for meeting in month.working_group.ad_hoc if meeting.next_on]
    coming += [
        item.closes_on for item in (*month.refinement_consultations.open, *month.report_consultations.open)
    ]
    assert all(on.weekday() < 5 for on in past + coming)
    assert max(past) <= published <= min(coming)


def test_august_figures_typed_in_again_from_the_report() -> None:
    """So that a slip in the data file shows: sums and lengths were taken from the report itself."""
    assert AUGUST.stages.model_dump() == {"define": 5, "refine": 42, "opine": 4, "release": 13}
    assert [len(AUGUST.assessments.open), len(AUGUST.assessments.completed)] == [11, 22]
    assert sum(row[4] for row in AUGUST.assessments.open) == 723
    assert sum(row[4] for row in AUGUST.assessments.completed) == 1413
    assert len(AUGUST.releases.approved[0].modifications) == 13
