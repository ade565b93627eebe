"""From the welcome page to a folder that comes back from a backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.platform.clock import Clock
from inspector.ui.shell import Shell

if TYPE_CHECKING:
    from inspector.actions.backup_home import Snapshot
    from inspector.actions.keeping import Entry, Kept
    from inspector.domain.progress import Ticket


class Restoring:
    """Joins the page 从备份恢复 to the actions."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def snapshots(self, source: Path) -> Sequence[Snapshot]:
        """Return what lies at a place, newest first."""
        from inspector.actions.backup_home import found_at  # noqa: PLC0415 - after first paint

        return found_at(source)

    def restore(self, source: Path, path: Path, entry: Entry, ticket: Ticket) -> Kept:
        """Bring one back to an empty place."""
        from inspector.actions import keeping  # noqa: PLC0415 - as above

        return keeping.restore(source, path, entry, clock=self._clock, ticket=ticket)


def show_restoring(
    shell: Shell, clock: Clock, leave: Callable[[], None], enter: Callable[[Path, str], None]
) -> None:
    """Show the page; ``enter`` gets the folder that was restored and its PIN."""
    from inspector.ui.pages.restoring.page import RestorePage  # noqa: PLC0415 - as above

    page = RestorePage(Restoring(clock), shell.jobs)
    page.left.connect(leave)
    page.done.connect(enter)
    shell.show_alone(page)
