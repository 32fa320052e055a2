"""Takes the pictures of the auditor's pages, light and dark: `python docs/screenshots.py [FOLDER]`.

The record is the samples', with some acts of two people, so that the same pages come out each time. Needs
Chromium or Chrome on the PATH.
"""

import io
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Literal

import uvicorn
from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine, select, update

from extractors import VERSION
from extractors import read as read_report
from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.findings.acts import acknowledge, approve, waive
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database, read_transaction, write_transaction
from pipeline.record.tables.documents import extractions
from pipeline.record.tables.findings import findings, runs
from pipeline.record.tables.register import register_snapshots
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REGISTER, REPORTS
from web import build_app

PICTURES = Path(__file__).parent / "images" / "pages"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
Colours = Literal["light", "dark"]
SIZE = (1280, 900)
_NOW = datetime(2020, 9, 7, 6, 30, tzinfo=UTC)
_COLOURS = 256  # enough for pages of text; a third of the size


@dataclass(frozen=True, slots=True)
class Served:
    """A record's pages: where they answer, and an address for each name of a picture."""

    address: str
    pages: dict[str, str]


def chromium() -> str | None:
    """The first browser of the usual names that is on the PATH."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def make_record(folder: Path) -> tuple[Engine, Archive]:
    """The samples' record with a document that was refused, and some acts; in the folder."""
    engine = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=True)
    archive = Archive(folder / "archive")
    for number, path in enumerate(sorted(REPORTS.glob("*.pdf"))):
        now = _NOW - timedelta(days=31 * (2 - number))
        data = path.read_bytes()
        store(engine, archive, [(data, read_report(data, path.name))], extractor_version=VERSION, now=now)
        for source in sorted(REGISTER.iterdir()):
            if source.stem <= f"{now.date()}":
                store_register(engine, str(source), as_of=None, now=now)
        reconcile(engine, now=now)
    scan = b"%PDF-1.4 a page that somebody laid on the glass"
    store(engine, archive, [(scan, read_report(scan, "scan.pdf"))], extractor_version=VERSION, now=_NOW)
    _act(engine)
    with write_transaction(engine) as connection:
        # A run takes as long as it takes; a picture must not tell.
        for id_, began in connection.execute(select(runs.c.id, runs.c.started_at)).all():
            ended = began + timedelta(seconds=1.2)
            connection.execute(update(runs).where(runs.c.id == id_).values(finished_at=ended))
    return engine, archive


def _act(engine: Engine) -> None:
    with read_transaction(engine) as connection:
        c = findings.c
        names = list(
            connection.scalars(select(c.fingerprint).where(c.code == "I104").order_by(c.fingerprint))
        )
    at = _NOW + timedelta(hours=3)
    acknowledge(engine, names[0], by="Ada", reason="The author confirms it.", now=at)
    until = date(2020, 12, 31)
    waive(engine, names[1], by="Ada", reason="The table is right.", until=until, now=at)
    approve(engine, names[1], by="Grace", now=at + timedelta(hours=1))


def addresses(engine: Engine) -> dict[str, str]:
    """An address for each page, under the name of its picture."""
    with read_transaction(engine) as connection:
        c, s = findings.c, register_snapshots.c
        arithmetic = connection.scalar(select(c.fingerprint).where(c.code == "I105"))
        waived = connection.scalar(select(c.fingerprint).where(c.status == "waived"))
        august = connection.scalar(
            select(extractions.c.sha256).where(extractions.c.filename == "2020-08.pdf")
        )
        first, *_, last = connection.scalars(select(s.id).order_by(s.as_of)).all()
        run = connection.scalar(
            select(runs.c.id).where(runs.c.kind == "reconcile").order_by(runs.c.id.desc())
        )
    return {
        "overview": "/",
        "findings": "/findings",
        "finding": f"/findings/{arithmetic}",
        "waived": f"/findings/{waived}",
        "reports": "/reports",
        "report": f"/reports/{august}?page=5",
        "modifications": "/modifications",
        "modification": "/modifications/MP131",
        "register": "/register",
        "snapshot": f"/register/{last}",
        "diff": f"/register/diff?before={first}&after={last}",
        "runs": "/runs",
        "run": f"/runs/{run}",
        "log": "/log",
        "proof": "/log/proof",
        "nothing": "/findings?text=no+such+words",
        "error": "/nowhere",
    }


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The application behind a socket of this machine; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@contextmanager
def browsing(executable: str) -> Iterator[Browser]:
    """A browser with a user's folder of its own, gone afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def take(
    browser: Browser, served: Served, folder: Path, size: tuple[int, int] = SIZE, *, whole: bool = False
) -> list[Path]:
    """A picture of every page, light and dark: what is seen first, or all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    schemes: tuple[Colours, ...] = ("light", "dark")
    for name, path in served.pages.items():
        page.goto(served.address + path, wait_until="load")
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            taken.append(folder / f"{name}-{scheme}.png")
            _shoot(page, taken[-1], whole)
    context.close()
    return taken


def _shoot(page: Page, path: Path, whole: bool) -> None:
    shot = page.screenshot(full_page=whole, animations="disabled", caret="hide")
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, compress_level=9)


def main() -> None:
    """The pictures of the manual, or into another folder."""
    executable = chromium()
    if executable is None:
        raise SystemExit(f"No browser is on the PATH. Install one of: {', '.join(CHROMIUM)}")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    with TemporaryDirectory() as name:
        engine, archive = make_record(Path(name))
        with (
            PageImages(archive) as images,
            serving(build_app(engine, images, ["127.0.0.1"])) as address,
            browsing(executable) as browser,
        ):
            take(browser, Served(address, addresses(engine)), folder)
        engine.dispose()


if __name__ == "__main__":
    main()
