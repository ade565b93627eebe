"""Where a site has several visits to open, one is chosen by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions.starting import Choice
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.policy import VisitKind
from inspector.domain.visit import VisitKey, VisitState
from inspector.ui.pages.kinds import texts
from inspector.ui.pages.kinds.page import KindsPage


def choice(kind: str, name: str, *, planned: bool, ordinal: int = 1) -> Choice:
    key = VisitKey(
        round=RoundId("2026-11"),
        kind=kind,
        site=SiteCode("419901100201"),
        team=TeamId("T01"),
        ordinal=ordinal,
    )
    return Choice(
        key=key,
        place="南镇 南村（201）",
        kind=VisitKind(id=kind, name=name),
        state=VisitState.PLANNED,
        planned=planned,
        asks="不打分，写发现",
    )


FOUND = (
    choice("cross", "交叉考评", planned=True),
    choice("spot", "临时抽查", planned=False, ordinal=2),
)


def test_a_kind_is_chosen_by_keys(qtbot: QtBot) -> None:
    page = KindsPage(FOUND)
    qtbot.addWidget(page)
    chosen: list[str] = []
    page.chosen.connect(chosen.append)
    page.show()
    page.opened()
    lines = page.list.lines
    said = [lines.index(row, 0).data() for row in range(lines.rowCount())]
    assert said[0].startswith(texts.PLANNED)
    assert said[1].startswith("交叉考评　未开始")
    assert said[3].startswith("临时抽查　第 2 次　可以开始")
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen == [one.key.uid for one in FOUND]
    page.list.clicked.emit(lines.index(0, 0))
    assert len(chosen) == 2, "a head opens nothing"
    assert page.hints() == texts.KEYS


def test_esc_goes_back(qtbot: QtBot) -> None:
    page = KindsPage(FOUND)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)
