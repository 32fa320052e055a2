"""Twelve months with contradictions planted in them: each is found, and nothing that is not there."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from pipeline.basics.identity import identity
from pipeline.checks import run_checks
from pipeline.checks.catalogue import REPEATED
from pipeline.checks.day_counts import CONVENTIONS


def told(findings):
    """Findings by code, month and modification; the overdue assessments, which are no defect, left out."""
    return Counter(
        (f.code, f.period, f.reference and identity(f.reference)) for f in findings if f.code != "I116"
    )


def test_what_was_planted_is_found_and_nothing_else(series, planted):
    found = told(series.check().findings)
    wanted = Counter(
        (row["code"], row["period"], row["reference"] and identity(row["reference"])) for row in planted
    )
    assert found == wanted


def test_one_month_alone_gives_the_findings_of_that_month(series):
    everything = series.check()
    for report in series.reports:
        month = report.report.period
        one = series.check(period=month)
        here = {f.fingerprint for f in everything.findings if month in f.months}
        assert {f.fingerprint for f in one.findings} == here
        assert all(f.months == (month,) for f in one.findings)
        assert all(said.period in (None, month) for said in one.not_judged)


def test_the_order_of_reports_and_snapshots_changes_nothing(series):
    reports, snapshots = list(series.reports), list(series.snapshots)
    Random(7).shuffle(reports)
    Random(8).shuffle(snapshots)
    assert run_checks(reports, snapshots) == series.check()


def test_every_finding_has_a_fingerprint_of_its_own(series):
    prints = [finding.fingerprint for finding in series.check().findings]
    assert len(set(prints)) == len(prints)


def test_only_the_codes_asked_for_are_run(series):
    outcome = series.check("I105", "X204")
    assert {finding.code for finding in outcome.findings} == {"I105", "X204"}
    assert {said.code for said in outcome.not_judged} <= {"I105", "X204"}


def test_a_missing_month_is_told_and_breaks_nothing(series, planted):
    without = [report for report in series.reports if report.report.period != "2020-01"]
    found = told(run_checks(without, series.snapshots).findings)
    wanted = Counter(
        (row["code"], row["period"], row["reference"] and identity(row["reference"])) for row in planted
    )
    assert found["X201", "2020-01", None] == 1
    # What is found besides was known before: no month around the gap is blamed for it.
    # What several months repeat is told in the first of them that there is.
    told_later = {key for key in found if key[0] in REPEATED and key not in wanted}
    assert {(code, who) for code, _, who in told_later} <= {(code, who) for code, _, who in wanted}
    assert set(found) - set(wanted) - told_later == {("X201", "2020-01", None)}


@pytest.mark.parametrize("before", CONVENTIONS, ids=lambda convention: convention.name)
@pytest.mark.parametrize("after", [CONVENTIONS[0], CONVENTIONS[3]], ids=lambda convention: convention.name)
def test_reports_may_count_days_in_any_way_and_change_it(series, planted, before, after):
    reports = [recounted(r, before if r.report.period < "2020-03" else after) for r in series.reports]
    outcome = run_checks(reports, series.snapshots, only={"I105", "I106", "X202", "X203", "X204"})
    wanted = {
        (row["code"], row["period"], row["reference"] and identity(row["reference"]))
        for row in planted
        if row["code"] in ("I105", "X202", "X203", "X204")
    }
    found = told(outcome.findings)
    assert {key for key in found if key[0] != "I106"} == wanted
    weekdays = {key[1] for key in found if key[0] == "I106"}
    for report in reports:
        counts = before if report.report.period < "2020-03" else after
        assert (report.report.period in weekdays) == (counts.kind == "weekday")


def recounted(report, convention):
    """The report with its open durations counted in another way; what was wrong stays as wrong as it was."""
    usual, cut_off = CONVENTIONS[0], report.report.data_cut_off
    facts = [
        replace(
            fact,
            duration_wd=fact.duration_wd
            - usual.count(fact.accepted_on, cut_off)
            + convention.count(fact.accepted_on, cut_off),
        )
        if fact.kind == "assessment" and fact.accepted_on
        else fact
        for fact in report.facts
    ]
    return replace(report, facts=tuple(facts))


def test_without_a_register_only_the_register_checks_are_silent(series):
    alone = run_checks(series.reports, ())
    assert told(alone.findings) == told(f for f in series.check().findings if f.code[0] != "R")
    judged = {(said.code, said.period) for said in alone.not_judged}
    assert {("R301", "2020-08"), ("R302", "2020-08"), ("R303", "2020-08"), ("R309", "2020-08")} <= judged


def test_a_register_of_another_time_is_not_held_against_stages_titles_and_releases(series):
    years_later = [replace(s, as_of=s.as_of + timedelta(days=2000)) for s in series.snapshots[-1:]]
    codes = {f.code for f in run_checks(series.reports, years_later).findings if f.code[0] == "R"}
    assert codes <= {"R304", "R305", "R306", "R309"}
