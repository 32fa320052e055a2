"""Whether a database is whole, as it says of itself."""

from sqlalchemy import Engine

from pipeline.record.database import read_transaction

_MOST = 20  # lines of a damage; more of them say no more


def damage(engine: Engine) -> list[str]:
    """What SQLite finds wrong with the file and with the references in it; nothing where it is whole.

    A server looks after its own files, so of PostgreSQL nothing is asked. Raises OutOfReach where the file is
    too damaged to be looked at.
    """
    if engine.dialect.name != "sqlite":
        return []
    with read_transaction(engine) as connection:
        said = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    found = [line for line in said if line != "ok"]
    return found + [f"a row of {row[0]} refers to none of {row[2]}" for row in orphans[:_MOST]]
