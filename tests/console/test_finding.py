"""The life of a finding from the command line, and the log's head with every run."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("record")

HEAD = re.compile(r"Log of acts: (\d+) entries, head ([0-9a-f]{64})\n")
UNTIL = str((datetime.now(UTC) + timedelta(days=90)).date())


def _one(csrecon, folder: Path, status: str = "open") -> str:
    found = csrecon("findings", "--format", "json", "--status", status, folder=folder).objects()
    fingerprint: str = found[0]["fingerprint"]
    return fingerprint


def test_a_finding_is_waived_by_two_people_and_the_log_tells(csrecon, record: Path) -> None:
    name = _one(csrecon, record)
    waive = ["finding", "waive", name[:10], "--reason", "=Misprint", "--until", UNTIL, "--by", "Ann"]
    ran = csrecon(*waive, folder=record)
    assert (ran.status, "awaits approval" in ran.err) == (0, True), ran.err
    ran = csrecon("finding", "approve", name[:10], "--by", "ann", folder=record)
    assert ran.status == 2
    assert "another person" in ran.err
    ran = csrecon("finding", "approve", name[:10], "--by", "Bob", folder=record)
    assert ran.status == 0
    assert ran.out.endswith(": waived.\n")
    head = HEAD.search(ran.err)
    assert head
    shown = csrecon("finding", "show", name, folder=record).out
    assert f"Waiver until {UNTIL} by Ann: =Misprint" in shown
    assert "approved by Bob" in shown
    assert "opened by csrecon" in shown

    ran = csrecon("audit", "verify", folder=record)
    assert (ran.status, head[2] in ran.out) == (0, True)
    assert csrecon("audit", "verify", "--head", head[2], folder=record).status == 0
    assert csrecon("audit", "verify", "--head", "f" * 64, folder=record).status == 1
    assert _one(csrecon, record, "waived") == name


def test_acknowledged_and_opened_again(csrecon, record: Path) -> None:
    name = _one(csrecon, record)
    assert csrecon("finding", "ack", name, "--by", "Ann", folder=record).status == 0
    assert csrecon("finding", "ack", name, "--by", "Ann", folder=record).status == 2
    assert _one(csrecon, record, "acknowledged") == name
    ran = csrecon("finding", "reopen", name, "--by", "Ann", folder=record)
    assert (ran.status, ran.out.endswith(": open.\n")) == (0, True)


def test_an_act_is_on_what_was_shown(csrecon, record: Path) -> None:
    name = _one(csrecon, record)

    def digest() -> str:
        shown = csrecon("finding", "show", name, folder=record).out
        told = re.search(r"for --if-values: ([0-9a-f]{32})\n", shown)
        assert told
        beside = csrecon("finding", "show", name, "--format", "json", folder=record).err
        assert f"for --if-values: {told[1]}\n" in beside  # the object itself is the contract's
        return told[1]

    def act(*arguments: str, shown: str):
        return csrecon("finding", arguments[0], name, *arguments[1:], "--if-values", shown, folder=record)

    how = ("--reason", "Misprint", "--until", UNTIL, "--by", "Ann")
    open_ = digest()
    assert act("waive", *how, shown=open_).status == 0
    proposed = digest()
    assert act("reopen", "--by", "Ann", shown=proposed).status == 0
    assert act("waive", "--reason", "Another", *how[2:], shown=open_).status == 0
    for stale in (
        act("approve", "--by", "Bob", shown=proposed),
        act("ack", "--by", "Bob", shown=open_),
        act("waive", *how, shown=open_),
        act("reopen", "--by", "Bob", shown=proposed),
    ):
        assert (stale.status, stale.out) == (2, "")
        assert "changed since it was shown" in stale.err
        assert "Another" in stale.err
    approved = act("approve", "--by", "Bob", shown=digest())
    assert approved.status == 0
    assert f"Approved: until {UNTIL} by Ann: Another" in approved.out
    assert "Stated:" in approved.out
    assert f"for --if-values: {digest()}\n" in approved.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("ack", "nothing", "--by", "Ann"),
        ("ack", "ffffffff", "--by", "Ann"),
        ("waive", "f", "--reason", "x", "--until", "tomorrow", "--by", "Ann"),
        ("waive", "f", "--reason", "x", "--until", UNTIL),
        ("approve", "f"),
        ("reopen", "", "--by", "Ann"),
    ],
)
def test_wrong_usage_says_so(csrecon, record: Path, arguments: tuple[str, ...]) -> None:
    ran = csrecon("finding", *arguments, folder=record)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err


def test_a_log_that_was_tampered_with_is_told_with_its_entry(csrecon, record: Path) -> None:
    with sqlite3.connect(record / "csrecon.db") as connection:
        connection.execute("DROP TRIGGER audit_log_no_update")
        connection.execute("UPDATE audit_log SET actor = 'Eve' WHERE sequence = 2")
    connection.close()
    ran = csrecon("audit", "verify", folder=record)
    assert (ran.status, ran.out) == (1, "")
    assert "The first broken entry is 2" in ran.err


def test_what_a_run_could_not_judge_is_counted_and_listed(csrecon, record: Path) -> None:
    [run] = [
        r for r in csrecon("runs", "--format", "json", folder=record).objects() if r["kind"] == "reconcile"
    ]
    unsaid = csrecon("runs", "--not-judged", run["id"], "--format", "json", folder=record).objects()
    assert len(unsaid) == run["counts"]["not_judged"] > 0
    assert {"run", "code", "period", "reference", "reason"} == set(unsaid[0])
    table = csrecon("runs", "--not-judged", run["id"], folder=record).out
    assert re.match(r"[IXR]\d{3} \d+", table)
    assert csrecon("runs", "--not-judged", 99, folder=record).status == 2
