"""`csrecon extract` and `csrecon check` as a person or a pipe runs them."""

import os
import signal
from json import loads
from pathlib import Path

import pikepdf
import pytest

from console.main import INTERRUPTED
from samples import REGISTER, REPORTS

REPORT = REPORTS / "2020-08.pdf"


def test_files_are_answered_in_order_and_refusals_end_with_3(csrecon, tmp_path: Path) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("no PDF")
    ran = csrecon("extract", tmp_path / "missing.pdf", REPORT, text, "--format", "json")
    missing, report, refused = ran.objects()
    assert ran.status == 3
    assert ran.err == ""
    assert missing["refused"]["code"] == "no_such_file"
    assert report["report"]["period"] == "2020-08"
    assert refused["refused"]["code"] == "not_a_pdf"
    assert refused["document"] == {
        "filename": "text.pdf",
        "sha256": refused["document"]["sha256"],
        "bytes": 6,
        "pages": None,
        "producer": None,
        "vocabulary": "built-in",
    }


def test_the_same_bytes_give_the_same_line_whatever_the_locale(csrecon) -> None:
    first, second = (
        csrecon("extract", REPORT),
        csrecon("extract", REPORT, LC_ALL="C.UTF-8", PYTHONHASHSEED="7"),
    )
    assert first.status == 0
    assert first.out == second.out
    assert "’" in first.out


def test_a_table_says_how_much_was_read(csrecon) -> None:
    ran = csrecon("extract", REPORT, "--format", "table")
    assert ran.status == 0
    assert "2020-08" in ran.out
    assert "release_item" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_a_reader_that_leaves_early_is_no_error(csrecon_process) -> None:
    process = csrecon_process("extract", *[REPORT] * 30)
    loads(process.stdout.readline())
    process.stdout.close()
    assert process.wait() == 0
    assert process.stderr.read() == b""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_with_130_and_whole_lines(csrecon_process, sent: signal.Signals) -> None:
    process = csrecon_process("extract", *[REPORT] * 200)
    first = process.stdout.readline()
    os.killpg(process.pid, sent)
    rest = process.stdout.readlines()
    assert process.wait() == INTERRUPTED
    assert 1 + len(rest) < 200
    for line in (first, *rest):
        loads(line)
    assert b"Traceback" not in (said := process.stderr.read())
    assert said.startswith(b"Interrupted.")


def test_an_author_sees_what_is_wrong_with_a_draft(csrecon) -> None:
    ran = csrecon("check", REPORT, "--fail-on", "error")
    assert ran.status == 1
    assert "I105   error" in ran.out
    assert "MP109’s open Preliminary Assessment states 46 WD" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


@pytest.mark.parametrize("index", [None, 4, 6])
def test_a_check_may_fail_on_a_page_that_is_a_picture(csrecon, tmp_path: Path, index: int | None) -> None:
    draft = tmp_path / "2020-08.pdf"
    with pikepdf.open(REPORT) as pdf:
        if index is not None:
            pdf.pages[index].Contents = pdf.make_stream(b"0.5 g 30 30 500 700 re f")
        pdf.save(draft)
    ran = csrecon("check", draft, "--fail-on", "unread")
    assert ran.status == (index is not None)
    assert ("could not be read" in ran.err) is (index is not None)


def test_a_check_for_machines_gives_findings_of_the_contract(csrecon) -> None:
    ran = csrecon("check", REPORT, "--format", "json", "--register", REGISTER / "2020-08-07.csv")
    assert ran.status == 0
    findings = ran.objects()
    assert {"I104", "I105", "I108"} <= {finding["code"] for finding in findings}
    for finding in findings:
        assert finding["status"] == "open"
        assert finding["first_seen"].endswith("+00:00")
        assert finding["evidence"]


def test_a_check_of_what_cannot_be_read_ends_with_3(csrecon, tmp_path: Path) -> None:
    ran = csrecon("check", tmp_path / "missing.pdf", "--fail-on", "warning")
    assert (ran.status, ran.out) == (3, "")
    assert "no_such_file" in ran.err


def test_a_register_that_cannot_be_used_ends_with_2(csrecon, tmp_path: Path) -> None:
    ran = csrecon("check", REPORT, "--register", tmp_path / "missing.csv")
    assert (ran.status, ran.out) == (2, "")
    assert "missing.csv" in ran.err
