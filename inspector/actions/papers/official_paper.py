"""What all official documents share: the head that is wished for, wording, typefaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from inspector.actions import keys
from inspector.actions.papers.document import Option
from inspector.domain.ids import RoundId, TownshipCode
from inspector.domain.ranking import Edition
from inspector.domain.template import BREAK, Template, filled
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
from inspector.sheets.title_breaking import Title
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

CALLED = (STREET, "镇", "乡", "社区", "村")
"""How a letter calls whom it addresses, after 你."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """How a letter speaks to a township: 古塬镇, 你镇, 党委; 槐荫街道, 你街道, 党工委."""

    name: str
    you: str
    party: str


def addressed(reading: Reading, township: TownshipCode) -> Addressed:
    """Return how a letter speaks to a township."""
    found = next(one for one in reading.sites.townships() if one.code == township)
    kind = found.kind or found.name
    party = "党工委" if STREET in kind else "党委"
    return Addressed(name=found.name, you=you(kind), party=party)


def you(name: str) -> str:
    """Return how a letter calls a place of this name, or of this kind: 你镇, 你社区."""
    return f"你{next((word for word in CALLED if name.endswith(word)), '单位')}"


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

    def titled(text: str) -> Title:
        """Take a title apart where the template says so, before a name is put in."""
        return tuple(map(words, text.split(BREAK)))

    official = Official(
        title=titled(template.title),
        issuer=words(template.issuer),
        at=shape.at,
        day=shape.at.date() if shape.signed else None,
        mode=Mode(shape.mode),
        mark=words(template.mark),
        number=words(template.number),
        addressee=words(template.to),
        blocks=tuple(_blocks(template, said)),
        attachments=tuple(
            Attachment(title=titled(one.title), blocks=tuple(said.parts[one.part]))
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
