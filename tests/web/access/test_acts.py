"""Acts from the pages: the same as from the command line, each in the log with its person."""

import re
from datetime import timedelta

import pytest
from accounts_house import FINDINGS, NOW, PASSWORD, shown

from pipeline.accounts import list_accounts
from pipeline.findings.stored import one_finding
from pipeline.logbook.audit_log import entries
from pipeline.outputs.findings.evidence import evidence_zip
from pipeline.record.database import read_transaction
from pipeline.verification.verify import verify

ONE, TWO, THREE = (finding.fingerprint for finding in FINDINGS)
UNTIL = str((NOW + timedelta(days=90)).date())


def last_entry(engine):
    with read_transaction(engine) as connection:
        return entries(connection)[-1]


def test_acknowledged_and_opened_again(browser, engine):
    al = browser("Al")
    page = al.get(f"/findings/{ONE}").text
    assert "Take it on" in page
    answer = al.submit("/findings/acknowledge", shown=shown(engine, ONE), reason="mine")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/findings/{ONE}")
    entry = last_entry(engine)
    assert (entry.actor, entry.act, entry.particulars["reason"]) == ("Al", "acknowledged", "mine")
    again = al.submit("/findings/acknowledge", shown=shown(engine, ONE))
    assert (again.status_code, "only an open finding" in again.text) == (409, True)
    assert al.submit("/findings/reopen", shown=shown(engine, ONE)).status_code == 303
    assert one_finding(engine, ONE).status == "open"
    assert verify(engine).fault is None


def test_a_waiver_is_approved_by_another_approver_only(browser, engine):
    """An approver may write one too, but never approve it."""
    pat, ann, al = browser("Pat"), browser("Ann"), browser("Al")
    assert (
        pat.submit("/findings/waive", shown=shown(engine, ONE), reason="Misprint", until=UNTIL).status_code
        == 303
    )
    page = pat.get(f"/findings/{ONE}").text
    assert "Another approver must decide" in page
    assert "/findings/approve" not in page
    own = pat.submit("/findings/approve", shown=shown(engine, ONE))
    assert (own.status_code, "another person must approve" in own.text) == (409, True)
    assert al.submit("/findings/approve", shown=shown(engine, ONE)).status_code == 403
    assert one_finding(engine, ONE).status == "open"
    assert "/findings/approve" in ann.get(f"/findings/{ONE}").text
    assert ann.submit("/findings/approve", shown=shown(engine, ONE)).status_code == 303
    assert one_finding(engine, ONE).status == "waived"
    assert (last_entry(engine).actor, last_entry(engine).act) == ("Ann", "approved")


def test_an_old_page_approves_no_other_waiver(browser, engine):
    """The approver's page showed one waiver; the button must not approve what was proposed since."""
    al, pat = browser("Al"), browser("Pat")
    al.submit("/findings/waive", shown=shown(engine, ONE), reason="Misprint", until=UNTIL)
    old = re.search(r'name="shown" value="([^"]*)"', pat.get(f"/findings/{ONE}").text)[1]
    assert f'value="{old}"' in pat.get("/findings").text
    assert "Al proposes to waive it" in pat.get("/findings").text
    al.submit("/findings/reopen", shown=old)
    al.submit("/findings/waive", shown=shown(engine, ONE), reason="Nobody will look", until=UNTIL)
    answer = pat.submit("/findings/approve", shown=old)
    assert answer.status_code == 409
    assert "changed since it was shown" in answer.text
    assert "Nobody will look" in answer.text
    assert "/findings/approve" in answer.text
    assert one_finding(engine, ONE).waiver.approver is None
    many = pat.submit("/findings/approve", shown=[old, *shown(engine, TWO)])
    assert "0 of 2 findings" in many.text
    assert pat.submit("/findings/approve", shown=shown(engine, ONE)).status_code == 303
    assert pat.submit("/findings/reopen", fingerprint=ONE).status_code == 422


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"until": UNTIL, "reason": " "}, 409, "needs a reason"),
        ({"until": str((NOW + timedelta(days=181)).date()), "reason": "x"}, 409, "180 days"),
        ({"until": str(NOW.date()), "reason": "x"}, 409, "not after today"),
        ({"until": "tomorrow", "reason": "x"}, 422, "until"),
        ({"reason": "x"}, 422, "until"),
        ({"until": UNTIL, "reason": "x" * 2001}, 422, "reason"),
    ],
)
def test_a_waiver_that_cannot_be_says_why(browser, engine, form, status, said):
    answer = browser("Al").submit("/findings/waive", shown=shown(engine, ONE), **form)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert last_entry(engine).act != "waived"


def test_many_at_once_and_what_could_not_be_is_said(browser, engine):
    al = browser("Al")
    al.submit("/findings/acknowledge", shown=shown(engine, TWO))
    assert f'value="{shown(engine, ONE)[0]}"' in al.get("/findings").text
    answer = al.submit("/findings/acknowledge", shown=shown(engine, ONE, TWO, THREE) * 2)
    assert answer.status_code == 200
    assert "Acknowledged: 2 of 3 findings" in answer.text
    assert f"Finding {TWO[:8]}" in answer.text
    assert {one_finding(engine, name).status for name in (ONE, TWO, THREE)} == {"acknowledged"}
    assert al.submit("/findings/acknowledge").status_code == 422


def test_who_may_only_look_is_shown_nothing_to_press(browser):
    vic = browser("Vic")
    assert "<form" in vic.get("/findings").text
    for path in ("/findings", f"/findings/{ONE}"):
        page = vic.get(path).text
        assert 'action="/findings/a' not in page
        assert 'type="checkbox"' not in page


def test_an_administrator_makes_changes_and_ends_accounts(browser, engine):
    ann = browser("Ann")
    ann.get("/accounts")
    new = {"name": "Zoë", "role": "auditor", "password": "quince ladder violet 9"}
    wrong = ann.submit("/accounts", **new, again="other")
    assert (wrong.status_code, 'value="Zoë"' in wrong.text) == (409, True)
    assert ann.submit("/accounts", **new, again=new["password"]).status_code == 303
    assert ann.submit("/accounts/role", name="Zoë", role="approver").status_code == 303
    assert ann.submit("/accounts/disable", name="Zoë").status_code == 303
    assert ann.submit("/accounts/enable", name="Zoë").status_code == 303
    only = ann.submit("/accounts/disable", name="Ann")
    assert (only.status_code, "only administrator" in only.text) == (409, True)
    made = {one.name: (one.role, one.standing) for one in list_accounts(engine)}
    assert made["Zoë"] == ("approver", "active")
    assert (last_entry(engine).actor, last_entry(engine).subject) == ("Ann", "account:Zoë")
    shown = ann.get("/accounts").text
    assert "Zoë" in shown
    assert PASSWORD not in shown
    assert "$argon2" not in shown


def test_a_hostile_name_is_shown_as_text(browser):
    ann = browser("Ann")
    ann.get("/accounts")
    name = "<script>alert(1)</script>"
    sent = {"name": name, "role": "viewer", "password": PASSWORD, "again": PASSWORD}
    assert ann.submit("/accounts", **sent).status_code == 303
    page = ann.get("/accounts").text
    assert name not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_evidence_pack_is_the_one_of_the_command_line(browser, app, engine):
    answer = browser("Vic").get(f"/findings/{ONE}/evidence.zip")
    assert answer.headers["content-disposition"] == f'attachment; filename="finding-{ONE[:12]}.zip"'
    assert answer.content == evidence_zip(engine, app.state.images, ONE, now=NOW)
