"""A team's day: what the field workspace keeps beside counts and photos."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of the field day."""
