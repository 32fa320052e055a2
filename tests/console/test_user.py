"""`csrecon user` as a person runs it: passwords come in unseen, every act is in the log."""

import os
import pty
import sqlite3
import subprocess
import sys
from getpass import getuser
from json import loads
from pathlib import Path

import pytest

from console import password
from console.password import new_password
from pipeline.basics.errors import UnusableInput

COMMAND = Path(sys.executable).with_name("csrecon")
PASSWORD = "otter lamp quiver 71"

pytestmark = pytest.mark.xdist_group("record")


def typed(folder: Path, *arguments: str, line: str = PASSWORD) -> "subprocess.CompletedProcess[str]":
    """Runs `csrecon user …` with a line of standard input."""
    return subprocess.run(
        [COMMAND, "user", *arguments],
        cwd=folder,
        input=f"{line}\n",
        capture_output=True,
        text=True,
        check=False,
    )


def test_accounts_from_the_first_to_the_last_administrator(csrecon, tmp_path: Path) -> None:
    ran = typed(tmp_path, "add", "Ann", "--role", "administrator", "--password-stdin", "--by", "root")
    assert (ran.returncode, ran.stdout) == (0, "Ann: administrator, active.\n"), ran.stderr
    assert "Log of acts: 1 entry, head " in ran.stderr
    assert typed(tmp_path, "add", "Bob", "--role", "viewer", "--password-stdin").returncode == 0
    weak = typed(tmp_path, "add", "Eve", "--role", "viewer", "--password-stdin", line="password1234")
    assert (weak.returncode, "can be guessed" in weak.stderr) == (2, True)
    assert csrecon("user", "role", "bob", "approver", folder=tmp_path).out == "Bob: approver, active.\n"
    listed = csrecon("user", "list", "--format", "json", folder=tmp_path).objects()
    assert [(one["name"], one["role"], one["standing"]) for one in listed] == [
        ("Ann", "administrator", "active"),
        ("Bob", "approver", "active"),
    ]
    assert PASSWORD not in str(listed)
    ran = csrecon("user", "token", "Bob", "--label", "night", folder=tmp_path)
    assert ran.out.startswith("csrecon_")
    assert csrecon("user", "revoke", "1", folder=tmp_path).out == "Token 1 of Bob (night): revoked.\n"
    assert csrecon("user", "disable", "Bob", folder=tmp_path).out == "Bob: approver, disabled.\n"
    ran = csrecon("user", "disable", "Ann", folder=tmp_path)
    assert (ran.status, "only administrator" in ran.err) == (2, True)
    (token,) = csrecon("user", "tokens", "--format", "json", folder=tmp_path).objects()
    assert token["standing"] == "revoked"
    assert csrecon("audit", "verify", folder=tmp_path).status == 0


def test_where_accounts_are_only_they_act_and_the_log_has_the_login(csrecon, record: Path) -> None:
    for name, role in (("Ann", "administrator"), ("Bob", "viewer"), ("Cid", "auditor")):
        typed(record, "add", name, "--role", role, "--password-stdin", "--by", name)
    finding = csrecon("findings", "--format", "json", folder=record).objects()[0]["fingerprint"]
    for by, said in (("Zoe", "no account Zoe"), ("Bob", "Bob is viewer"), ("А nn", "mixes letters")):
        ran = csrecon("finding", "ack", finding, "--by", by, folder=record)
        assert (ran.status, ran.out) == (2, "")
        assert said in ran.err
    assert csrecon("finding", "ack", finding, "--by", "CID", folder=record).status == 0
    with sqlite3.connect(record / "csrecon.db") as connection:
        actor, payload = connection.execute(
            "SELECT actor, payload FROM audit_log WHERE act = 'acknowledged'"
        ).fetchone()
    connection.close()
    assert (actor, loads(payload)["login"]) == ("Cid", getuser())
    ran = typed(record, "add", "A.N.N", "--role", "viewer", "--password-stdin")
    assert (ran.returncode, "could take it for that" in ran.stderr) == (2, True)
    assert csrecon("audit", "verify", folder=record).status == 0


def test_without_a_terminal_the_password_must_be_sent(csrecon, tmp_path: Path) -> None:
    ran = csrecon("user", "add", "Ann", "--role", "viewer", folder=tmp_path)
    assert (ran.status, "--password-stdin" in ran.err) == (2, True)
    assert not (tmp_path / "csrecon.db").exists()


def test_on_a_terminal_it_is_asked_twice_and_not_shown(tmp_path: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execv(COMMAND, [str(COMMAND), "user", "add", "Ann", "--role", "administrator"])
    shown = b""
    for prompt in (b"Password for Ann: ", b"The same again: "):
        while prompt not in shown:
            shown += os.read(terminal, 1000)
        os.write(terminal, f"{PASSWORD}\n".encode())
    try:
        while piece := os.read(terminal, 1000):
            shown += piece
    except OSError:  # how a terminal says that the other side has gone
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, shown
    assert b"Ann: administrator, active." in shown
    assert PASSWORD.encode() not in shown


def test_two_different_passwords_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["one", "other"])
    monkeypatch.setattr(password, "getpass", lambda _prompt: next(answers))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    with pytest.raises(UnusableInput, match="not the same"):
        new_password("Ann", from_stdin=False)
