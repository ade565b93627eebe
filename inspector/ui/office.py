"""The office's pages: what stands in its side list.

To add a page: write it under ``pages/office_<name>/`` as a :class:`~inspector.ui.page.Page` that
is given callables, and add an ``Entry`` here whose ``build`` joins it to the actions.
"""

from __future__ import annotations

from inspector.actions.desk import Desk
from inspector.ui import texts
from inspector.ui.page import Entry, Page
from inspector.ui.pages.sites.page import SitesPage
from inspector.ui.shell import Shell
from inspector.ui.site_lines import site_lines


def office_entries(shell: Shell, desk: Desk) -> list[Entry]:
    """Return the office's pages; the first one is its home."""
    del shell

    def build_sites() -> Page:
        return SitesPage(lambda: site_lines(desk), opens=False)

    return [
        Entry(
            key="sites", word=texts.SITES, icon="map-trifold",
            group=texts.GROUP_BASE, build=build_sites,
        )
    ]  # fmt: skip
