"""The top of a score sheet: whose it is, what it came to, the stars."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from inspector.domain.place_words import place_words
from inspector.domain.points import half_up, show, show_fixed
from inspector.domain.scorecard import StarResult, StarState
from inspector.domain.signing import SignRole
from inspector.domain.wording import NO_LEVEL, full_day_words, word
from inspector.sheets.flow import Row, space
from inspector.sheets.marks import star
from inspector.sheets.page import BLACK, DARK, LEFT, LIGHT, RIGHT, Page, plain, strong
from inspector.sheets.score_after import signed_name
from inspector.sheets.sheet_facts import ScoreSheet

SPAN = RIGHT - LEFT
TITLE = strong(16, 24)
SUBTITLE = plain(8.2, 13, DARK)
TOWNSHIP = plain(10, 15, DARK)
SITE = strong(16.5, 22)
LEVEL = strong(21, 26)
TOTAL = plain(10.5, 15)
LABEL = plain(8, 10.6, DARK)
VALUE = plain(9.2, 12)
STAR_NAME = strong(9, 13)
STAR_POINTS = strong(13, 18)
OF_MAX = plain(8, 12, DARK)
VERDICT = strong(8.2, 12)
REMARK = plain(8.6, 12)

CELLS = 3
HALF = SPAN * 0.6
BAND_HEIGHT = 46


def head_rows(sheet: ScoreSheet) -> Iterator[Row]:
    """Yield title, place and result, facts, stars."""
    yield _title(sheet)
    yield _hero(sheet)
    yield _facts(sheet)
    yield space(8)
    yield _band(sheet)
    for one in sheet.scorecard.stars:
        if one.reasons:
            yield _remark(f"{one.name}{word(one.state)}：{'；'.join(one.reasons)}")
    for remark in (sheet.scorecard.level_reason, sheet.scorecard.next_star):
        if remark:
            yield _remark(remark)
    yield space(8)


def hundred_scale(points: int, maximum: int) -> str:
    """Return ``points`` of ``maximum`` on the hundred scale, rounded once to two decimals."""
    share = Fraction(points * 100 * 100, maximum)
    return show_fixed(half_up(share.numerator, share.denominator))


def _title(sheet: ScoreSheet) -> Row:
    lines = TITLE.lines(sheet.rubric.title, SPAN)
    subtitle = f"实地考评打分表　·　版本 {sheet.rubric.version}"

    def draw(page: Page, y: float) -> None:
        middle = (LEFT + RIGHT) / 2
        for line in lines:
            page.text_centred(middle, y + TITLE.rise, line, TITLE)
            y += TITLE.leading
        page.text_centred(middle, y + SUBTITLE.rise, subtitle, SUBTITLE)

    return Row(height=len(lines) * TITLE.leading + SUBTITLE.leading + 6, draw=draw)


def _hero(sheet: ScoreSheet) -> Row:
    names = SITE.lines(sheet.site.name, HALF)
    card = sheet.scorecard
    total = f"{show(card.points)} 分（满分 {show(card.max)}）"
    scale = f"百分制 {hundred_scale(card.points, card.max)}"
    height = max(TOWNSHIP.leading + len(names) * SITE.leading, 56) + 8

    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=1.4, paint=BLACK)
        y += 6
        page.text(LEFT, y + TOWNSHIP.rise, sheet.township, TOWNSHIP)
        below = page.lines(LEFT, y + TOWNSHIP.leading, names, SITE)
        tail = f"尾号 {sheet.site.tail}"
        end = LEFT + SITE.width(names[-1]) + 8
        if end + TOWNSHIP.width(tail) < LEFT + HALF + 60:
            page.text(end, below - SITE.leading + SITE.rise, tail, TOWNSHIP)
        got = "得" if card.complete else "暂得"
        level = f"{got} {card.level} 星" if card.rated else NO_LEVEL
        page.text_right(RIGHT, y + LEVEL.rise, level, LEVEL)
        edge = RIGHT + TOTAL.size * 0.42  # the closing bracket is blank on its right
        page.text_right(edge, y + LEVEL.leading + TOTAL.rise, total, TOTAL)
        page.text_right(RIGHT, y + LEVEL.leading + 14 + OF_MAX.rise, scale, OF_MAX)

    return Row(height=height, draw=draw)


def _facts(sheet: ScoreSheet) -> Row:
    when = full_day_words(sheet.at)
    begun = f" {sheet.started:%H:%M}–" if sheet.started else " "
    pairs = (
        ("站点代码", str(sheet.site.code)),
        ("考评组", sheet.team),
        ("轮次与方式", f"{sheet.round}　{sheet.kind}"),
        ("考评时间", f"{when}{begun}{sheet.at:%H:%M}"),
        (place_words(sheet.site).secretary, _who(sheet, sheet.secretary, SignRole.SECRETARY)),
        ("陪同乡镇干部", _who(sheet, sheet.escort, SignRole.ESCORT)),
    )
    wide = SPAN / CELLS
    cells = [(label, VALUE.lines(value, wide - 10)) for label, value in pairs]
    bands = [cells[start : start + CELLS] for start in range(0, len(cells), CELLS)]
    heights = [
        LABEL.leading + max(len(lines) for _, lines in band) * VALUE.leading + 5 for band in bands
    ]

    def draw(page: Page, y: float) -> None:
        for band, height in zip(bands, heights, strict=True):
            page.rule(LEFT, y, (RIGHT, y))
            for column, (label, lines) in enumerate(band):
                x = LEFT + column * wide + (6 if column else 0)
                if column:
                    page.rule(x - 6, y + 3, (x - 6, y + height - 3))
                page.text(x, y + 2 + LABEL.rise, label, LABEL)
                page.lines(x, y + 1 + LABEL.leading, lines, VALUE)
                if not any(lines):
                    level = y + LABEL.leading + VALUE.leading
                    page.rule(x, level, (x + wide - 20, level), width=0.4, paint=DARK)
            y += height
        page.rule(LEFT, y, (RIGHT, y))

    return Row(height=sum(heights), draw=draw)


def _who(sheet: ScoreSheet, listed: str, role: SignRole) -> str:
    """Return who stands for a role: as listed, as signed; empty where it is still to be written."""
    named = listed or signed_name(sheet.afterword.signatures, role)
    return named or ("" if role in sheet.signers else "—")


def _band(sheet: ScoreSheet) -> Row:
    stars = sheet.scorecard.stars
    gap = 5
    wide = (SPAN - gap * (len(stars) - 1)) / len(stars)

    def draw(page: Page, y: float) -> None:
        for index, one in enumerate(stars):
            _star_box(page, (LEFT + index * (wide + gap), y), (wide, BAND_HEIGHT), one)

    return Row(height=BAND_HEIGHT, draw=draw)


def _star_box(
    page: Page, corner: tuple[float, float], size: tuple[float, float], one: StarResult
) -> None:
    x, y = corner
    won = one.state is StarState.WON
    page.box(corner, size, stroke=BLACK if won else LIGHT, width=0.9 if won else 0.6)
    star(page, (x + 13, y + 14), 7.5, won=won)
    page.text(x + 25, y + 17.4, one.name, STAR_NAME)
    points, level = show(one.points), y + 38.5
    page.text(x + 6, level, points, STAR_POINTS)
    page.text(x + 8 + STAR_POINTS.width(points), level, f"/{show(one.max)}", OF_MAX)
    page.text_right(x + size[0] - 5, level, word(one.state), VERDICT)


def _remark(text: str) -> Row:
    lines = REMARK.lines(text, SPAN)

    def draw(page: Page, y: float) -> None:
        page.lines(LEFT, y + 3, lines, REMARK)

    return Row(height=len(lines) * REMARK.leading + 2, draw=draw)
