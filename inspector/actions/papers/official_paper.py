"""What all official documents share: the head that is wished for, wording, typefaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from inspector.actions import keys
from inspector.actions.papers.document import Option
from inspector.domain.ids import RoundId, TownshipCode
from inspector.domain.ranking import Edition
from inspector.domain.template import Template, filled
from inspector.domain.wording import PROVISIONAL, full_day_words, record_code, round_words
from inspector.platform.font_folders import font_folders
from inspector.sheets import qr
from inspector.sheets.leaf import Leaf
from inspector.sheets.official import official_leaf
from inspector.sheets.official_faces import font_report, official_faces
from inspector.sheets.official_facts import (
    Attachment,
    Block,
    Heading,
    Mode,
    Official,
    Stamp,
    Text,
)
from inspector.store.unit import Reading

MODE = Option(
    name="mode",
    title="版头",
    choices=(
        (Mode.WHITE.value, "白头，内部用"),
        (Mode.RED.value, "红头"),
        (Mode.PREPRINTED.value, "套印红头纸"),
    ),
)
STREET = "街道"
"""Sub-districts have a working committee 党工委, all others a committee 党委."""

NOT_FINAL = "名次还没冻结，不作依据"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What goes into a template: facts, computed parts, and which conditions hold."""

    facts: Mapping[str, str]
    parts: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    holds: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a document is to look, and what it stands for."""

    mode: str
    stem: str
    at: datetime
    provisional: bool = False
    stamp: Stamp | None = None
    signed: bool = True
    """With signature and date; a form that is filled in by hand has none."""


def font_remarks() -> tuple[str, ...]:
    """Return a sentence for each typeface that is not installed: what stands in for it."""
    report = font_report(font_folders())
    return tuple(line.sentence for line in report if line.stands_in)


def common_facts(reading: Reading, round_id: RoundId, day: date) -> dict[str, str]:
    """Return the facts that every template knows."""
    return {
        "县": reading.meta.get(keys.COUNTY_NAME) or "",
        "年": str(day.year),
        "日期": full_day_words(day),
        "轮次": round_words(round_id),
    }


def party_of(reading: Reading, township: TownshipCode) -> str:
    """Return whom a letter to a township addresses: 古塬镇党委, 槐荫街道党工委."""
    found = next(one for one in reading.sites.townships() if one.code == township)
    street = STREET in (found.kind or found.name)
    return f"{found.name}{'党工委' if street else '党委'}"


def edition_stamp(edition: Edition | None) -> Stamp | None:
    """Return what ties a document to a frozen ranking."""
    if edition is None:
        return None
    at = datetime.fromisoformat(edition.at)
    line = qr.edition_line(edition.round, edition.number, at=at, digest=edition.digest)
    return Stamp(code=record_code(edition.digest), line=line)


def drawn_up(template: Template, said: Said, shape: Shape) -> Leaf:
    """Return a document in the county's wording."""

    def words(text: str) -> str:
        return filled(text, said.facts)

    official = Official(
        title=words(template.title),
        issuer=words(template.issuer),
        at=shape.at,
        day=shape.at.date() if shape.signed else None,
        mode=Mode(shape.mode),
        mark=words(template.mark),
        number=words(template.number),
        addressee=words(template.to),
        blocks=tuple(_blocks(template, said)),
        attachments=tuple(
            Attachment(title=words(one.title), blocks=tuple(said.parts[one.part]))
            for one in template.attachments
        ),
        copies=words(template.copies),
        printed_by=words(template.printed_by),
        state=PROVISIONAL if shape.provisional else "",
        hint=NOT_FINAL if shape.provisional else "",
        stamp=shape.stamp,
    )
    return official_leaf(official, official_faces(font_folders()), stem=shape.stem)


def _blocks(template: Template, said: Said) -> Iterator[Block]:
    for passage in template.passages(said.holds):
        if passage.part:
            yield from said.parts[passage.part]
        elif passage.heading:
            heading, text = (filled(one, said.facts) for one in (passage.heading, passage.text))
            yield Heading(heading, passage.level, text)
        else:
            yield Text(filled(passage.text, said.facts))
