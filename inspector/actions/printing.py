"""The score sheet of one visit: as it stands, and as it was when it was signed."""

from __future__ import annotations

from pathlib import Path

from inspector.actions.desk import Desk
from inspector.actions.placing import keep_out, make_room
from inspector.actions.recalling import recall
from inspector.actions.visit_sheets import recalled_pdf, visit_pdf
from inspector.domain.file_name import safe_name
from inspector.domain.ids import VisitUid
from inspector.platform.durable import write_durably

PDF = ".pdf"


def sheet_pdf(desk: Desk, uid: VisitUid) -> bytes:
    """Return the score sheet of a visit; a 预览稿 while it is not sealed.

    Raises:
        NotOpened: Nobody has begun the visit.
    """
    with desk.store.reading() as reading:
        return visit_pdf(reading, desk, uid)


def earlier_sheet(desk: Desk, code: str, out: Path) -> Path:
    """Print the score sheet that bears a 记录码 as it was, whatever was decided since.

    Raises:
        CodeUnreadable, SheetUnknown: No seal bears the code.
        WithinFolder: It would lie in the data folder.
        DiskFull, FolderReadOnly: The disk refused.
    """
    keep_out(desk, out)
    with desk.store.reading() as reading:
        shown = recall(reading, code)
        content = recalled_pdf(reading, desk, shown)
    name = safe_name(f"打分表_{shown.visit.line.site.name}_{shown.digest[:12]}", PDF)
    path = out if out.suffix.lower() == PDF and not out.is_dir() else out / name
    make_room(path.parent)
    write_durably(path, content)
    return path
