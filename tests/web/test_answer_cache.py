"""What pages keep: an answer as long as the record stands, and none beyond what is written."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sample_reports import sample
from sqlalchemy import Engine, event

from extractors import VERSION
from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.judging.reconcile import reconcile
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REGISTER
from web import build_app

from .conftest import NOW

Record = tuple[Engine, Archive]


@pytest.mark.parametrize(
    "address", ["/", "/modifications", "/modifications?text=MP1", "/api/v1/overview", "/api/v1/modifications"]
)
def test_every_writer_is_noticed_and_who_only_looks_asks_less(
    make_record: Callable[[Path, int, int], Record], tmp_path: Path, address: str
) -> None:
    engine, archive = make_record(tmp_path, 1, 1)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))

    def look(client: TestClient) -> tuple[str, int]:
        asked.clear()
        return client.get(address).text, len(asked)

    def read(month: str) -> None:
        # Without a run: another process may be at it for hours before its own ends.
        store(engine, archive, [sample(month)], extractor_version=VERSION, now=NOW)

    with PageImages(archive) as images:
        client = TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")
        first, dear = look(client)
        again, cheap = look(client)
        assert again == first
        assert cheap < dear
        for write in (
            lambda: read("2020-08"),
            lambda: reconcile(engine, now=NOW + timedelta(days=1)),
            lambda: store_register(engine, str(sorted(REGISTER.iterdir())[1]), as_of=None, now=NOW),
            lambda: reconcile(engine, now=NOW + timedelta(days=2)),
        ):
            write()
            fresh = TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")
            assert look(client)[0] == look(fresh)[0]
        assert look(client)[0] != first
    engine.dispose()
