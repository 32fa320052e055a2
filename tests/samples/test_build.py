"""The committed samples are what the data files say, byte for byte."""

from pathlib import Path

import pytest

from samples import REGISTER, REPORTS, TRUTH
from samples.build import build, report
from samples.months import PERIODS, known_modifications, load

SAMPLES = REPORTS.parent


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return build()


def test_committed_files_equal_a_fresh_build(built: dict[str, bytes]) -> None:
    for name, content in built.items():
        assert (SAMPLES / name).read_bytes() == content, f"{name} is stale: run `make samples`"


def test_nothing_else_lies_in_the_built_folders(built: dict[str, bytes]) -> None:
    found = {
        path.relative_to(SAMPLES).as_posix()
        for folder in (REPORTS, TRUTH, REGISTER)
        for path in folder.iterdir()
    }
    assert found == set(built)


def test_a_build_depends_on_nothing_but_the_data() -> None:
    month = load("2020-08")
    assert report(month).pdf == report(month).pdf


def test_a_changed_value_changes_the_report() -> None:
    month = load("2020-08")
    other = month.model_copy(update={"stages": month.stages.model_copy(update={"define": 6})})
    assert report(other).pdf != report(month).pdf


def test_every_modification_listed_is_used() -> None:
    data = Path(SAMPLES / "data")
    text = "".join((data / f"{period}.toml").read_text(encoding="utf-8") for period in PERIODS)
    assert [reference for reference in known_modifications() if f'"{reference}"' not in text] == []
