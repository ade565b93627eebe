"""Tables of the store; written with Core statements, read into frozen dataclasses."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ColumnClause, Connection, ForeignKey, Index

from inspector.store import field_schema
from inspector.store.base import Base

METADATA = Base.metadata
"""All tables; those of ``field_schema`` are among them."""


class MetaRow(Base):
    """What the folder knows about itself: county, stream, team, own keys."""

    __tablename__ = "meta"

    key: ColumnClause[str] = Column(primary_key=True)
    value: ColumnClause[str]


class DocumentRow(Base):
    """A rubric, policy, negative list or question bank, in every version that was ever used."""

    __tablename__ = "document"

    kind: ColumnClause[str] = Column(primary_key=True)
    digest: ColumnClause[str] = Column(primary_key=True)
    id: ColumnClause[str]
    version: ColumnClause[str]
    text: ColumnClause[str]
    position: ColumnClause[int]


class TownshipRow(Base):
    """A township of the county."""

    __tablename__ = "township"

    code: ColumnClause[str] = Column(primary_key=True)
    name: ColumnClause[str]
    kind: ColumnClause[str]
    position: ColumnClause[int]


class SiteRow(Base):
    """A village or community."""

    __tablename__ = "site"

    code: ColumnClause[str] = Column(primary_key=True)
    township: ColumnClause[str] = Column(ForeignKey("township.code"), index=True)
    name: ColumnClause[str]
    rubric: ColumnClause[str]
    kind: ColumnClause[str]
    initials: ColumnClause[str]
    lon: ColumnClause[str]
    lat: ColumnClause[str]
    secretary: ColumnClause[str]
    remark: ColumnClause[str]
    position: ColumnClause[int]
    phone: ColumnClause[str] = Column(server_default="")


class TeamRow(Base):
    """A team; its home may lie outside what a laptop holds, so it refers to nothing."""

    __tablename__ = "team"

    id: ColumnClause[str] = Column(primary_key=True)
    home: ColumnClause[str]
    position: ColumnClause[int]


class MemberRow(Base):
    """A team member; who leaves stays, inactive, because records name him or her."""

    __tablename__ = "member"

    id: ColumnClause[str] = Column(primary_key=True)
    team: ColumnClause[str] = Column(ForeignKey("team.id"), index=True)
    name: ColumnClause[str]
    role: ColumnClause[str]
    stars: ColumnClause[str]
    recused_townships: ColumnClause[str]
    recused_sites: ColumnClause[str]
    active: ColumnClause[bool]
    position: ColumnClause[int]


class RoundRow(Base):
    """A planned round."""

    __tablename__ = "round"

    id: ColumnClause[str] = Column(primary_key=True)
    pattern: ColumnClause[str]
    kind: ColumnClause[str]
    shift: ColumnClause[int | None]
    seed: ColumnClause[int | None]
    pairs: ColumnClause[str]
    position: ColumnClause[int]
    of: ColumnClause[str | None]


class AssignmentRow(Base):
    """A planned visit."""

    __tablename__ = "assignment"

    visit: ColumnClause[str] = Column(primary_key=True)
    round: ColumnClause[str] = Column(ForeignKey("round.id"), index=True)
    kind: ColumnClause[str]
    site: ColumnClause[str] = Column(ForeignKey("site.code"), index=True)
    team: ColumnClause[str]
    ordinal: ColumnClause[int]
    road: ColumnClause[int]


class VisitRow(Base):
    """A visit that was begun; ``points`` and what follows are a cache of ``domain.scoring``."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'open', 'sealed')", name="state_known"),
        CheckConstraint("(state = 'sealed') = (seal_digest IS NOT NULL)", name="seal_whole"),
    )

    uid: ColumnClause[str] = Column(primary_key=True)
    round: ColumnClause[str] = Column(index=True)
    kind: ColumnClause[str]
    site: ColumnClause[str] = Column(ForeignKey("site.code"), index=True)
    team: ColumnClause[str]
    ordinal: ColumnClause[int]
    state: ColumnClause[str]
    rubric: ColumnClause[str]
    started_at: ColumnClause[str]
    people: ColumnClause[str]
    flags: ColumnClause[str]
    points: ColumnClause[int | None]
    max_points: ColumnClause[int | None]
    level: ColumnClause[int | None]
    items_done: ColumnClause[int | None]
    items_all: ColumnClause[int | None]
    sealed_at: ColumnClause[str | None]
    sealed_by: ColumnClause[str | None]
    seal_digest: ColumnClause[str | None]
    steps: ColumnClause[str | None]
    signed: ColumnClause[str | None]
    paused: ColumnClause[str | None]


class DraftItemRow(Base):
    """What was counted at one item so far, as a canonical tree."""

    __tablename__ = "draft_item"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    item: ColumnClause[str] = Column(primary_key=True)
    text: ColumnClause[str]


class ObjectionRow(Base):
    """A different view of the village."""

    __tablename__ = "objection"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    position: ColumnClause[int] = Column(primary_key=True)
    item: ColumnClause[str | None]
    text: ColumnClause[str]
    by: ColumnClause[str]


