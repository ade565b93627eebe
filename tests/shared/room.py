"""Whether a window has room for everything that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from inspector.ui.widgets.button import Button
from inspector.ui.widgets.label import Elided, Label


def visible(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def faults(window: QWidget) -> Iterator[str]:
    """Yield every text that has not the room it needs, and every widget outside the window."""
    for label in visible(window, Label):
        assert isinstance(label, Label)
        if not label.text() or isinstance(label, Elided):
            continue
        needs = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        if label.height() < needs - 1:
            yield f"too low: {label.text()}"
        if not label.wordWrap() and label.width() < label.sizeHint().width() - 1:
            yield f"too narrow: {label.text()}"
    for button in visible(window, Button):
        assert isinstance(button, Button)
        if (
            button.width() < button.sizeHint().width()
            or button.height() < button.sizeHint().height()
        ):
            yield f"squeezed: {button.text()}"
    for widget in visible(window, QWidget):
        if _scrolls(widget):
            continue
        corner = widget.mapTo(window, widget.rect().bottomRight())
        if corner.x() > window.width() or corner.y() > window.height():
            yield f"outside: {type(widget).__name__} {widget.accessibleName()}"


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False
