"""冲突裁定: both sides beside each other, a name, a reason, and the visit counts again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from office_window import OfficeWindow, office_window
from played_county import County, at_office, draw_photo, in_field, sites_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.actions import checking_photos, gathering, scoring
from inspector.actions.projecting import project
from inspector.domain.canonical import Tree
from inspector.domain.ids import VisitUid
from inspector.domain.record import Record, rid_of
from inspector.ui.pages.rulings import texts
from inspector.ui.pages.rulings.page import RulingsPage
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.photo_strip import PhotoStrip


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    """Two laptops of T01 disagree about one site, which has a photo on the first of them."""
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, item, [draw_photo(county.root / "a.jpg")])
    files = [
        county.hand_in(laptop, seed=seed, sites=1)
        for seed, laptop in enumerate((county.laptop, county.open_laptop("t01b", "T01")), start=1)
    ]
    with at_office(county.office) as desk:
        county.accept(desk, files)
        checking_photos.check_photos(desk)
    with office_window(county.office, qtbot) as window:
        yield window


@pytest.fixture
def page(window: OfficeWindow) -> RulingsPage:
    return window.rulings()


def said(page: RulingsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label))


def test_both_sides_stand_beside_each_other(page: RulingsPage) -> None:
    assert len(page.list.lines._lines) == 1
    assert len(page.cards) > 3
    assert all(set(card.buttons) == {"甲", "乙"} for card in page.cards)
    assert "甲机　人1" in said(page)
    assert "1 个站点等裁定" in said(page)
    assert [button.text() for button in page.every] == ["全部以甲机为准", "全部以乙机为准"]


def test_photos_stand_with_what_was_said(page: RulingsPage) -> None:
    strips = page.findChildren(PhotoStrip)
    shown = [image for strip in strips for image in strip.images if not image.isNull()]
    assert shown or not strips
    page.grab()


def test_a_ruling_needs_a_choice_a_name_and_a_reason(page: RulingsPage) -> None:
    page.rule()
    assert page.fault.text() == texts.CHOOSE_FIRST
    page.every[0].click()
    assert page.fault.text() == ""
    page.rule()
    assert "裁定人" in page.fault.text()
    page.by.setText("王审定")
    page.rule()
    assert "理由" in page.fault.text()


def test_what_was_ruled_on_counts_and_is_shown_with_name_and_reason(
    window: OfficeWindow, page: RulingsPage
) -> None:
    page.cards[0].buttons["乙"].click()
    assert page.cards[0].buttons["乙"].text() == "已选乙机"
    assert page.cards[0].buttons["甲"].text() == "以甲机为准"
    page.by.setText("王审定")
    page.why.setText("现场复看")
    page.rule()
    assert page.choices == {}, "what is left is chosen anew"
    assert "王审定 已裁定：现场复看" in said(page)
    page.every[0].click()
    page.why.setText("组长机为准")
    window.press(Qt.Key.Key_F10)
    assert "0 个站点等裁定，已裁定 1 个" in said(page)
    board = window.ranking().board
    assert board is not None
    assert len(board.sites) == 1


def test_two_teams_on_one_site_are_ruled_on_the_same_page(county: County, qtbot: QtBot) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop, sites=1)])
        with desk.store.unit() as unit:
            uid = next(iter(unit.records.visits()))
            other = uid.replace("/T01/", "/T02/")
            for record in unit.records.of_visit(uid):
                tree: dict[str, Tree] = {
                    **record.tree, "uid": record.uid.replace(uid, other), "dev": "zz", "prev": "",
                }  # fmt: skip
                unit.records.add([renamed(tree)])
            project(unit, [VisitUid(other)])
            unit.commit()
    with office_window(county.office, qtbot) as window:
        page = window.rulings()
        assert page.every == []
        (card,) = page.cards
        assert set(card.buttons) == {"T01", "T02"}
        card.buttons["T02"].click()
        page.by.setText("王审定")
        page.why.setText("原定是这一组")
        page.rule()
        assert "现用 T02 组的" in said(page)


def test_with_nothing_to_rule_the_page_says_so(county: County, qtbot: QtBot) -> None:
    with office_window(county.office, qtbot) as window:
        page = window.rulings()
        assert "没有要裁定的" in said(page)
        page.rule()
        assert [keys for keys, _does in page.hints()] == ["Enter", "Tab"]


def renamed(tree: dict[str, Tree]) -> Record:
    """Return a record as if another team had written it."""
    return Record(rid=rid_of(tree), tree=tree)
