"""Reading and reconciling need no Prefect: both work where importing it is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prefect_house import SECONDS

from console import main as program
from samples import REPORTS

_WITHOUT_PREFECT = f"""
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "prefect":
            raise ImportError("Prefect is refused here")

sys.meta_path.insert(0, Refuse())
from {program.__name__} import main
sys.exit(main())
"""


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command in an empty environment whose home and temporary files have folders of their own."""
    work = folder / "work"
    for place in ("work", "home", "temporary"):
        (folder / place).mkdir(exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "CSRECON_"))
    }
    return subprocess.run(
        (sys.executable, "-c", _WITHOUT_PREFECT, *arguments),
        cwd=work,
        env=kept | {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary")},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_ingest_and_reconcile_need_no_prefect_and_leave_nothing_elsewhere(tmp_path: Path) -> None:
    reports = sorted(str(path) for path in REPORTS.glob("*.pdf"))
    ingested = run(tmp_path, "ingest", *reports)
    assert ingested.returncode == 0, ingested.stderr
    reconciled = run(tmp_path, "reconcile")
    assert reconciled.returncode == 0, reconciled.stderr
    left = {path.name.partition("-wal")[0].partition("-shm")[0] for path in (tmp_path / "work").iterdir()}
    # The empty file that the lock was taken on may stay: removing it races with who waits for it.
    assert left - {"csrecon.db.lock"} == {"csrecon.db", "csrecon-archive"}
    assert [list((tmp_path / place).iterdir()) for place in ("home", "temporary")] == [[], []]


@pytest.mark.parametrize("command", ["backfill"])
def test_the_refusal_is_felt_where_prefect_is_used(tmp_path: Path, command: str) -> None:
    ran = run(tmp_path, command, str(REPORTS))
    assert ran.returncode != 0
    assert "Prefect is refused here" in ran.stderr
