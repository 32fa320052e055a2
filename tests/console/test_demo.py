"""The demonstration: what a stranger sees first."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("prefect")


def test_the_demo_shows_the_real_reports_contradictions_and_leaves_nothing(csrecon, tmp_path: Path) -> None:
    ran = csrecon("demo", folder=tmp_path, CSRECON_ARCHIVE=str(tmp_path / "mine"))
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    shown = [line.split()[0] for line in ran.out.splitlines() if ", page " in line]
    assert len(shown) > 10
    assert {"I102", "I104", "I105", "I107", "I108", "I110", "I112", "I116"} <= set(shown)
    assert "csrecon check your-report.pdf" in ran.out
    assert list(tmp_path.iterdir()) == []
