"""What holds on every page, as functions that yield what is wrong (ui.md §12)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QAbstractTableModel, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from room import faults, visible

from inspector.ui.look import look
from inspector.ui.navigation import Workspace
from inspector.ui.shell import Shell
from inspector.ui.touring import dialogs
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.overlay import Overlay

SMALLEST_TEXT, SMALLEST_OUTDOOR = 13, 14
TARGET, FIELD_TARGET, PRIMARY_TARGET = 32, 40, 44
RESERVED = {"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+5", "Alt+F4", "Ctrl+Alt+B", "Alt+A"}
ROOMY = {Workspace.OFFICE: (1036, 520), Workspace.FIELD: (950, 474)}
"""Px at 100 % from which a page may not scroll as a whole: the design's, and in the field the
125 % screen of a cheap laptop at the field's own size."""

ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


def luminance(colour: QColor) -> float:
    """WCAG 2.2 relative luminance."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def in_front(shell: Shell) -> QWidget:
    """What people look at: the card over the page, else the whole window."""
    return shell.frame.card or shell


def room(shell: Shell) -> Iterator[str]:
    """1: nothing clipped, overlapping or outside; a roomy window does not scroll as a whole."""
    front = in_front(shell)
    yield from faults(front)
    for dialog in dialogs(shell):
        yield from faults(dialog)
    scale = look().scale
    least = ROOMY[Workspace.OFFICE if shell.frame.folds else Workspace.FIELD]
    roomy = shell.width() / scale >= least[0] and shell.height() / scale >= least[1]
    for bar in (shell.whole.horizontalScrollBar(), shell.whole.verticalScrollBar()):
        if roomy and bar.maximum() > 0 and front is shell:
            page = shell.page()
            needs = page.minimumSizeHint() if page is not None else None
            yield f"the page scrolls as a whole by {bar.maximum()}: it needs {needs}"
    leaves = [w for w in (*visible(front, QLabel), *visible(front, Button)) if _said(w)]
    by_parent: dict[QWidget | None, list[QWidget]] = {}
    for leaf in leaves:
        by_parent.setdefault(leaf.parentWidget(), []).append(leaf)
    for group in by_parent.values():
        for one, other in combinations(group, 2):
            if one.geometry().adjusted(1, 1, -1, -1).intersects(other.geometry()):
                yield f"one over the other: {_said(one)} / {_said(other)}"


def readable(shell: Shell) -> Iterator[str]:
    """2 and 3: contrast of every label against what lies behind it, and no tiny text."""
    front = in_front(shell)
    image = front.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    least = 7.0 if look().theme.name == "outdoor" else 4.5
    floor = SMALLEST_OUTDOOR if look().theme.name == "outdoor" else SMALLEST_TEXT
    for label in visible(front, QLabel):
        assert isinstance(label, QLabel)
        if not label.text().strip() or covered(label, front):
            continue
        if label.font().pixelSize() < look().u(floor):
            yield f"{label.font().pixelSize()} px: {label.text()}"
        rect = image.rect() & _seen(label, front)
        behind = _ground(image, rect)
        ink = label.palette().color(label.foregroundRole())
        if behind is not None and contrast(ink, behind) < least:
            yield f"contrast {contrast(ink, behind):.2f}: {label.text()[:20]}"


def covered(widget: QWidget, front: QWidget) -> bool:
    """Return True if something else lies over the middle of a widget."""
    top = front.childAt(widget.mapTo(front, widget.rect().center()))
    return top is not None and not (
        top is widget or top.isAncestorOf(widget) or widget.isAncestorOf(top)
    )


def targets(shell: Shell, *, field: bool) -> Iterator[str]:
    """4: buttons that a finger finds, higher in the field; the primary one of a visit is larger."""
    page, dialog = shell.page(), next(iter(dialogs(shell)), None)
    for button in visible(dialog or in_front(shell), QAbstractButton):
        assert isinstance(button, QAbstractButton)
        wide, high = button.width() + 1, button.height() + 1  # a pixel is lost in rounding
        primary = isinstance(button, Button) and button.kind is Kind.PRIMARY
        in_visit = page is not None and page.key == "visit" and page.isAncestorOf(button)
        least = FIELD_TARGET if field else TARGET
        least = PRIMARY_TARGET if field and in_visit and primary else least
        if wide < TARGET or high < least:
            named = button.text() or button.accessibleName() or type(button).__name__
            yield f"{wide}×{high}, not {least} high: {named}"


def named(shell: Shell) -> Iterator[str]:
    """5: whatever takes the focus has a name, and every row says what it is."""
    for widget in visible(in_front(shell), QWidget):
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and not isinstance(widget, QAbstractScrollArea) and not widget.accessibleName():
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not text:
                yield f"no name: {type(widget).__name__}"
    for view in visible(in_front(shell), QAbstractItemView):
        assert isinstance(view, QAbstractItemView)
        if isinstance(view, QHeaderView):
            continue
        if not view.accessibleName():
            yield f"no name: {type(view).__name__}"
        for said, where in rows(view):
            if not said:
                yield f"no words: {view.accessibleName()} {where}"


def rows(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    """Yield what every row or cell that can be current says, and where it is."""
    model = view.model()
    if model is None:
        return  # type: ignore[unreachable]  # Qt's stubs know no view without a model
    for row in range(min(model.rowCount(), 60)):
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            index = model.index(row, column)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                yield str(index.data(ACCESSIBLE) or ""), f"{row},{column}"


def shortcuts(shell: Shell) -> Iterator[str]:
    """11: no single key is a shortcut, and none that belongs to input methods or the system."""
    for action in shell.findChildren(QAction):
        for shortcut in action.shortcuts():
            keys = shortcut.toString()
            lone = "+" not in keys.removesuffix("+")
            if lone and not re.fullmatch(r"F\d+", keys):
                yield f"single key: {keys}"
            if re.fullmatch(r"Alt\+[A-Z]|Ctrl\+Shift\+[A-Z]", keys) or keys in RESERVED:
                yield f"reserved: {keys}"


def quiet(shell: Shell) -> Iterator[str]:
    """13: at most 0.3 % of a page without grave states is red."""
    image = shell.grab().toImage()
    red = total = 0
    for y in range(0, image.height(), 3):
        for x in range(0, image.width(), 3):
            pixel = image.pixelColor(x, y)
            total += 1
            hue, full = pixel.hsvHue(), pixel.hsvSaturation()
            red += full > 120 and pixel.value() > 90 and (hue <= 8 or hue >= 348)
    if red / total > 0.003:
        yield f"{red / total:.2%} red"


CAPS = {
    *("Ctrl", "Alt", "Shift", "Tab", "Enter", "Esc", "PgUp", "PgDn", "Del", "Space", "Home", "End"),
    *("PDF", "JPEG", "HEIC", "CSV", "Excel", "QR", "AGE", "SECRET", "KEY", "GB", "MB", "KB"),
    *("json", "wxp", "xlsx", "yaml", "csv", "pdf", "jpg", "SHA", "IMG", "demo", "DCIM"),
}
"""What is no Chinese and may stand on screen: key caps, kinds of files, units."""

CODE = re.compile(r"[A-Z]{1,3}-?\d[\w./-]*|F\d+|T\d\d(-\d)?|/[\w/.\u4e00-\u9fff-]+|\w:\\\S+")
ENGLISH = re.compile(r"[A-Za-z]{3,}")


def words(shell: Shell) -> Iterator[str]:
    """20: no English outside key caps, no 您, no exclamation marks."""
    front = in_front(shell)
    said = [_said(widget) for widget in visible(front, QWidget)]
    for view in visible(front, QAbstractItemView):
        assert isinstance(view, QAbstractItemView)
        if not isinstance(view, QHeaderView):
            said += [text for text, _where in rows(view)]
    for text in said:
        for word in ENGLISH.findall(CODE.sub(" ", text)):
            if word not in CAPS:
                yield f"English {word!r}: {text[:40]}"
        for mark in "您！!":
            if mark in text:
                yield f"{mark}: {text[:40]}"


def tab_stops(shell: Shell) -> tuple[list[QWidget], list[QWidget]]:
    """6: return the widgets that Tab reaches from here, and those that it should reach."""
    front = in_front(shell)
    wanted = [
        widget
        for widget in visible(front, QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not _seen(widget, front).isEmpty()
    ]
    wanted = [widget for widget in wanted if not covered(widget, front)]
    reached: list[QWidget] = []
    start = QApplication.focusWidget() or front
    at: QWidget | None = start
    while at is not None and len(reached) <= len(wanted) * 2 + 10:
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        if at is None or at in reached:
            break
        reached.append(at)
    start.setFocus()
    return reached, wanted


def ring(shell: Shell, widget: QWidget) -> str:
    """7: say what is wrong with the focus ring of a widget; nothing if it is seen."""
    front = in_front(shell)
    rect = front.rect() & _seen(widget, front)
    if rect.width() < 12 or rect.height() < 12:
        return ""
    if 2 * rect.width() * rect.height() > front.width() * front.height():
        return ""  # the one zone of its page
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if QApplication.focusWidget() is not widget:
        return ""
    on = front.grab(rect).toImage()
    widget.clearFocus()
    off = front.grab(rect).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    ground = _ground(on, on.rect())
    step = 1 if rect.width() * rect.height() < 150_000 else 2
    changed = strong = 0
    for y in range(0, on.height(), step):
        for x in range(0, on.width(), step):
            if on.pixel(x, y) != off.pixel(x, y):
                changed += 1
                strong += ground is not None and contrast(on.pixelColor(x, y), ground) >= 3
    least = 24 if isinstance(widget, QTableView) else 60  # a ring around a cell, or a line
    if strong * step < 2 * (min(rect.width(), rect.height(), least) - 8):
        name = widget.accessibleName() or type(widget).__name__
        return f"focus hardly seen ({changed} px, {strong} strong): {name}"
    return ""


def _seen(widget: QWidget, front: QWidget) -> QRect:
    """Return the part of a widget that no area around it hides, in the window's px."""
    rect = QRect(widget.mapTo(front, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not front and not widget.isWindow():
        rect &= QRect(parent.mapTo(front, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return rect


def _ground(image: QImage, rect: QRect) -> QColor | None:
    """Return the most frequent colour of a part of a picture, looked at in a grid."""
    if rect.width() < 3 or rect.height() < 3:
        return None
    across, down = max(rect.width() // 24, 1), max(rect.height() // 10, 1)
    seen = Counter(
        image.pixel(x, y)
        for y in range(rect.top(), rect.bottom() + 1, down)
        for x in range(rect.left(), rect.right() + 1, across)
    )
    return QColor(seen.most_common(1)[0][0])


def _said(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText()
    if isinstance(widget, Overlay):
        return widget.accessibleName()
    return ""
