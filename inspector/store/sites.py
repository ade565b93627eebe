"""Townships and sites, in the order of the county's list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import RubricId, SiteCode, TownshipCode
from inspector.domain.site import Site, Township
from inspector.store.rows import AnyRow, AnySelect, Rows
from inspector.store.schema import SiteRow, TownshipRow

_NEW_TOWNSHIP = insert(TownshipRow)
_PUT_TOWNSHIP = _NEW_TOWNSHIP.on_conflict_do_update(
    index_elements=["code"],
    set_={name: _NEW_TOWNSHIP.excluded[name] for name in ("name", "kind", "position")},
)
_NEW_SITE = insert(SiteRow)
_PUT_SITE = _NEW_SITE.on_conflict_do_update(
    index_elements=["code"],
    set_={
        column.name: _NEW_SITE.excluded[column.name]
        for column in SiteRow.__table__.columns
        if column.name != "code"
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One line of a site list, ready to show."""

    site: Site
    township: str
    """The township's name."""


class Sites:
    """Townships and sites of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, townships: Iterable[Township], sites: Iterable[Site]) -> None:
        """Write a list; what is there under the same code is replaced, the rest stays."""
        first = self._rows.next_position(TownshipRow.position)
        self._rows.write(
            _PUT_TOWNSHIP,
            [asdict(one) | {"position": n} for n, one in enumerate(townships, first)],
        )
        first = self._rows.next_position(SiteRow.position)
        self._rows.write(
            _PUT_SITE, [asdict(one) | {"position": n} for n, one in enumerate(sites, first)]
        )

    def respell(self, code: SiteCode, initials: str) -> None:
        """Give a site other initials; nothing else of it changes, nor its place in the list."""
        self._rows.write(update(SiteRow).where(SiteRow.code == code).values(initials=initials))

    def townships(self) -> tuple[Township, ...]:
        """Return every township."""
        found = self._rows.read(
            select(TownshipRow.code, TownshipRow.name, TownshipRow.kind).order_by(
                TownshipRow.position
            )
        )
        return tuple(
            Township(code=TownshipCode(code), name=name, kind=kind) for code, name, kind in found
        )

    def all(self) -> tuple[Site, ...]:
        """Return every site."""
        return tuple(line.site for line in self.lines())

    def lines(self) -> tuple[SiteLine, ...]:
        """Return every site with the name of its township, in one query."""
        return tuple(_line(row) for row in self._rows.read(_lines().order_by(SiteRow.position)))

    def one(self, code: SiteCode) -> SiteLine | None:
        """Return one site, or None."""
        found = self._rows.read(_lines().where(SiteRow.code == code))
        return _line(found[0]) if found else None

    def search(self, text: str, limit: int = 50) -> tuple[SiteLine, ...]:
        """Find sites by what a person types; best first, all for a blank text.

        Every word must match the site's name, its pinyin initials, the end of its code, or the
        name of its township. Sites whose name or initials begin with the first word come first.
        """
        words = text.split()
        query = _lines()
        for word in words:
            query = query.where(_matches(word))
        if words:
            initials = SiteRow.initials.startswith(words[0].lower(), autoescape=True)
            name = SiteRow.name.startswith(words[0], autoescape=True)
            query = query.order_by(case((or_(name, initials), 0), else_=1))
        found = self._rows.read(query.order_by(SiteRow.position).limit(limit))
        return tuple(_line(row) for row in found)

    def count(self) -> int:
        """Return how many sites there are."""
        return self._rows.read(select(func.count()).select_from(SiteRow))[0][0]


def _matches(word: str) -> ColumnElement[bool]:
    if word.isascii() and word.isdecimal():
        return or_(
            SiteRow.code.endswith(word, autoescape=True),
            SiteRow.name.contains(word, autoescape=True),
        )
    return or_(
        SiteRow.name.contains(word, autoescape=True),
        SiteRow.initials.contains(word.lower(), autoescape=True),
        TownshipRow.name.contains(word, autoescape=True),
    )


def _lines() -> AnySelect:
    return select(SiteRow.__table__, TownshipRow.name.label("township_name")).join(
        TownshipRow, TownshipRow.code == SiteRow.township
    )


def _line(row: AnyRow) -> SiteLine:
    site = Site(
        code=SiteCode(row.code),
        name=row.name,
        township=TownshipCode(row.township),
        rubric=RubricId(row.rubric),
        kind=row.kind,
        initials=row.initials,
        lon=row.lon,
        lat=row.lat,
        secretary=row.secretary,
        remark=row.remark,
        phone=row.phone,
    )
    return SiteLine(site=site, township=row.township_name)
