"""从备份恢复: the snapshots of a place, an empty folder, what opens it; then what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from inspector.actions.backup_home import Snapshot
from inspector.actions.keeping import BackupDamaged, Entry, Kept
from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.restoring import texts
from inspector.ui.pages.restoring.opener import Opener
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, boxed, centred, column, row, scrolling
from inspector.ui.widgets.told_list import Told, ToldList

LIST_HEIGHT = 176
"""Px at 100 %: three snapshots and the edge of a fourth."""


class RestoreWork(Protocol):
    """What looks for backups and brings one back; ``restore`` runs in a job."""

    def snapshots(self, source: Path) -> Sequence[Snapshot]:
        """Return what lies at a place, newest first."""

    def restore(self, source: Path, path: Path, entry: Entry, ticket: Ticket) -> Kept:
        """Bring one back to an empty place."""


class RestorePage(Page):
    """Signals: ``left`` goes back, ``done`` carries the restored folder and its PIN, if known."""

    about = texts.HELP

    left = Signal()
    done = Signal(Path, str)

    def __init__(self, work: RestoreWork, jobs: Jobs) -> None:
        super().__init__()
        self._work, self._jobs = work, jobs
        self._found: tuple[Snapshot, ...] = ()
        self._pin, self._folder = "", Path()
        self.source = Field(texts.SOURCE, texts.SOURCE_HINT)
        self.list = ToldList(texts.LIST)
        self.target = Field(texts.TARGET, texts.TARGET_HINT)
        self.picked = Label("", 15, bold=True, wrap=True)
        self.opener = Opener()
        self.note = Label("", 15, "warn", bold=True, wrap=True)
        self.act = Button(texts.ACT, self.start, key="F10", kind=Kind.PRIMARY, height=46)
        self.result = Label("", 17, "ok", bold=True, wrap=True)
        self.told = Label("", 15, "text2", wrap=True)
        self.open = Button(texts.OPEN, self._enter, key="Enter", kind=Kind.PRIMARY, height=46)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_form())
        self._stack.addWidget(self._build_result())
        back = Button(texts.BACK, self.left.emit, key="Esc", icon="arrow-left", height=38)
        head = PageHead(texts.TITLE, back)
        head.say(texts.SUBTITLE)
        box = column(head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.source.editingFinished.connect(self.look)
        self.list.moved.connect(self._show_picked)
        self.opener.entered.connect(self.start)
        bind_keys(self, [("F10", self.start)])

    def opened(self) -> None:
        """Take the focus."""
        self.source.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def look(self) -> None:
        """List what lies at the place, and choose the newest whole one."""
        typed = self.source.text().strip()
        if not typed:
            return
        try:
            self._found = tuple(self._work.snapshots(Path(typed)))
        except InspectorError as error:
            self._found = ()
            self._say(f"{error.sentence()}{error.advice()}")
        else:
            self._say("" if self._found else texts.NONE)
        self.list.lines.show_lines([_told(at, one) for at, one in enumerate(self._found)])
        self._card.setVisible(bool(self._found))
        self._choose(next((one.name for one in self._found if one.whole), ""))

    def start(self) -> None:
        """Restore, unless something is missing."""
        if not self.act.isEnabled() or self._stack.currentIndex():
            return
        snapshot, target = self.chosen(), self.target.text().strip()
        if snapshot is None or not target or self.opener.fault():
            nothing = texts.NO_SNAPSHOT if self._found else texts.NO_SOURCE
            first = texts.NO_TARGET if snapshot else nothing
            self._say(first if not (snapshot and target) else self.opener.fault())
            return
        entry = self.opener.entry()
        self._folder, self._pin = Path(target), entry.new_pin or entry.secret
        self.act.allow(texts.WORKING)
        self._say(texts.WORKING, "text2")
        self._jobs.start(
            texts.JOB,
            lambda ticket: self._work.restore(snapshot.path, Path(target), entry, ticket),
            lambda kept: self._tell(kept, snapshot),
            failed=self._refuse,
            ended=self._rest,
        )

    def chosen(self) -> Snapshot | None:
        """Return the snapshot that is chosen, if it is whole."""
        key = self.list.key(self.list.currentIndex())
        return self._found[int(key)] if key else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.act.isEnabled():
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _choose(self, name: str) -> None:
        at = next((at for at, one in enumerate(self._found) if one.name == name), -1)
        self.list.setCurrentIndex(QModelIndex())
        if at >= 0:
            self.list.choose(at)
        self._show_picked()

    def _show_picked(self) -> None:
        one = self.chosen()
        self.picked.setText(texts.PICKED.format(at=one.at) if one else "")

    def _tell(self, kept: Kept, snapshot: Snapshot) -> None:
        self.opener.clear()
        self._say("")
        self.result.setText(texts.DONE.format(records=kept.records, photos=kept.photos))
        lost = texts.LOST.format(count=kept.lost) if kept.lost else ""
        self.told.setText(f"{lost}{texts.ANEW.format(at=snapshot.at)}")
        self._stack.setCurrentIndex(1)
        self.open.setFocus()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, InspectorError):
            self._say("")
            self.failed.emit(error)
            return
        said = f"{error.sentence()}{error.advice()}"
        if isinstance(error, BackupDamaged) and error.facts["before"]:
            self._choose(str(error.facts["before"]))
            one = self.chosen()
            said += texts.ONE_BEFORE.format(at=one.at) if one else ""
        self._say(said)

    def _rest(self) -> None:
        self.act.allow()
        if self.note.text() == texts.WORKING:
            self._say(texts.STOPPED)

    def _enter(self) -> None:
        self.done.emit(self._folder, self._pin)

    def _say(self, sentence: str, tone: str = "warn") -> None:
        self.note.setText(sentence)
        self.note.tone(tone)

    def _build_form(self) -> QWidget:
        self._card = card = Panel("surface", border="line")
        card.setLayout(column(self.list, margin=6))
        card.setFixedHeight(u(LIST_HEIGHT))
        card.hide()  # an empty one would push what follows out of a low window
        inner = column(gap=10)
        inner.addLayout(self._path_row(texts.SOURCE, self.source, self.look))
        inner.addWidget(card)
        inner.addWidget(self.picked)
        inner.addLayout(self._path_row(texts.TARGET, self.target))
        inner.addWidget(self.opener)
        inner.addWidget(self.note)
        inner.addLayout(row(None, self.act))
        inner.addStretch(1)
        return scrolling(centred(boxed(inner), 760))

    def _path_row(
        self, name: str, field: Field, after: Callable[[], None] | None = None
    ) -> QHBoxLayout:
        choose = Button(texts.CHOOSE, partial(self._browse, field, after))
        choose.setAccessibleName(f"{texts.CHOOSE} {name}")
        label = Label(name, 15, "text2")
        label.setFixedWidth(u(96))
        return row(label, field, choose, gap=12)

    def _browse(self, field: Field, after: Callable[[], None] | None) -> None:
        name = QFileDialog.getExistingDirectory(self, field.accessibleName(), field.text())
        if name:
            field.setText(name)
            if after is not None:
                after()

    def _build_result(self) -> QWidget:
        card = Panel("surface", border="ok_line")
        inside = row(GlyphMark(Glyph.CLEAR, 28), gap=16)
        inside.addLayout(column(self.result, self.told, boxed(row(None, self.open)), gap=10), 1)
        inside.setContentsMargins(u(20), u(16), u(20), u(16))
        card.setLayout(inside)
        return scrolling(centred(card, 760))


def _told(at: int, one: Snapshot) -> Told:
    title = texts.SNAPSHOT.format(at=one.at)
    if one.facts is None or not one.whole:
        return Told(title=title, text=texts.UNFINISHED, glyph=Glyph.GAP)
    holds = texts.HOLDS.format(records=one.facts.records, photos=one.facts.photos)
    name = one.facts.name.rpartition("_")[0].partition("_")[2]
    return Told(title=f"{title}　{name}".strip(), text=holds, glyph=Glyph.CLEAR, key=str(at))
