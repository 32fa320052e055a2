"""`csrecon db`: the database: its schema, whether it is whole, and copies of it."""

from typing import Annotated

import typer

from console.options import Database


def upgrade(database: Database = None) -> None:
    """Make the database, or bring it up to date."""
    from console.record import to_write
    from pipeline.settings import load_settings

    engine = to_write(load_settings(database=database))
    print(f"{engine.url.render_as_string(hide_password=True)} is up to date.")


def check(database: Database = None) -> None:
    """Say whether the database is whole, and whether the archive still has every document.

    Each kept file is held against its digest. Exit status 4 where something is damaged or gone.
    """
    from console.record import archive, to_read
    from pipeline.basics.counted import counted
    from pipeline.basics.errors import OutOfReach
    from pipeline.queries.documents import archive_standing
    from pipeline.record.integrity import damage
    from pipeline.settings import load_settings

    settings = load_settings(database=database)
    engine = to_read(settings)
    shown = engine.url.render_as_string(hide_password=True)
    if found := damage(engine):
        said = "".join(f"\n  {line}" for line in found)
        raise OutOfReach(
            f"The database {shown} is damaged. Put back a copy that `csrecon db backup` made.{said}"
        )
    kept, problem = archive_standing(engine, archive(settings))
    if problem:
        raise OutOfReach(problem)
    print(f"{shown} is whole and up to date; the archive has {counted(kept, 'document')}.")


def backup(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The zip archive to write, as in night.zip.")],
    database: Database = None,
) -> None:
    """Copy database and archive into one file while others work.

    Unpacked into an empty folder it is a record again. Of PostgreSQL the file holds the archive, and the line
    for pg_dump is printed. Exit status 4 where kept files were damaged and had to be left out.
    """
    from pathlib import Path

    from console.record import archive, to_read
    from pipeline.basics.counted import counted
    from pipeline.basics.errors import OutOfReach
    from pipeline.outputs.backup import back_up
    from pipeline.settings import load_settings

    settings = load_settings(database=database)
    engine = to_read(settings)
    kept, altered = back_up(engine, archive(settings), Path(file))
    what = "the database and " if engine.dialect.name == "sqlite" else ""
    print(f"{file}: {what}{counted(kept, 'kept file')}.")
    if engine.dialect.name == "postgresql":
        url = engine.url.set(drivername="postgresql", password=None).render_as_string()
        print(f"The database itself: pg_dump --format=custom --file={Path(file).stem}.dump {url}")
    if altered:
        raise OutOfReach(
            f"{file} is written, but without what the archive no longer has as it was: {', '.join(altered)}."
        )