class EvidenceRow(Base):
    """A photo of a visit; which item shows it stands in the item's entry."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_digest", "digest"),)

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    digest: ColumnClause[str] = Column(primary_key=True)
    media: ColumnClause[str]
    size: ColumnClause[int]
    width: ColumnClause[int]
    height: ColumnClause[int]
    source_digest: ColumnClause[str]
    source_name: ColumnClause[str]
    taken_at: ColumnClause[str]
    lon: ColumnClause[str]
    lat: ColumnClause[str]
    camera: ColumnClause[str]


class RecordRow(Base):
    """A record, for ever. Two of one (stream, n) are a fork: an alarm, but both are kept."""

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_stream_n", "stream", "n"),)

    rid: ColumnClause[str] = Column(primary_key=True)
    stream: ColumnClause[str]
    n: ColumnClause[int]
    prev: ColumnClause[str]
    type: ColumnClause[str]
    uid: ColumnClause[str] = Column(index=True)
    visit: ColumnClause[str] = Column(index=True)
    package: ColumnClause[str] = Column(index=True)
    text: ColumnClause[str]


class RecordParentRow(Base):
    """Which revision replaces which; the parent may arrive later, or never."""

    __tablename__ = "record_parent"
    __table_args__ = (Index("ix_record_parent_parent", "parent"),)

    rid: ColumnClause[str] = Column(ForeignKey("record.rid"), primary_key=True)
    parent: ColumnClause[str] = Column(primary_key=True)


class PackageRow(Base):
    """A package that went out or was taken in."""

    __tablename__ = "package"
    __table_args__ = (
        CheckConstraint("direction IN ('in', 'out')", name="direction_known"),
        Index("ix_package_stream_seq", "stream", "seq"),
    )

    id: ColumnClause[str] = Column(primary_key=True)
    direction: ColumnClause[str] = Column(primary_key=True)
    kind: ColumnClause[str]
    stream: ColumnClause[str]
    seq: ColumnClause[int]
    device: ColumnClause[str]
    team: ColumnClause[str]
    round: ColumnClause[str]
    name: ColumnClause[str]
    records: ColumnClause[int]
    objects: ColumnClause[int]
    size: ColumnClause[int]
    at: ColumnClause[str]
    position: ColumnClause[int]
    frame: ColumnClause[str] = Column(server_default="")
    rids: ColumnClause[str] = Column(server_default="")
    claimed_at: ColumnClause[str] = Column(server_default="")


class CarriedRow(Base):
    """A photo that came in a package, whether a record names it yet or not."""

    __tablename__ = "carried"

    digest: ColumnClause[str] = Column(primary_key=True)
    package: ColumnClause[str] = Column(index=True)
    media: ColumnClause[str]
    size: ColumnClause[int]


class PhotoCheckRow(Base):
    """What the limited process said of a photo from elsewhere; no row means 未检."""

    __tablename__ = "photo_check"
    __table_args__ = (CheckConstraint("state IN ('sound', 'refused')", name="state_known"),)

    digest: ColumnClause[str] = Column(primary_key=True)
    state: ColumnClause[str]
    reason: ColumnClause[str]
    at: ColumnClause[str]


class SetApartRow(Base):
    """隔离: a package that is kept as it came until somebody named decides."""

    __tablename__ = "set_apart"
    __table_args__ = (
        CheckConstraint("decision IN ('', 'admitted', 'dismissed')", name="decision_known"),
    )

    id: ColumnClause[str] = Column(primary_key=True)
    code: ColumnClause[str]
    reason: ColumnClause[str]
    name: ColumnClause[str]
    file: ColumnClause[str]
    team: ColumnClause[str]
    key: ColumnClause[str]
    stream: ColumnClause[str]
    seq: ColumnClause[int]
    size: ColumnClause[int]
    at: ColumnClause[str]
    decision: ColumnClause[str]
    by: ColumnClause[str]
    why: ColumnClause[str]
    decided_at: ColumnClause[str]
    position: ColumnClause[int]


class ReceiptRow(Base):
    """回执: what the office acknowledged to a team, as it was written or came in."""

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_team_number", "team", "number"),)

    id: ColumnClause[str] = Column(primary_key=True)
    team: ColumnClause[str]
    number: ColumnClause[int]
    at: ColumnClause[str]
    text: ColumnClause[str]


class PurgedRow(Base):
    """A photo that a laptop gave up because a receipt says that the office holds it."""

    __tablename__ = "purged"

    digest: ColumnClause[str] = Column(primary_key=True)
    receipt: ColumnClause[str]
    at: ColumnClause[str]


class DeviceRow(Base):
    """A laptop whose key is known."""

    __tablename__ = "device"
    __table_args__ = (
        CheckConstraint("state IN ('enrolled', 'waiting', 'revoked')", name="state_known"),
    )

    id: ColumnClause[str] = Column(primary_key=True)
    sign_key: ColumnClause[str] = Column(unique=True)
    seal_key: ColumnClause[str]
    team: ColumnClause[str]
    round: ColumnClause[str]
    stream: ColumnClause[str]
    state: ColumnClause[str]
    at: ColumnClause[str]


class EditionRow(Base):
    """A frozen ranking."""

    __tablename__ = "edition"

    id: ColumnClause[str] = Column(primary_key=True)
    round: ColumnClause[str] = Column(index=True)
    digest: ColumnClause[str]
    text: ColumnClause[str]
    at: ColumnClause[str]
    by: ColumnClause[str]
    position: ColumnClause[int]


class EventRow(Base):
    """What somebody did, for later questions."""

    __tablename__ = "event"

    seq: ColumnClause[int] = Column(primary_key=True)
    at: ColumnClause[str]
    actor: ColumnClause[str]
    kind: ColumnClause[str]
    subject: ColumnClause[str]
    detail: ColumnClause[str]


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
