"""Paper first: print what is filled in by pen, before anybody has counted anything.

A blank sheet or strip belongs to a planned visit, so a laptop can print tomorrow's in the evening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.forms import policy_of, rubric_of_id
from inspector.actions.placing import make_room
from inspector.actions.rounds import round_meant
from inspector.actions.scoring import kind_of, load_visit
from inspector.actions.visit_sheets import file_stem
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, RubricId, TeamId
from inspector.domain.narrowing import narrow
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Rubric
from inspector.domain.star_duties import duties
from inspector.domain.team import Team
from inspector.sheets.blank_facts import BlankSheet, Walker
from inspector.sheets.blank_sheet import write_blank_sheets
from inspector.sheets.key_card import KeyGroup, write_key_card
from inspector.sheets.sheet_facts import Signer
from inspector.sheets.walk_strip import write_walk_strips
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

PDF = ".pdf"
BLANK, STRIP = "blank", "strip"
NAMES: Mapping[str, str] = {BLANK: "空白打分表", STRIP: "走访记录条"}
"""What can be printed before a visit, by the name that the command line gives it."""


class NoBlankToPrint(InspectorError):
    """No visit is planned for what was asked for."""

    code: ClassVar[str] = "W220"
    what: ClassVar[str] = "{round} 轮没有分派{place}，没有空白表可印。"
    next_step: ClassVar[str] = "请核对站点和轮次；不分站点的通用空白表用 --form 指定评分标准。"


class NobodyWalks(InspectorError):
    """The team of a visit has no members in the list."""

    code: ClassVar[str] = "W221"
    what: ClassVar[str] = "{team} 组的名册里没有成员，排不出走访记录条。"
    next_step: ClassVar[str] = "请县办在考评组名册里补上成员，重新下发。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to print blank paper for: these sites, or all of the round; ``form`` without a site."""

    sites: tuple[str, ...] = ()
    form: RubricId | None = None
    round: RoundId | None = None


def print_blank(
    desk: Desk, document: str, out: Path, wanted: Wanted, ticket: Ticket | None = None
) -> list[Path]:
    """Print blank sheets or strips; all into ``out`` if it is a PDF, else a file for each site.

    Raises:
        NoRound, NoSuchRound: There is no round to print for.
        NoSuchSite, ManySites, NoBlankToPrint: No visit of the round is meant.
        NobodyWalks: A strip is wanted, and a team is empty.
        FormMissing: The folder does not hold the form.
        DiskFull, FolderReadOnly: The disk refused.
        Cancelled: By the ticket; what was printed before stays.
    """
    ticket = ticket or Ticket()
    write = _WRITERS[document]
    with desk.store.reading() as reading:
        if wanted.form is not None:
            found = [_form(reading, wanted.form)]
        else:
            found = [_planned(reading, line) for line in planned_lines(reading, wanted)]
    single = out.suffix.lower() == PDF
    make_room(out.parent if single else out)
    groups = [found] if single else [[one] for one in found]
    paths = []
    for at, group in enumerate(groups):
        ticket.step(at, len(groups), group[0].sheet.place)
        path = out if single else out / f"{NAMES[document]}_{group[0].stem}{PDF}"
        write(path, group)
        paths.append(path)
    ticket.step(len(groups), len(groups), NAMES[document])
    return paths


def print_key_card(
    out: Path,
    rows: Mapping[str, Sequence[tuple[str, str]]],
    *,
    version: str,
    desk: Desk | None = None,
) -> Path:
    """Print every key of the field workspace on one page; ``rows`` are keys and words by page.

    ``desk`` is the folder that is open, if one is.

    Raises:
        DiskFull, FolderReadOnly: The disk refused.
    """
    path = out if out.suffix.lower() == PDF else out / f"按键卡{PDF}"
    make_room(path.parent)
    groups = [KeyGroup(title=title, keys=tuple(lines)) for title, lines in rows.items()]
    county = "" if desk is None else _county(desk)
    write_key_card(path, groups, version=version, county=county)
    return path


def _county(desk: Desk) -> str:
    with desk.store.reading() as reading:
        return reading.meta.get(keys.COUNTY_NAME) or ""


