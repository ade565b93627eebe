"""Which item of the form a finding speaks of: its code or a part of its title is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.ids import ItemCode
from inspector.ui.look import look, u
from inspector.ui.pages.survey import texts
from inspector.ui.widgets.field import Field, halfwidth
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import row

NAMED = 4
"""Codes that are named where a part of a title fits several items."""


class ItemField(QWidget):
    """``changed`` follows every key, ``done`` Esc; :attr:`item` is None while none is meant."""

    changed = Signal()
    done = Signal()

    def __init__(self, items: Mapping[ItemCode, str]) -> None:
        super().__init__()
        self._items = items
        self.item: ItemCode | None = None
        self.field = Field(texts.ITEM, texts.ITEM_HINT, height=38)
        self._told = Elided("", 15, "text2")
        line = row(Label(texts.ITEM, 15, "text2"), self.field, self._told, gap=8)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._typed)
        self.field.done.connect(self.done)
        self._fit()
        look().changed.connect(self._fit)

    def show_item(self, item: ItemCode | None) -> None:
        """Show another item; one that is being typed stays as it is typed."""
        if item == self.item and (item is not None or self.field.hasFocus()):
            return
        self.item = item
        self.field.setText(item or "")
        self._tell(self._meant())

    def _typed(self) -> None:
        found = self._meant()
        self.item = found[0] if len(found) == 1 else None
        self._tell(found)
        self.changed.emit()

    def _meant(self) -> Sequence[ItemCode]:
        """Return the items that are meant: the one of that code, else those of such a title."""
        typed = halfwidth(self.field.text()).strip()
        bare = typed.replace("-", "").upper()
        exact = [code for code in self._items if str(code).replace("-", "").upper() == bare]
        if exact or not typed:
            return exact
        return [code for code, title in self._items.items() if typed in title]

    def _tell(self, found: Sequence[ItemCode]) -> None:
        typed = bool(self.field.text().strip())
        if len(found) == 1:
            told = f"{found[0]} {self._items[found[0]]}"
        elif found:
            told = texts.ITEM_MANY.format(count=len(found), codes="、".join(found[:NAMED]))
        else:
            told = texts.ITEM_UNKNOWN if typed else ""
        self._told.setText(told)
        self._told.tone("warn" if typed and len(found) != 1 else "text2")

    def _fit(self) -> None:
        self.field.setFixedWidth(u(200))
