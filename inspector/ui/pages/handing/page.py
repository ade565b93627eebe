"""收工: one button hands the day's work in, one sentence says whether it is safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row

TITLE, SUBTITLE = "收工", "把定稿的站点打成一个回传包，写到 U 盘，读回核对"
WAITING = "已定稿 {sealed} 个站点，还有 {open} 个没有定稿（这次不交）"
ALL_WAIT = "{sealed} 个站点都已定稿，可以交包"
NOTHING = "还没有定稿的站点，没有可交的内容。"
TARGET, TARGET_HINT, CHOOSE = "写到", "选 U 盘或文件夹", "选…"
HAND_IN, JOB = "收工交包", "正在写回传包"
WHERE_FIRST = "先选写到哪里。"
DONE = "交好了：{name}，{visits} 个站点、{photos} 张照片，{size:.1f} MB，已读回核对。"
KEEP = "现在可以拔下 U 盘，交给县考评办。本机的数据一份不删，等县里的回执。"
LOST = "有 {count} 张照片读不出来，没有装进包里，县里会看到缺哪几张。"
KEYS = (("F10", HAND_IN), ("Tab", "下一处"))
FOLDER_KEY = "handing/folder"
WIDEST = 860
"""Px at 100 %: sentences wider than this are hard to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A package that was written and read back; ``size`` in bytes."""

    path: Path
    visits: int
    photos: int
    size: int
    lost: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many sites are sealed, and how many are not."""

    sealed: int
    open: int


class HandingPage(Page):
    """Given what waits and how to hand it in; ``hand_in`` runs in a job."""

    def __init__(
        self,
        waiting: Callable[[], Waiting],
        hand_in: Callable[[Path, Ticket], HandedIn],
        jobs: Jobs,
        settings: QSettings,
    ) -> None:
        super().__init__()
        self._waiting, self._hand_in = waiting, hand_in
        self._jobs, self._settings = jobs, settings
        self.field = Field(TARGET, TARGET_HINT)
        self.field.setText(str(settings.value(FOLDER_KEY, "")))
        self.button = Button(
            HAND_IN, self.start, key="F10", icon="export", kind=Kind.PRIMARY, height=48
        )
        self.state, self.result = (
            Label("", 17, bold=True, wrap=True),
            Label("", 17, "ok", bold=True, wrap=True),
        )
        self.keep, self.fault = Label("", 15, "text2", wrap=True), Label("", 15, "warn", wrap=True)
        self._card = self._build_card()
        inner = column(self.state, gap=14)
        choose = Button(CHOOSE, self._choose)
        inner.addLayout(row(Label(TARGET, 15, "text2"), self.field, choose, gap=12))
        inner.addLayout(row(self.button, None))
        inner.addWidget(self._card)
        inner.addWidget(self.fault)
        inner.addStretch(1)
        inner.setContentsMargins(u(24), u(18), u(24), u(18))
        content = boxed(inner)
        content.setMaximumWidth(u(WIDEST))
        across = row(content, None)
        across.setStretch(0, 1_000)
        box = column(_head(), Hairline())
        box.addLayout(across, 1)
        self.setLayout(box)
        bind_keys(self, [("F10", self.start)])

    def _build_card(self) -> Panel:
        """Return the card that says the work is safe; hidden until it is."""
        card = Panel("surface", border="ok_line")
        inside = row(GlyphMark(Glyph.CLEAR, 28), gap=16)
        inside.addLayout(column(self.result, self.keep, gap=6), 1)
        inside.setContentsMargins(u(20), u(16), u(20), u(16))
        card.setLayout(inside)
        card.hide()
        return card

    def opened(self) -> None:
        """Say what waits."""
        try:
            waiting = self._waiting()
        except InspectorError as error:
            self.failed.emit(error)
            return
        told = WAITING if waiting.open else ALL_WAIT
        told = told.format(sealed=waiting.sealed, open=waiting.open)
        self.state.setText(told if waiting.sealed else NOTHING)
        self.button.setEnabled(waiting.sealed > 0)
        (self.button if self.field.text() and waiting.sealed else self.field).setFocus()

    def hints(self) -> Sequence[Hint]:
        return KEYS

    def start(self) -> None:
        """Write the package."""
        target = self.field.text().strip()
        self.fault.setText("" if target else WHERE_FIRST)
        if not target or not self.button.isEnabled():
            return
        self._settings.setValue(FOLDER_KEY, target)
        self.result.setText("")
        self._card.hide()
        self._jobs.start(
            JOB,
            lambda ticket: self._hand_in(Path(target), ticket),
            self._tell,
            failed=self._explain,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.hasFocus():
            self.start()
            return
        super().keyPressEvent(event)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, TARGET, self.field.text())
        if name:
            self.field.setText(name)

    def _tell(self, done: HandedIn) -> None:
        self.result.setText(
            DONE.format(
                name=done.path.name, visits=done.visits, photos=done.photos, size=done.size / 1e6
            )
        )
        self.keep.setText(KEEP)
        self._card.show()
        self.fault.setText(LOST.format(count=done.lost) if done.lost else "")

    def _explain(self, error: Exception) -> None:
        if isinstance(error, InspectorError):
            self.fault.setText(f"{error.sentence()} {error.advice()}")
        else:
            self.failed.emit(error)


def _head() -> Panel:
    head = Panel("surface")
    top = row(Label(TITLE, 20, bold=True), Label(SUBTITLE, 15, "text2", wrap=True), gap=12)
    top.setStretch(1, 1)
    top.setContentsMargins(u(20), u(12), u(20), u(12))
    head.setLayout(top)
    return head
