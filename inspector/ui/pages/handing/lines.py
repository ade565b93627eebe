"""The rows of 收工: sites with how far they came, packages with what the office answered."""

from __future__ import annotations

from inspector.actions.handed import (
    HandedOver,
    PackageHanded,
    SiteHanded,
    package_words,
    site_words,
)
from inspector.domain.custody import Answered, Handed
from inspector.domain.visit import VisitKey
from inspector.domain.wording import moment_words, word
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.handing import texts
from inspector.ui.widgets.column_list import Column, Line

SITE_WIDTHS = ((100, 0), (190, 1), (140, 0.6), (170, 1))
SITE_COLUMNS = tuple(
    Column(title=title, width=width, share=share, bold=at == 1, tone="text2" if at == 0 else "text")
    for at, (title, (width, share)) in enumerate(zip(texts.SITE_COLUMNS, SITE_WIDTHS, strict=True))
)
PACKAGE_WIDTHS = ((60, 0), (130, 0), (110, 0), (50, 0), (50, 0), (120, 0), (160, 1))
PACKAGE_COLUMNS = tuple(
    Column(title=title, width=width, share=share, right=at in (3, 4), bold=at == 0)
    for at, (title, (width, share)) in enumerate(
        zip(texts.PACKAGE_COLUMNS, PACKAGE_WIDTHS, strict=True)
    )
)
SITE_GLYPHS = {
    Handed.OPEN: Glyph.UNSET,
    Handed.SEALED: Glyph.TO_SIGN,
    Handed.SIGNED: Glyph.SEALED,
    Handed.SENT: Glyph.PACKED,
    Handed.ACKNOWLEDGED: Glyph.RECEIVED,
}
PACKAGE_GLYPHS = {
    Answered.WAITING: Glyph.PACKED,
    Answered.SPOKEN: Glyph.PARTIAL,
    Answered.ACKNOWLEDGED: Glyph.RECEIVED,
}


def site_lines(over: HandedOver) -> list[Line]:
    """Return a row for every site of the road."""
    return [_site(one) for one in over.sites]


def package_lines(over: HandedOver) -> list[Line]:
    """Return a row for every package, the newest first."""
    return [_package(one) for one in over.packages]


def site_name(one: SiteHanded) -> str:
    """Return a site's name with its tail code."""
    return texts.SITE.format(name=one.site, tail=VisitKey.parse(one.uid).site[-3:])


def _site(one: SiteHanded) -> Line:
    glyph = Glyph.PARTIAL if one.photos_owed else SITE_GLYPHS[one.state]
    return Line(
        cells=(one.township, site_name(one), word(one.state), site_words(one)),
        key=one.uid,
        glyph=glyph,
        glyph_at=2,
    )


def _package(one: PackageHanded) -> Line:
    return Line(
        cells=(
            str(one.seq),
            one.id[:12],
            moment_words(one.at),
            str(one.records),
            str(one.photos),
            package_words(one),
            one.name,
        ),
        key=one.id,
        glyph=PACKAGE_GLYPHS[one.state],
        glyph_at=5,
    )
