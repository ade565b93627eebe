"""考评组组码条: the team code in large type and what to do with it, a page a team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.wording import full_day_words
from inspector.sheets.document import heading, lay_out, paragraph, title_rows
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.page import A4, BLACK, DARK, LEFT, Page, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.table import Column, table

CODE = strong(46, 60)
CODE_LABEL = plain(9.6, 15, DARK)
STEP_NUMBER = strong(20, 26)
STEP = plain(12, 19)
STEP_INDENT, STEP_GAP = 30, 17

STEPS = (
    "在本组笔记本上打开“五星考评”，选“打开下发包”，选中 U 盘里本组的文件。",
    "输入组码，再设一个本组的口令。横线不用输；0、1 都是数字，码里没有 O、I、L。",
    "全部考评完，点“收工”，把回传包存到 U 盘，交回县里，拿到回执再走。",
)
WARNING = (
    "组码条和 U 盘分开带；组码不拍照、不发微信群。忘了口令，凭组码另设，这张纸留到收工。"
    "纸丢了，马上告诉县考评办：可以再打一张；怕落到别人手里，由县里另起轮次名重新下发，换成新组码。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSlip:
    """What one team gets on paper; ``code`` with or without dashes."""

    county: str
    round: str
    team: str
    code: str
    townships: tuple[str, ...]
    """Where the team inspects."""
    site_count: int
    members: tuple[tuple[str, str], ...]
    """Name and role of each."""
    at: datetime


def team_slip_leaf(slip: TeamSlip, *, stem: str) -> Leaf:
    """Return the page of a team as a document of its own."""

    def draw(paper: Paper) -> None:
        lay_out(
            paper, _rows(slip), Furniture(left=slip.county, right=f"{slip.round} 轮", notice="")
        )

    title = f"{slip.round} 轮 {slip.team} 组 组码条"
    return Leaf(stem=stem, title=title, author=slip.county, at=slip.at, draw=draw)


def grouped(code: str) -> str:
    """Return a code in groups of four, however it was grouped before: ``7K2M-QX4P-9TRB``."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def _rows(slip: TeamSlip) -> Iterator[Row]:
    subtitle = f"{slip.round} 轮　{full_day_words(slip.at)}下发"
    yield from title_rows(f"{slip.team} 组　组码条", (subtitle,))
    yield space(10)
    yield _code(grouped(slip.code))
    yield space(18)
    for number, step in enumerate(STEPS, start=1):
        yield _step(number, step)
    yield space(6)
    yield paragraph(WARNING)
    yield space(14)
    yield heading(f"去{'、'.join(slip.townships)}，共 {slip.site_count} 个站点")
    columns = (Column(title="姓名", share=30, strong=True), Column(title="职责", share=70))
    yield from table(columns, slip.members)


def _code(code: str) -> Row:
    height = 104

    def draw(page: Page, y: float) -> None:
        page.box((LEFT, y), (A4.span, height), stroke=BLACK, width=1.4)
        middle = A4.middle
        page.text_centred(middle, y + 22, "组码", CODE_LABEL)
        page.text_centred(middle, y + 74, code, CODE)

    return Row(height=height, draw=draw)


def _step(number: int, text: str) -> Row:
    lines = STEP.lines(text, A4.span - STEP_INDENT)
    height = len(lines) * STEP.leading + STEP_GAP

    def draw(page: Page, y: float) -> None:
        page.text(LEFT + 4, y + 4 + STEP.rise, str(number), STEP_NUMBER)
        page.lines(LEFT + STEP_INDENT, y + 4, lines, STEP)

    return Row(height=height, draw=draw)
