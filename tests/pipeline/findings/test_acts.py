"""The life of a finding: what people do about it, what runs do to that, and each change in the log."""

from datetime import date, timedelta

import pytest

from pipeline.accounts import add_account, disable_account
from pipeline.basics.errors import UnusableInput
from pipeline.checks import CheckOutcome, Finding, NotJudged
from pipeline.findings.acts import acknowledge, approve, history, reopen, waive
from pipeline.findings.stored import one_finding
from pipeline.findings.waivers import in_force, waivers_of
from pipeline.judging.not_judged import not_judged_in
from pipeline.judging.reconcile import reconcile
from pipeline.logbook.run_log import list_runs
from pipeline.record.database import read_transaction
from pipeline.verification.verify import verify

UNTIL = date(2026, 6, 30)


def a_finding(stated=3, expected=4, *, code="I101", reference="MP103", period="2020-08", names=("Gas",)):
    return Finding(
        code=code,
        name="count-mismatch",
        severity="error",
        period=period,
        reference=reference,
        message=f"The report states {stated} and lists {expected}.",
        stated={"count": stated, "names": list(names)},
        expected={"count": expected},
        evidence=(),
    )


@pytest.fixture
def run(engine, now):
    """A run that finds what it is told to, so many days after the first."""

    def reconciled(*said, day=0, **limits):
        found = tuple(one for one in said if isinstance(one, Finding))
        unsaid = tuple(one for one in said if isinstance(one, NotJudged))
        outcome = CheckOutcome(found, unsaid)
        return reconcile(engine, now=now + timedelta(days=day), checker=lambda *_a, **_k: outcome, **limits)

    return reconciled


@pytest.fixture
def waived(engine, run, now):
    """A finding with an approved waiver; gives its fingerprint."""
    run(a_finding())
    name = a_finding().fingerprint
    waive(engine, name, reason="Misprint.", until=UNTIL, by="Ann", now=now)
    approve(engine, name[:9], by="Bob", now=now)
    return name


def _acts(engine, name):
    return [(entry.actor, entry.act, entry.particulars["status"]) for entry in history(engine, name)]


def test_a_finding_is_acknowledged_and_opened_again(engine, run, now):
    run(a_finding())
    name = a_finding().fingerprint
    assert acknowledge(engine, name[:8], by=" Ann  Smith ", now=now, reason="mine").status == "acknowledged"
    run(a_finding(), day=1)
    assert one_finding(engine, name).status == "acknowledged"
    assert reopen(engine, name, by="Bob", now=now).status == "open"
    assert _acts(engine, name) == [
        ("csrecon", "opened", "open"),
        ("Ann Smith", "acknowledged", "acknowledged"),
        ("Bob", "reopened", "open"),
    ]
    assert history(engine, name)[1].particulars["reason"] == "mine"
    assert verify(engine).fault is None


def test_a_waiver_counts_when_another_approved_it(engine, run, now):
    run(a_finding())
    name = a_finding().fingerprint
    found, waiver = waive(engine, name, reason=" Misprint. ", until=UNTIL, by="Ann", now=now)
    assert (found.status, waiver.reason, waiver.approver) == ("open", "Misprint.", None)
    assert approve(engine, name, by="Bob", now=now).status == "waived"
    (kept,) = waivers_of(engine, name)
    assert (kept.author, kept.approver, kept.until, kept.ended_at) == ("Ann", "Bob", UNTIL, None)
    run(a_finding(), day=1)
    assert one_finding(engine, name).status == "waived"


@pytest.mark.parametrize("other", ["Ann", "ann", " ANN "])
def test_nobody_approves_their_own_waiver(engine, run, now, other):
    run(a_finding())
    name = a_finding().fingerprint
    waive(engine, name, reason="Misprint.", until=UNTIL, by="Ann", now=now)
    before = len(history(engine, name))
    with pytest.raises(UnusableInput, match="another person"):
        approve(engine, name, by=other, now=now)
    assert (one_finding(engine, name).status, len(history(engine, name))) == ("open", before)


@pytest.mark.parametrize(
    ("author", "other"),
    [("Auditor A", "A Auditor"), ("Auditor A", "A. Auditor"), ("Ann", "Аnn"), ("Al", "AI"), ("Bob", "ВОВ")],
)
def test_nobody_approves_under_a_name_that_looks_like_theirs(engine, run, now, author, other):
    run(a_finding())
    name = a_finding().fingerprint
    waive(engine, name, reason="Misprint.", until=UNTIL, by=author, now=now)
    with pytest.raises(UnusableInput):
        approve(engine, name, by=other, now=now)
    assert one_finding(engine, name).status == "open"


