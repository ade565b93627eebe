"""A team's day: what the field workspace keeps beside counts and photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of the field day."""
    op.create_table(
        "rotten_photo",
        *_texts("digest", "at"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_rotten_photo")),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
