"""What a dispatch package holds: the records of the office's hand-out, and back.

These records are no revisions: they carry no envelope, the office's signature covers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from inspector.domain.canonical import Tree, digest
from inspector.domain.errors import InspectorError
from inspector.domain.ids import (
    CheckpointCode,
    CountyCode,
    Digest,
    ItemCode,
    PersonId,
    RoundId,
    RubricId,
    SiteCode,
    TeamId,
    TownshipCode,
)
from inspector.domain.problem import Problem
from inspector.domain.reading import as_mapping, listed, mapping, text, texts, whole
from inspector.domain.record import Record
from inspector.domain.site import County, Site, Township
from inspector.domain.team import Assignment, Member, Pattern, Round, Team
from inspector.domain.visit import VisitKey
from inspector.exchange.trust_book import Invitation, TrustBook
from inspector.store.documents import Document

PIECE = 16_000
"""Characters of a document in one string: readers take 20,000 at most."""


class DispatchIncomplete(InspectorError):
    """A dispatch is authentic, but something that it must hold is missing or malformed."""

    code: ClassVar[str] = "P210"
    what: ClassVar[str] = "下发包里缺少或读不懂“{part}”。"
    next_step: ClassVar[str] = "请县办用同一版本的程序重新下发。"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedReceipt:
    """A team's latest receipt, travelling inside its dispatch."""

    id: str
    """The id of the package that it was first written as."""
    lines: tuple[Mapping[str, Tree], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchForm:
    """Everything that the office hands to one team for one round."""

    county: County
    round: Round
    team: Team
    townships: tuple[Township, ...]
    sites: tuple[Site, ...]
    assignments: tuple[Assignment, ...]
    documents: tuple[Document, ...]
    trust: TrustBook
    invitation: Invitation
    receipt: PackedReceipt | None = None
    problems: tuple[Problem, ...] = ()
    """What earlier rounds found at these sites."""


def to_records(form: DispatchForm) -> list[dict[str, Tree]]:
    """Return the records of a dispatch, in a fixed order."""
    townships: list[dict[str, Tree]] = [
        {"t": "township", "code": str(one.code), "name": one.name, "kind": one.kind}
        for one in form.townships
    ]
    assignments: list[dict[str, Tree]] = [
        {"t": "assignment", "uid": str(one.visit.uid), "order": one.order}
        for one in form.assignments
    ]
    return [
        {"t": "county", "code": str(form.county.code), "name": form.county.name},
        {"t": "trust", "book": form.trust.to_tree()},
        {"t": "invitation", "ticket": form.invitation.to_tree()},
        *(_document(document) for document in form.documents),
        *townships,
        *(_site(site) for site in form.sites),
        _team(form.team),
        _round(form.round),
        *assignments,
        *map(_problem, form.problems),
        *_receipt(form.receipt),
    ]


def from_records(records: Iterable[Record]) -> DispatchForm:
    """Read the records of a dispatch.

    Raises:
        DispatchIncomplete: One is missing or malformed.
    """
    by_type: dict[str, list[Mapping[str, Tree]]] = {}
    for record in records:
        by_type.setdefault(str(record.tree.get("t")), []).append(record.tree)
    part = "county"
    try:
        county = by_type["county"][0]
        part = "trust"
        trust = TrustBook.from_tree(mapping(by_type["trust"][0], "book"))
        part = "invitation"
        invitation = Invitation.from_tree(mapping(by_type["invitation"][0], "ticket"))
        part = "document"
        documents = tuple(_read_document(tree) for tree in by_type["document"])
        part = "site"
        sites = tuple(_read_site(tree) for tree in by_type.get("site", ()))
        townships = tuple(_read_township(tree) for tree in by_type.get("township", ()))
        part = "team"
        team = _read_team(by_type["team"][0])
        part = "round"
        round_ = _read_round(by_type["round"][0])
        part = "assignment"
        assignments = tuple(
            Assignment(visit=VisitKey.parse(text(tree, "uid")), order=whole(tree.get("order")))
            for tree in by_type.get("assignment", ())
        )
        part = "problem"
        problems = tuple(map(_read_problem, by_type.get("problem", ())))
        return DispatchForm(
            county=County(code=CountyCode(text(county, "code")), name=text(county, "name")),
            round=round_,
            team=team,
            townships=townships,
            sites=sites,
            assignments=assignments,
            documents=documents,
            trust=trust,
            invitation=invitation,
            receipt=_read_receipt(by_type.get("receipt", ())),
            problems=problems,
        )
    except (KeyError, ValueError) as error:
        raise DispatchIncomplete(part=part) from error


def _receipt(packed: PackedReceipt | None) -> list[dict[str, Tree]]:
    lines = packed.lines if packed is not None else ()
    return [{"t": "receipt", "id": packed.id, "line": dict(line)} for line in lines if packed]


def _read_receipt(trees: Iterable[Mapping[str, Tree]]) -> PackedReceipt | None:
    trees = tuple(trees)
    if not trees:
        return None
    lines = tuple(mapping(tree, "line") for tree in trees)
    return PackedReceipt(id=text(trees[0], "id"), lines=lines)


def _document(document: Document) -> dict[str, Tree]:
    whole_text = document.text
    pieces: list[Tree] = [whole_text[at : at + PIECE] for at in range(0, len(whole_text), PIECE)]
    return {
        "t": "document",
        "kind": document.kind,
        "id": document.id,
        "version": document.version,
        "sha256": str(document.digest),
        "text": pieces,
    }


def _read_document(tree: Mapping[str, Tree]) -> Document:
    document = Document(
        kind=text(tree, "kind"),
        id=text(tree, "id"),
        version=text(tree, "version"),
        digest=Digest(text(tree, "sha256")),
        text="".join(texts(listed(tree, "text"))),
    )
    if digest(document.tree()) != document.digest:
        raise ValueError(f"document {document.id} differs from its digest")
    return document


def _site(site: Site) -> dict[str, Tree]:
    return {
        "t": "site",
        "code": str(site.code),
        "name": site.name,
        "township": str(site.township),
        "rubric": str(site.rubric),
        "kind": site.kind,
        "initials": site.initials,
        "lon": site.lon,
        "lat": site.lat,
        "secretary": site.secretary,
        "remark": site.remark,
        "phone": site.phone,
    }


def _read_site(tree: Mapping[str, Tree]) -> Site:
    return Site(
        code=SiteCode(text(tree, "code")),
        name=text(tree, "name"),
        township=TownshipCode(text(tree, "township")),
        rubric=RubricId(text(tree, "rubric")),
        kind=text(tree, "kind"),
        initials=text(tree, "initials"),
        lon=text(tree, "lon"),
        lat=text(tree, "lat"),
        secretary=text(tree, "secretary"),
        remark=text(tree, "remark"),
        phone=text(tree, "phone", ""),
    )


def _problem(problem: Problem) -> dict[str, Tree]:
    return {
        "t": "problem",
        "site": str(problem.site),
        "item": str(problem.item),
        "checkpoint": str(problem.checkpoint or ""),
        "fact": problem.fact,
        "round": str(problem.round),
        "deadline": problem.deadline,
    }


def _read_problem(tree: Mapping[str, Tree]) -> Problem:
    checkpoint = text(tree, "checkpoint")
    return Problem(
        site=SiteCode(text(tree, "site")),
        item=ItemCode(text(tree, "item")),
        checkpoint=CheckpointCode(checkpoint) if checkpoint else None,
        fact=text(tree, "fact"),
        round=RoundId(text(tree, "round")),
        deadline=text(tree, "deadline", ""),
    )


def _read_township(tree: Mapping[str, Tree]) -> Township:
    return Township(
        code=TownshipCode(text(tree, "code")), name=text(tree, "name"), kind=text(tree, "kind")
    )


def _team(team: Team) -> dict[str, Tree]:
    members: list[Tree] = [
        {
            "id": str(member.id),
            "name": member.name,
            "role": member.role,
            "stars": member.stars,
            "not_townships": [str(code) for code in sorted(member.recused_townships)],
            "not_sites": [str(code) for code in sorted(member.recused_sites)],
        }
        for member in team.members
    ]
    return {"t": "team", "id": str(team.id), "home": str(team.home), "members": members}


def _read_team(tree: Mapping[str, Tree]) -> Team:
    return Team(
        id=TeamId(text(tree, "id")),
        home=TownshipCode(text(tree, "home")),
        members=tuple(_read_member(as_mapping(part)) for part in listed(tree, "members")),
    )


def _read_member(tree: Mapping[str, Tree]) -> Member:
    return Member(
        id=PersonId(text(tree, "id")),
        name=text(tree, "name"),
        role=text(tree, "role"),
        stars=text(tree, "stars"),
        recused_townships=frozenset(map(TownshipCode, texts(tree.get("not_townships")))),
        recused_sites=frozenset(map(SiteCode, texts(tree.get("not_sites")))),
    )


def _round(round_: Round) -> dict[str, Tree]:
    return {
        "t": "round",
        "id": str(round_.id),
        "pattern": str(round_.pattern),
        "kind": round_.kind,
        "shift": round_.shift,
        "seed": round_.seed,
    }


def _read_round(tree: Mapping[str, Tree]) -> Round:
    shift, seed = tree.get("shift"), tree.get("seed")
    return Round(
        id=RoundId(text(tree, "id")),
        pattern=Pattern(text(tree, "pattern")),
        kind=text(tree, "kind"),
        shift=None if shift is None else whole(shift),
        seed=None if seed is None else whole(seed),
    )
