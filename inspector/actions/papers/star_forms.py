"""星级评定申报表 of each site: one page, filled from its year, for opinions and signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property, partial
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.papers.document import OFFICE, Document, Group, Per, Planned, Wish
from inspector.actions.papers.official_paper import addressed
from inspector.actions.papers.year_paper import YEAR, edition_qr, settled_at, year_meant
from inspector.actions.year_results import (
    SiteRecord,
    YearBook,
    require_frozen,
    site_record,
    year_book,
)
from inspector.domain.denial import Denial
from inspector.domain.errors import InspectorError
from inspector.domain.place_words import place_words
from inspector.domain.wording import record_code, round_words
from inspector.sheets.leaf import Leaf
from inspector.sheets.star_form import UNDECIDED, FormRound, StarForm, star_form_leaf
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading

WORKING = "党工委"
"""A street office has one, a township a 党委."""

TOWNSHIP_SHOWN, SITE_SHOWN = 8, 20
"""Characters of names in a file name, which ends at 255 bytes."""


class NothingToApplyWith(InspectorError):
    """A site has no result in the year."""

    code: ClassVar[str] = "W271"
    what: ClassVar[str] = "{place} {year} 年没有计入的考评，申报表没有可填的。"
    next_step: ClassVar[str] = "请核对这个站点各轮的成绩；补齐、冻结后再印。"


class _Year:
    """What the pages of one batch share, read once when the first is made."""

    def __init__(self, desk: Desk, year: int) -> None:
        self.desk, self.year = desk, year

    @cached_property
    def book(self) -> YearBook:
        """The year's frozen rounds."""
        with self.desk.store.reading() as reading:
            return year_book(reading, self.year)


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a page for each site; one that has no result in the year fails by name.

    Raises:
        NoRound, NoSuchRound: There is no such round.
        NoFrozenRound: No ranking of the year was frozen.
        FormMissing: The folder holds no policy, or no negative list.
    """
    with desk.store.reading() as reading:
        year = _Year(desk, year_meant(reading, wish))
        require_frozen(reading, year.year)
        order = {one.code: at for at, one in enumerate(reading.sites.townships())}
        lines = sorted(reading.sites.lines(), key=lambda one: order[one.site.township])
    return [
        Planned(
            key=line.site.code,
            words=place_of(line),
            make=partial(_leaf, year, line),
            site=line.site.code,
        )
        for line in lines
    ]


def _leaf(year: _Year, line: SiteLine) -> Leaf:
    with year.desk.store.reading() as reading:
        record = site_record(reading, year.book, line)
        if record.year.percent is None:
            raise NothingToApplyWith(place=place_of(line), year=year.year)
        form = _form(reading, year.book, record)
    place = f"{line.township[:TOWNSHIP_SHOWN]}_{line.site.name[:SITE_SHOWN]}_{line.site.code}"
    stem = f"星级评定申报表_{place}_{year.year}"
    return star_form_leaf(form, stem=stem)


def _form(reading: Reading, book: YearBook, record: SiteRecord) -> StarForm:
    site, policy, year = record.line.site, book.policy, record.year
    last = book.editions[-1]
    levels = record.levels[:-1]
    years = range(book.year - len(levels), book.year)
    words, whom = place_words(site), addressed(reading, site.township)
    return StarForm(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        year=book.year,
        at=settled_at(book, record.denials),
        facts=(
            (words.name, site.name),
            ("乡镇（街道）", record.line.township),
            ("站点代码", site.code),
            ("类别", site.kind),
            ("党组织书记", site.secretary),
            ("评分标准", record.form.title if record.form is not None else UNDECIDED),
        ),
        percent=year.percent or Fraction(0),
        level="" if year.level is None else policy.level_name(year.level),
        remarks=record.remarks,
        stars=year.stars,
        rounds=tuple(_rounds(book, record)),
        denials=tuple(_denial(book, one) for one in record.denials),
        before=tuple(
            (one, "缺" if level is None else policy.level_name(level))
            for one, level in zip(years, levels, strict=True)
        ),
        site=words.name,
        party=f"{'街道' if whom.party == WORKING else '乡镇'}{whom.party}",
        notice=policy.notice,
        code=record_code(last.digest),
        qr=edition_qr(last),
    )


def _rounds(book: YearBook, record: SiteRecord) -> Iterator[FormRound]:
    percents = dict(record.year.rounds)
    for edition in book.editions:
        if edition.round in percents:
            yield FormRound(
                name=f"{round_words(edition.round)}第{edition.number}版",
                percent=percents[edition.round],
                code=record_code(edition.digest),
            )


def _denial(book: YearBook, denial: Denial) -> str:
    conditions = {entry.id: entry.condition for entry in book.negative.entries}
    condition = conditions.get(denial.entry, "")
    return f"{denial.entry} {condition}：{denial.document}，{denial.office}，{denial.decided}"


STAR_FORM = Document(
    name="star-form",
    title="星级评定申报表",
    about="一村一页：年度各星得分、各轮成绩、负面清单、以前星级，留出四级意见和签字盖章的地方",
    group=Group.YEAR,
    roles=OFFICE,
    per=Per.SITE,
    plan=plan,
    options=(YEAR,),
)
