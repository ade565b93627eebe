"""The sites of an open folder, as the list of sites shows them."""

from __future__ import annotations

from inspector.actions import showing
from inspector.actions.desk import Desk
from inspector.domain.points import show
from inspector.ui import texts
from inspector.ui.pages.sites.lines import SiteLine


def site_lines(desk: Desk) -> list[SiteLine]:
    """Return the sites of a folder, ready to show.

    Raises:
        InspectorError: The store does not answer.
    """
    return [_line(row) for row in showing.site_rows(desk)]


def _line(row: showing.SiteRow) -> SiteLine:
    told = ""
    if row.totals is not None:
        told = texts.POINTS.format(level=row.totals.level, points=show(row.totals.points))
        if row.totals.items_done < row.totals.items_all:
            told = texts.DONE.format(done=row.totals.items_done, count=row.totals.items_all)
    if row.photos:
        told = f"{told}　{texts.PHOTOS.format(count=row.photos)}".strip()
    return SiteLine(
        code=row.site.code,
        name=row.site.name,
        township=row.township,
        initials=row.site.initials,
        form=texts.FORM.format(count=row.items),
        secretary=row.site.secretary,
        state=row.state,
        signed=row.signed,
        paused=row.paused,
        told=told,
    )
