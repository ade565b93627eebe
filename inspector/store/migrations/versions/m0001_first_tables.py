"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEPT = ("record", "record_parent", "edition", "event")
FROZEN = ("draft_item", "objection", "evidence")


def upgrade() -> None:
    """Make every table, then the triggers."""
    _county()
    _plan()
    _visits()
    _records()
    _exchange()
    for table in KEPT:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END"
            )
    for table in FROZEN:
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            op.execute(
                f"CREATE TRIGGER {table}_sealed_{verb} BEFORE {verb} ON {table} "  # noqa: S608 - own names
                f"WHEN (SELECT state FROM visit WHERE uid = {row}.visit) = 'sealed' "
                f"BEGIN SELECT RAISE(ABORT, 'visit is sealed'); END"
            )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _county() -> None:
    op.create_table(
        "township",
        *_texts("code", "name", "kind"),
        *_numbers("position"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_township")),
    )
    op.create_table(
        "site",
        *_texts(
            "code",
            "township",
            "name",
            "rubric",
            "kind",
            "initials",
            "lon",
            "lat",
            "secretary",
            "remark",
        ),
        *_numbers("position"),
        sa.ForeignKeyConstraint(
            ["township"], ["township.code"], name=op.f("fk_site_township_township")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_site")),
    )
    op.create_index("ix_site_township", "site", ["township"])
    op.create_table(
        "team",
        *_texts("id", "home"),
        *_numbers("position"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "member",
        *_texts("id", "team", "name", "role", "stars", "recused_townships", "recused_sites"),
        sa.Column("active", sa.Boolean(), nullable=False),
        *_numbers("position"),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_member_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_index("ix_member_team", "member", ["team"])


def _plan() -> None:
    op.create_table(
        "round",
        *_texts("id", "pattern", "kind"),
        sa.Column("shift", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=True),
        *_texts("pairs"),
        *_numbers("position"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "assignment",
        *_texts("visit", "round", "kind", "site", "team"),
        *_numbers("ordinal", "road"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_assignment_round_round")),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name=op.f("fk_assignment_site_site")),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_round", "assignment", ["round"])
    op.create_index("ix_assignment_site", "assignment", ["site"])
    op.create_table(
        "document",
        *_texts("kind", "digest", "id", "version", "text"),
        *_numbers("position"),
        sa.PrimaryKeyConstraint("kind", "digest", name=op.f("pk_document")),
    )
    op.create_table(
        "meta",
        *_texts("key", "value"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _visits() -> None:
    op.create_table(
        "visit",
        *_texts("uid", "round", "kind", "site", "team"),
        *_numbers("ordinal"),
        *_texts("state", "rubric", "started_at", "people", "flags"),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("max_points", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("items_done", sa.Integer(), nullable=True),
        sa.Column("items_all", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.String(), nullable=True),
        sa.Column("sealed_by", sa.String(), nullable=True),
        sa.Column("seal_digest", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'sealed') = (seal_digest IS NOT NULL)", name=op.f("ck_visit_seal_whole")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'sealed')", name=op.f("ck_visit_state_known")
        ),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name=op.f("fk_visit_site_site")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_round", "visit", ["round"])
    op.create_index("ix_visit_site", "visit", ["site"])
    op.create_table(
        "draft_item",
        *_texts("visit", "item", "text"),
        sa.ForeignKeyConstraint(["visit"], ["visit.uid"], name=op.f("fk_draft_item_visit_visit")),
        sa.PrimaryKeyConstraint("visit", "item", name=op.f("pk_draft_item")),
    )
    op.create_table(
        "objection",
        *_texts("visit"),
        *_numbers("position"),
        sa.Column("item", sa.String(), nullable=True),
        *_texts("text", "by"),
        sa.ForeignKeyConstraint(["visit"], ["visit.uid"], name=op.f("fk_objection_visit_visit")),
        sa.PrimaryKeyConstraint("visit", "position", name=op.f("pk_objection")),
    )
    op.create_table(
        "evidence",
        *_texts("visit", "digest", "media"),
        *_numbers("size", "width", "height"),
        *_texts("source_digest", "source_name", "taken_at", "lon", "lat", "camera"),
        sa.ForeignKeyConstraint(["visit"], ["visit.uid"], name=op.f("fk_evidence_visit_visit")),
        sa.PrimaryKeyConstraint("visit", "digest", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_digest", "evidence", ["digest"])


def _records() -> None:
    op.create_table(
        "record",
        *_texts("rid", "stream"),
        *_numbers("n"),
        *_texts("prev", "type", "uid", "visit", "package", "text"),
        sa.PrimaryKeyConstraint("rid", name=op.f("pk_record")),
    )
    op.create_index("ix_record_package", "record", ["package"])
    op.create_index("ix_record_stream_n", "record", ["stream", "n"])
    op.create_index("ix_record_uid", "record", ["uid"])
    op.create_index("ix_record_visit", "record", ["visit"])
    op.create_table(
        "record_parent",
        *_texts("rid", "parent"),
        sa.ForeignKeyConstraint(["rid"], ["record.rid"], name=op.f("fk_record_parent_rid_record")),
        sa.PrimaryKeyConstraint("rid", "parent", name=op.f("pk_record_parent")),
    )
    op.create_index("ix_record_parent_parent", "record_parent", ["parent"])


def _exchange() -> None:
    op.create_table(
        "package",
        *_texts("id", "direction", "kind", "stream"),
        *_numbers("seq"),
        *_texts("device", "team", "round", "name"),
        *_numbers("records", "objects", "size"),
        *_texts("at"),
        *_numbers("position"),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_package_direction_known")),
        sa.PrimaryKeyConstraint("id", "direction", name=op.f("pk_package")),
    )
    op.create_index("ix_package_stream_seq", "package", ["stream", "seq"])
    op.create_table(
        "device",
        *_texts("id", "sign_key", "seal_key", "team", "round", "stream", "state", "at"),
        sa.CheckConstraint(
            "state IN ('enrolled', 'waiting', 'revoked')", name=op.f("ck_device_state_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("sign_key", name=op.f("uq_device_sign_key")),
    )
    op.create_table(
        "edition",
        *_texts("id", "round", "digest", "text", "at", "by"),
        *_numbers("position"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_index("ix_edition_round", "edition", ["round"])
    op.create_table(
        "event",
        *_numbers("seq"),
        *_texts("at", "actor", "kind", "subject", "detail"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
    )
