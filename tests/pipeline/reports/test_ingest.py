"""Taking documents in: what is found, what is read, what is left, and that nothing is done twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipeline.archive.folder import Archive
from pipeline.queries.documents import archive_standing, list_documents
from pipeline.reports.intake import Intake, tally
from pipeline.sandbox import Sandbox
from samples import REPORTS

NOW = datetime(2026, 1, 5, 3, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def intake(engine: Engine, archive: Archive, sandbox: Sandbox) -> Intake:
    return Intake(engine, archive, sandbox, "1", NOW)


def test_documents_are_stored_refused_and_known(intake: Intake, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_text("Dear Panel")
    paths = [*sorted(REPORTS.glob("*.pdf")), letter]
    first = list(intake.take(paths))
    assert [one.became for one in first] == ["stored"] * 3 + ["refused"]
    assert [one.period for one in first] == ["2020-07", "2020-08", "2020-09", None]
    assert first[-1].refusal
    assert first[-1].refusal.code == "not_a_pdf"
    assert tally(intake.take(paths)) == {
        "stored": 0,
        "refused": 0,
        "known": 4,
        "skipped": 0,
    }
    assert len(list_documents(intake.engine)) == 4
    kept = [path for path in intake.archive.folder.rglob("*") if path.is_file()]
    kept[0].unlink()
    kept[1].write_bytes(b"altered")
    assert {one.became for one in intake.take(paths)} == {"known"}
    assert intake.archive.problems(path.name for path in kept) == []  # handed in again, they are mended


def test_what_is_read_again_by_a_newer_extractor_keeps_its_bytes(intake: Intake) -> None:
    paths = [REPORTS / "2020-08.pdf"]
    list(intake.take(paths))
    newer = replace(intake, version="2", again=True)
    assert [one.became for one in newer.take(paths)] == ["stored"]
    assert archive_standing(intake.engine, intake.archive) == (1, None)


def test_a_missing_file_is_told_but_not_recorded(intake: Intake, tmp_path: Path) -> None:
    [taken] = intake.take([tmp_path / "missing.pdf"])
    assert taken.became == "refused"
    assert list_documents(intake.engine) == []


def test_reports_of_earlier_months_are_left_out(intake: Intake) -> None:
    taken = list(replace(intake, since="2020-08").take(sorted(REPORTS.glob("*.pdf"))))
    assert [one.became for one in taken] == ["skipped", "stored", "stored"]
    assert [row.period for row in list_documents(intake.engine)] == ["2020-08", "2020-09"]
