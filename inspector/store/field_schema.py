"""Tables of a team's day: what it plans, notes and signs, and what the office decides on it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from inspector.store.base import Base

KEPT = ("denial",)
"""Tables that only grow."""

FROZEN = ("clue", "finding", "left_gap", "correction", "phone_clock", "photo_marks")
"""Tables whose rows stay as they are once their visit is sealed."""


class ClueRow(Base):
    """A clue for the negative list, as a team noted it."""

    __tablename__ = "clue"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    entry: Mapped[str]
    what: Mapped[str]
    photos: Mapped[str]


class FindingRow(Base):
    """A finding of a visit, as a canonical tree; two laptops may use one number."""

    __tablename__ = "finding"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    text: Mapped[str]


class LeftGapRow(Base):
    """A gap that was left open, with its reason, as a canonical tree."""

    __tablename__ = "left_gap"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class CorrectionRow(Base):
    """更正 of a signed visit, as a canonical tree."""

    __tablename__ = "correction"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class SignatureRow(Base):
    """A signature, as a canonical tree; it comes after the seal, so it is not frozen by it."""

    __tablename__ = "signature"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class DenialRow(Base):
    """What the joint review decided on an entry of the negative list at a site; kept for ever."""

    __tablename__ = "denial"

    position: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(ForeignKey("site.code"))
    entry: Mapped[str]
    verdict: Mapped[str]
    document: Mapped[str]
    office: Mapped[str]
    decided: Mapped[str]
    until: Mapped[str]
    by: Mapped[str]
    why: Mapped[str]
    at: Mapped[str]


class SecondEntryRow(Base):
    """What a second person typed of a visit's paper, and what was settled; a draft, no record."""

    __tablename__ = "second_entry"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    by: Mapped[str]
    at: Mapped[str]
    text: Mapped[str]


class PhoneClockRow(Base):
    """How far a phone's clock was off in one visit, as a canonical tree."""

    __tablename__ = "phone_clock"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    phone: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class PhotoMarksRow(Base):
    """Shapes on a photo of a visit, as a canonical tree."""

    __tablename__ = "photo_marks"

    visit: Mapped[str] = mapped_column(ForeignKey("visit.uid"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class RollPhotoRow(Base):
    """A photo that was brought into a visit; it travels once an item shows it."""

    __tablename__ = "roll_photo"
    __table_args__ = (Index("ix_roll_photo_source_digest", "source_digest"),)

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
    aside: Mapped[bool]
    bare: Mapped[str]


class RottenPhotoRow(Base):
    """A photo that was found damaged in this vault; it may have been replaced since."""

    __tablename__ = "rotten_photo"

    digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]


class ProblemRow(Base):
    """What an earlier round found at a site, as the last dispatch brought it."""

    __tablename__ = "problem"

    position: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(index=True)
    item: Mapped[str]
    checkpoint: Mapped[str]
    fact: Mapped[str]
    round: Mapped[str]
    deadline: Mapped[str]


class DayRow(Base):
    """What a team chose for a day: its visits in their order, and who is absent."""

    __tablename__ = "day"

    day: Mapped[str] = mapped_column(primary_key=True)
    visits: Mapped[str | None]
    absent: Mapped[str]
