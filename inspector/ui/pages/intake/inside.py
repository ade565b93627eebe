"""The panel beside the list: what one package holds, or why it was refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inspector.actions.previewing import PackageCard
from inspector.domain.merging import Arrival
from inspector.domain.wording import moment_words, thousands, word
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.pages.intake import texts
from inspector.ui.pages.intake.parcels import Parcel, Refusal, size_words
from inspector.ui.widgets.column_list import Column, ColumnList, Line
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, column

ARRIVAL_GLYPHS = {
    Arrival.NEW: Glyph.CLEAR,
    Arrival.NEWER: Glyph.DOING,
    Arrival.SAME: Glyph.UNSET,
    Arrival.CONFLICT: Glyph.CONFLICT,
    Arrival.REFUSED: Glyph.WRONG,
}
SITE_COLUMNS = (
    Column(title=texts.SITE_COLUMNS[0], width=120, share=1),
    Column(title=texts.SITE_COLUMNS[1], width=40, right=True, tone="text2"),
    Column(title=texts.SITE_COLUMNS[2], width=92),
)


class InsidePanel(QWidget):
    """Shows one package at a time; its sites are a list of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.sites = ColumnList(texts.SITE_COLUMNS[0], SITE_COLUMNS, height=28)
        self._top = column(gap=8)
        self._top.setContentsMargins(u(18), u(14), u(18), u(6))
        box = column()
        box.addLayout(self._top)
        box.addWidget(self.sites, 1)
        box.addStretch(0)
        self.setLayout(box)

    def show_parcel(self, parcel: Parcel | None) -> None:
        """Show another package, or nothing."""
        _clear(self._top)
        card = parcel.card if parcel is not None and parcel.refusal is None else None
        self.sites.setVisible(card is not None)
        self.sites.show_lines(_sites(card) if card is not None else ())
        if parcel is None:
            return
        for part in _parts(parcel):
            self._top.addWidget(part)
        if card is None:
            self._top.addStretch(1)


def _clear(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _parts(parcel: Parcel) -> Iterator[QWidget]:
    if parcel.refusal is not None:
        yield from _refusal(parcel.file.name, parcel.refusal)
        return
    if parcel.card is None:
        yield Label(parcel.file.name, 17, bold=True, wrap=True)
        yield Label(texts.NOT_READ, 15, "text2", wrap=True)
        return
    yield Label(parcel.card.label, 17, bold=True, wrap=True)
    yield _facts(parcel.card)
    if parcel.card.photos_missing:
        told = texts.MISSING_PHOTOS.format(count=thousands(parcel.card.photos_missing))
        yield Label(told, 15, "warn", bold=True, wrap=True)
    if parcel.taken is not None and parcel.taken.check:
        yield Label(texts.CHECK.format(check=parcel.taken.check), 15, bold=True, wrap=True)
    yield Hairline()


def _refusal(file: str, refusal: Refusal) -> Iterator[QWidget]:
    yield Label(file, 17, bold=True, wrap=True)
    for title, told in (
        (texts.WHAT, refusal.what),
        (texts.MEANS, texts.NOTHING_WRITTEN),
        (texts.NEXT, refusal.advice),
    ):
        yield Label(title, 14, "text3")
        yield Label(told, 16, bold=title == texts.WHAT, wrap=True)
    yield Label(texts.CODE.format(code=refusal.code), 14, "text3")


def _facts(card: PackageCard) -> QWidget:
    told = (
        str(card.team),
        str(card.round),
        card.device + (texts.NEW_LAPTOP if card.new_laptop else ""),
        moment_words(datetime.fromisoformat(card.claimed_at)),
        "、".join(card.forms),
        thousands(card.records),
        thousands(card.photos),
        size_words(card.size),
        card.package_id[:12],
    )
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(u(12))
    grid.setVerticalSpacing(u(3))
    grid.setColumnStretch(1, 1)
    for at, (title, text) in enumerate(zip(texts.FACTS, told, strict=True)):
        grid.addWidget(Label(title, 14, "text3"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(text, 15, wrap=True), at, 1)
    widget = QWidget()
    widget.setLayout(grid)
    return widget


def _sites(card: PackageCard) -> list[Line]:
    return [
        Line(
            key=f"{one.township}{one.name}{one.tail}",
            cells=(
                f"{one.township} {one.name} {one.tail}",
                thousands(one.photos),
                f"{word(one.kind)} {one.changes}" if one.changes else word(one.kind),
            ),
            glyph=ARRIVAL_GLYPHS[one.kind],
            glyph_at=2,
            loud=one.kind is Arrival.CONFLICT,
        )
        for one in card.sites
    ]
