"""Puts the pages of a PDF on a printer that somebody chose; a printer that fails is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.ui.pages.visit import sign_texts as texts

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

COPIES = 2
"""一式两份: one for the village, one for the county (policy.yaml, ``documents``)."""
PRINTED_SCALE = 300 / 72
"""Pixels a point: 300 dpi, what an office printer shows."""


class PrinterFailed(InspectorError):
    """The printer took nothing."""

    code: ClassVar[str] = "W230"
    what: ClassVar[str] = "打印机没有收下打分表（{printer}）。"
    next_step: ClassVar[str] = "看看打印机开了没有、有没有纸，再按 F7 打一次；也可以先存 PDF。"


AskPrinter = Callable[[QWidget, str, int, "Callable[[QPrinter], None]"], None]
"""Asks for a printer for a document of that name, proposing so many copies; calls back once
somebody agreed."""


def ask_printer(parent: QWidget, name: str, copies: int, on: Callable[[QPrinter], None]) -> None:
    """Ask for a printer by the system's own dialog.

    Its queue calls the job by ``name``, and where there is no printer at all the dialog proposes
    a file of that name: an empty one is a folder, which it refuses in a box of its own.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - costs start-up

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setCopyCount(copies)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(texts.PRINT_TITLE)
    dialog.accepted.connect(lambda: on(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()  # not exec: the window goes on


def put_on_paper(printer: QPrinter, pages: Sequence[QImage]) -> int:
    """Print pages edge to edge; return how many copies.

    Raises:
        PrinterFailed: The printer does not answer, or stopped in the middle.
    """
    from PySide6.QtPrintSupport import QPrinter as Printers  # noqa: PLC0415 - costs start-up

    printer.setFullPage(True)
    copies = max(printer.copyCount(), 1)
    times = 1 if printer.supportsMultipleCopies() else copies
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFailed(printer=printer.printerName() or printer.outputFileName())
    sound = True
    for place, page in enumerate([page for _time in range(times) for page in pages]):
        if place:
            sound = printer.newPage() and sound
        painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(printer.resolution())), page)
    painter.end()
    broken = (Printers.PrinterState.Error, Printers.PrinterState.Aborted)
    if not sound or printer.printerState() in broken:
        raise PrinterFailed(printer=printer.printerName() or printer.outputFileName())
    return copies
