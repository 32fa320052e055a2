"""`csrecon extract` of any file: one line, status 0 or 3, within a minute and 1.5 GiB, nobody left behind.

The tests of reading read these files in one go; here (soak) each has a command of its own and is weighed.
"""

import os
import subprocess
import sys
import time
from json import loads
from pathlib import Path

import pytest
from hostile import FILES

_SECONDS = 60
_BYTES = 1.5 * 2**30
_COMMAND = [str(Path(sys.executable).with_name("csrecon")), "extract"]
_KIB = 1024


@pytest.mark.skipif("CSRECON_SOAK" not in os.environ, reason="takes minutes: make soak")
@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_no_more_than_it_may(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pdf"
    FILES[name][0](path)
    began = time.monotonic()
    # files, not pipes: a pipe that nobody empties would stop a report's reader for good
    with (tmp_path / "said").open("wb") as said, (tmp_path / "told").open("wb") as told:
        process = subprocess.Popen([*_COMMAND, str(path)], stdout=said, stderr=told)
    peak, seen = 0, set()
    while process.poll() is None:
        family = _family(process.pid)
        seen |= family
        peak = max(peak, sum(map(_resident, family)))
        assert time.monotonic() - began < _SECONDS
        time.sleep(0.02)
    assert (tmp_path / "told").read_bytes() == b""
    line = (tmp_path / "said").read_bytes()
    assert line.count(b"\n") == 1
    assert process.returncode == (3 if "refused" in loads(line) else 0)
    assert peak < _BYTES
    assert [one for one in seen if Path(f"/proc/{one}").exists()] == []


def _family(process: int) -> set[int]:
    """The process and its descendants."""
    found = {process}
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return found
    return found.union(*(_family(int(child)) for child in children))


def _resident(process: int) -> int:
    """Bytes of memory that are this process's share (shared ones divided)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * _KIB for line in lines if line.startswith("Pss:"))
