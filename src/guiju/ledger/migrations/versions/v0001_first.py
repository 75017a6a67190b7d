"""The first tables: keys of applications, persons, their contents, erasures under way."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "application_keys",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False, unique=True),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.BigInteger),
    )
    op.create_table(
        "persons",
        sa.Column("pseudonym", sa.String, primary_key=True),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("found_by", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("named", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("erase_at", sa.BigInteger),
    )
    op.create_index("persons_epoch", "persons", ["epoch"])
    op.create_table(
        "contents",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("pseudonym", sa.String, nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "erasures",
        sa.Column("pseudonym", sa.String, primary_key=True),
        sa.Column("erased", sa.BigInteger, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("items", sa.BigInteger, nullable=False),
        sa.Column("recorded", sa.Boolean, nullable=False),
        sa.Column("complete", sa.BigInteger),
    )
