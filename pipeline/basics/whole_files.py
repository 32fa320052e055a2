"""Writing a file so that whoever looks sees the whole of it or none, even after a power cut."""

import os
from pathlib import Path


def write_whole_file(target: Path, data: bytes) -> None:
    """Writes aside, flushes to the disk, renames. The folder must be there.

    Raises OSError, leaving nothing.
    """
    aside = target.with_name(f".{target.name}.part")  # what a killed run left is written over
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name survives a power cut too
    finally:
        os.close(folder)
