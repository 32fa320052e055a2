"""`csrecon audit verify --facts`: the archive is read again."""

import sqlite3
from contextlib import closing

from samples import REPORTS

_CHANGE = """
UPDATE reported_assessments SET duration_wd = duration_wd + 1
WHERE position = (SELECT min(position) FROM reported_assessments)
"""


def test_the_archive_is_read_again_to_prove_the_facts(csrecon, tmp_path):
    csrecon("ingest", REPORTS / "2020-08.pdf", folder=tmp_path)
    done = csrecon("audit", "verify", "--facts", folder=tmp_path)
    said = "The facts are as the documents say. Readings compared: 1"
    assert (done.status, done.out.splitlines()[-1]) == (0, said)
    with closing(sqlite3.connect(tmp_path / "csrecon.db")) as file:
        file.execute(_CHANGE)
        file.commit()
    assert csrecon("audit", "verify", folder=tmp_path).status == 0
    done = csrecon("audit", "verify", "--facts", folder=tmp_path)
    assert done.status == 1
    assert "duration_wd" in done.err
    assert "2020-08.pdf" in done.err
