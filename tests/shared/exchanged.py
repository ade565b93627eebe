"""Both ends of the exchange: seal a site with photos, take packages in, write receipts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from played_county import PIN, START, Clock, County, count_site, draw_photo, sites_of

from inspector.actions import gathering, receipting, receiving, sealing
from inspector.actions.desk import Desk, open_desk
from inspector.domain.ids import SiteCode, TeamId
from inspector.platform.folder import Role

T01 = TeamId("T01")


def seal_with_photos(desk: Desk, site: SiteCode, folder: Path, count: int = 2) -> None:
    """Count a site, hang photos on its first item that takes some, and seal it."""
    visit = count_site(desk, site)
    item = next(
        one.code
        for one in visit.rubric.items()
        if not all(point.no_photo for point in one.checkpoints)
    )
    folder.mkdir(parents=True, exist_ok=True)
    files = [draw_photo(folder / f"{site}-{number}.jpg") for number in range(count)]
    gathering.attach(desk, visit, item, files)
    sealing.seal_site(desk, str(site))


def seal_all(desk: Desk, folder: Path, count: int = 2) -> None:
    """Seal every site of the laptop with photos."""
    for site in sites_of(desk):
        seal_with_photos(desk, site, folder, count)


@contextmanager
def office_on(path: Path, day: int) -> Iterator[Desk]:
    """Open the office so many days after the round began."""
    clock = Clock(START + timedelta(days=day))
    with open_desk(path, PIN, clock=clock, role=Role.OFFICE) as desk:
        yield desk


def receive(county: County, *files: Path, day: int = 5) -> Path:
    """Take packages in at the office and write the receipt of T01."""
    with office_on(county.office, day) as desk:
        taken = receiving.take_in(desk, files)
        assert not any(one.refused for one in taken), taken
        (written,) = receipting.write_receipts(desk, county.root / "receipts", T01)
    return written.path
