"""Alembic's revisions of the tables that are neither the ledger itself nor a projection of it."""
