"""Run by Alembic for every upgrade and downgrade, on the connection that `record.database` hands it."""

from alembic import context

from pipeline.record.tables import metadata
from pipeline.record.views import drop_views, make_views

connection = context.config.attributes["connection"]
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
