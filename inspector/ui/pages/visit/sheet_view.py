"""The papers of a visit on the screen: the very PDF that is printed, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from inspector.ui.look import u
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.part import Part
from inspector.ui.paper_pages import PaperPages
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row
from inspector.ui.widgets.paper_view import PaperView

PIXELS_A_POINT = 2.2
"""Sharp on a laptop screen at its full width."""


class DrawnSheet:
    """A sheet's pages, and its first one drawn already; made in a job."""

    def __init__(self, pages: PaperPages) -> None:
        self.pages, self.first = pages, pages.draw(0, PIXELS_A_POINT)


def draw_sheet(pdf: bytes) -> DrawnSheet:
    """Open the papers and draw their first page; for a job, it takes some tenths of a second."""
    return DrawnSheet(PaperPages(pdf))


class SheetView(Part):
    """``left`` goes back to 核对; ``save`` asks for the PDF, ``print_wanted`` for two copies."""

    about = texts.HELP_SHEET

    save = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("bg")
        self.setAccessibleName(texts.SHEET)
        self._count = Label("", 15, "text2")
        self._draft = Label(texts.SHEET_DRAFT, 15, "warn", bold=True)
        self.paper = PaperView(texts.SHEET)
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
        box.addWidget(self.paper, 1)
        self.setLayout(box)

    def show_sheet(self, sheet: DrawnSheet, *, draft: bool) -> None:
        """Show the pages; a draft's are of the score sheet alone."""
        papers = texts.PAPERS_DRAFT if draft else texts.PAPERS
        self.paper.show_paper(sheet.pages, sheet.first)
        self._count.setText(texts.SHEET_PAGES.format(papers=papers, count=len(sheet.pages)))
        self._draft.setVisible(draft)
        self.print_button.setVisible(not draft)
        for button, loud in ((self.save_button, draft), (self.print_button, not draft)):
            button.kind = Kind.PRIMARY if loud else Kind.PLAIN
            button.updateGeometry()

    def take_focus(self) -> None:
        """Let keys move the paper. A focus proxy would keep Tab from ever leaving it."""
        self.paper.area.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys of the paper."""
        return texts.SHEET_KEYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
