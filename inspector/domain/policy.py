"""The county's policy 考评规则 as data: what the rules of this package ask it for.

Checking a policy file is the business of ``exchange.rubric_file``; unknown keys are let through
here, and stay readable in ``Policy.tree``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from inspector.domain import reading
from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import Digest, RubricId, StepId
from inspector.domain.rubric import Rubric
from inspector.domain.signing import SignRole, roles_asked
from inspector.domain.team import Pattern

DAILY_SITES = 5
"""Sites that a team does in a day, where the policy does not say."""


class OrderBy(StrEnum):
    """What townships are ordered by, one after the other, each the more the better."""

    SCORE = "score"
    FIVE_STAR_SHARE = "five_star_share"
    RECTIFIED = "rectified"


ORDER_WORDS: Mapping[str, OrderBy] = {
    "得分降序": OrderBy.SCORE,
    "五星村占比降序": OrderBy.FIVE_STAR_SHARE,
    "问题整改率降序": OrderBy.RECTIFIED,
}
"""How a policy file writes them (``ranking.order_by``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """Which form a site gets when its list does not say (``forms``)."""

    village: RubricId | None = None
    community: RubricId | None = None
    override_needs_reason: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitKind:
    """A kind of visit (``visit_kinds``): its steps, whether it gives points, whether they rank."""

    id: str
    name: str
    steps: tuple[StepId, ...] = ()
    """Steps that are gone through; of a scored kind, those whose checkpoints are asked."""
    sections: tuple[str, ...] = ()
    """What an unscored kind goes through instead of steps, such as ``"版面展示"``."""
    scored: bool = False
    ranks: bool = False
    rechecks: bool = False
    """Another team scores a site again (``by``)."""
    returns: bool = False
    """整改回访: each finding says of one problem whether it was put right (``returns``)."""
    unplanned: bool = False
    """A team may begin one that was not dispatched to it."""
    signers: tuple[SignRole, ...] | None = None
    """Who must sign a visit of this kind (``must_sign``); None: as in cross inspection."""

    @property
    def ordinary(self) -> bool:
        """True for what feeds the ranking by itself, 交叉考评: it needs no name on screen."""
        return self.ranks and not self.rechecks

    def asked(self, rubric: Rubric) -> tuple[StepId, ...] | None:
        """Return the steps whose checkpoints are asked for points; None if all of the form's.

        An unscored kind asks none. See ``domain.narrowing`` for what that means.
        """
        if not self.scored:
            return ()
        own = tuple(step.id for step in rubric.steps if step.id in self.steps or not self.steps)
        return None if len(own) == len(rubric.steps) else own


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossInspection:
    """What a plan of a round must keep to (``cross_inspection``).

    ``apart_rounds``: a team does not see a township again that it saw in that many rounds
    before. ``no_mutual`` names the patterns in which two teams may not inspect each other's
    home in one round. ``forbidden`` gives, for a shift, why it is forbidden where there are
    ``teams`` teams.
    """

    not_own: bool = True
    no_mutual: frozenset[Pattern] = frozenset((Pattern.ROTATE, Pattern.CROSS, Pattern.DRAW))
    apart_rounds: int = 3
    recusal: tuple[str, ...] = ()
    teams: int | None = None
    forbidden: Mapping[int, str] = field(default_factory=dict)
    daily_sites: int = DAILY_SITES
    stand_aside: bool = True
    """Who must keep away may stand aside while the others visit."""
    min_present: int = 2
    """Fewer members than this make no visit."""
    signers: tuple[SignRole, ...] = tuple(SignRole)
    """Who must sign a sealed visit (``must_sign``), unless its kind says otherwise."""

    def forbidden_shifts(self, teams: int) -> Mapping[int, str]:
        """Return the forbidden shifts for a number of teams; the table is made for one number."""
        if self.teams in (None, teams):
            return self.forbidden
        return {shift: why for shift, why in self.forbidden.items() if shift == 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringPolicy:
    """What a deduction asks for (``scoring``)."""

    require_reason: bool = True
    strict_proof: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePolicy:
    """How photos are taken in (``evidence``): px, JPEG quality 1 to 95, minutes, metres."""

    long_edge: tuple[int, int] = (1600, 2400)
    quality: int = 82
    keep_original: bool = False
    clock_check_minutes: int = 30
    gps_warn_meters: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyPolicy:
    """After how many days something that is owed is called overdue (``custody``)."""

    overdue_days: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPolicy:
    """What earlier visits found travels to the next team (``rectification``).

    ``kinds`` are the kinds of visit whose findings do; empty: every kind that is scored. The
    others are classes of deadlines: for a zero case, and for all else.
    """

    kinds: frozenset[str] = frozenset()
    zero_deadline: str = ""
    deadline: str = ""


class TwoTeams(StrEnum):
    """What counts where two teams scored one site (``ranking.two_teams``)."""

    PICK = "pick"
    """Neither, until somebody named at the office picked one."""
    AVERAGE = "average"
    """The mean of all; the level is the lowest of theirs."""


TWO_TEAMS_WORDS: Mapping[str, TwoTeams] = {
    "县办裁定": TwoTeams.PICK,
    "取平均": TwoTeams.AVERAGE,
}
"""How a policy file writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPolicy:
    """How townships and sites are ranked (``ranking``).

    A township of fewer than ``few_sites`` scored sites is marked 样本少. ``groups`` are ranked
    among themselves too: a township belongs to the group whose name contains its kind.
    """

    order_by: tuple[OrderBy, ...] = (OrderBy.SCORE, OrderBy.FIVE_STAR_SHARE, OrderBy.RECTIFIED)
    few_sites: int = 3
    groups: tuple[str, ...] = ()
    ties: str = ""
    top_level: int = 5
    two_teams: TwoTeams = TwoTeams.PICK


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A county's policy; ``tree`` keeps all of the file for the rules that come later."""

    version: str
    notice: str
    level_names: Mapping[int, str]
    forms: FormChoice
    visit_kinds: tuple[VisitKind, ...]
    cross: CrossInspection
    scoring: ScoringPolicy
    evidence: EvidencePolicy
    ranking: RankingPolicy
    custody: CustodyPolicy
    problems: ProblemPolicy
    documents: Mapping[str, str]
    """Printed documents, by id: their names."""
    digest: Digest
    tree: Mapping[str, Tree]

    def level_name(self, level: int) -> str:
        """Return what a number of stars is called, such as ``"三星"``."""
        return self.level_names.get(level, f"{level} 星")

    def visit_kind(self, kind: str) -> VisitKind:
        """Return one kind of visit.

        Raises:
            KeyError: The policy has no such kind.
        """
        for candidate in self.visit_kinds:
            if candidate.id == kind:
                return candidate
        raise KeyError(kind)

    def signers_of(self, kind: str) -> tuple[SignRole, ...]:
        """Return who must sign a visit of this kind; one that the policy does not know, too."""
        own = next((one.signers for one in self.visit_kinds if one.id == kind), None)
        return self.cross.signers if own is None else own


def policy_from_tree(tree: Mapping[str, Tree]) -> Policy:
    """Build a policy from its canonical tree; what it does not say has the county's usual value.

    Raises:
        ValueError: A value is of another kind than this package can use.
        NotCanonical: The tree holds a float, or text that is not NFC.
    """
    levels = _levels(reading.mapping(tree, "star_levels").get("names"))
    return Policy(
        version=reading.text(tree, "version", ""),
        notice=reading.text(tree, "notice", ""),
        level_names=levels,
        forms=_forms(reading.mapping(tree, "forms")),
        visit_kinds=tuple(
            _visit_kind(reading.as_mapping(kind)) for kind in _optional_list(tree, "visit_kinds")
        ),
        cross=_cross(reading.mapping(tree, "cross_inspection")),
        scoring=_scoring(reading.mapping(tree, "scoring")),
        evidence=_evidence(reading.mapping(tree, "evidence")),
        ranking=_ranking(reading.mapping(tree, "ranking"), max(levels, default=5)),
        custody=_custody(reading.mapping(tree, "custody")),
        problems=_problems(reading.mapping(tree, "rectification")),
        documents={
            reading.text(document, "id"): reading.text(document, "name")
            for document in map(reading.as_mapping, _optional_list(tree, "documents"))
        },
        digest=digest(dict(tree)),
        tree=tree,
    )


def _levels(names: Tree) -> dict[int, str]:
    if names is None:
        return {}
    if isinstance(names, Mapping):
        return {int(level): reading.as_text(name) for level, name in names.items()}
    return {
        int(reading.number(level)): reading.as_text(name)
        for level, name in reading.pairs({"names": names}, "names")
    }


def _forms(tree: Mapping[str, Tree]) -> FormChoice:
    village, community = tree.get("village"), tree.get("community")
    return FormChoice(
        village=RubricId(reading.as_text(village)) if village else None,
        community=RubricId(reading.as_text(community)) if community else None,
        override_needs_reason=_flag(tree, "override_needs_reason", default=True),
    )


def _visit_kind(tree: Mapping[str, Tree]) -> VisitKind:
    return VisitKind(
        id=reading.text(tree, "id"),
        name=reading.text(tree, "name"),
        steps=tuple(StepId(step) for step in reading.texts(tree.get("steps"))),
        sections=reading.texts(tree.get("sections")),
        scored=_flag(tree, "scored", default=False),
        ranks=_flag(tree, "ranks", default=False),
        rechecks=bool(reading.text(tree, "by", "")),
        returns=_flag(tree, "returns", default=False),
        unplanned=_flag(tree, "unplanned", default=False),
        signers=roles_asked(tree) if "must_sign" in tree else None,
    )


def _cross(tree: Mapping[str, Tree]) -> CrossInspection:
    constraints = reading.mapping(tree, "constraints")
    usual = CrossInspection()
    daily = tree.get("villages_per_day")
    teams = tree.get("teams")
    return CrossInspection(
        not_own=_flag(constraints, "not_own_township", default=usual.not_own),
        no_mutual=_patterns(constraints.get("no_mutual_pair_in_same_round")),
        apart_rounds=_whole(constraints, "not_same_township_within_rounds", usual.apart_rounds),
        recusal=reading.texts(constraints.get("member_recusal")),
        teams=reading.whole(teams) if teams is not None else None,
        forbidden={
            int(shift): reading.as_text(why)
            for shift, why in reading.mapping(tree, "rotate_k_forbidden").items()
        },
        daily_sites=_middle(daily) if isinstance(daily, list) and daily else DAILY_SITES,
        stand_aside=_flag(constraints, "recused_stand_aside", default=usual.stand_aside),
        min_present=_whole(constraints, "min_present", usual.min_present),
        signers=roles_asked(tree),
    )


def _patterns(tree: Tree) -> frozenset[Pattern]:
    """Read true, false, or a sentence that names the patterns it is meant for."""
    if tree is False:
        return frozenset()
    if isinstance(tree, str):
        return frozenset(pattern for pattern in Pattern if pattern.value in tree)
    return CrossInspection().no_mutual


def _middle(span: list[Tree]) -> int:
    return sum(map(reading.whole, span)) // len(span)


def _scoring(tree: Mapping[str, Tree]) -> ScoringPolicy:
    cases = tree.get("require_photo_or_document_for")
    return ScoringPolicy(
        require_reason=_flag(tree, "require_reason_for_any_deduction", default=True),
        strict_proof=cases is None or bool(reading.texts(cases)),
    )


def _evidence(tree: Mapping[str, Tree]) -> EvidencePolicy:
    usual = EvidencePolicy()
    edges = tree.get("photo_long_edge_px")
    if isinstance(edges, list) and len(edges) == 2:
        long_edge = (reading.whole(edges[0]), reading.whole(edges[1]))
    else:
        long_edge = usual.long_edge
    keep = tree.get("keep_original", False)
    return EvidencePolicy(
        long_edge=long_edge,
        quality=_whole(tree, "jpeg_quality", usual.quality),
        # a sentence such as "county可配置，默认否" is allowed in place of true and false
        keep_original=keep if isinstance(keep, bool) else "默认是" in reading.as_text(keep),
        clock_check_minutes=_whole(tree, "clock_check_minutes", usual.clock_check_minutes),
        gps_warn_meters=_whole(tree, "gps_warn_meters", usual.gps_warn_meters),
    )


def _custody(tree: Mapping[str, Tree]) -> CustodyPolicy:
    days = _whole(tree, "overdue_days", CustodyPolicy().overdue_days)
    if days < 1:
        raise reading.BadTree(f"overdue_days is {days}")
    return CustodyPolicy(overdue_days=days)


def _problems(tree: Mapping[str, Tree]) -> ProblemPolicy:
    deadlines = reading.mapping(tree, "deadline_of")
    return ProblemPolicy(
        kinds=frozenset(reading.texts(tree.get("problems_of"))),
        zero_deadline=reading.text(deadlines, "zero_if", ""),
        deadline=reading.text(deadlines, "other", ""),
    )


def _ranking(tree: Mapping[str, Tree], top_level: int) -> RankingPolicy:
    usual = RankingPolicy()
    words = reading.texts(tree.get("order_by"))
    unknown = [word for word in words if word not in ORDER_WORDS]
    if unknown:
        raise reading.BadTree(f"no such order: {unknown[0]!r}")
    said = re.search(r"不足([0-9]+)个", reading.text(tree, "township_score", ""))
    few = int(said[1]) if said else usual.few_sites
    return RankingPolicy(
        order_by=tuple(ORDER_WORDS[word] for word in words) or usual.order_by,
        few_sites=_whole(tree, "few_sites", few),
        groups=reading.texts(tree.get("groups")),
        ties=reading.text(tree, "ties", ""),
        top_level=top_level,
        two_teams=_two_teams(reading.text(tree, "two_teams", "")),
    )


def _two_teams(word: str) -> TwoTeams:
    if word and word not in TWO_TEAMS_WORDS:
        raise reading.BadTree(f"no such rule for two teams: {word!r}")
    return TWO_TEAMS_WORDS.get(word, TwoTeams.PICK)


def _optional_list(tree: Mapping[str, Tree], key: str) -> list[Tree]:
    return reading.listed(tree, key) if tree.get(key) is not None else []


def _flag(tree: Mapping[str, Tree], key: str, *, default: bool) -> bool:
    part = tree.get(key, default)
    if not isinstance(part, bool):
        raise reading.BadTree(f"{key} is neither true nor false: {part!r}")
    return part


def _whole(tree: Mapping[str, Tree], key: str, default: int) -> int:
    part = tree.get(key)
    return default if part is None else reading.whole(part)
