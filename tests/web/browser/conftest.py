"""`csrecon serve` over the record that a module makes in its `folder`, and Chromium."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_house import CHROMIUM
from playwright.sync_api import Browser, sync_playwright
from prefect_house import SECONDS

COMMAND = Path(sys.executable).with_name("csrecon")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where the pages are served."""
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", "0"], cwd=folder, stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    found = re.search(r"http://[\d.:]+", server.stderr.readline())
    assert found
    yield found[0]
    server.terminate()
    server.wait(SECONDS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