def planned_lines(reading: Reading, wanted: Wanted) -> list[VisitLine]:
    """Return the planned visits that are meant, on a laptop only its team's.

    Raises:
        NoRound, NoSuchRound: There is no round.
        NoSuchSite, ManySites, NoBlankToPrint: No visit of the round is meant.
    """
    round_ = round_meant(reading, wanted.round)
    team = reading.meta.get(keys.TEAM)
    lines = list(reading.visits.lines(round_.id, TeamId(team) if team else None))
    if not wanted.sites:
        if not lines:
            raise NoBlankToPrint(round=round_.id, place="站点")
        return lines
    chosen = []
    for text in wanted.sites:
        site = find_site(reading, text).site
        of_site = [line for line in lines if line.key.site == site.code]
        if not of_site:
            raise NoBlankToPrint(round=round_.id, place=f" {site.name}")
        chosen += of_site
    return chosen


def site_of(reading: Reading, line: VisitLine) -> SiteLine:
    """Return the site of a visit's line."""
    site = reading.sites.one(line.key.site)
    if site is None:
        raise AssertionError("a line stands on its site")
    return site


def form_of(reading: Reading, line: VisitLine) -> Rubric:
    """Return what a visit asks of its form, whether it was begun or not; see ``narrowing``.

    A visit without points gets the whole form.

    Raises:
        FormMissing: The folder does not hold it.
    """
    if reading.visits.one(line.uid) is not None:
        begun = load_visit(reading, line.uid)
        return begun.rubric if begun.scored else begun.form
    rubric = rubric_of_id(reading, site_of(reading, line).site.rubric)
    return narrow(rubric, kind_of(policy_of(reading), line.key).asked(rubric) or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A sheet to print, the team that goes there, and what its file is called."""

    sheet: BlankSheet
    team: Team | None
    stem: str


def _planned(reading: Reading, line: VisitLine) -> _Planned:
    site, team = site_of(reading, line), reading.teams.one(line.key.team)
    if team is None:
        raise NoBlankToPrint(round=line.key.round, place=f" {line.site}")
    townships = {one.code: one.name for one in reading.sites.townships()}
    home = townships.get(team.home, "")
    sheet = BlankSheet(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        rubric=form_of(reading, line),
        township=site.township,
        site=site.site,
        visit=line.uid,
        round=f"{line.key.round} 轮",
        kind=kind_of(policy_of(reading), line.key).name,
        team=f"{team.id} 组（{home}）" if home else f"{team.id} 组",
        people=tuple(Signer(name=one.name, role=one.role) for one in team.members),
        secretary=site.site.secretary,
        signers=policy_of(reading).signers_of(line.key.kind),
    )
    return _Planned(sheet=sheet, team=team, stem=file_stem(line))


def _form(reading: Reading, form: RubricId) -> _Planned:
    county = reading.meta.get(keys.COUNTY_NAME) or ""
    sheet = BlankSheet(county=county, rubric=rubric_of_id(reading, form))
    return _Planned(sheet=sheet, team=None, stem=f"通用_{form}")


def _write_sheets(path: Path, group: Sequence[_Planned]) -> None:
    write_blank_sheets(path, [one.sheet for one in group])


def _write_strips(path: Path, group: Sequence[_Planned]) -> None:
    write_walk_strips(path, [(one.sheet, _walkers(one)) for one in group])


def _walkers(planned: _Planned) -> tuple[Walker, ...]:
    team, rubric = planned.team, planned.sheet.rubric
    if team is None:  # a form of no site: one strip with everything, for anybody
        every = frozenset(star.id for star in rubric.stars)
        return (Walker(name="", role="", stars=every),)
    if not team.members:
        raise NobodyWalks(team=team.id)
    shares = duties(rubric, team.members)
    return tuple(
        Walker(name=member.name, role=member.role, stars=stars)
        for member, stars in zip(team.members, shares, strict=True)
        if stars
    )


_WRITERS: Mapping[str, Callable[[Path, Sequence[_Planned]], None]] = {
    BLANK: _write_sheets,
    STRIP: _write_strips,
}
