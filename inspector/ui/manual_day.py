"""The day that the manual tells: one village of a practice laptop, from the slate to the stick.

``python -m inspector.ui.picturing --manual docs/图`` makes exactly the pictures that
``docs/外业手册.md`` shows, in its order; see :data:`PICTURES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog

from inspector.actions import collecting, gathering, scoring, showing
from inspector.actions.desk import Desk
from inspector.actions.inventing import invent
from inspector.domain.ids import CheckpointCode, ItemCode, SiteCode
from inspector.domain.marks import ShapeKind
from inspector.domain.sorting import may_show
from inspector.domain.visit import EMPTY
from inspector.media.drawn import scene
from inspector.media.stamping import MODEL, stamp_exif
from inspector.platform import clock
from inspector.ui.doors import Doors
from inspector.ui.pages.handing.page import HandingPage
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.shell import Shell
from inspector.ui.workspaces import FieldWorkspace

PICTURES = (
    "打开下发包",
    "今日",
    "起始牌",
    "抽问",
    "打分",
    "十二个月表格",
    "六步日期",
    "照片进来",
    "照片归类",
    "遮挡",
    "核对",
    "给书记看",
    "打分表",
    "签字",
    "暂停本村",
    "收工",
    "纸面",
    "其他考评",
)
"""What the manual shows, in its order; files are ``01_打开下发包.png`` and so on."""

MORNING = datetime(2026, 11, 5, 8, 30, tzinfo=clock.CHINA)
SCENES, PHONES = 6, 2
SEED, CARE = 7, 0.93

LISTENING, LOOKING, MONTHS, STEPS = map(CheckpointCode, ("ZB-1.2", "ST-2.1", "ZB-4.1", "ZB-2.3"))
"""Checkpoints of the county's rural form."""

RURAL = "rural"
UNSEEN = ("CY-3", "WM-5")
"""Items that are not counted yet when 核对 is shown."""

BARE = ("ZB-4", "PA-2")
"""Items that lack their photos then."""

LIST_OF_NAMES = (-230, 190)
"""Thousandths from the middle of the picture to the list on the notice board."""

LEFT = "手机没电，照片晚上补"
STICK = "E:\\交包"


class Watch:
    """The laptop's clock of that morning: each look is a second later."""

    def __init__(self) -> None:
        self._now = MORNING

    def __call__(self) -> datetime:
        """Return the time."""
        self._now += timedelta(seconds=1)
        return self._now


def draw_phone_photos(folder: Path, count: int = SCENES) -> list[Path]:
    """Draw ``count`` photos of two phones, taken a few minutes after the slate.

    Raises:
        DiskFull, FolderReadOnly: The folder cannot be written.
    """
    paths = []
    for serial in range(count):
        at = MORNING + timedelta(minutes=2 + 3 * serial)
        photo = stamp_exif(scene(serial), taken_at=at.replace(tzinfo=None), serial=serial)
        model = f"{MODEL[:-1]}{serial % PHONES + 1}"
        path = folder / f"IMG_{serial + 1:04}.jpg"
        path.write_bytes(photo.replace(MODEL.encode("ascii"), model.encode("ascii"), 1))
        paths.append(path)
    return paths


def manual_stops(
    shell: Shell, doors: Doors, desk: Desk, settings: QSettings, photos: Sequence[Path]
) -> Iterator[str]:
    """Go through the day; ``desk`` is a laptop's with a rural village that nobody began.

    Raises:
        InspectorError: The store does not answer.
    """
    doors.show_welcome()
    start = shell.page()
    if isinstance(start, WelcomePage):
        start.choices[2].click()
    yield PICTURES[0]
    field = FieldWorkspace(shell, desk, settings)
    field.open()
    yield PICTURES[1]
    site, second = rural_sites(desk)[:2]
    page = _opened(shell, field, site)
    yield from _scoring(page)
    yield from _photos(page, desk, site, photos)
    yield from _ending(shell, field, desk, site)
    yield from _evening(shell, field, second)


def rural_sites(desk: Desk) -> list[SiteCode]:
    """Return the villages on the laptop's road that are scored by the rural form."""
    return [row.site.code for row in showing.site_rows(desk) if row.site.rubric == RURAL]