def test_where_accounts_are_only_they_act_and_within_their_rights(engine, run, now):
    run(a_finding())
    name = a_finding().fingerprint
    for person, role in (("Ann", "administrator"), ("Al", "auditor"), ("Vic", "viewer"), ("Dot", "approver")):
        add_account(engine, person, role=role, password="otter lamp quiver 71", by=person, now=now)
    disable_account(engine, "Dot", by="Ann", now=now)
    for by, said in (("Zed", "no account"), ("Vic", "is viewer"), ("Dot", "is disabled")):
        for act, how in ((acknowledge, {}), (waive, {"reason": "x", "until": UNTIL}), (reopen, {})):
            with pytest.raises(UnusableInput, match=said):
                act(engine, name, by=by, now=now, **how)
    waive(engine, name, by="AL", reason="x", until=UNTIL, now=now, login="al@host")
    assert (history(engine, name)[-1].actor, history(engine, name)[-1].particulars["login"]) == (
        "Al",
        "al@host",
    )
    with pytest.raises(UnusableInput, match="Al is auditor"):
        approve(engine, name, by="Al", now=now)
    assert approve(engine, name, by="ann", now=now).waiver.approver == "Ann"
    assert verify(engine).fault is None


def test_what_makes_no_sense_is_refused_and_writes_nothing(engine, run, now):
    run(a_finding())
    name = a_finding().fingerprint

    def refused(match, act, **how):
        with pytest.raises(UnusableInput, match=match):
            act(engine, name, now=now, **how)

    refused("no waiver to approve", approve, by="Bob")
    refused("open already", reopen, by="Bob")
    refused("person's name", acknowledge, by="  ")
    refused("tool's own name", acknowledge, by="Csrecon")
    refused("needs a reason", waive, by="Ann", reason=" ", until=UNTIL)
    refused("not after today", waive, by="Ann", reason="x", until=now.date())
    refused("180 days at most", waive, by="Ann", reason="x", until=now.date() + timedelta(days=181))
    waive(engine, name, by="Ann", reason="x", until=now.date() + timedelta(days=180), now=now)
    refused("awaits approval", waive, by="Cid", reason="x", until=UNTIL)
    run(day=1)
    refused("is resolved", waive, by="Ann", reason="x", until=UNTIL)
    refused("is resolved", reopen, by="Ann")
    refused("is resolved", acknowledge, by="Ann")
    assert [act for _, act, _ in _acts(engine, name)] == ["opened", "waived", "resolved", "lapsed"]


def test_a_waiver_holds_through_its_last_day(engine, run, waived, now):
    last = (UNTIL - now.date()).days
    assert run(a_finding(), day=last).lapsed == 0
    assert one_finding(engine, waived).status == "waived"
    assert run(a_finding(), day=last + 1).lapsed == 1
    assert one_finding(engine, waived).status == "open"
    (lapsed,) = waivers_of(engine, waived)
    assert (lapsed.ended_at, lapsed.ended_why) == (list_runs(engine)[-1].started_at, "expired")


def test_a_waiver_lapses_when_the_other_side_changes(engine, run, waived):
    assert run(a_finding(expected=5), day=1).lapsed == 1
    assert one_finding(engine, waived).status == "open"
    assert waivers_of(engine, waived)[0].ended_why == "values"


def test_a_waiver_does_not_cover_other_stated_values(engine, run, waived):
    changed = a_finding(stated=2)
    run(changed, day=1)
    assert one_finding(engine, waived).status == "resolved"
    assert one_finding(engine, changed.fingerprint).status == "open"
    (opened,) = history(engine, changed.fingerprint)
    assert opened.particulars["lapsed"] == [{"fingerprint": waived, "waiver": 1}]
    assert waivers_of(engine, waived)[0].ended_why == "resolved"


@pytest.mark.parametrize(
    "same", [a_finding(names=("gas",)), a_finding(names=("Gas ",)), a_finding(reference="DP103")]
)
def test_a_harmless_rewording_keeps_the_waiver(engine, run, waived, same):
    assert run(same, day=1).lapsed == 0
    assert one_finding(engine, waived).status == "waived"


def test_what_could_not_be_judged_keeps_its_waiver_until_it_expires(engine, run, waived, now):
    unsaid = NotJudged(code="I101", period="2020-08", reason="blank")
    assert run(unsaid, day=1).lapsed == 0
    assert one_finding(engine, waived).status == "waived"
    assert run(unsaid, day=(UNTIL - now.date()).days + 1).lapsed == 1
    assert one_finding(engine, waived).status == "open"
    (last,) = not_judged_in(engine, list_runs(engine)[-1].id)
    assert last == unsaid


def test_values_that_changed_since_cannot_be_approved(engine, run, now):
    run(a_finding())
    name = a_finding().fingerprint
    waive(engine, name, reason="Misprint.", until=UNTIL, by="Ann", now=now)
    run(a_finding(expected=5), day=1)
    with pytest.raises(UnusableInput, match="no waiver"):
        approve(engine, name, by="Bob", now=now)


def test_reopening_ends_the_waiver_and_another_can_be_written(engine, run, waived, now):
    reopen(engine, waived, by="Cid", now=now, reason="not convinced")
    with read_transaction(engine) as connection:
        assert in_force(connection) == {}
    waive(engine, waived, reason="Again.", until=UNTIL, by="Bob", now=now)
    approve(engine, waived, by="Ann", now=now)
    assert [one.ended_why for one in waivers_of(engine, waived)] == ["reopened", None]
    assert verify(engine).fault is None


def test_every_run_says_where_the_log_ended(engine, run):
    run(a_finding())
    run(a_finding(), day=1)
    first, second = list_runs(engine)
    assert (first.entries, second.entries) == (2, 3)  # opened, run; run
    assert first.hash != second.hash == verify(engine).head.hash
