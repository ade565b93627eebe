"""Check a printed sheet: does the paper match the record, and what was changed since?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from unicodedata import normalize

from inspector.actions.desk import Desk
from inspector.actions.editions import EditionChecked, check_edition, find_edition
from inspector.actions.finding import place_of
from inspector.domain.denial import in_force
from inspector.domain.double_entry import DoubleState, double_state
from inspector.domain.errors import InspectorError
from inspector.domain.ids import VisitUid
from inspector.domain.points import Points, show_fixed
from inspector.domain.ranking import Edition
from inspector.domain.record import Record
from inspector.domain.visit_record import RecordedVisit, recorded_visit
from inspector.domain.wording import full_day_words, word
from inspector.platform.clock import CHINA
from inspector.sheets import qr
from inspector.store.unit import Reading

CODE = re.compile(r"[0-9a-f]{12,64}")
QR_PARTS = 5
"""Parts of a QR line, as ``sheets.qr`` writes it: prefix, site, time, points, digest."""

MISREAD = str.maketrans("oil", "011")
"""Letters that no code has, and the digits that people take them for."""


class CodeUnreadable(InspectorError):
    """What was typed is no code of a sheet."""

    code: ClassVar[str] = "W201"
    what: ClassVar[str] = "“{text}”不是记录码。"
    next_step: ClassVar[str] = "请照表脚输入十二位记录码，或扫二维码得到的整行文字。"


class NothingFilledIn(InspectorError):
    """The QR code is that of a blank sheet."""

    code: ClassVar[str] = "W203"
    what: ClassVar[str] = "这是空白表的二维码，表上还没有记录可核对。"
    next_step: ClassVar[str] = "录入并定稿以后，凭打分表表脚的记录码核对。"


class SheetUnknown(InspectorError):
    """No seal here bears that code."""

    code: ClassVar[str] = "W202"
    what: ClassVar[str] = "这里没有记录码为 {text} 的打分表或排名表。"
    next_step: ClassVar[str] = "请核对记录码；可能是别的县的表，或它的数据包还没有导入。"


class OtherPaper(InspectorError):
    """The code is that of another kind of paper than is wanted."""

    code: ClassVar[str] = "W204"
    what: ClassVar[str] = "记录码 {text} 是{there}的，不是{here}的。"
    next_step: ClassVar[str] = "请按记录码所在的那张纸选文书：{there}。"


SCORE_SHEET, RANKING = "打分表", "排名表"

LOOK = "纸上印的请照这里对。"
"""Nobody here sees the paper: a code that is known says nothing of the figures beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChecked:
    """What a code belongs to; ``matches`` is False if the record says otherwise now."""

    uid: VisitUid
    place: str
    points: Points
    level: int
    matches: bool
    sentence: str
    changes: tuple[str, ...]


def verify_paper(desk: Desk, text: str) -> SheetChecked | EditionChecked:
    """Find the sealed visit or the frozen ranking that a code or QR line belongs to.

    Raises:
        CodeUnreadable, NothingFilledIn: It holds no code.
        SheetUnknown: Nothing here bears it, or not as what its QR line says it is.
    """
    parts = _parts(text)
    with desk.store.reading() as reading:
        edition = find_edition(reading, parts[-1]) if parts[0] != qr.PREFIX else None
        if edition is not None:
            return check_edition(reading, edition, parts[1:4])
    if parts[0] == qr.EDITION_PREFIX:
        raise SheetUnknown(text=parts[-1])
    return verify_sheet(desk, text)


def verify_sheet(desk: Desk, text: str) -> SheetChecked:
    """Find the sealed visit that a sheet's code or QR line belongs to.

    A QR line carries site and total too: they are compared with the record.

    Raises:
        CodeUnreadable, NothingFilledIn: It holds no code.
        SheetUnknown: No visit here was sealed with it.
    """
    parts = _parts(text)
    with desk.store.reading() as reading:
        uid, seal = find_seal(reading, text)
        recorded = recorded_visit(uid, reading.records.of_visit(uid))
        return _checked(desk, reading, recorded, parts, str(seal.tree["digest"]))


def find_frozen(reading: Reading, text: str) -> Edition:
    """Return the frozen ranking that a code or QR line belongs to.

    Raises:
        CodeUnreadable, NothingFilledIn: It holds no code.
        SheetUnknown: No ranking here bears it.
        OtherPaper: It is that of a score sheet.
    """
    code = _parts(text)[-1]
    edition = find_edition(reading, code)
    if edition is None:
        find_seal(reading, text)
        raise OtherPaper(text=text.strip()[:80], there=SCORE_SHEET, here=RANKING)
    return edition


