"""Paper first: which planned visits are printed for, what they ask, and the key card.

The documents themselves are in ``papers.blanks``, the books to type into in ``entry_books``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, TeamId
from inspector.domain.narrowing import narrow
from inspector.domain.rubric import Rubric
from inspector.sheets.key_card import KeyGroup, write_key_card
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

PDF = ".pdf"


class NoBlankToPrint(InspectorError):
    """No visit is planned for what was asked for."""

    code: ClassVar[str] = "W220"
    what: ClassVar[str] = "{round} 轮没有分派{place}，没有空白表可印。"
    next_step: ClassVar[str] = "请核对站点和轮次；不分站点的通用空白表用 --form 指定评分标准。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to print blank paper for: these sites, or all of the round."""

    sites: tuple[str, ...] = ()
    round: RoundId | None = None


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
