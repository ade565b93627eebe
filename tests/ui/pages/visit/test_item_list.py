"""The list at the left of the rows: where the person is can be read there."""

from __future__ import annotations

from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot, items_in


def test_the_star_stands_over_its_first_item_when_the_list_comes_back_to_it(
    page: VisitPage,
) -> None:
    """The list scrolled as far as the item, and cut the name of the star off."""
    page.resize(1093, 520)
    page.show()
    step = page.session.rubric.steps[0].id
    there = items_in(page.session.rubric, step)
    shown = page.zone.items
    for item in (there[-1], there[0]):
        page.zone.go(Spot(step=step, item=item.code))
    for row in (0, 1):
        assert shown.viewport().rect().contains(shown.visualRect(shown.model().index(row, 0)))
    assert shown.currentIndex().row() == 1
