"""A server for one run: a broken or absent one is said to be so, and none stays behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.own_server import start as starting
from flows.own_server.start import server_at_hand
from pipeline.basics.errors import OutOfReach

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without any Prefect, put back afterwards."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    monkeypatch.setattr(os, "environ", kept | {"HOME": str(tmp_path)})


def test_a_server_that_cannot_start_is_out_of_reach_and_says_why_in_its_log(tmp_path: Path) -> None:
    home = tmp_path / ".prefect"
    (home / "prefect.db").mkdir(parents=True)
    with pytest.raises(OutOfReach, match=r"server\.log"), server_at_hand(home) as wait:
        wait()
    assert "unable to open database file" in (home / "server.log").read_text()
    assert "PREFECT_API_URL" not in os.environ


def test_a_server_that_is_set_up_but_gone_is_out_of_reach(tmp_path: Path) -> None:
    # In a process of its own: Prefect reads its settings when it is first imported, as a run of csrecon does.
    reach = (
        f"from pathlib import Path; from {starting.__name__} import server_at_hand\n"
        "with server_at_hand(Path('ours')) as wait: wait()"
    )
    ran = subprocess.run(
        (sys.executable, "-c", reach),
        cwd=tmp_path,
        env=os.environ | {"PREFECT_API_URL": "http://127.0.0.1:1/api"},
        capture_output=True,
        text=True,
    )
    assert "OutOfReach: Prefect's server at http://127.0.0.1:1/api does not answer." in ran.stderr
    assert not (tmp_path / "ours").exists()
