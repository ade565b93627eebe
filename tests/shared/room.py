"""Whether a window has room for everything that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget

from inspector.ui.widgets.button import Button
from inspector.ui.widgets.label import Elided, Label


def visible(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [
        widget
        for widget in page.findChildren(kind)
        if widget.isVisible() and widget.window() is page.window()
    ]


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
        area, rim = _around(widget, window)
        if area is None:
            continue
        corner = widget.mapTo(rim, widget.rect().bottomRight())
        if corner.x() > rim.width() or corner.y() > rim.height():
            yield f"outside: {type(widget).__name__} {widget.accessibleName()}"


def _around(widget: QWidget, window: QWidget) -> tuple[QWidget | None, QWidget]:
    """Return what a widget must lie in: the window, or what the area around it scrolls.

    The first is None for what a list or an area itself puts anywhere.
    """
    child, parent = widget, widget.parentWidget()
    while parent is not None and child is not window:
        if isinstance(parent, QScrollArea):
            content = parent.widget()
            inside = content is not None and content.isAncestorOf(widget)
            return (parent if inside else None), content or parent
        if isinstance(parent, QAbstractScrollArea):
            return None, parent
        child, parent = parent, parent.parentWidget()
    return window, window
