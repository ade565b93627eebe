"""Tables of a team's day: what it plans, notes and signs, and what the office decides on it."""

from __future__ import annotations

from sqlalchemy import Column, ColumnClause, ForeignKey, Index

from inspector.store.base import Base

KEPT = ("denial",)
"""Tables that only grow."""

FROZEN = ("clue", "finding", "left_gap", "correction", "phone_clock", "photo_marks")
"""Tables whose rows stay as they are once their visit is sealed."""


class ClueRow(Base):
    """A clue for the negative list, as a team noted it."""

    __tablename__ = "clue"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    digest: ColumnClause[str] = Column(primary_key=True)
    entry: ColumnClause[str]
    what: ColumnClause[str]
    photos: ColumnClause[str]


class FindingRow(Base):
    """A finding of a visit, as a canonical tree; two laptops may use one number."""

    __tablename__ = "finding"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    digest: ColumnClause[str] = Column(primary_key=True)
    number: ColumnClause[int]
    text: ColumnClause[str]


class LeftGapRow(Base):
    """A gap that was left open, with its reason, as a canonical tree."""

    __tablename__ = "left_gap"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    digest: ColumnClause[str] = Column(primary_key=True)
    text: ColumnClause[str]


class CorrectionRow(Base):
    """更正 of a signed visit, as a canonical tree."""

    __tablename__ = "correction"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    digest: ColumnClause[str] = Column(primary_key=True)
    text: ColumnClause[str]


class SignatureRow(Base):
    """A signature, as a canonical tree; it comes after the seal, so it is not frozen by it."""

    __tablename__ = "signature"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    part: ColumnClause[str] = Column(primary_key=True)
    text: ColumnClause[str]


class DenialRow(Base):
    """What the joint review decided on an entry of the negative list at a site; kept for ever."""

    __tablename__ = "denial"

    position: ColumnClause[int] = Column(primary_key=True)
    site: ColumnClause[str] = Column(ForeignKey("site.code"))
    entry: ColumnClause[str]
    verdict: ColumnClause[str]
    document: ColumnClause[str]
    office: ColumnClause[str]
    decided: ColumnClause[str]
    until: ColumnClause[str]
    by: ColumnClause[str]
    why: ColumnClause[str]
    at: ColumnClause[str]


class SecondEntryRow(Base):
    """What a second person typed of a visit's paper, and what was settled; a draft, no record."""

    __tablename__ = "second_entry"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    by: ColumnClause[str]
    at: ColumnClause[str]
    text: ColumnClause[str]


class PhoneClockRow(Base):
    """How far a phone's clock was off in one visit, as a canonical tree."""

    __tablename__ = "phone_clock"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    phone: ColumnClause[str] = Column(primary_key=True)
    text: ColumnClause[str]


class PhotoMarksRow(Base):
    """Shapes on a photo of a visit, as a canonical tree."""

    __tablename__ = "photo_marks"

    visit: ColumnClause[str] = Column(ForeignKey("visit.uid"), primary_key=True)
    digest: ColumnClause[str] = Column(primary_key=True)
    text: ColumnClause[str]


class RollPhotoRow(Base):
    """A photo that was brought into a visit; it travels once an item shows it."""

    __tablename__ = "roll_photo"
    __table_args__ = (Index("ix_roll_photo_source_digest", "source_digest"),)

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
    aside: ColumnClause[bool]
    bare: ColumnClause[str]


class RottenPhotoRow(Base):
    """A photo that was found damaged in this vault; it may have been replaced since."""

    __tablename__ = "rotten_photo"

    digest: ColumnClause[str] = Column(primary_key=True)
    at: ColumnClause[str]


class ProblemRow(Base):
    """What an earlier round found at a site, as the last dispatch brought it."""

    __tablename__ = "problem"

    position: ColumnClause[int] = Column(primary_key=True)
    site: ColumnClause[str] = Column(index=True)
    item: ColumnClause[str]
    checkpoint: ColumnClause[str]
    fact: ColumnClause[str]
    round: ColumnClause[str]
    deadline: ColumnClause[str]


class DayRow(Base):
    """What a team chose for a day: its visits in their order, and who is absent."""

    __tablename__ = "day"

    day: ColumnClause[str] = Column(primary_key=True)
    visits: ColumnClause[str | None]
    absent: ColumnClause[str]
