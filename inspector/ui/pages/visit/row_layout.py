"""Where everything on a checkpoint row lies: one geometry for painting and for the mouse."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF

from inspector.domain.points import show
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Grid, Level, Ratio, Sample, YesNo
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.marking import LETTERS
from inspector.ui.pages.visit.rows import RowView
from inspector.ui.widgets.keycap import cap_width

LEFT, TEXT_LEFT, RIGHT, CONTROL = 44, 126, 16, 152
"""Px at 100 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A key with words: a reason, a level, a command. ``act`` is the key it stands for."""

    rect: QRectF
    key: str
    text: str
    act: str
    chosen: bool = False


@dataclass(slots=True, kw_only=True)
class RowLayout:
    """The parts of one row in a rectangle of ``width``; ``height`` is what they need."""

    text: QRectF
    second: QRectF
    control: QRectF
    score: QRectF
    chips: list[Chip] = field(default_factory=list)
    grid: QRectF | None = None
    cell_width: float = 0
    names_width: float = 0
    height: int = 0


def lay_out(view: RowView, width: int) -> RowLayout:
    """Return the geometry of a row."""
    wearing = look()
    score = QRectF(width - u(RIGHT + 70), 0, u(70), 0)
    control = QRectF(score.left() - u(CONTROL + 6), u(11), u(CONTROL), u(38))
    text_width = control.left() - u(TEXT_LEFT + 12)
    title = wearing.font(16, bold=view.current)
    text_height = _wrapped(title, view.checkpoint.text, text_width)
    text = QRectF(u(TEXT_LEFT), u(9), text_width, text_height)
    second_text, _token = view.second_line()
    small = wearing.font(14, bold=bool(view.doubt))
    second_height = _wrapped(small, second_text, text_width)
    if not view.current:
        second_height = min(second_height, QFontMetrics(wearing.font(14)).height() * 2)
    second = QRectF(u(TEXT_LEFT), text.bottom() + u(1), text_width, second_height)
    bottom = max(second.bottom() + u(9), u(60))
    layout = RowLayout(text=text, second=second, control=control, score=score)
    if view.current:
        reasons = not view.frozen and view.grid is None  # an open ledger needs the room
        bottom = _lay_chips(layout, view, width, bottom) if reasons else bottom
        if view.checkpoint.grid is not None:
            bottom = _lay_grid(layout, view, width, bottom)
        bottom += u(4)
    layout.height = round(bottom)
    layout.score.setTop(u(11))
    layout.score.setHeight(u(38))
    return layout


def cell_at(layout: RowLayout, view: RowView, x: float, y: float) -> tuple[int, int] | None:
    """Return the grid cell under a point, if there is one."""
    grid = view.checkpoint.grid
    if grid is None or layout.grid is None or not layout.grid.contains(x, y):
        return None
    row = int((y - layout.grid.top() - u(24)) // u(34))
    column = int((x - layout.grid.left() - layout.names_width) // layout.cell_width)
    inside = 0 <= row < len(grid.rows) and 0 <= column < len(grid.columns)
    return (row, column) if inside else None


def cursor_place(layout: RowLayout, view: RowView) -> QRectF | None:
    """Return the line of an open ledger where the cursor is, with the heads or keys beside it."""
    if view.grid is None or layout.grid is None:
        return None
    top = layout.grid.top() + u(24) + view.grid.row * u(34)
    above = u(24) if view.grid.row == 0 else 0
    below = u(26) if view.grid.row == len(view.grid.grid.rows) - 1 else 0
    return QRectF(layout.grid.left(), top - above, layout.grid.width(), u(34) + above + below)


def control_parts(checkpoint: Checkpoint, rect: QRectF) -> list[tuple[QRectF, str]]:
    """Return the parts of the control that can be clicked, and the key each stands for."""
    match checkpoint.rule:
        case Deduct() | Sample():
            side = u(38)
            minus = QRectF(rect.left(), rect.top(), side, rect.height())
            plus = QRectF(rect.right() - side, rect.top(), side, rect.height())
            return [(minus, "-"), (plus, "+")]
        case YesNo():
            half = rect.width() / 2
            left = QRectF(rect.left(), rect.top(), half, rect.height())
            return [(left, "met"), (left.translated(half, 0), "unmet")]
        case _:
            return []


def value_text(view: RowView) -> tuple[str, str]:
    """Return what the control shows: the value and its unit."""
    mark = view.mark
    match view.checkpoint.rule:
        case Deduct(unit=unit):
            counted = "–" if mark.defects is None else str(mark.defects)
            return (view.typing.text if view.typing.doubted else counted, unit)
        case Sample(n=n, unit=unit):
            failing = "–" if mark.defects is None else str(mark.defects)
            seen = view.typing.text if view.typing.target == "seen" and view.typing.text else None
            shown = seen or ("?" if mark.seen is None else str(mark.seen))
            return failing, f"/{shown} {unit}" if mark.seen is not None else f"/{n} {unit}"
        case Level():
            return mark.level or "–", ""
        case Bands(measure=measure) | Ratio(measure=measure):
            kept = "–" if mark.measure is None else f"{mark.measure:f}"
            return view.typing.text or kept, _unit_of(measure)
        case YesNo():
            return {None: "–", True: texts.MET, False: texts.NOT_MET}[mark.met], ""


def _unit_of(measure: str) -> str:
    """Return the unit that a measure names last: % of 小区党支部覆盖率（%）."""
    return measure.rpartition("（")[2].removesuffix("）") if measure.endswith("）") else ""


def column_heads(grid: Grid) -> tuple[str, ...]:
    """Return what stands above the columns: of 第3月 only the number."""
    if grid.kind != "months":
        return grid.columns
    return tuple(column.removesuffix("月").removeprefix("第") for column in grid.columns)


def _lay_chips(layout: RowLayout, view: RowView, width: int, top: float) -> float:
    left, height, gap = float(u(LEFT)), float(u(36)), float(u(8))
    right = width - u(RIGHT)
    offers = [(*offer, _across(*offer)) for offer in _offers(view)]
    for at, (key, text, act, chosen, across) in enumerate(offers):
        # What has no frame stays together: a lone 自写 below would be looked over.
        needs = across if act != "/" else across + gap + offers[at + 1][-1]
        if left + needs > right and left > u(LEFT):
            left, top = float(u(LEFT)), top + height + gap
        rect = QRectF(left, top, across, height)
        layout.chips.append(Chip(rect=rect, key=key, text=text, act=act, chosen=chosen))
        left += across + gap
    return top + height + gap


def _across(key: str, text: str, _act: str, chosen: bool) -> float:  # noqa: FBT001 - an offer's own
    """Return how wide a chip is."""
    metrics = QFontMetricsF(look().font(15, bold=chosen))
    across = metrics.horizontalAdvance(text) + u(20)
    return across + cap_width(key) + u(8) if key else across


def _offers(view: RowView) -> list[tuple[str, str, str, bool]]:
    """Return key, words, what a click does, and whether it is chosen."""
    checkpoint, mark = view.checkpoint, view.mark
    offers: list[tuple[str, str, str, bool]] = []
    if isinstance(checkpoint.rule, Level):
        for place, (name, points) in enumerate(checkpoint.rule.levels):
            words = f"{name} {show(points)} 分"
            offers.append((str(place + 1), words, f"level:{place}", mark.level == name))
    counts = {reason.text: reason.count for reason in mark.reasons}
    for place, phrase in enumerate(checkpoint.phrases):
        count = counts.pop(phrase, 0)
        words = f"{phrase} ×{count}" if count and _counts(checkpoint) else phrase
        key = LETTERS[place] if place < len(LETTERS) else ""
        offers.append((key, words, key or f"phrase:{place}", count > 0))
    for phrase, count in counts.items():
        words = f"{phrase} ×{count}" if count > 1 else phrase
        offers.append(("", words, "T", True))
    if isinstance(checkpoint.rule, Sample) and mark.seen is None:
        offers.append(("/", texts.ALL_SEEN, "/", False))  # beside T: what has no frame goes last
    offers.append(("T", texts.OWN_WORDS, "T", False))
    return offers


def _counts(checkpoint: Checkpoint) -> bool:
    return isinstance(checkpoint.rule, Deduct | Sample)


def _lay_grid(layout: RowLayout, view: RowView, width: int, top: float) -> float:
    grid = view.checkpoint.grid
    if grid is None:
        return top
    metrics = QFontMetricsF(look().font(15))
    names = max(metrics.horizontalAdvance(name) for name in grid.rows) + u(14)
    room = width - u(LEFT + RIGHT) - names - u(56)
    layout.names_width = names
    small = QFontMetricsF(look().font(13))
    heads = max(small.horizontalAdvance(name) for name in column_heads(grid)) + u(10)
    best = max(float(u(46)), heads)
    layout.cell_width = min(best, max(room / len(grid.columns), float(u(22))))
    height = u(24) + u(34) * len(grid.rows) + u(6 if view.frozen else 26)
    layout.grid = QRectF(u(LEFT), top, width - u(LEFT + RIGHT), height)
    return top + height


def _wrapped(font: QFont, text: str, width: float) -> float:
    metrics = QFontMetrics(font)
    area = QRect(0, 0, round(width), 10_000)
    flags = int(Qt.TextFlag.TextWordWrap.value)
    return float(metrics.boundingRect(area, flags, text).height())
