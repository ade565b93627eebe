"""Tables of the store; written with Core statements, read into frozen dataclasses."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from inspector.store import field_schema
from inspector.store.base import Base

METADATA = Base.metadata
"""All tables; those of ``field_schema`` are among them."""


class MetaRow(Base):
    """What the folder knows about itself: county, stream, team, own keys."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DocumentRow(Base):
    """A rubric, policy, negative list or question bank, in every version that was ever used."""

    __tablename__ = "document"

    kind: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str]
    version: Mapped[str]
    text: Mapped[str]
    position: Mapped[int]


class TownshipRow(Base):
    """A township of the county."""

    __tablename__ = "township"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    position: Mapped[int]


class SiteRow(Base):
    """A village or community."""

    __tablename__ = "site"

    code: Mapped[str] = mapped_column(primary_key=True)
    township: Mapped[str] = mapped_column(ForeignKey("township.code"), index=True)
    name: Mapped[str]
    rubric: Mapped[str]
    kind: Mapped[str]
    initials: Mapped[str]
    lon: Mapped[str]
    lat: Mapped[str]
    secretary: Mapped[str]
    remark: Mapped[str]
    position: Mapped[int]
    phone: Mapped[str] = mapped_column(server_default="")


class TeamRow(Base):
    """A team; its home may lie outside what a laptop holds, so it refers to nothing."""

    __tablename__ = "team"

    id: Mapped[str] = mapped_column(primary_key=True)
    home: Mapped[str]
    position: Mapped[int]


class MemberRow(Base):
    """A team member; who leaves stays, inactive, because records name him or her."""

    __tablename__ = "member"

    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    name: Mapped[str]
    role: Mapped[str]
    stars: Mapped[str]
    recused_townships: Mapped[str]
    recused_sites: Mapped[str]
    active: Mapped[bool]
    position: Mapped[int]


class RoundRow(Base):
    """A planned round."""

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(primary_key=True)
    pattern: Mapped[str]
    kind: Mapped[str]
    shift: Mapped[int | None]
    seed: Mapped[int | None]
    pairs: Mapped[str]
    position: Mapped[int]
    of: Mapped[str | None]


class AssignmentRow(Base):
    """A planned visit."""

    __tablename__ = "assignment"

    visit: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[str]
    site: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    team: Mapped[str]
    ordinal: Mapped[int]
    road: Mapped[int]


class VisitRow(Base):
    """A visit that was begun; ``points`` and what follows are a cache of ``domain.scoring``."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'open', 'sealed')", name="state_known"),
        CheckConstraint("(state = 'sealed') = (seal_digest IS NOT NULL)", name="seal_whole"),
    )

    uid: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    site: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    team: Mapped[str]
    ordinal: Mapped[int]
    state: Mapped[str]
    rubric: Mapped[str]
    started_at: Mapped[str]
    people: Mapped[str]
    flags: Mapped[str]
    points: Mapped[int | None]
    max_points: Mapped[int | None]
    level: Mapped[int | None]
    items_done: Mapped[int | None]
    items_all: Mapped[int | None]
    sealed_at: Mapped[str | None]
    sealed_by: Mapped[str | None]
    seal_digest: Mapped[str | None]
    steps: Mapped[str | None]
    signed: Mapped[str | None]
    paused: Mapped[str | None]


class DraftItemRow(Base):
    """What was counted at one item so far, as a canonical tree."""

    __tablename__ = "draft_item"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class ObjectionRow(Base):
    """A different view of the village."""

    __tablename__ = "objection"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str | None]
    text: Mapped[str]
    by: Mapped[str]


class EvidenceRow(Base):
    """A photo of a visit; which item shows it stands in the item's entry."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_digest", "digest"),)

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    media: Mapped[str]
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    source_digest: Mapped[str]
    source_name: Mapped[str]
    taken_at: Mapped[str]
    lon: Mapped[str]
    lat: Mapped[str]
    camera: Mapped[str]


class RecordRow(Base):
    """A record, for ever. Two of one (stream, n) are a fork: an alarm, but both are kept."""

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_stream_n", "stream", "n"),)

    rid: Mapped[str] = mapped_column(primary_key=True)
    stream: Mapped[str]
    n: Mapped[int]
    prev: Mapped[str]
    type: Mapped[str]
    uid: Mapped[str] = mapped_column(index=True)
    visit: Mapped[str] = mapped_column(index=True)
    package: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]


