"""练习 in the window: begins one, says so over every page, and takes it away at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.domain.progress import Ticket
from inspector.platform.clock import Clock
from inspector.ui import texts
from inspector.ui.shell import Shell
from inspector.ui.widgets.practice_bar import PracticeBar

if TYPE_CHECKING:
    from inspector.actions.desk import Desk
    from inspector.actions.practising import Practice


class PracticeDoor(QObject):
    """``home`` is the program's own folder; ``leave`` goes back to the start."""

    def __init__(self, shell: Shell, home: Path, clock: Clock, leave: Callable[[], None]) -> None:
        super().__init__(shell)
        self._shell, self._home, self._clock = shell, home, clock
        self._leave = leave
        self._practice: Practice | None = None
        self.bar = PracticeBar(texts.PRACTICE_STRIP, texts.PRACTICE_END, leave)
        self.bar.hide()
        shell.put_strip(self.bar)

    @property
    def on(self) -> bool:
        """True while the open folder is one for practice."""
        return self._practice is not None

    def start(self, enter: Callable[[Desk], None], fail: Callable[[Exception], None]) -> None:
        """Make a practice in a job and enter it; what a crash left behind goes first."""

        def work(ticket: Ticket) -> tuple[Practice, Desk]:
            from inspector.actions import practising  # noqa: PLC0415 - after the first paint
            from inspector.actions.desk import sit_down  # noqa: PLC0415 - as above

            practising.sweep(self._home)
            practice = practising.begin(self._home, clock=self._clock, ticket=ticket)
            try:
                return practice, sit_down(practice.folder, practising.PIN, clock=self._clock)
            except BaseException:
                practice.end()
                raise

        def show(made: tuple[Practice, Desk]) -> None:
            practice, desk = made
            try:
                enter(desk)
            except Exception as error:  # noqa: BLE001 - whatever it was, nothing of it may stay
                desk.close()
                practice.end()
                self._leave()
                fail(error)
                return
            self._practice = practice
            self.bar.show()

        page = self._shell.page()
        if page is not None:
            page.setEnabled(False)  # its keys would begin something else meanwhile

        def over() -> None:
            if page is not None and page is self._shell.page():  # it failed, or was stopped
                page.setEnabled(True)
                page.opened()

        self._shell.jobs.start(
            texts.PRACTICE_MAKING, work, show, unit=texts.STEP, failed=fail, ended=over
        )

    def end(self) -> None:
        """Remove the practice, whose desk is closed by now; without one do nothing."""
        practice, self._practice = self._practice, None
        self.bar.hide()
        if practice is not None:
            practice.end()

    def sweep(self) -> None:
        """Remove what a crash left behind, without being in the way of anything."""
        if (self._home / texts.PRACTICE).is_dir():

            def work(_ticket: Ticket) -> None:
                from inspector.actions import practising  # noqa: PLC0415 - as above

                practising.sweep(self._home)

            nothing = (lambda _none: None, lambda: None)
            self._shell.jobs.start_quietly(texts.PRACTICE_SWEEP, work, *nothing)
