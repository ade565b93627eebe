"""Files of a visit without points: photos that come in, and the paper that goes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.file_name import safe_name
from inspector.domain.ids import Digest
from inspector.ui.job import Jobs
from inspector.ui.pages.survey import texts
from inspector.ui.pages.survey.desk import Hung
from inspector.ui.pages.survey.editor import Editor
from inspector.ui.pages.survey.session import SurveySession


class SomeRefused(InspectorError):
    """Some files were no photos; the others were taken."""

    code: ClassVar[str] = "M131"
    what: ClassVar[str] = texts.PHOTO_REFUSED
    next_step: ClassVar[str] = "其余照片都收下了。请换好的照片文件再加一次。"


class SurveyFiles(QObject):
    """``said`` tells what was done, ``failed`` carries what was not."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: SurveySession, editor: Editor, jobs: Jobs, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._editor, self._jobs, self._page = session, editor, jobs, page

    def choose_photos(self) -> None:
        """Ask for photo files for the finding in front."""
        if self._session.stopped() or self._editor.finding is None:
            return
        names, _filter = QFileDialog.getOpenFileNames(
            self._page, texts.PHOTO_ADD, "", texts.PHOTO_FILTER
        )
        self.take_in([Path(name) for name in names])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take files in, in a job; they hang on the finding in front when they came."""
        session, finding = self._session, self._editor.finding
        if finding is None or not paths or session.stopped() or not session.save_rest():
            return
        self._jobs.start(
            texts.PHOTO_JOB,
            lambda ticket: session.desk.take_in(finding.n, paths, ticket),
            lambda hung: self._tell_hung(finding.n, hung),
            unit=texts.PHOTO_UNIT,
        )

    def unhang(self, photo: str) -> None:
        """Take a photo off the finding in front."""
        if self._editor.finding is not None:
            self._session.unhang(self._editor.finding, Digest(photo))

    def choose_paper(self) -> None:
        """Ask where to save the paper, then save it."""
        where, kind = self._session.desk.where, self._session.desk.kind
        name = texts.SHEET_NAME.format(
            kind=kind.name, township=where.township, name=where.name, tail=where.tail
        )
        chosen, _filter = QFileDialog.getSaveFileName(
            self._page,
            texts.SHEET_TITLE,
            safe_name(name.removesuffix(".pdf"), ".pdf"),
            "PDF (*.pdf)",
        )
        if chosen and self._session.save_rest():
            self._save_paper(Path(chosen))

    def _save_paper(self, path: Path) -> None:
        desk = self._session.desk
        self._jobs.start(
            texts.SHEET_JOB,
            lambda ticket: desk.save_sheet(path, ticket),
            lambda _none: self.said.emit(texts.SHEET_SAVED.format(path=path)),
        )

    def _tell_hung(self, number: int, hung: Hung) -> None:
        self._session.changed.emit(0)
        self.said.emit(texts.PHOTO_TAKEN.format(number=number, count=hung.photos))
        if hung.refused:
            self.failed.emit(SomeRefused(count=len(hung.refused), first=hung.refused[0]))
