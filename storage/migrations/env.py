"""Run by Alembic: carries out the steps on the connection the program already holds.

The caller has begun the transaction and ends it, so a step that is cut short leaves nothing.
"""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
