"""Run by Alembic for every upgrade and downgrade, on the connection that `record.database` hands it.

Alembic's own command, for whoever writes a revision, has none: it gets the database of `alembic.ini`.
"""

from alembic import context
from sqlalchemy import Connection, create_engine

from pipeline.record.tables import metadata
from pipeline.record.tables.meanings import write_comments
from pipeline.record.views import drop_views, make_views

given: Connection | None = context.config.attributes.get("connection")
connection = given or create_engine(context.config.get_main_option("sqlalchemy.url") or "").connect()
drop_views(connection)
context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite can roll back a changed table too; without this Alembic would commit in between.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
head = context.script.get_current_head()
if context.get_context().get_current_revision() == head:
    make_views(connection)
    write_comments(connection, metadata)
if given is None:
    connection.commit()
    connection.close()
