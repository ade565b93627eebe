"""Coverage names what is missing, photo by photo, and who clashes with whom."""

from __future__ import annotations

from pathlib import Path

from played_county import ROUND, County, at_office, draw_photo, in_field, sites_of

from inspector.actions import covering, gathering, receiving, scoring
from inspector.domain.coverage import CoverageState


def test_a_site_whose_photo_is_lost_is_named_until_it_comes_again(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        (photo,) = gathering.attach(desk, visit, item, [draw_photo(tmp_path / "a.jpg")]).evidence
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        assert covering.coverage(desk, ROUND).photos == ()
        desk.vault.discard(photo.digest)
        board = covering.coverage(desk, ROUND)
        assert [(gap.code, gap.team) for gap in board.photos] == [(visit.line.site.code, "T01")]
        assert (board.received, len(board.gaps)) == (2, 6), "its marks are here all the same"
        states = {code: state for row in board.townships for code, _, state in row.cells}
        assert states[visit.line.site.code] is CoverageState.PHOTOS
        again = receiving.prepare(desk, package)
        assert again.missing == ()
        assert covering.coverage(desk, ROUND).photos == ()
