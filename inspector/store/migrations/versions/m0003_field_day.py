"""A team's day: what the field workspace keeps beside counts and photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of the field day."""
    _day()
    op.add_column("visit", sa.Column("steps", sa.String(), nullable=True))
    _findings()
    _denials()
    _paper()
    _photos()
    op.create_table(
        "rotten_photo",
        *_texts("digest", "at"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_rotten_photo")),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _day() -> None:
    """Add what a team plans for a day, and what earlier rounds found."""
    op.add_column("site", sa.Column("phone", sa.String(), server_default="", nullable=False))
    op.create_table(
        "problem",
        sa.Column("position", sa.Integer(), nullable=False),
        *_texts("site", "item", "checkpoint", "fact", "round", "deadline"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_problem")),
    )
    op.create_index("ix_problem_site", "problem", ["site"])
    op.create_table(
        "day",
        *_texts("day"),
        sa.Column("visits", sa.String(), nullable=True),
        *_texts("absent"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day")),
    )


def _denials() -> None:
    """Add decisions of the joint review, and which round a round of rechecks looks at again."""
    op.add_column("round", sa.Column("of", sa.String(), nullable=True))
    op.create_table(
        "denial",
        sa.Column("position", sa.Integer(), nullable=False),
        *_texts("site", "entry", "verdict", "document", "office", "decided", "until"),
        *_texts("by", "why", "at"),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name=op.f("fk_denial_site_site")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_denial")),
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER denial_no_{verb} BEFORE {verb} ON denial "
            f"BEGIN SELECT RAISE(ABORT, 'denial is kept for ever'); END"
        )


def _findings() -> None:
    """Add what visits without points bring home, and clues for the negative list."""
    _part_of_visit("clue", *_texts("entry", "what", "photos"))
    _part_of_visit("finding", sa.Column("number", sa.Integer(), nullable=False), *_texts("text"))


def _paper() -> None:
    """Add what is said about a visit when it is sealed, signed and corrected."""
    for name in ("signed", "paused"):
        op.add_column("visit", sa.Column(name, sa.String(), nullable=True))
    for table in ("left_gap", "correction"):
        _part_of_visit(table, *_texts("text"))
    op.create_table(
        "signature",
        *_texts("visit", "part", "text"),
        sa.ForeignKeyConstraint(["visit"], ["visit.uid"], name=op.f("fk_signature_visit_visit")),
        sa.PrimaryKeyConstraint("visit", "part", name=op.f("pk_signature")),
    )
    op.create_table(
        "second_entry",
        *_texts("visit", "by", "at", "text"),
        sa.ForeignKeyConstraint(["visit"], ["visit.uid"], name=op.f("fk_second_entry_visit_visit")),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_second_entry")),
    )


def _photos() -> None:
    """Add what is known of phones' clocks, of shapes on photos, and of photos not yet sorted."""
    _part_of_visit("phone_clock", *_texts("text"), key="phone")
    _part_of_visit("photo_marks", *_texts("text"))
    op.create_table(
        "roll_photo",
        *_texts("visit", "digest", "media"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("size", "width", "height")),
        *_texts("source_digest", "source_name", "taken_at", "lon", "lat", "camera"),
        sa.Column("aside", sa.Boolean(), nullable=False),
        *_texts("bare"),
        sa.ForeignKeyConstraint(["visit"], ["visit.uid"], name=op.f("fk_roll_photo_visit_visit")),
        sa.PrimaryKeyConstraint("visit", "digest", name=op.f("pk_roll_photo")),
    )
    op.create_index("ix_roll_photo_source_digest", "roll_photo", ["source_digest"])


def _part_of_visit(
    table: str, *columns: sa.Column[str] | sa.Column[int], key: str = "digest"
) -> None:
    """Add a table whose rows stay as they are once their visit is sealed."""
    op.create_table(
        table,
        *_texts("visit", key),
        *columns,
        sa.ForeignKeyConstraint(["visit"], ["visit.uid"], name=op.f(f"fk_{table}_visit_visit")),
        sa.PrimaryKeyConstraint("visit", key, name=op.f(f"pk_{table}")),
    )
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER {table}_sealed_{verb} BEFORE {verb} ON {table} "  # noqa: S608 - own
            f"WHEN (SELECT state FROM visit WHERE uid = {row}.visit) = 'sealed' "
            f"BEGIN SELECT RAISE(ABORT, 'visit is sealed'); END"
        )
