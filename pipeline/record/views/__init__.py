"""Views for the common questions, so that a person, a spreadsheet and csrecon answer them alike.

Each is an .sql file of its name beside this module, but for `current_reports`, which is made of the
loader's own definition, and those of one kind of fact, which are all alike (`facts`). They are made anew by
every migration (pipeline/record/migrations/env.py): a changed view needs a revision, and a test holds their
digest to the newest one.
"""

from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect

from pipeline.record.tables.standing_reports import current_reports
from pipeline.record.views.facts import FACT_VIEWS, of_facts

# In the order in which they can be made, each with what it answers.
VIEWS = {
    "current_reports": "the report that counts for each month",
    "decisions": "every decision that a current report states, with its page",
    "open_assessments": "assessments that the newest report shows open",
    "register_current": "the newest whole register, with what later parts say instead",
    "findings_open": "findings that nobody has dealt with",
    "modification_timeline": "all that current reports and the current register say of each modification",
    "register_history": "what whole registers said of each modification, from when until when",
    **{name: f"{table.comment}, with month, document and page" for name, table in FACT_VIEWS.items()},
    "decisions_once": "each decision once, with the place where it was told first",
    "modification_stages": "where each modification stands in each month, and by what sign",
    "modifications": "each modification once, as it stands now",
    "findings_with_evidence": "every finding with each place that it rests on",
}


def definition(name: str, dialect: Dialect) -> str:
    """The view's SELECT statement."""
    if name == "current_reports":
        return str(current_reports().compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    if name in FACT_VIEWS:
        return of_facts(name)
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def digest() -> str:
    """Names this state of the views; the newest migration bears it."""
    spoken = "\n".join(f"{name}: {definition(name, sqlite.dialect())}" for name in VIEWS)
    return sha256(spoken.encode()).hexdigest()[:16]


def drop_views(connection: Connection) -> None:
    """Out of the way of changes to the tables."""
    standing = inspect(connection).get_view_names()
    for name in reversed(VIEWS):
        if name in standing:
            connection.exec_driver_sql(f"DROP VIEW {name}")


def make_views(connection: Connection) -> None:
    """All views, over tables of the newest revision."""
    for name in VIEWS:
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {definition(name, connection.dialect)}")
