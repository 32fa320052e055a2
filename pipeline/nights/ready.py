"""What a night must have before it begins."""

from pathlib import Path

from sqlalchemy import make_url

from pipeline.basics.errors import UnusableInput
from pipeline.record.embedded import sqlite_file


def require_something_to_do(database_url: str, inbox: Path | None, register: str | None) -> None:
    """Raises UnusableInput where a night has nothing to look at, or would begin a record in the wrong folder.

    A record is begun by a night only where it has an inbox to fill it from.
    """
    if inbox is None and register is None:
        raise UnusableInput(
            f"This night has nothing to look at in {Path.cwd()}. Name --inbox DIR or --register SOURCE, "
            "or set inbox or register_source in csrecon.toml there."
        )
    file = sqlite_file(make_url(database_url)) if database_url.startswith("sqlite") else None
    if file is None or file.exists() or (inbox and inbox.is_dir()):
        return
    missing = f"There is no folder {inbox} to look for new reports in" if inbox else "No inbox is set"
    raise UnusableInput(
        f"{missing}, and no database at {file.absolute()}: is this the right folder? Nothing was made."
    )
