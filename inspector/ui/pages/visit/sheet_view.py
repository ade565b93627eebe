"""The score sheet on the screen: the very PDF that is printed, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.domain.progress import Ticket
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.part import Part
from inspector.ui.paper_pages import PaperPages
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row, scrolling

PIXELS_A_POINT = 2.2
"""Sharp on a laptop screen at its full width."""


class DrawnSheet:
    """A sheet as PDF and its pages as pictures; made in a job."""

    def __init__(self, pdf: bytes, pages: list[QImage]) -> None:
        self.pdf, self.pages = pdf, pages


def draw_sheet(desk: VisitDesk, ticket: Ticket) -> DrawnSheet:
    """Typeset the sheet and draw its pages; for a job, it takes some tenths of a second."""
    pdf = desk.sheet(ticket)
    return DrawnSheet(pdf, draw_pages(pdf))


def draw_pages(pdf: bytes, scale: float = PIXELS_A_POINT) -> list[QImage]:
    """Draw every page of a PDF, at ``scale`` pixels a point."""
    pages = PaperPages(pdf)
    try:
        return [pages.draw(place, scale) for place in range(len(pages))]
    finally:
        pages.close()


class Paper(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, image: QImage, number: int) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(f"第 {number} 页")

    def fit(self, width: int) -> None:
        """Take the height that a page of this width needs."""
        self.setFixedHeight(round(self._across(width) * self._image.height() / self._image.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = self._across(self.width())
        left = (self.width() - width) / 2
        rect = QRectF(left, 0, width, self.height())
        painter.drawImage(rect, self._image)
        painter.setPen(look().colour("line2"))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _across(self, width: int) -> int:
        return min(width, u(860))


class SheetView(Part):
    """``left`` goes back to 核对; ``save`` asks for the PDF, ``print_wanted`` for two copies."""

    about = texts.HELP_SHEET

    save = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("bg")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(texts.SHEET)
        self._count = Label("", 15, "text2")
        self._draft = Label(texts.SHEET_DRAFT, 15, "warn", bold=True)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(u(14))
        self._pages.setContentsMargins(u(20), u(14), u(20), u(14))
        holder = Panel("bg")
        holder.setLayout(self._pages)
        self._area = scrolling(holder)
        self.print_button = Button(
            sign_texts.PRINT_TWO, self.print_wanted.emit, key="F7", icon="printer", height=46
        )
        self.save_button = Button(texts.SAVE_SHEET, self.save.emit, icon="file-pdf", height=46)
        head = row(
            Button(texts.BACK_TO_REVIEW, self.left.emit, key="Esc", icon="arrow-left"),
            self._count,
            self._draft,
            None,
            self.save_button,
            self.print_button,
            gap=14,
        )
        head.setContentsMargins(u(20), u(10), u(20), u(10))
        box = column()
        box.addLayout(head)
        box.addWidget(self._area, 1)
        self.setLayout(box)

    def show_sheet(self, sheet: DrawnSheet, *, draft: bool) -> None:
        """Show the pages of a sheet."""
        while (old := self._pages.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.deleteLater()
        for number, image in enumerate(sheet.pages, 1):
            self._pages.addWidget(Paper(image, number))
        self._pages.addStretch(1)
        self._fit()
        self._count.setText(texts.SHEET_PAGES.format(count=len(sheet.pages)))
        self._draft.setVisible(draft)
        self.print_button.setVisible(not draft)
        for button, loud in ((self.save_button, draft), (self.print_button, not draft)):
            button.kind = Kind.PRIMARY if loud else Kind.PLAIN
            button.updateGeometry()
        self._area.verticalScrollBar().setValue(0)

    def hints(self) -> Sequence[Hint]:
        """Return the keys of the paper."""
        return texts.SHEET_KEYS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self._area.viewport().width() - u(40)
        for paper in self.findChildren(Paper):
            paper.fit(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_PageDown: self._area.viewport().height() - u(40),
            Qt.Key.Key_PageUp: u(40) - self._area.viewport().height(),
            Qt.Key.Key_Down: u(60),
            Qt.Key.Key_Up: -u(60),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)
