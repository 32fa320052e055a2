"""The log: nothing unless asked for, then one JSON object a line with run and document."""

import json
import subprocess
import sys

from pipeline.basics import logs
from samples import REPORTS


def test_a_run_is_logged_with_run_and_document(csrecon, tmp_path):
    (tmp_path / "letter.pdf").write_text("Dear\nPanel")
    ran = csrecon("ingest", REPORTS / "2020-08.pdf", "letter.pdf", folder=tmp_path, CSRECON_LOG="run.log")
    assert ran.status == 3
    lines = [json.loads(line) for line in (tmp_path / "run.log").read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["run began", "stored", "refused", "run ended"]
    assert {line["run"] for line in lines} == {1}
    assert [line.get("document") for line in lines] == [None, "2020-08.pdf", "letter.pdf", None]
    assert (lines[1]["period"], lines[1]["unclaimed"]) == ("2020-08", 0)
    assert lines[2]["code"] == "not_a_pdf"
    assert lines[3]["status"] == "completed_with_quarantine"


def test_without_being_asked_nothing_is_logged(csrecon, tmp_path):
    ran = csrecon("ingest", REPORTS / "2020-08.pdf", folder=tmp_path)
    assert ran.status == 0
    assert "{" not in ran.err


def test_a_log_that_cannot_be_written_is_named(csrecon, tmp_path):
    ran = csrecon("runs", folder=tmp_path, CSRECON_LOG="no/such/folder.log")
    assert ran.status == 2
    assert "no/such/folder.log cannot be written" in ran.err


def test_another_handler_gets_the_same_lines(tmp_path):
    """As Prefect's PREFECT_LOGGING_EXTRA_LOGGERS does."""
    program = (
        f"import logging, sys; from {logs.__name__} import log, within\n"
        "logger = logging.getLogger('csrecon'); logger.setLevel('INFO')\n"
        "logger.addHandler(logging.StreamHandler(sys.stdout))\n"
        "with within(run=7): log.info('stored', document='a\\nb')"
    )
    ran = subprocess.run((sys.executable, "-c", program), capture_output=True, text=True, check=True)
    (line,) = ran.stdout.splitlines()
    assert json.loads(line) | {"timestamp": ""} == {
        "event": "stored", "document": "a\nb", "run": 7, "level": "info", "timestamp": "",
    }  # fmt: skip
