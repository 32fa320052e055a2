"""Each sample's whole extraction, against the one that a person has read.

A golden that is not there is written and the test fails: read it against the report, then commit it.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from extractors import read
from extractors.contract import to_json
from samples import REPORTS
from samples.months import PERIODS

GOLDENS = Path(__file__).parents[1] / "data" / "extractors"
# An engine may move a box by a hair; by more than this many points it is another place.
HAIR = 1


def golden(printed: dict[str, Any]) -> str:
    """The contract's JSON with a fact a line, so that a difference is read at a glance.

    Boxes are in whole points; ids are left out, since they digest the boxes to the hundredth.
    """
    facts = [{name: value for name, value in fact.items() if name != "id"} for fact in printed["facts"]]
    for fact in facts:
        fact["evidence"] = [{**spot, "bbox": [round(x) for x in spot["bbox"]]} for spot in fact["evidence"]]
    lines = [json.dumps(fact, ensure_ascii=False) for fact in facts]
    rest = {**printed, "facts": []}
    text = json.dumps(rest, ensure_ascii=False, indent=1)
    return text.replace('"facts": []', '"facts": [\n  ' + ",\n  ".join(lines) + "\n ]") + "\n"


BOX = re.compile(r'"bbox": \[([^\]]*)\]')


def same_but_for_a_hair(obtained: Path, expected: Path) -> None:
    """Raises where two goldens differ by more than a hair in any box, or in anything else."""
    texts = [path.read_text(encoding="utf-8") for path in (obtained, expected)]
    words = [BOX.sub('"bbox": []', text).splitlines() for text in texts]
    assert words[0] == words[1]
    boxes = [[int(x) for box in BOX.findall(text) for x in box.split(",")] for text in texts]
    moved = [(a, b) for a, b in zip(*boxes, strict=True) if abs(a - b) > HAIR]
    assert moved == []


@pytest.mark.parametrize("period", PERIODS)
def test_the_extraction_is_the_one_that_was_read(file_regression: FileRegressionFixture, period: str) -> None:
    printed = to_json(read((REPORTS / f"{period}.pdf").read_bytes(), f"{period}.pdf"))
    file_regression.check(
        golden(printed),
        encoding="utf-8",
        newline="\n",
        fullpath=GOLDENS / f"{period}.json",
        check_fn=same_but_for_a_hair,
    )


def test_a_golden_is_the_contract_s_json() -> None:
    printed = to_json(read((REPORTS / "2020-08.pdf").read_bytes(), "2020-08.pdf"))
    assert json.loads(golden(printed)).keys() == printed.keys()
    assert len(json.loads(golden(printed))["facts"]) == len(printed["facts"])


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (("[10, 20, 30, 40]", "[11, 19, 30, 40]"), False),
        (("[10, 20, 30, 40]", "[12, 20, 30, 40]"), True),
        (("MP103", "MP104"), True),
    ],
)
def test_a_golden_tolerates_a_hair_and_no_more(
    tmp_path: Path, change: tuple[str, str], differs: bool
) -> None:
    line = '{"reference": "MP103", "evidence": [{"bbox": [10, 20, 30, 40]}]}\n'
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    one.write_text(line, encoding="utf-8")
    other.write_text(line.replace(*change), encoding="utf-8")
    if differs:
        with pytest.raises(AssertionError):
            same_but_for_a_hair(one, other)
    else:
        same_but_for_a_hair(one, other)
