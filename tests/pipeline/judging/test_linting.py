"""Checking a single report: its own checks always, those against the register where there is one."""

from datetime import date
from pathlib import Path

import pytest

from extractors import Extraction, read
from pipeline.judging.lint import lint, registers_of
from samples import REGISTER, REPORTS

TODAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def report() -> Extraction:
    result = read((REPORTS / "2020-08.pdf").read_bytes(), "2020-08.pdf")
    assert isinstance(result, Extraction)
    return result


def test_without_a_register_only_the_report_is_judged(report: Extraction) -> None:
    outcome = lint(report)
    assert {one.code[0] for one in (*outcome.findings, *outcome.not_judged)} == {"I"}
    assert {"I104", "I105", "I108"} <= {finding.code for finding in outcome.findings}


def test_with_a_register_it_is_held_against_it(report: Extraction) -> None:
    register = registers_of(str(REGISTER / "2020-08-07.csv"), TODAY)
    outcome = lint(report, register)
    assert {one.code[0] for one in (*outcome.findings, *outcome.not_judged)} == {"I", "R"}


def test_the_registers_day_is_in_its_name_or_else_today(tmp_path: Path) -> None:
    source = REGISTER / "2020-08-07.csv"
    assert registers_of(str(source), TODAY)[0].as_of == date(2020, 8, 7)
    other = tmp_path / "register.csv"
    other.write_bytes(source.read_bytes())
    assert registers_of(str(other), TODAY)[0].as_of == TODAY
