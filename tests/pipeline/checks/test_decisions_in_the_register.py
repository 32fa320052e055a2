"""When a report's decision is the register's, and what the register may not change of its own."""

import shlex
from dataclasses import replace

import pytest

from pipeline.checks import run_checks


def test_the_decision_of_another_body_or_of_later_is_no_conflict(material):
    vote = "decision MP082 change_board modification approved decided_on=2020-07-22"
    text = "report 2020-08\n{}\nregister {}\nentry MP082 decision=Rejected decision_date={} decision_body={}"
    assert material(text.format(vote, "2020-08-07", "2020-07-22", "'Change Board'")).codes("R304")
    assert not material(text.format(vote, "2020-08-07", "2020-07-22", "Authority")).codes("R304", "R305")
    assert not material(text.format(vote, "2020-10-02", "2020-09-23", "'Change Board'")).codes("R304", "R305")
    assert material(text.format(vote, "2020-10-02", "2020-07-22", "'Change Board'")).codes("R304")


@pytest.mark.parametrize(
    ("told", "entry", "codes"),
    [
        ("proposer modification withdrawn", "Rejected 2020-07-22 'Change Board'", ["R304"]),
        ("change_board modification rejected", "Withdrawn 2020-07-22 Proposer", ["R304"]),
        ("authority modification approved", "Withdrawn 2020-07-22 Proposer", ["R304"]),
        ("proposer modification withdrawn", "Withdrawn 2020-07-22 'Change Board'", []),
        ("change_board modification approved", "Rejected 2020-07-22 Authority", []),
        ("proposer modification withdrawn", "Rejected 2020-07-15 'Change Board'", ["R309"]),
    ],
)
def test_two_outcomes_of_one_day_are_one_decision_whatever_the_body(material, told, entry, codes):
    outcome, on, by = shlex.split(entry)
    said = material(f"""
        report 2020-08
        decision DP110 {told} decided_on=2020-07-22
        register 2020-08-07
        entry DP110 decision={outcome} decision_date={on} decision_body='{by}'
    """)
    assert [finding.code for finding in said.check("R304", "R305", "R309").findings] == codes


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ("register 2020-09-04 since 2020-08-07", ["MP090"]),
        ("register 2020-09-04\nentry MP090 decision=Withdrawn decision_date=2020-08-10", []),
        ("", []),
    ],
    ids=["every later one says so too", "the next one has the printed day", "there is no later one"],
)
def test_a_day_that_the_nearest_register_could_not_know_is_asked_of_later_ones(material, later, found):
    said = material(f"""
        report 2020-08 published_on=2020-08-10
        decision MP090 proposer modification withdrawn decided_on=2020-08-10
        register 2020-08-07
        entry MP090 decision=Withdrawn decision_date=2020-07-10
        {later}
    """)
    outcome = said.check("R305")
    assert [one.reference for one in outcome.findings] == found
    assert [one.reference for one in outcome.not_judged] == ["MP090"] * (not later)


def test_two_votes_that_the_reports_tell_of_are_no_misdated_one(material):
    said = material("""
        report 2020-08
        decision MP082 change_board modification approved decided_on=2020-06-24
        decision MP082 change_board modification approved decided_on=2020-07-22
        register 2020-08-07
        entry MP082 decision=Approved decision_date=2020-07-22 decision_body='Change Board'
    """)
    assert said.codes("R305") == []


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        (
            "decision=Approved decision_date=2020-06-24",
            "decision=Rejected decision_date=2020-06-24",
            {"decision"},
        ),
        (
            "decision=Approved decision_date=2020-06-24",
            "decision=Approved decision_date=2020-06-25",
            {"decision_date"},
        ),
        ("decision=Rejected decision_date=2020-06-24", "decision=Approved decision_date=2020-07-22", set()),
        ("decision=Approve decision_date=2020-06-24", "decision=Approved decision_date=2020-06-24", set()),
        ("decision=Approved decision_date=2020-06-24", "stage=Implemented", set()),
        ("stage='Report Phase'", "decision=Approved decision_date=2020-06-24", set()),
        (
            "decision=Approved decision_date=2020-06-24 decision_body='Change Board'",
            "decision=Approved decision_date=2020-06-24 decision_body=Authority",
            {"decision_body"},
        ),
        (
            "decision=Approved decision_date=2020-06-24 decision_body='Change Board'",
            "decision=Approved decision_date=2020-07-13 decision_body=Authority",
            set(),
        ),
    ],
)
def test_what_may_not_change_in_the_register(material, before, after, fields):
    said = material(f"register 2020-07-10\nentry MP118 {before}\nregister 2020-08-07\nentry MP118 {after}")
    assert {name for f in said.check("R310").findings for name in f.stated} == fields


CLOSED = "stage=Implemented decision=Approved decision_date=2019-09-25 decision_body='Change Board'"
VOTED = "stage='With the Authority' decision=Approved decision_date=2020-06-24 decision_body='Change Board'"


@pytest.mark.parametrize(
    ("before", "after", "months"),
    [
        (CLOSED, "stage='Refinement Process'", ["2020-08"]),
        (CLOSED, "stage=Implemented", ["2020-08"]),
        (VOTED, "stage='Refinement Process'", []),
    ],
    ids=["reopened", "erased", "sent back"],
)
def test_a_decision_that_closed_a_modification_may_not_vanish(material, before, after, months):
    text = f"""
        register 2020-07-10
        entry SECMP0012 {before}
        entry MP118 {CLOSED}
        register 2020-08-07 since 2020-07-10
        entry SECMP0012 {after}
        register 2020-09-04 since 2020-08-07
    """
    said = material(text)
    assert [one.period for one in said.check("R310").findings] == months
    none_left = material(text.replace(f"entry MP118 {CLOSED}", ""))
    assert none_left.codes("R310") == []
    parts = [replace(one, scope="part") for one in said.snapshots]
    assert run_checks((), parts, only=["R310"]).findings == ()


def test_a_blank_in_between_does_not_hide_what_changed(material):
    said = material("""
        register 2020-07-10
        entry MP118 date_raised=2020-03-02 decision=Approved decision_date=2020-06-24
        register 2020-08-07
        entry MP118
        register 2020-09-04
        entry MP118 date_raised=2020-03-03 decision=Rejected decision_date=2020-06-24
    """)
    found = said.check("R310").findings
    assert {(one.period, *one.stated) for one in found} == {
        ("2020-09", "date_raised"),
        ("2020-09", "decision"),
    }
