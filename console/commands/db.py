"""`csrecon db`: the database's schema."""

from console.options import Database


def upgrade(database: Database = None) -> None:
    """Make the database, or bring it up to date."""
    from console.record import to_write
    from pipeline.settings import load_settings

    engine = to_write(load_settings(database=database))
    print(f"{engine.url.render_as_string(hide_password=True)} is up to date.")


def check(database: Database = None) -> None:
    """Say whether the database can be used, and whether the archive still has every document."""
    from console.record import archive, to_read
    from pipeline.basics.errors import OutOfReach
    from pipeline.queries.documents import archive_standing
    from pipeline.settings import load_settings

    settings = load_settings(database=database)
    engine = to_read(settings)
    kept, problem = archive_standing(engine, archive(settings))
    if problem:
        raise OutOfReach(problem)
    shown = engine.url.render_as_string(hide_password=True)
    print(f"{shown} is up to date; the archive has all {kept} documents.")
