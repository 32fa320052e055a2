"""Nights through the command line, on a real Prefect server."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.record.database import open_database
from pipeline.record.run_lock import run_lock
from samples import REGISTER as REGISTERS
from samples import REPORTS

REGISTER = REGISTERS / "2020-08-07.csv"
pytestmark = pytest.mark.xdist_group("prefect")


def told(folder: Path) -> "list[dict[str, object]]":
    """What the notification command was told, night by night."""
    file = folder / "told.json"
    return [json.loads(one) for one in file.read_text().split("\x1e")[:-1]] if file.exists() else []


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings, an inbox of two reports and a register; nights follow each other in it."""
    folder = tmp_path_factory.mktemp("nights")
    (folder / "inbox").mkdir()
    for month in ("2020-07", "2020-08"):
        shutil.copy(REPORTS / f"{month}.pdf", folder / "inbox")
    shutil.copy(REGISTER, folder / REGISTER.name)
    (folder / "tell.sh").write_text("#!/bin/sh\ncat >> told.json; printf '\\036' >> told.json\n")
    (folder / "tell.sh").chmod(0o755)
    (folder / "csrecon.toml").write_text(
        f'inbox = "inbox"\nregister_source = "{REGISTER.name}"\nnotify_command = "./tell.sh"\n'
    )
    return folder


def test_nights_in_a_row(nights: Path, csrecon: "object", csrecon_at_hand: "object") -> None:
    first = csrecon_at_hand("nightly", folder=nights)
    assert first.status == 0, first.err
    lines = first.out.splitlines()
    assert lines[0].endswith("new.")
    assert lines[1] == "Reports: 2 stored."
    assert lines[-1].startswith("Page: csrecon-nights/")
    assert (nights / lines[-1].removeprefix("Page: ")).is_file()
    starting, head = first.err.splitlines()
    assert starting == "Starting Prefect, which takes some seconds …"
    assert head.startswith("Log of acts: ")
    (night,) = told(nights)
    new = night["findings"]["new"]
    open_ones = csrecon("findings", "--format", "json", folder=nights).objects()
    assert {one["fingerprint"] for one in new} == {one["fingerprint"] for one in open_ones}

    (nights / "mirror").mkdir()
    shutil.copy(REGISTER, nights / "mirror")
    second = csrecon_at_hand("nightly", "--register", f"mirror/{REGISTER.name}", folder=nights)
    assert second.out.splitlines()[-2] == "Nothing changed since the night before."
    assert len(told(nights)) == 1

    shutil.copy(REPORTS / "2020-09.pdf", nights / "inbox")
    (nights / "inbox" / "letter.pdf").write_text("Dear Panel")
    (nights / REGISTER.name).rename(nights / "away")
    third = csrecon_at_hand("nightly", folder=nights)
    assert third.status == 2
    assert third.out.splitlines()[:2] == [
        "Register: not loaded.", "Reports: 1 stored, 1 refused, 2 already in the record.",
    ]  # fmt: skip
    assert REGISTER.name in third.err.splitlines()[-1]
    assert len(told(nights)) == 2
    assert told(nights)[1]["problems"]
    runs = csrecon("runs", "--format", "json", folder=nights).objects()
    assert [(one["kind"], one["status"]) for one in runs if one["kind"] == "nightly"] == [
        ("nightly", "completed"), ("nightly", "completed"), ("nightly", "failed"),
    ]  # fmt: skip


def test_a_night_while_another_run_is_at_work_is_told_who(nights: Path, csrecon: "object") -> None:
    engine = open_database(f"sqlite:///{nights}/csrecon.db", upgrade=True)
    with run_lock(engine, now=datetime.now(UTC)):
        ran = csrecon("nightly", folder=nights)
    engine.dispose()
    assert ran.status == 5
    assert "csrecon.db is in use by process" in ran.err


def test_a_night_without_an_inbox_says_so(csrecon_at_hand: "object", tmp_path: Path) -> None:
    ran = csrecon_at_hand("nightly", "--inbox", "nowhere", folder=tmp_path)
    assert ran.status == 2
    assert "There is no folder nowhere" in ran.err
