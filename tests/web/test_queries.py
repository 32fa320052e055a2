"""Every page takes a fixed number of statements: as many over three reports as over two."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, select

from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.record.database import read_transaction
from pipeline.record.tables.documents import extractions
from pipeline.record.tables.findings import findings, runs
from pipeline.record.tables.register import register_snapshots
from web import build_app

Record = tuple[Engine, Archive]
PAGES = (
    *("/", "/findings", "/findings?status=all&text=open", "/findings/{finding}", "/findings.csv"),
    *("/reports", "/reports/{report}?page=2", "/modifications", "/modifications/MP109"),
    *("/register", "/register/{after}", "/register/diff?before={before}&after={after}"),
    *("/review", "/runs", "/runs/{run}", "/log", "/pages/{report}/1.png"),
)


@pytest.fixture(scope="module")
def smaller(
    tmp_path_factory: pytest.TempPathFactory, make_record: Callable[[Path, int, int], Record]
) -> Iterator[Record]:
    made = make_record(tmp_path_factory.mktemp("smaller"), 2, 2)
    yield made
    made[0].dispose()


def filled(engine: Engine, page: str) -> str:
    with read_transaction(engine) as connection:
        before, after = connection.scalars(select(register_snapshots.c.id)).all()
        values = {
            "finding": connection.scalar(
                select(findings.c.fingerprint).where(
                    findings.c.code == "I105", findings.c.period == "2020-08"
                )
            ),
            "report": connection.scalar(
                select(extractions.c.sha256).where(extractions.c.filename == "2020-08.pdf")
            ),
            "run": connection.scalar(select(runs.c.id).where(runs.c.kind == "reconcile")),
            "before": before,
            "after": after,
        }
    return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), page)


def statements(record: Record, page: str) -> list[str]:
    engine, archive = record
    address = filled(engine, page)
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    with PageImages(archive) as images:
        client = TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")
        event.listen(engine, "before_cursor_execute", note)
        try:
            answer = client.get(address)
        finally:
            event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200, answer.text
    return seen


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_a_fixed_number_of_statements(record: Record, smaller: Record, page: str) -> None:
    many, few = statements(record, page), statements(smaller, page)
    assert len(few) == len(many), "\n\n".join(many)
    assert len(many) <= 32  # the review reads each table of facts