def find_seal(reading: Reading, text: str) -> tuple[VisitUid, Record]:
    """Return the seal that a sheet's code or QR line belongs to, and its visit.

    Raises:
        CodeUnreadable, NothingFilledIn: It holds no code.
        SheetUnknown: No visit here was sealed with it.
        OtherPaper: It is that of a ranking.
    """
    *line, code = _parts(text)
    for uid in reading.records.visits():
        for record in reading.records.of_visit(uid):
            if record.type == "seal" and str(record.tree["digest"]).startswith(code):
                return uid, record
    if not line and find_edition(reading, code) is not None:
        raise OtherPaper(text=text.strip()[:80], there=RANKING, here=SCORE_SHEET)
    raise SheetUnknown(text=code)


def _parts(text: str) -> list[str]:
    """Return the parts of a QR line, or a code alone; the last is the code as digests write it.

    People type codes in full width, with any dash, with O for 0, and I or l for 1.

    Raises:
        CodeUnreadable, NothingFilledIn: It holds no code.
    """
    *line, last = (part.strip() for part in normalize("NFKC", text).split("|"))
    if line and line[0] == qr.BLANK_PREFIX:
        raise NothingFilledIn
    code = re.sub(r"[\W_]", "", last.lower()).removeprefix("记录码").translate(MISREAD)
    known = not line or (len(line) == QR_PARTS - 1 and line[0] in {qr.PREFIX, qr.EDITION_PREFIX})
    if not known or not CODE.fullmatch(code):
        raise CodeUnreadable(text=text[:80])
    return [*line, code]


def _checked(
    desk: Desk, reading: Reading, recorded: RecordedVisit, parts: list[str], printed: str
) -> SheetChecked:
    line = reading.sites.one(recorded.key.site)
    place = place_of(line) if line is not None else str(recorded.key.site)
    seal = recorded.seal
    changes: list[str] = []
    if seal is None or seal.digest != printed:
        changes.append("这张表打印以后又重新定稿，现在以新表为准")
    changes += [f"定稿后改过：{code}" for code in recorded.late]
    changes += [f"有冲突待定：{clash.item or clash.uid}" for clash in recorded.clashes]
    points = seal.points if seal is not None else Points(0)
    if len(parts) == QR_PARTS and seal is not None:
        claimed = {
            "站点": (parts[1], str(recorded.key.site)),
            "时间": (parts[2], f"{seal.at:%Y-%m-%dT%H:%M}"),
            "总分": (parts[3], str(int(points))),
        }
        changes += [
            f"{name}不符：纸上 {paper}，记录 {record}"
            for name, (paper, record) in claimed.items()
            if paper != record
        ]
    matches = not changes
    verdict = "纸面与现在的记录不一致。"
    if matches:
        seen = "二维码的站点、时间、总分与记录相符" if parts[1:] else "记录码是现在这份定稿的"
        verdict = f"{seen}；{LOOK}"
    facts = "" if seal is None else f"{_level_words(seal.level)}，{full_day_words(seal.at)}定稿"
    told = f"{place}：记录是 {show_fixed(points)} 分{facts}。{verdict}"
    return SheetChecked(
        uid=recorded.key.uid,
        place=place,
        points=points,
        level=seal.level if seal is not None else 0,
        matches=matches,
        sentence=told + _double_words(recorded) + _denial_words(desk, reading, recorded),
        changes=tuple(changes),
    )


def _level_words(level: int) -> str:
    """Return the stars of a sheet; nothing for a visit that has none."""
    return f"、{level} 星" if level else ""


def _denial_words(desk: Desk, reading: Reading, recorded: RecordedVisit) -> str:
    """Say that the joint review decided on the site: its stars are no more those of the sheet."""
    today = desk.clock().astimezone(CHINA).date()
    found = in_force(reading.denials.all(), recorded.key.site, today)
    entries = "、".join(one.entry for one in found)
    return f"联审登记了负面清单 {entries}，得分照常，星级以排名为准。" if found else ""


def _double_words(recorded: RecordedVisit) -> str:
    """Say that two people typed it, and whether that still holds; nothing if they did not."""
    state = double_state(recorded.double, recorded.counted)
    return "" if state is DoubleState.NONE else f"{word(state)}。"
