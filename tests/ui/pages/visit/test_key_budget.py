"""How many keys a village takes, typed on the real page, and that the marks are those meant."""

from __future__ import annotations

import os
from collections.abc import Callable
from statistics import median

from key_robot import Script, conventional, draw, floor, plain, sampled
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inspector.domain.ids import ItemCode
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import GapKind
from inspector.domain.visit import ItemEntry
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot, rows_in

SCRIPT_SEED = 11
VISITS = 200 if os.environ.get("INSPECTOR_LONG") else 9


class Robot:
    """Types a script on a page; ``pressed`` counts its keys."""

    def __init__(self, page: VisitPage, script: Script) -> None:
        self.page, self.script, self.pressed = page, script, 0

    def run(self) -> None:
        """Go through the visit until every step is confirmed."""
        for _ in range(400):
            if self.page.parts.part is self.page.review:
                return
            self._item(self.page.zone.spot)
        raise AssertionError("the visit does not come to an end")

    def _item(self, spot: Spot) -> None:
        rows = rows_in(self.script.rubric.item(spot.item), spot.step)
        here = [row.code for row in rows].index(spot.checkpoint or rows[0].code)
        for place in self.script.walk(rows, here):
            self._go(here, place, len(rows))
            self._type(self.script.keys(rows[place]))
            here = place
        self._type(" " if sampled(rows, self.script) else "\r")

    def _go(self, here: int, there: int, count: int) -> None:
        down = (there - here) % count
        up = count - down
        for _ in range(min(down, up)):
            self._press(Qt.Key.Key_Down if down <= up else Qt.Key.Key_Up)

    def _type(self, keys: str) -> None:
        for key in keys:
            if key == "\r":
                self._press(Qt.Key.Key_Return)
            elif key == " ":
                self._press(Qt.Key.Key_Space)
            else:
                self.pressed += 1
                QTest.keyClicks(self._target(), key)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def _press(self, key: Qt.Key) -> None:
        self.pressed += 1
        QTest.keyClick(self._target(), key)


def typed(page: VisitPage, script: Script, *, by_star: bool) -> int:
    """Type a village anew on a page; return how many keys it took."""
    session = page.session
    for item in script.rubric.items():
        session.put(Spot(step=None, item=item.code), ItemEntry())
    page.zone.go(page.zone.guide.start(by_star=by_star))
    page.show_scoring()
    robot = Robot(page, script)
    robot.run()
    counted = {code: plain(entry) for code, entry in session.counted.items()}
    assert counted == script.expected()
    assert {gap.kind for gap in session.scorecard.gaps if gap.must} <= {GapKind.PROOF}, "photos"
    return robot.pressed


def test_fifteen_findings_take_at_most_80_keys_by_star(page: VisitPage, rural: Rubric) -> None:
    script = draw(rural, SCRIPT_SEED)
    assert sum(map(len, script.found.values())) == 15
    assert len(script.found) == 12
    assert typed(page, script, by_star=True) <= 80


def test_fifteen_findings_take_at_most_120_keys_by_step(page: VisitPage, rural: Rubric) -> None:
    assert typed(page, draw(rural, SCRIPT_SEED), by_star=False) <= 120


def test_random_villages_take_75_keys_and_a_usual_form_several_times_as_many(
    page: VisitPage, rural: Rubric, record_property: Callable[[str, object], None]
) -> None:
    scripts = [draw(rural, seed) for seed in range(VISITS)]
    keys = [typed(page, script, by_star=True) for script in scripts]
    least = median(floor(rural, script) for script in scripts)
    usual = median(conventional(rural, script) for script in scripts)
    record_property("keys", (median(keys), max(keys), least, usual))
    assert median(keys) <= 75, (median(keys), max(keys), least, usual)
    assert median(keys) <= 1.4 * least
    assert usual >= 3.5 * median(keys)


def test_a_clean_village_is_one_key_an_item_and_the_values(page: VisitPage, rural: Rubric) -> None:
    script = draw(rural, 0, findings=0)
    items = len(list(rural.items()))
    assert typed(page, script, by_star=True) <= items + 25
    assert ItemCode("ST-2") in page.session.counted
