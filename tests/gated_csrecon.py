"""`csrecon` that stands still in mid-work: `python gated_csrecon.py GATE TABLE DOCUMENTS ARGUMENTS…`.

GATE is a named pipe. Once the run has written of so many documents, it waits before it writes to this table
again, in the middle of a document's transaction, until whoever opened the other end closes it.
"""

import sys
from pathlib import Path

from sqlalchemy import Engine, event

from console.main import main


def stand(gate: Path, table: str, documents: int) -> None:
    """Lets what this process writes stand at the gate."""
    written = 0

    def before(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        nonlocal written
        if written >= documents and statement.startswith(f"INSERT INTO {table} "):
            gate.open("rb").read()
        written += statement.startswith("INSERT INTO extractions ")

    event.listen(Engine, "before_cursor_execute", before)


if __name__ == "__main__":
    _, gate, table, documents, *arguments = sys.argv
    stand(Path(gate), table, int(documents))
    sys.argv = ["csrecon", *arguments]
    sys.exit(main())
