"""Which leaves of a document are meant: all, or those that somebody ticks."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from inspector.domain.ids import SiteCode
from inspector.domain.site_search import Findable, find_sites
from inspector.ui.finding import spell
from inspector.ui.look import u
from inspector.ui.pages.papers import texts
from inspector.ui.pages.papers.desk import Leaflet
from inspector.ui.pages.papers.rows import Row, RowList
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row
from inspector.ui.widgets.tick_box import TickBox


def found(leaflets: Sequence[Leaflet], words: str) -> list[Leaflet]:
    """Return the leaves that words name: of sites as every list finds them, others by initials."""
    wanted = words.lower().split()
    if not wanted:
        return list(leaflets)
    sites = {one.planned.key: one.find_site() for one in leaflets}
    hits = find_sites([site for site in sites.values() if site is not None], words)
    codes = {site.code for site in hits}
    return [
        one for one in leaflets if _fits(one.planned.words, sites[one.planned.key], codes, wanted)
    ]


def _fits(
    words: str, site: Findable | None, codes: Container[SiteCode], wanted: Sequence[str]
) -> bool:
    if site is not None:
        return site.code in codes
    told = f"{words.lower()} {spell(words)}"
    return all(word in told for word in wanted)


class Picks(Panel):
    """``changed`` follows another choice, ``searched`` a search, ``stood`` another current leaf."""

    changed = Signal()
    searched = Signal()
    stood = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        self._leaflets: Sequence[Leaflet] = ()
        self.picked: frozenset[str] = frozenset()
        self.field = Field(texts.SEARCH, texts.SEARCH, height=38)
        self.count = Label("", 15, "text2")
        self.one_file = TickBox(texts.ONE_FILE)
        self.list, self._none = RowList(texts.PICKS), Empty("")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        head = column(self.field, gap=6)
        head.addLayout(row(self.count, None, self.one_file, gap=8))
        head.setContentsMargins(u(12), u(10), u(12), u(4))
        box = column()
        box.addLayout(head)
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self.list.setFocus)
        self.field.down.connect(self.list.setFocus)
        self.field.done.connect(self._clear)
        self.list.toggled.connect(self._toggle)
        self.list.all_wanted.connect(self._toggle_all)
        self.list.wanted.connect(self.field.setFocus)
        self.list.moved.connect(self.stood)

    def show_leaflets(self, leaflets: Sequence[Leaflet], *, keep: bool) -> None:
        """Show the leaves of a document, all picked; ``keep`` what was picked and searched."""
        keys = frozenset(one.planned.key for one in leaflets)
        self._leaflets = leaflets
        self.picked = self.picked & keys if keep else keys
        here = self.list.key()
        if not keep:
            self.field.clear()
        self._show()
        self.list.choose(max(self.list.rows.place_of(here) if keep else 0, 0))

    def chosen(self) -> list[Leaflet]:
        """Return what is picked, in the document's order."""
        return [one for one in self._leaflets if one.planned.key in self.picked]

    def hidden_count(self) -> int:
        """Return how many picked leaves the search does not show."""
        return len(self.picked - frozenset(self.list.rows.keys()))

    def current(self) -> Leaflet | None:
        """Return the leaf one stands on, else the first."""
        by_key: Mapping[str, Leaflet] = {one.planned.key: one for one in self._leaflets}
        first = self._leaflets[0] if self._leaflets else None
        return by_key.get(self.list.key(), first)

    def _show(self) -> None:
        here = self.list.key()
        shown = found(self._leaflets, self.field.text())
        rows = self.list.rows
        rows.show_rows(
            [
                Row(
                    title=one.planned.words,
                    key=one.planned.key,
                    ticked=one.planned.key in self.picked,
                )
                for one in shown
            ]
        )
        self._none.say(texts.NOT_FOUND.format(count=len(self._leaflets)))
        self._stack.setCurrentWidget(self.list if shown or not self._leaflets else self._none)
        self.list.choose(max(rows.place_of(here), 0))
        self._tell()

    def _search(self) -> None:
        self._show()
        self.searched.emit()

    def _toggle(self, key: str) -> None:
        self.picked = self.picked ^ {key}
        self._told()

    def _toggle_all(self) -> None:
        """Ctrl+A: pick all that is shown; if it is picked already, none of it."""
        shown = frozenset(self.list.rows.keys())
        self.picked = self.picked - shown if shown <= self.picked else self.picked | shown
        self._told()

    def _told(self) -> None:
        self.list.rows.tick(self.picked)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        count = len(self._leaflets)
        self.count.setText(texts.PICKED.format(picked=len(self.picked), count=count))

    def _clear(self) -> None:
        self.field.clear()
        self.list.setFocus()
