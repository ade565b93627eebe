"""异议处理表: what the village said, what the record says, and boxes for those who decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from inspector.domain.place_words import PlaceWords
from inspector.domain.points import Points, show
from inspector.domain.wording import full_day_words
from inspector.sheets import qr
from inspector.sheets.document import heading, lay_out, paragraph, title_rows
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.hand_boxes import Box, box_row
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing import Column, Kind, Listing, Table, Value
from inspector.sheets.page import A4_ACROSS, DARK, plain
from inspector.sheets.paper import Paper

NOT_ONE_ITEM = "没有指明哪一项"
NO_LOSS = "没有扣分"
KEEP, CHANGE = "维持", "调整为＿＿＿＿分"
SIGN = "签字（盖章）：　　　　　　　　　年　　月　　日"
DAYS_NOTE = "日期按周一到周五推算，程序不知道法定节假日和调休；遇节假日由县考评办写明顺延。"
CHANGE_NOTE = "调整的凭本表登记更正，原记录不改，记录码可核对原表。"
NOTE = plain(8, 12, DARK)
TALLEST = 400.0
"""Points of an objection that stays on one page."""
COLUMNS = (
    Column(title="乡镇（街道）", share=18),
    Column(title="村（社区）", share=25, strong=True),
    Column(title="尾号", share=8, kind=Kind.CODE),
    Column(title="考评组", share=10),
    Column(title="项目", share=22, strong=True),
    Column(title="村（社区）的意见", share=43),
    Column(title="提出人", share=11),
    Column(title="扣分", share=9, kind=Kind.POINTS),
    Column(title="提出日期", share=14, kind=Kind.DAY),
    Column(title="裁定期限", share=14, kind=Kind.DAY),
    Column(title="处理结果", share=24),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """更正 of an item: from how much to how much, why and by whom."""

    before: Points
    after: Points
    reason: str
    by: str

    @property
    def words(self) -> str:
        """What it changed."""
        return f"由 {show(self.before)} 分更正为 {show(self.after)} 分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """One objection and what the record says about its item; ``max`` None without an item."""

    item: str
    """Code and title, empty where the village named none."""
    text: str
    by: str
    points: Points | None = None
    max: Points | None = None
    reasons: tuple[str, ...] = ()
    """What took points: facts and arithmetic, a sentence each."""
    photos: int = 0
    corrected: tuple[Corrected, ...] = ()
    """What was changed after the signatures."""

    @property
    def lost(self) -> Points | None:
        """The points that the item lost; None without an item."""
        if self.points is None or self.max is None:
            return None
        return Points(self.max - self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionSheet:
    """The objections of one visit, and the days that bind."""

    county: str
    round: str
    township: str
    name: str
    tail: str
    code: str
    team: str
    at: datetime
    """Of 定稿, by which they were on record."""
    record_code: str
    objections: tuple[Objected, ...]
    window: int
    window_until: date
    decide: int
    decide_until: date
    who: str
    """The way that the policy lays down."""
    words: PlaceWords
    notice: str = ""
    qr: str = ""

    @property
    def place(self) -> str:
        """Township, village and tail."""
        return f"{self.township} {self.name}（尾号 {self.tail}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionList:
    """All objections of a round."""

    county: str
    round: str
    at: datetime
    sheets: tuple[ObjectionSheet, ...]
    notice: str = ""


def objection_leaf(sheet: ObjectionSheet, *, stem: str) -> Leaf:
    """Return the form of one visit."""

    def draw(paper: Paper) -> None:
        furniture = Furniture(
            left=f"{sheet.county}　{sheet.place}",
            right=f"{sheet.round} 轮",
            notice=sheet.notice,
            code=sheet.record_code,
            qr_form=paper.form(qr.drawing(sheet.qr), key=sheet.qr) if sheet.qr else "",
        )
        lay_out(paper, _rows(sheet), furniture)

    return Leaf(
        stem=stem,
        title=f"{sheet.name}异议处理表",
        author=sheet.county,
        at=sheet.at,
        draw=draw,
        listing=_listing((sheet,), sheet),
    )


def objection_listing(sheet: ObjectionList) -> Listing:
    """Return the list of all objections of a round."""
    return _listing(sheet.sheets, sheet)


def _listing(sheets: Sequence[ObjectionSheet], about: ObjectionSheet | ObjectionList) -> Listing:
    rows = tuple(row for one in sheets for row in _lines(one))
    return Listing(
        title=f"{about.county}异议清单",
        at=about.at,
        tables=(Table(columns=COLUMNS, rows=rows, name="异议清单", empty="没有异议。"),),
        subtitles=(
            f"{about.round} 轮　{len(sheets)} 个站点 {len(rows)} 条",
            f"截至{full_day_words(about.at)} {about.at:%H:%M}",
        ),
        notes=(DAYS_NOTE,),
        size=A4_ACROSS,
        left=about.county,
        right=f"{about.round} 轮",
        notice=about.notice,
        small=True,
        signers=("填表人", "审核人", "日期"),
    )


def _lines(sheet: ObjectionSheet) -> Iterator[tuple[Value, ...]]:
    for one in sheet.objections:
        yield (
            sheet.township,
            sheet.name,
            sheet.tail,
            sheet.team,
            one.item or NOT_ONE_ITEM,
            one.text,
            one.by,
            "—" if one.lost is None else one.lost,
            sheet.at.date(),
            sheet.decide_until,
            "；".join(each.words for each in one.corrected) or None,
        )


def _rows(sheet: ObjectionSheet) -> Iterator[Row]:
    yield from title_rows("异议处理表", (f"{sheet.county}　{sheet.round} 轮考评",))
    yield space(4)
    yield box_row(
        (
            Box(title="村（社区）", words=f"{sheet.township} {sheet.name}", share=1.2),
            Box(title="站点代码", words=f"{sheet.code}　尾号 {sheet.tail}"),
        ),
        first=True,
    )
    yield box_row(
        (
            Box(title="考评组", words=sheet.team, share=1.2),
            Box(title="定稿", words=f"{full_day_words(sheet.at)} {sheet.at:%H:%M}"),
        )
    )
    yield box_row(
        (
            Box(
                title="补充意见\n截止",
                words=f"{_day(sheet.window_until)}\n定稿后 {sheet.window} 个工作日",
                share=1.2,
            ),
            Box(
                title="裁定期限",
                words=f"{_day(sheet.decide_until)}\n提出后 {sheet.decide} 个工作日",
            ),
        )
    )
    yield space(2)
    count = len(sheet.objections)
    for number, one in enumerate(sheet.objections, start=1):
        rows = [heading(f"异议 {number} / {count}　{one.item or NOT_ONE_ITEM}")]
        rows += _objection(one, sheet.words.inside)
        rows.append(space(4))
        yield from _together(rows, more=number == count)
    yield from _together([heading("意见和裁定"), *_views(sheet)])


def _together(rows: Sequence[Row], *, more: bool = False) -> Iterator[Row]:
    """Yield rows that stay on one page; with ``more`` what follows them stays there too."""
    high = sum(row.height for row in rows) > TALLEST
    last = len(rows) - (not more)
    yield from (row if high else replace(row, keep=place < last) for place, row in enumerate(rows))


def _views(sheet: ObjectionSheet) -> Iterator[Row]:
    yield box_row((Box(title="乡镇（街道）\n意见", room=30, foot=SIGN),), first=True)
    yield box_row((Box(title="县考评办\n裁定意见", room=34, foot=SIGN),))
    yield box_row(
        (Box(title=f"{sheet.words.inside}\n知晓", words="裁定结果已告知。", room=2, foot=SIGN),)
    )
    yield space(4)
    yield paragraph(f"程序：{sheet.who}。{CHANGE_NOTE}{DAYS_NOTE}", NOTE)


def _objection(one: Objected, inside: str) -> Iterator[Row]:
    said = f"{one.text}（{one.by}）" if one.by else one.text
    yield box_row((Box(title=f"{inside}的\n意见", words=said),), first=True)
    yield box_row((Box(title="考评记录", words=_record(one)),))
    yield box_row(
        (
            Box(
                title="裁定\n（县考评办）",
                choices=(KEEP, CHANGE),
                room=14,
                after="理由、依据：",
            ),
        )
    )


def _record(one: Objected) -> str:
    if one.points is None or one.max is None:
        return f"{NOT_ONE_ITEM}，看整张打分表。"
    lost = one.max - one.points
    told = f"得 {show(one.points)} 分，满分 {show(one.max)} 分，"
    told += f"扣 {show(lost)} 分。" if lost else f"{NO_LOSS}。"
    reasons = "\n".join(f"{at}. {why}" for at, why in enumerate(one.reasons, start=1))
    corrected = [
        f"{each.words}，原因：{each.reason}（更正人 {each.by}）。" for each in one.corrected
    ]
    parts = (told, *corrected, reasons, f"照片 {one.photos} 张。")
    return "\n".join(part for part in parts if part)


def _day(day: date) -> str:
    return f"{full_day_words(day)}周{'一二三四五六日'[day.weekday()]}"
