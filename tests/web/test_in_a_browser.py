"""The pages in a real browser: accessible, narrow, without scripts, and with what lights up together."""

import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from prefect_house import SECONDS

from pipeline.archive.page_images import PageImages
from web import build_app

expect.set_options(timeout=SECONDS * 1000)
pytestmark = pytest.mark.xdist_group("browser")
_DOCS = Path(__file__).parents[2] / "docs"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Contrast is reckoned for every text: a row that is like two before it only takes time.
_SHORTEN = """() => document.querySelectorAll("tbody > tr, main li, svg rect").forEach(
    (one) => [...one.parentElement.children].indexOf(one) > 2 && one.remove())"""
_QUICKLY = {"resultTypes": ["violations"], "selectors": False}


def _load() -> ModuleType:
    spec = util.spec_from_file_location("screenshots", _DOCS / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules["screenshots"] = module
    spec.loader.exec_module(module)
    return module


screenshots = _load()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = screenshots.chromium()
    if executable is None:
        pytest.skip(f"no browser is on the PATH: install one of {', '.join(screenshots.CHROMIUM)}")
    with screenshots.browsing(executable) as started:
        yield started


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The pages of the record that the manual's pictures show."""
    engine, archive = screenshots.make_record(tmp_path_factory.mktemp("shown"))
    with (
        PageImages(archive) as images,
        screenshots.serving(build_app(engine, images, ["127.0.0.1"])) as address,
    ):
        yield screenshots.Served(address, screenshots.addresses(engine))
    engine.dispose()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SECONDS * 1000)
    yield context.new_page()
    context.close()


def test_every_page_is_accessible_and_fits_a_narrow_screen(page: Page, served) -> None:
    """axe finds nothing, in light and dark; no page is wider than 360 pixels; the policy blocks nothing."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda problem: said.append(str(problem)))
    axe, faults = Axe(), []
    for name, path in served.pages.items():
        page.emulate_media(color_scheme="light")
        page.goto(served.address + path)
        page.evaluate(_SHORTEN)
        found = axe.run(page, options=_QUICKLY | {"runOnly": {"type": "tag", "values": _RULES}}).response
        page.emulate_media(color_scheme="dark")
        dark = axe.run(page, options=_QUICKLY | {"runOnly": ["color-contrast"]}).response
        for fault in found["violations"] + dark["violations"]:
            faults.append((name, fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]))
        page.set_viewport_size({"width": 360, "height": 780})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 360:
            faults.append((name, "width", [str(width)]))
        page.set_viewport_size({"width": 1280, "height": 900})
    assert not faults
    # The one page that is not there.
    assert [one for one in said if "404" not in one] == []


def test_the_pictures_of_the_manual_are_taken(browser: Browser, served, tmp_path: Path) -> None:
    """One of each page, light and dark, that shows something; the manual has the same ones."""
    taken = screenshots.take(browser, served, tmp_path, (480, 300))
    assert len(taken) == 2 * len(served.pages)
    for light, dark in zip(taken[::2], taken[1::2], strict=True):
        with Image.open(light) as one, Image.open(dark) as other:
            assert one.size == other.size == (480, 300)
            assert len(one.convert("RGB").getcolors(2**20) or ()) > 20, light.name
            assert one.convert("L").getpixel((2, 250)) > other.convert("L").getpixel((2, 250)), light.name
    kept = {path.name for path in (_DOCS / "images" / "pages").glob("*.png")}
    assert kept == {path.name for path in taken}


def test_a_fact_and_its_box_light_up_together(page: Page, served) -> None:
    page.goto(served.address + served.pages["report"])
    entry = page.locator(".told li", has_text="2020-05-26").first
    mark = entry.get_attribute("data-mark")
    box = page.locator(f"svg rect[data-mark='{mark}']").first
    entry.hover()
    expect(box).to_have_class("fact lit")
    page.mouse.move(0, 0)
    expect(box).to_have_class("fact")
    entry.get_by_role("link").first.focus()
    expect(box).to_have_class("fact lit")


def test_the_list_is_searched_while_one_types(page: Page, served) -> None:
    page.goto(served.address + "/findings")
    whole = page.locator("#found tbody tr").count()
    page.get_by_label("Says").fill("stands twice")
    expect(page.locator("#found tbody tr")).to_have_count(1)
    assert whole > 1
    assert "text=stands%20twice" in page.url
    # Leaving the field must not put another list under the pointer while the button is held.
    page.locator("#sort-severity").click(delay=400)
    expect(page.locator("#sort-severity")).to_have_attribute("aria-current", "true")
    expect(page.locator("#found tbody tr")).to_have_count(1)


def test_the_heat_map_is_gone_about_with_the_arrows(page: Page, served) -> None:
    page.goto(served.address + "/")
    first = page.locator("table.heat tbody td a").first
    first.focus()
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    assert second != first.get_attribute("href")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first.get_attribute("href")


def test_the_colours_that_a_person_chose_stay(page: Page, served) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(served.address + "/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Colours").click()
    page.get_by_role("button", name="Colours: light").click()
    page.goto(served.address + "/runs")
    expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_the_keyboard_reaches_the_content_first(page: Page, served) -> None:
    page.goto(served.address + "/findings")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "status"


def test_everything_works_without_scripts(browser: Browser, served) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    page.goto(served.address + "/findings")
    page.get_by_label("Says").fill("stands twice")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#found tbody tr")).to_have_count(1)
    page.locator("#found a.message").click()
    expect(page.locator(".scroller.part")).to_be_visible()
    expect(page.locator(".scroller.whole")).to_be_hidden()
    page.get_by_label("the whole page").check()
    expect(page.locator(".scroller.whole")).to_be_visible()
    page.get_by_role("link", name="All that is read there").click()
    page.get_by_role("checkbox", name="facts").uncheck()
    expect(page.locator("svg g.facts")).to_be_hidden()
    page.goto(served.address + "/register")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2020-08-07 to 2020-09-04")
    context.close()
