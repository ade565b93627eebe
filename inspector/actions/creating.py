"""Make a county office out of its lists and forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from inspector.actions import keys
from inspector.actions.desk import Desk, make_desk
from inspector.actions.forms import NEGATIVE_LIST, POLICY, QUESTIONS, RUBRIC, document_of
from inspector.actions.templates import own_templates
from inspector.actions.trusting import keep_trust
from inspector.domain.errors import InspectorError
from inspector.domain.site import County
from inspector.domain.team import Team
from inspector.exchange.identity import CountyRoot
from inspector.exchange.rubric_file import (
    read_negative_list,
    read_policy,
    read_questions,
    read_rubric,
)
from inspector.exchange.site_list import SiteList, read_sites, read_teams
from inspector.exchange.trust_book import TrustBook
from inspector.platform.clock import Clock
from inspector.platform.folder import Role, Way
from inspector.platform.keys import DEFAULT_COST, Cost
from inspector.platform.resources import form
from inspector.store.documents import Document
from inspector.store.events import Event

OWN_RUBRICS = ("rural.yaml", "community.yaml")


class RubricNotGiven(InspectorError):
    """A site is to be scored by a form that nobody gave."""

    code: ClassVar[str] = "L210"
    what: ClassVar[str] = "名册里有 {count} 个站点要用评分标准“{rubric}”，没有给这个文件。"
    next_step: ClassVar[str] = "请用 --rubric 加上这个文件，或改名册里的 rubric 一列。"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFiles:
    """The files an office is made of; the county's own forms stand in for those not given."""

    sites: Path
    teams: Path
    rubrics: tuple[Path, ...] = ()
    policy: Path | None = None
    default_rubric: str | None = None
    """``rural``, ``community`` or ``by-kind``, for sites whose list names no rubric."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMade:
    """What was made. ``recovery`` is the printed recovery key; it is shown this once."""

    county: County
    townships: int
    sites: int
    teams: int
    recovery: str = field(repr=False)


def create_office(
    path: Path, pin: str, files: OfficeFiles, *, clock: Clock, cost: Cost = DEFAULT_COST
) -> OfficeMade:
    """Make a county office; every file is read and checked before the folder is made.

    Raises:
        ListFaulty, RubricFaulty: A file has faults, all of them listed.
        RubricNotGiven: A site needs a form that is not there.
        InspectorError: As ``DataFolder.create``.
    """
    listed = read_sites(files.sites, default_rubric=files.default_rubric)
    teams = read_teams(files.teams, listed.townships)
    documents = _documents(files)
    _check_rubrics(listed, documents)
    root = CountyRoot.make()
    desk = make_desk(path, Role.OFFICE, pin, clock=clock, cost=cost)
    try:
        _fill(desk, listed, teams, documents, root)
        desk.folder.add_way(Way.RECOVERY, root.recovery_text, cost=cost)
    except BaseException:
        desk.undo()
        raise
    desk.close()
    return OfficeMade(
        county=listed.county,
        townships=len(listed.townships),
        sites=len(listed.sites),
        teams=len(teams),
        recovery=root.recovery_text,
    )


def _documents(files: OfficeFiles) -> list[Document]:
    rubrics = files.rubrics or tuple(form(name) for name in OWN_RUBRICS)
    policy = files.policy or form("policy.yaml")
    return [
        *(document_of(RUBRIC, dict(read_rubric(path).tree)) for path in rubrics),
        document_of(POLICY, dict(read_policy(policy).tree)),
        document_of(NEGATIVE_LIST, dict(read_negative_list(form("negative-list.yaml")).tree)),
        document_of(QUESTIONS, dict(read_questions(form("questions.yaml")).tree)),
        *own_templates(),
    ]


def _check_rubrics(listed: SiteList, documents: Iterable[Document]) -> None:
    given = {document.id for document in documents if document.kind == RUBRIC}
    for rubric in dict.fromkeys(site.rubric for site in listed.sites):
        if rubric not in given:
            count = sum(site.rubric == rubric for site in listed.sites)
            raise RubricNotGiven(rubric=rubric, count=count)


def _fill(
    desk: Desk,
    listed: SiteList,
    teams: Iterable[Team],
    documents: Iterable[Document],
    root: CountyRoot,
) -> None:
    with desk.store.unit() as unit:
        unit.meta.put(keys.COUNTY_CODE, listed.county.code)
        unit.meta.put(keys.COUNTY_NAME, listed.county.name)
        unit.meta.put(keys.STREAM, str(uuid4()))
        unit.meta.put(keys.COUNTY_ROOT, root.to_bytes().hex())
        keep_trust(unit, TrustBook.found(listed.county.code, root))
        for document in documents:
            unit.documents.put(document)
        unit.sites.put(listed.townships, listed.sites)
        unit.teams.put(teams)
        unit.events.add(Event(at=desk.clock(), actor="", kind="create", subject=listed.county.code))
        unit.commit()
