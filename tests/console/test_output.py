"""What is printed: whole files or none, cells that stay text, JSON that keeps its signs."""

from pathlib import Path

import pytest

from console.telling.output import print_csv, print_json, redirected
from pipeline.basics.errors import UnusableInput


def test_a_cell_is_never_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(("a", "b"), [("=1+1", 2), ("@x", -3), ("plain, text", None)])
    assert capsys.readouterr().out == "a,b\n'=1+1,2\n'@x,-3\n\"plain, text\",\n"


def test_json_keeps_the_reports_own_signs(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"title": "‘CH Bulk’ – returns"})
    assert capsys.readouterr().out == '{"title": "‘CH Bulk’ – returns"}\n'


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "findings.csv"
    with pytest.raises(ZeroDivisionError), redirected(str(target)):
        print("half", 1 / 0)
    assert list(tmp_path.iterdir()) == []
    with redirected(str(target)):
        print("‘whole’")
    assert [path.name for path in tmp_path.iterdir()] == ["findings.csv"]
    assert target.read_text(encoding="utf-8") == "‘whole’\n"


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="nowhere"), redirected(str(tmp_path / "nowhere" / "x.csv")):
        print("lost")
