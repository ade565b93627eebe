"""What people see when something goes wrong: three parts, and details to copy."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QApplication, QWidget

from inspector import __version__
from inspector.domain.errors import InspectorError
from inspector.ui import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An error for people: what happened, what to do, and the details for an engineer."""

    what: str
    next_step: str
    details: str
    bug: bool


def report_of(error: BaseException) -> Report:
    """Turn any error into a report; what is no InspectorError is a bug."""
    import platform  # noqa: PLC0415 - 10 ms that only an error needs
    import traceback  # noqa: PLC0415 - as above

    trail = "".join(traceback.format_exception(error))
    details = (
        f"五星考评 {__version__} · Python {platform.python_version()} · "
        f"PySide6 {pyside_version} · {platform.platform()}\n\n{trail}"
    )
    if isinstance(error, InspectorError):
        return Report(
            what=error.sentence(),
            next_step=error.advice(),
            details=f"[{error.code}]\n{details}",
            bug=False,
        )
    return Report(what=texts.BUG_SENTENCE, next_step=texts.BUG_ADVICE, details=details, bug=True)


class Notice(Dialog):
    """Shows a report; details are one button away and never in the way."""

    def __init__(self, report: Report, parent: QWidget | None) -> None:
        super().__init__(texts.BUG_TITLE if report.bug else texts.PRODUCT, parent, width=520)
        self.report = report
        self._copy = Button(texts.COPY_DETAILS, self._copy_details, kind=Kind.QUIET)
        close = Button(texts.CLOSE, self.accept, key="Enter", kind=Kind.PRIMARY, height=44)
        layout = column(
            Label(texts.WHAT_HAPPENED, 14, "text3"),
            Label(report.what, 17, bold=True, wrap=True),
            8,
            Label(texts.WHAT_NEXT, 14, "text3"),
            Label(report.next_step, 16, wrap=True),
            16,
            margin=24,
            gap=4,
        )
        layout.addLayout(row(self._copy, None, close, gap=12))
        self.setLayout(layout)
        close.setFocus()

    def _copy_details(self) -> None:
        QApplication.clipboard().setText(self.report.details)
        self._copy.say(texts.COPIED)
