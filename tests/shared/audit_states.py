"""More of what holds on every page (ui.md §12): reasons, names of sites, states, composing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from audit import in_front, rows
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from room import visible

from inspector.ui import glyphs
from inspector.ui.glyphs import Glyph
from inspector.ui.shell import Shell

MOVES = 60
"""Rows of a list that are gone through."""


def views(shell: Shell) -> Iterator[QAbstractItemView]:
    """Yield the lists and tables in front."""
    for view in visible(in_front(shell), QAbstractItemView):
        assert isinstance(view, QAbstractItemView)
        if not isinstance(view, QHeaderView) and view.model() is not None:
            yield view


def refuses_in_every_row(shell: Shell) -> Iterator[str]:
    """10: lists refuse input methods, also after each move through their rows."""
    for view in views(shell):
        before, model = view.currentIndex(), view.model()
        name = view.accessibleName()
        if view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            yield f"takes input methods: {name}"
        for row in range(min(model.rowCount(), MOVES)):
            view.setCurrentIndex(model.index(row, 0))
            if view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
                yield f"takes input methods in row {row}: {name}"
                break
        view.setCurrentIndex(before)


def composes_in_peace(shell: Shell, said: Callable[[], object]) -> Iterator[str]:
    """10: what is being composed changes nothing but its field; it arrives when it is chosen.

    ``said`` returns what must stay as it is.
    """
    for one in visible(in_front(shell), QWidget):
        if not isinstance(one, QLineEdit | QPlainTextEdit) or not one.isEnabled():
            continue
        if one.isReadOnly() or not one.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            continue
        name = one.accessibleName()
        one.setFocus()
        before, text = said(), _text(one)
        QApplication.sendEvent(one, QInputMethodEvent("cun", []))
        if QApplication.focusWidget() is not one or said() != before or _text(one) != text:
            yield f"composing is disturbed: {name}"
        chosen = QInputMethodEvent("", [])
        chosen.setCommitString("村")
        QApplication.sendEvent(one, chosen)
        if "村" not in _text(one) and not isinstance(one, QLineEdit):
            yield f"what was composed is lost: {name}"
        if isinstance(one, QLineEdit):
            one.setText(text)
        else:
            one.setPlainText(text)


def _text(one: QLineEdit | QPlainTextEdit) -> str:
    return one.text() if isinstance(one, QLineEdit) else one.toPlainText()


def reasons(shell: Shell) -> Iterator[str]:
    """20: a button that cannot be pressed has its reason, in words that are seen."""
    front = in_front(shell)
    seen = [label.text() for label in visible(front, QLabel) if isinstance(label, QLabel)]
    for button in visible(front, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        if button.isEnabled():
            continue
        why = button.accessibleDescription()
        if not why:
            yield f"no reason: {button.text() or button.accessibleName()}"
        elif not any(why in text for text in seen):
            yield f"reason not seen: {button.text()}: {why}"


@dataclass(frozen=True, slots=True)
class Village:
    """How a site is told: its township, its name, its tail code."""

    township: str
    name: str
    tail: str


def told_villages(shell: Shell, villages: Sequence[Village]) -> Iterator[str]:
    """20: whoever names a village names its township and its tail code beside it."""
    for text in texts(shell):
        for one in villages:
            bare = text.replace(f"{one.name}民", "")
            if one.name in bare and not any(
                other.township in text and other.tail in text
                for other in villages
                if other.name == one.name
            ):
                yield f"{one.name} without township and tail: {text[:60]}"
                break


def texts(shell: Shell) -> Iterator[str]:
    """Yield what stands together: labels of one box, each row of a list, each button."""
    front = in_front(shell)
    boxes: dict[QWidget | None, list[str]] = {}
    for label in visible(front, QLabel):
        assert isinstance(label, QLabel)
        boxes.setdefault(label.parentWidget(), []).append(label.text())
    for box in boxes.values():
        yield "　".join(box)
    for button in visible(front, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        yield button.text()
    for view in views(shell):
        for text, _where in rows(view):
            yield text


@dataclass(slots=True)
class Shapes:
    """The state shapes that were painted: where, in px of the window."""

    painted: list[tuple[Glyph, QPoint]] = field(default_factory=list)


@contextmanager
def shapes() -> Iterator[Shapes]:
    """Note every state shape that is painted."""
    noted, kept = Shapes(), dict(glyphs._SHAPES)

    def noting(glyph: Glyph) -> Callable[[QPainter, QColor], None]:
        def paint(painter: QPainter, colour: QColor) -> None:
            spot = painter.deviceTransform().map(QPoint(10, 10))
            seen = painter.paintEngine().systemClip()
            if seen.isEmpty() or seen.contains(spot):
                noted.painted.append((glyph, spot))
            kept[glyph](painter, colour)

        return paint

    for glyph in kept:
        glyphs._SHAPES[glyph] = noting(glyph)
    try:
        yield noted
    finally:
        glyphs._SHAPES.update(kept)


def beside(front: QWidget, spot: QPoint) -> str:
    """Return the words that stand beside a shape: its row's, else its neighbours'."""
    at: QWidget | None = front.childAt(spot)
    while at is not None:
        parent = at.parentWidget()
        if isinstance(parent, QAbstractItemView):
            index = parent.indexAt(at.mapFrom(front, spot))
            said = index.data(int(Qt.ItemDataRole.AccessibleTextRole))
            return str(said or parent.accessibleName())
        labels = [one for one in visible(at, QLabel) if isinstance(one, QLabel)]
        words = " ".join(one.text() for one in labels)
        words = f"{words} {at.accessibleName()}".strip()
        if words:
            return words
        at = parent
    return ""


def stated(shell: Shell) -> Iterator[tuple[Glyph, str]]:
    """Yield each shape in front with the words beside it."""
    front = in_front(shell)
    with shapes() as noted:
        front.grab()
    for glyph, spot in noted.painted:
        if front.rect().contains(spot):
            yield glyph, beside(front, spot)