class RecordParentRow(Base):
    """Which revision replaces which; the parent may arrive later, or never."""

    __tablename__ = "record_parent"
    __table_args__ = (Index("ix_record_parent_parent", "parent"),)

    rid: Mapped[str] = mapped_column(ForeignKey("record.rid"), primary_key=True)
    parent: Mapped[str] = mapped_column(primary_key=True)


class PackageRow(Base):
    """A package that went out or was taken in."""

    __tablename__ = "package"
    __table_args__ = (
        CheckConstraint("direction IN ('in', 'out')", name="direction_known"),
        Index("ix_package_stream_seq", "stream", "seq"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    direction: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    stream: Mapped[str]
    seq: Mapped[int]
    device: Mapped[str]
    team: Mapped[str]
    round: Mapped[str]
    name: Mapped[str]
    records: Mapped[int]
    objects: Mapped[int]
    size: Mapped[int]
    at: Mapped[str]
    position: Mapped[int]
    frame: Mapped[str] = mapped_column(server_default="")
    rids: Mapped[str] = mapped_column(server_default="")
    claimed_at: Mapped[str] = mapped_column(server_default="")


class CarriedRow(Base):
    """A photo that came in a package, whether a record names it yet or not."""

    __tablename__ = "carried"

    digest: Mapped[str] = mapped_column(primary_key=True)
    package: Mapped[str] = mapped_column(index=True)
    media: Mapped[str]
    size: Mapped[int]


class PhotoCheckRow(Base):
    """What the limited process said of a photo from elsewhere; no row means 未检."""

    __tablename__ = "photo_check"
    __table_args__ = (CheckConstraint("state IN ('sound', 'refused')", name="state_known"),)

    digest: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    reason: Mapped[str]
    at: Mapped[str]


class SetApartRow(Base):
    """隔离: a package that is kept as it came until somebody named decides."""

    __tablename__ = "set_apart"
    __table_args__ = (
        CheckConstraint("decision IN ('', 'admitted', 'dismissed')", name="decision_known"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    reason: Mapped[str]
    name: Mapped[str]
    file: Mapped[str]
    team: Mapped[str]
    key: Mapped[str]
    stream: Mapped[str]
    seq: Mapped[int]
    size: Mapped[int]
    at: Mapped[str]
    decision: Mapped[str]
    by: Mapped[str]
    why: Mapped[str]
    decided_at: Mapped[str]
    position: Mapped[int]


class ReceiptRow(Base):
    """回执: what the office acknowledged to a team, as it was written or came in."""

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_team_number", "team", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
    number: Mapped[int]
    at: Mapped[str]
    text: Mapped[str]


class PurgedRow(Base):
    """A photo that a laptop gave up because a receipt says that the office holds it."""

    __tablename__ = "purged"

    digest: Mapped[str] = mapped_column(primary_key=True)
    receipt: Mapped[str]
    at: Mapped[str]


class DeviceRow(Base):
    """A laptop whose key is known."""

    __tablename__ = "device"
    __table_args__ = (
        CheckConstraint("state IN ('enrolled', 'waiting', 'revoked')", name="state_known"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    sign_key: Mapped[str] = mapped_column(unique=True)
    seal_key: Mapped[str]
    team: Mapped[str]
    round: Mapped[str]
    stream: Mapped[str]
    state: Mapped[str]
    at: Mapped[str]


class EditionRow(Base):
    """A frozen ranking."""

    __tablename__ = "edition"

    id: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    text: Mapped[str]
    at: Mapped[str]
    by: Mapped[str]
    position: Mapped[int]


class EventRow(Base):
    """What somebody did, for later questions."""

    __tablename__ = "event"

    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    actor: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]


SEALED = "visit is sealed"
"""What the triggers below say; ``store.engine`` turns it into VisitSealed."""

KEPT = ("record", "record_parent", "edition", "event", "receipt", *field_schema.KEPT)
"""Tables that only grow."""

FROZEN = ("draft_item", "objection", "evidence", *field_schema.FROZEN)
"""Tables whose rows stay as they are once their visit is sealed."""


def trigger_statements(table: str) -> list[str]:
    """Return the statements that make the triggers of one table."""
    if table in KEPT:
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    if table not in FROZEN:
        return []
    return [
        f"CREATE TRIGGER {table}_sealed_{verb} BEFORE {verb} ON {table} "  # noqa: S608 - own names
        f"WHEN (SELECT state FROM visit WHERE uid = {row}.visit) = 'sealed' "
        f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ]


def create_tables(connection: Connection) -> None:
    """Make every table, index and trigger of this version in an empty store."""
    METADATA.create_all(connection)
    for table in METADATA.sorted_tables:
        for statement in trigger_statements(table.name):
            connection.exec_driver_sql(statement)
