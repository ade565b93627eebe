"""Keys of a whole page: only with Ctrl, Alt and a digit, or an F-key; single keys never."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

Act = Callable[[], object]


def bind_keys(
    widget: QWidget,
    keys: Iterable[tuple[str, Act]],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> None:
    """Let keys work wherever the focus is inside ``widget``."""
    for key, act in keys:
        action = QAction(widget)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(context)
        action.triggered.connect(lambda _checked=False, act=act: act())
        widget.addAction(action)