def _scoring(page: VisitPage) -> Iterator[str]:
    """Slate, questions, a defect, the two ledgers."""
    for seat in (1, 2):
        page.shooting.slate.board.tick(seat)
    yield PICTURES[2]
    page.show_scoring()
    marker = page.zone.marker
    _stand(page, LISTENING)
    page.zone.command("Q")
    asked = page.beside.asking.list
    for place, right in enumerate((True, True, False)):
        asked.answered.emit(place, right)
    yield PICTURES[3]
    page.show_scoring()
    _stand(page, LOOKING)
    for letter in "AC":
        marker.press(letter)
        marker.pause()
    yield PICTURES[4]
    _stand(page, MONTHS)
    for key in ("Right", *["Right"] * 2, "Space", "Down", "Space"):
        marker.press(key)
    yield PICTURES[5]
    marker.press("Enter")
    _stand(page, STEPS)
    for key in ("Right", *"0312", *"0315", *"0310", *"0402"):
        marker.press(key)
    yield PICTURES[6]
    marker.press("Enter")


def _photos(page: VisitPage, desk: Desk, site: SiteCode, photos: Sequence[Path]) -> Iterator[str]:
    """How photos come, how they are sorted, how a face is covered."""
    page.shooting.show_photos()
    yield PICTURES[7]
    collecting.collect(desk, scoring.open_visit(desk, site), photos, anyway=True)
    page.show_scoring()
    page.shooting.show_photos()
    _name_phones(page)
    yield PICTURES[8]
    page.shooting.photos.ask_marks()
    page.shooting.marks.view.add(ShapeKind.COVER)
    page.shooting.marks.view.shift(*LIST_OF_NAMES, size=False)
    yield PICTURES[9]


def _name_phones(page: VisitPage) -> None:
    """Say whose phones they are, and when the first one saw the slate."""
    photos = page.shooting.photos
    sorter = photos.sorter
    for phone, person in zip(sorter.phones(), page.session.desk.roll.people[2:], strict=False):
        page.session.desk.roll.name_owner(phone.camera, person.id)
    if sorter.current is not None:
        page.session.desk.roll.type_time(sorter.current, f"{MORNING:%H:%M}:40")
    sorter.load()


def _ending(shell: Shell, field: FieldWorkspace, desk: Desk, site: SiteCode) -> Iterator[str]:
    """核对 with its gaps, the feedback, the paper, the signatures."""
    _count_but(desk, site, UNSEEN)
    page = _opened(shell, field, site)
    page.show_review()
    yield PICTURES[10]
    page.ending.show_feedback()
    for window in shell.findChildren(QDialog):
        window.showNormal()
        window.resize(shell.size())
    yield PICTURES[11]
    for window in shell.findChildren(QDialog):
        window.reject()
    _count_but(desk, site, ())
    page = _opened(shell, field, site)
    page.ending.seal(LEFT)
    shell.say("")
    page.paperwork.draw()
    yield PICTURES[12]
    page.parts.show_part(page.sign)
    yield PICTURES[13]


def _evening(shell: Shell, field: FieldWorkspace, site: SiteCode) -> Iterator[str]:
    """A pause at the next village, the hand-over, paper, other kinds."""
    page = _opened(shell, field, site)
    page.show_scoring()
    page.ending.ask_pause()
    yield PICTURES[14]
    for window in shell.findChildren(QDialog):
        window.reject()
    handing = shell.go("handing")
    if isinstance(handing, HandingPage):
        handing.field.setText(STICK)
    yield PICTURES[15]
    shell.go("blanks")
    yield PICTURES[16]
    field.choose_kind(site)
    yield PICTURES[17]


def _opened(shell: Shell, field: FieldWorkspace, site: SiteCode) -> VisitPage:
    field.open_visit(site)
    page = shell.page()
    assert isinstance(page, VisitPage)  # noqa: S101 - a planned visit with points has no other page
    return page


def _stand(page: VisitPage, row: CheckpointCode) -> None:
    point = page.session.rubric.checkpoint(row)
    item = ItemCode(row.partition(".")[0])
    page.zone.go(Spot(step=point.step, item=item, checkpoint=row))


def _count_but(desk: Desk, site: SiteCode, unseen: Sequence[str]) -> None:
    """Count all items but a few, most with their photos; what was counted by hand stays."""
    visit = scoring.open_visit(desk, site)
    invented = invent(visit.rubric, Random(SEED), care=CARE)  # noqa: S311 - marks are invented, not secret
    taken = [photo.evidence.digest for photo in collecting.roll_of(desk, visit).photos]
    for item in visit.rubric.items():
        own = visit.counted.get(item.code, EMPTY)
        entry = invented[item.code]
        if item.code not in unseen:
            kept = {**entry.entries, **own.entries}
            photos = (
                () if item.code in BARE or not may_show(item) else tuple(taken[: item.photos_min])
            )
            gathering.put_item(desk, visit, item.code, replace(entry, entries=kept, photos=photos))
