"""From the start to a new county office: the page, and what makes the office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.platform.clock import Clock
from inspector.ui import texts
from inspector.ui.shell import Shell

if TYPE_CHECKING:
    from inspector.actions.creating import OfficeMade
    from inspector.ui.pages.office_new.page import OfficeNewPage
    from inspector.ui.pages.office_new.wish import NewOffice


def show_new_office(
    shell: Shell,
    clock: Clock,
    leave: Callable[[], None],
    open_folder: Callable[[Path, str], None],
) -> None:
    """Show the page that makes an office; ``leave`` goes back, ``open_folder`` enters it."""
    from inspector.ui.pages.office_new.page import OfficeNewPage  # noqa: PLC0415 - the first paint must not wait

    page = OfficeNewPage()

    def enter() -> None:
        if page.wish is not None:
            open_folder(page.wish.folder, page.wish.pin)

    page.wanted.connect(lambda wish: _create(shell, clock, page, wish))
    page.entered.connect(enter)
    page.left.connect(leave)
    shell.show_alone(page)


def _create(shell: Shell, clock: Clock, page: OfficeNewPage, wish: NewOffice) -> None:
    def work(_ticket: Ticket) -> OfficeMade:
        from inspector.actions import creating  # noqa: PLC0415 - as above

        files = creating.OfficeFiles(
            sites=wish.sites,
            teams=wish.teams,
            rubrics=wish.rubrics,
            policy=wish.policy,
            default_rubric="by-kind",
        )
        return creating.create_office(wish.folder, wish.pin, files, clock=clock)

    def fail(error: Exception) -> None:
        page.refuse(error)
        if not isinstance(error, InspectorError):
            shell.explain(error)

    shell.jobs.start(texts.CREATING, work, page.show_made, failed=fail)
