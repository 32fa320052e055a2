"""What the tests in a real browser share: which browser, and the way in."""

import shutil

import pytest
from accounts_house import PASSWORD
from playwright.sync_api import Page, expect
from prefect_house import SECONDS

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
BROWSER = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH: apt install chromium"),
    pytest.mark.xdist_group("browser"),
]

# A state is waited for however slow the machine is.
expect.set_options(timeout=SECONDS * 1000)


def sign_in(page: Page, name: str) -> None:
    """Fills in the form that is shown."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
