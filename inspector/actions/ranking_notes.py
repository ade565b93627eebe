"""What stands beside a ranking: rechecks with their differences, and what the list took away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from inspector.actions.finding import place_of
from inspector.actions.forms import policy_of
from inspector.actions.results import late_denials
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.ranking import Denied, Ranking, Rechecked, percent_text
from inspector.domain.rechecking import Direction, RecheckRules, askew, recheck_rules
from inspector.domain.wording import word
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading

UNROUNDED = "（按没有取整的分算）"
"""Where two rounded scores seem to be a hundredth further apart, or nearer."""

LEANS = {Direction.HIGH: "偏高", Direction.LOW: "偏低"}


def aside_notes(
    reading: Reading,
    ranking: Ranking,
    lines: Mapping[SiteCode, SiteLine],
    round_id: RoundId,
    upto: datetime | None = None,
) -> Iterator[str]:
    """Yield the notes, rechecks first; of a frozen edition as it was frozen.

    Decisions that were entered after ``upto`` are left out.

    Raises:
        FormMissing: The folder holds no policy.
    """
    rules = recheck_rules(policy_of(reading))
    for one in ranking.rechecked:
        yield _recheck(one, lines, rules.deviation)
    yield from askew_notes(ranking.rechecked, rules)
    for denied in ranking.denied:
        yield _denied(denied, lines)
    for denial in late_denials(reading, round_id):
        if upto is not None and denial.at > upto:
            continue
        yield (
            f"加注：{place_of(lines[denial.site])} 负面清单 {denial.entry} {word(denial.verdict)}"
            f"（{denial.document}），在本轮冻结之后，本轮不改"
        )


def askew_notes(rechecked: Iterable[Rechecked], rules: RecheckRules) -> Iterator[str]:
    """Yield a sentence for each team whose marks lean to one side of the rechecks."""
    for team in askew(rechecked, rules):
        yield (
            f"{team.team} 组有 {team.times} 个村的分比复核{LEANS[team.direction]}超过 "
            f"{show_limit(rules.deviation)} 分，按考评规则，该组本轮所查各村应全部复核或带区间公布"
        )


def show_limit(limit: Fraction) -> str:
    """Write a limit of the hundred scale as the policy writes it."""
    return percent_text(limit).rstrip("0").rstrip(".")


def _recheck(one: Rechecked, lines: Mapping[SiteCode, SiteLine], limit: Fraction) -> str:
    gap = one.again - one.first
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    over = f"，超过 {show_limit(limit)} 分" if abs(gap) > limit else ""
    first, again, apart = (percent_text(value) for value in (one.first, one.again, abs(gap)))
    rounded = abs(Fraction(again) - Fraction(first)) != Fraction(apart)
    return (
        f"复核：{place_of(lines[one.site])} {one.first_team} 组 {first}，"
        f"{one.again_team} 组复核 {again}，差 {sign}{apart}{UNROUNDED if rounded else ''}"
        f"{over}，{word(one.counts)}"
    )


def _denied(one: Denied, lines: Mapping[SiteCode, SiteLine]) -> str:
    entries = "、".join(one.entries)
    return (
        f"负面清单：{place_of(lines[one.site])} {entries} 联审通过，"
        f"星级由 {one.before} 星改为 {one.after} 星，得分照常记录"
    )
