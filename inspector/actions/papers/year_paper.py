"""年度星级汇总与奖补测算表: what each site came to in a calendar year, and what that earns it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.papers.document import (
    OFFICE,
    Document,
    Group,
    Option,
    Per,
    Planned,
    Told,
    Wish,
)
from inspector.actions.rounds import round_meant
from inspector.actions.year_results import (
    NoFrozenRound,
    SiteRecord,
    YearBook,
    require_frozen,
    site_records,
    year_book,
    year_of_round,
)
from inspector.domain.denial import Denial
from inspector.domain.ids import TownshipCode
from inspector.domain.progress import Ticket
from inspector.domain.ranking import Edition
from inspector.domain.rubric import Rubric
from inspector.domain.site import township_names
from inspector.domain.wording import edition_word, record_code
from inspector.sheets import qr
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.page import A3_ACROSS, A4_ACROSS
from inspector.sheets.year_facts import YearForm, YearLine, YearSheet
from inspector.sheets.year_list import year_listing
from inspector.store.unit import Reading

YEAR = Option(
    name="year",
    title="年度",
    choices=(("this", "本轮所在的年"), ("last", "上一年"), ("before", "前一年")),
)
SIZE = Option(name="size", title="纸", choices=(("a3", "A3 横"), ("a4", "A4 横")))
KIND_LABELS = {"village": "村", "community": "社区"}


def year_meant(reading: Reading, wish: Wish) -> int:
    """Return the calendar year that is wished for.

    Raises:
        NoRound, NoSuchRound: There is no such round.
        NoFrozenRound: The round's name begins with no year.
    """
    round_id = round_meant(reading, wish.round).id
    year = year_of_round(round_id)
    if year is None:
        raise NoFrozenRound(year=round_id)
    return year - [value for value, _ in YEAR.choices].index(wish.option(YEAR))


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the year's table.

    Raises:
        NoRound, NoSuchRound: There is no such round.
        NoFrozenRound: No ranking of the year was frozen.
        FormMissing: The folder holds no policy, or no negative list.
    """
    with desk.store.reading() as reading:
        year = year_meant(reading, wish)
        require_frozen(reading, year)
    make = Told(partial(_leaf, desk, year, wish.option(SIZE)))
    return [Planned(key=str(year), words=f"{year} 年度汇总与奖补测算", make=make)]


def settled_at(book: YearBook, denials: Sequence[Denial]) -> datetime:
    """Return when the year stood so: at its last ranking, or the last decision that counts."""
    times = [datetime.fromisoformat(one.at) for one in book.editions]
    return max(*times, *(one.at for one in denials), times[0])


def edition_words(edition: Edition) -> str:
    """Name a ranking that the year rests on, with its code."""
    code = record_code(edition.digest)
    return f"{edition.round} 轮{edition_word(edition.number)} {code}"


def edition_qr(edition: Edition) -> str:
    """Return the text of a ranking's QR code."""
    at = datetime.fromisoformat(edition.at)
    return qr.edition_line(edition.round, edition.number, at=at, digest=edition.digest)


def _leaf(desk: Desk, year: int, size: str, ticket: Ticket) -> Leaf:
    with desk.store.reading() as reading:
        book = year_book(reading, year)
        order = {one.code: at for at, one in enumerate(reading.sites.townships())}
        lines = sorted(reading.sites.lines(), key=lambda one: order[one.site.township])
        records = list(site_records(reading, book, lines, ticket))
        sheet = _sheet(reading, book, records, a3=size == "a3")
    return listing_leaf(year_listing(sheet), stem=f"年度星级汇总与奖补测算表_{year}")


def _sheet(
    reading: Reading, book: YearBook, records: Sequence[SiteRecord], *, a3: bool
) -> YearSheet:
    county = reading.meta.get(keys.COUNTY_NAME) or ""
    forms = _forms(records)
    last = book.editions[-1]
    policy = book.policy
    names = township_names(reading.sites.townships())
    return YearSheet(
        county=county,
        year=book.year,
        at=settled_at(book, [one for record in records for one in record.denials]),
        about=(_about(book, records),),
        lines=tuple(_line(record, names) for record in records),
        forms=tuple(YearForm(label=label, stars=stars) for label, stars in forms.items()),
        rules=book.rules,
        level_names={
            level: policy.level_name(level) for level in range(policy.ranking.top_level + 1)
        },
        targets=book.targets,
        funds=book.funds,
        notes=tuple(_notes(book, targets=bool(book.targets))),
        notice=policy.notice,
        code=record_code(last.digest),
        qr=edition_qr(last),
        size=A3_ACROSS if a3 else A4_ACROSS,
    )


def _about(book: YearBook, records: Sequence[SiteRecord]) -> str:
    rounds = "、".join(str(one.round) for one in book.editions)
    seen = sum(bool(record.year.rounds) for record in records)
    return f"计入 {rounds} 轮　{len(records)} 个站点，{seen} 个有成绩"


def _line(record: SiteRecord, names: Mapping[TownshipCode, str]) -> YearLine:
    site, year = record.line.site, record.year
    return YearLine(
        township=names[site.township],
        name=site.name,
        tail=site.code[-3:],
        form=_label(record.form) if record.form is not None else "",
        rounds=len(year.rounds),
        percent=year.percent,
        stars=year.stars,
        level=year.level,
        before=record.levels[:-1],
        reward=record.reward,
        remark="；".join(record.remarks),
    )


def _forms(records: Sequence[SiteRecord]) -> dict[str, tuple[str, ...]]:
    """Return the stars of each form in use, as its newest version names them."""
    return {
        _label(record.form): tuple(star.name for star in record.form.stars)
        for record in records
        if record.form is not None
    }


def _label(form: Rubric) -> str:
    return KIND_LABELS.get(form.site_kind, form.site_kind)


def _notes(book: YearBook, *, targets: bool) -> Iterator[str]:
    yield "依据的排名：" + "；".join(map(edition_words, book.editions))
    if book.unfrozen:
        yield f"{'、'.join(book.unfrozen)} 轮还没有冻结，没有计入。"
    if not targets:
        yield f"考评规则里没有本县 {book.year} 年的目标。"


ANNUAL = Document(
    name="annual",
    title="年度星级汇总与奖补测算表",
    about="一年各轮冻结排名的平均、各星得失、星级、前两年星级、奖补金额，按乡镇小计，和目标对照",
    group=Group.YEAR,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    table=True,
    options=(YEAR, SIZE),
)
