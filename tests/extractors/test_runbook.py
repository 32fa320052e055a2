"""The runbook for a new month's report, followed to the letter: its words, its rows, its warnings gone."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extractors

RUNBOOK = Path(__file__).parents[2] / "docs" / "runbook-new-month.md"
# "| a heading | `headings.csv`: the section it opens, … | `,decisions,ballots of the month,2020-10` |"
ROW = re.compile(r"^\s*\| [^|]+ \| `(?P<table>\w+)\.csv`[^|]*\| `(?P<row>[^`]+)` \|$", re.MULTILINE)

REPORT = (
    ("h", "Refine"),
    ("s", "Assessments completed in the last 12 months"),
    (
        "t",
        [
            ["Modification", "Type", "Date accepted", "Handed over", "Duration (WD)"],
            ["MP103", "PA", "1 July 2020", "13 July 2020", "9"],
            ["MP118", "IA", "2 July 2020", "3 August 2020", "23"],
        ],
        "grid",
    ),
    ("h", "Opine"),
    ("s", "Ballots of the month"),
    ("p", "The Change Board voted on the following modifications on 23 September 2020:"),
    ("b", "MP104 ‘Security Improvements’ was waved through under Self-Governance."),
    ("b", "MP105 ‘Firmware updates’ was waved through under Self-Governance."),
    ("b", "MP124 ‘Alert storms’ was waved through under Self-Governance."),
)


def extracted(report: Path, code: Path) -> dict[str, Any]:
    """The report as `csrecon extract` reads it with the extractors and vocabulary of this folder."""
    ran = subprocess.run(
        (sys.executable, "-c", "from console.main import main; main()", "extract", str(report)),
        env=os.environ | {"PYTHONPATH": str(code)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def test_a_report_that_looks_different_is_read_by_following_the_runbook(
    paper: Callable[..., bytes], tmp_path: Path
) -> None:
    report = tmp_path / "2020-10.pdf"
    report.write_bytes(paper(*REPORT, title="Change Status Report – October 2020"))
    shutil.copytree(Path(extractors.__path__[0]), tmp_path / "code" / "extractors")

    # step 1: what is new is told, with its page and its words
    before = extracted(report, tmp_path / "code")
    told = Counter(warning["code"] for warning in before["warnings"])
    assert told == {"unknown_heading": 1, "unknown_column": 1, "unclaimed_sentence": 3}
    words = " ".join(warning["message"] for warning in before["warnings"])
    assert all(new in words for new in ("Ballots of the month", "Handed over", "waved through"))
    assert {warning["page"] for warning in before["warnings"]} == {1}
    assert not [fact for fact in before["facts"] if fact["kind"] == "decision"]

    # step 3: a row for each, as the runbook prints them
    rows = ROW.findall(RUNBOOK.read_text(encoding="utf-8"))
    assert {table for table, _ in rows} == {"headings", "columns", "phrases"}
    for table, row in rows:
        with (tmp_path / "code" / "extractors" / "vocabulary" / f"{table}.csv").open("a") as handle:
            handle.write(f"{row}\n")

    # step 4: the warnings are gone, and there are three decisions more
    after = extracted(report, tmp_path / "code")
    assert after["warnings"] == []
    assert after["coverage"]["unclaimed"] == []
    decided = [fact for fact in after["facts"] if fact["kind"] == "decision"]
    assert [(fact["reference"], fact["outcome"], fact["governance"]) for fact in decided] == [
        (reference, "approved", "self_governance") for reference in ("MP104", "MP105", "MP124")
    ]
    returned = [fact["returned_on"] for fact in after["facts"] if fact["kind"] == "assessment"]
    assert returned == ["2020-07-13", "2020-08-03"]
