"""村里的不同意见: asked for, listed, changed and dropped while the visit is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from inspector.domain.errors import InspectorError
from inspector.domain.ids import ItemCode
from inspector.domain.visit import Objection
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.feedback import objection_words
from inspector.ui.pages.visit.loss_list import ENDING
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.command_list import CommandList
from inspector.ui.widgets.field import halfwidth


class Words(QStringListModel):
    """Sentences that a screen reader is told as they stand."""

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        return super().data(index, int(Qt.ItemDataRole.DisplayRole) if spoken else role)


class ObjectionList(CommandList):
    """What the village objects to; Enter changes the current one, Del drops it."""

    drop = Signal(int)

    def __init__(self) -> None:
        super().__init__(texts.OBJECT)
        self.setWordWrap(True)
        self.setModel(Words(self))
        self.setItemDelegate(ObjectionPainter(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.dress()
        look().changed.connect(self.dress)

    def dress(self) -> None:
        """Take font and height from the look."""
        self.setFont(look().font(15))
        self._fit()

    def show_words(self, words: Sequence[str]) -> None:
        """Show one line an objection; without any the list takes no room."""
        model, here = self.model(), max(self.currentIndex().row(), 0)
        if isinstance(model, QStringListModel):
            model.setStringList(list(words))
            self.choose(min(here, len(words) - 1))
        self.setVisible(bool(words))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.drop.emit(self.currentIndex().row())
        elif not self.leave_letters(event, ENDING):
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(u(28) * min(max(self.model().rowCount(), 1), 3) + u(4))


class ObjectionPainter(QStyledItemDelegate):
    """Paints a sentence on the ground of the panel; only where the keys go it stands out."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        wearing = look()
        option.backgroundBrush = QBrush(wearing.colour("sel" if focused else "surface"))
        option.palette.setColor(QPalette.ColorRole.Text, wearing.colour("text"))


class Objecting(QObject):
    """Signals: ``changed`` after every change; ``said`` and ``failed`` as those of a part.

    ``dropped`` carries what puts an objection back that was taken away.
    """

    changed = Signal()
    dropped = Signal(object)
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: VisitSession, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def words(self) -> list[str]:
        """Return each objection as one sentence."""
        said = self._session.desk.paper.objections()
        return [objection_words(self._session.rubric, one) for one in said]

    def ask(self, about: ItemCode | None = None) -> None:
        """Ask for one more; it is about an item, or about all."""
        self._open(Objection(item=about, text="", by=self._session.desk.paper.secretary), None)

    def ask_again(self, index: QModelIndex) -> None:
        """Ask for one anew."""
        self._open(self._session.desk.paper.objections()[index.row()], index.row())

    def drop(self, place: int) -> None:
        """Take one away."""
        before = list(self._session.desk.paper.objections())
        if self._keep([*before[:place], *before[place + 1 :]]):
            self.dropped.emit(partial(self._keep, before))

    def _open(self, old: Objection, place: int | None) -> None:
        sealed = self._session.sealing is not None
        questions = [
            Question(word=texts.OBJECT_TEXT, value=old.text),
            Question(word=texts.OBJECT_BY, value=old.by),
            Question(
                word=texts.OBJECT_ABOUT, value=str(old.item or ""),
                hint=texts.OBJECT_ABOUT_HINT, must=False,
            ),
        ]  # fmt: skip
        Ask(
            texts.OBJECT if place is None else texts.OBJECT_EDIT,
            questions,
            lambda said: self._take(said, place),
            self._page,
            told=[texts.OBJECT_VOIDS] if sealed else [],
        ).open()

    def _take(self, answers: list[str], place: int | None) -> None:
        text, by, about = answers
        code = halfwidth(about).upper()
        known = {str(item.code) for item in self._session.rubric.items()}
        if code and code not in known:
            self.said.emit(texts.OBJECT_UNKNOWN.format(code=code))
            return
        one = Objection(item=ItemCode(code) if code else None, text=text, by=by)
        said = list(self._session.desk.paper.objections())
        if place is None:
            said.append(one)
        else:
            said[place] = one
        if self._keep(said):
            self.said.emit(texts.OBJECT_KEPT)

    def _keep(self, said: Sequence[Objection]) -> bool:
        """Save all; what was sealed is sealed anew with them."""
        sealed = self._session.sealing is not None
        try:
            if sealed:
                self._session.desk.paper.reopen(texts.OBJECT_REASON)
            self._session.desk.paper.put_objections(said)
            if sealed:
                self._session.reload()
                self._session.seal()
        except InspectorError as error:
            self._session.reload()
            self.failed.emit(error)
            return False
        self.changed.emit()
        if sealed:
            self.said.emit(texts.OBJECT_SEALED_AGAIN)
        return not sealed
