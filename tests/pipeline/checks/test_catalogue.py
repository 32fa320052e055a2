"""The list of checks is the contract's, every check is in it, and the manual shows them all."""

from csv import reader
from pathlib import Path

import pipeline.checks.rules
from pipeline.checks import CHECKS
from pipeline.checks.page import page

HERE = Path(pipeline.checks.rules.__file__).parent
ROOT = Path(__file__).parents[3]
CONTRACT = ROOT / "tests" / "data" / "checks" / "contract.csv"


def test_codes_names_and_severities_are_the_contracts():
    _, *rows = reader(CONTRACT.read_text(encoding="utf-8").splitlines())
    assert [[check.code, check.name, check.severity] for check in CHECKS] == rows


def test_every_check_module_is_in_the_list_under_its_own_name():
    modules = sorted(path.stem for path in HERE.glob("[irx][0-9][0-9][0-9]_*.py"))
    listed = sorted(f"{c.code.lower()}_{c.name.replace('-', '_')}" for c in CHECKS)
    assert modules == listed


def test_the_manuals_page_is_not_stale():
    written = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert written == page(), "docs/checks.md is stale; write it anew: make manual"
