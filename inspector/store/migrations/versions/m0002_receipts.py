"""Receipts, packages set apart, photos checked and given up, signed anchors of packages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add tables, and to each package what its maker signed."""
    for name in ("frame", "rids", "claimed_at"):
        op.add_column("package", sa.Column(name, sa.String(), server_default="", nullable=False))
    _photos()
    _apart()
    op.create_table(
        "receipt",
        *_texts("id", "team"),
        *_numbers("number"),
        *_texts("at", "text"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index("ix_receipt_team_number", "receipt", ["team", "number"])
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER receipt_no_{verb} BEFORE {verb} ON receipt "
            f"BEGIN SELECT RAISE(ABORT, 'receipt is kept for ever'); END"
        )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _photos() -> None:
    op.create_table(
        "carried",
        *_texts("digest", "package", "media"),
        *_numbers("size"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_carried")),
    )
    op.create_index("ix_carried_package", "carried", ["package"])
    op.create_table(
        "photo_check",
        *_texts("digest", "state", "reason", "at"),
        sa.CheckConstraint(
            "state IN ('sound', 'refused')", name=op.f("ck_photo_check_state_known")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_photo_check")),
    )
    op.create_table(
        "purged",
        *_texts("digest", "receipt", "at"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_purged")),
    )


def _apart() -> None:
    op.create_table(
        "set_apart",
        *_texts("id", "code", "reason", "name", "file", "team", "key", "stream"),
        *_numbers("seq", "size"),
        *_texts("at", "decision", "by", "why", "decided_at"),
        *_numbers("position"),
        sa.CheckConstraint(
            "decision IN ('', 'admitted', 'dismissed')", name=op.f("ck_set_apart_decision_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_apart")),
    )
