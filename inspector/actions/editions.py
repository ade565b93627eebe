"""Frozen rankings by their 记录码: is the paper the newest one, and what was corrected since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector.actions.finding import place_of
from inspector.domain.edition_changes import ChangedSite, changed_sites
from inspector.domain.edition_tree import edition_from_tree
from inspector.domain.ids import RoundId
from inspector.domain.ranking import Edition, Ranking, SitePlace, mean_percent, percent_text
from inspector.domain.wording import edition_word, full_day_words
from inspector.store.unit import Reading

NAMED = 30
"""Corrected sites that are named one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChecked:
    """What a ranking's code belongs to; ``matches`` is False if a newer edition replaced it."""

    round: RoundId
    edition: int
    newest: int
    matches: bool
    sentence: str
    changes: tuple[str, ...]


def editions_of(reading: Reading, round_id: RoundId) -> tuple[Edition, ...]:
    """Return a round's frozen rankings, oldest first."""
    return tuple(
        edition_from_tree(json.loads(line.text)) for line in reading.editions.all(round_id)
    )


def find_edition(reading: Reading, code: str) -> Edition | None:
    """Return the frozen ranking whose digest begins with ``code``, or None."""
    for line in reading.editions.all():
        if line.digest.startswith(code):
            return edition_from_tree(json.loads(line.text))
    return None


def check_edition(reading: Reading, edition: Edition, claimed: Sequence[str]) -> EditionChecked:
    """Say whether an edition is the newest of its round, and what was corrected since.

    ``claimed`` are round, number and time as a QR line says them; empty for a code alone.
    """
    at = datetime.fromisoformat(edition.at)
    true = [str(edition.round), str(edition.number), f"{at:%Y-%m-%dT%H:%M}"]
    forged = bool(claimed) and list(claimed) != true
    later = [one for one in editions_of(reading, edition.round) if one.number > edition.number]
    changes = tuple(_since(reading, edition, later))
    if forged:
        changes = (
            f"轮次、版次或时间不符：纸上 {' '.join(claimed)}，记录 {' '.join(true)}",
            *changes,
        )
    day = full_day_words(at)
    verdict = "已有更正版，以新版为准" if later else "是最新一版"
    verdict = "与记录不一致" if forged else verdict
    told = f"{edition.round} 轮排名 {edition_word(edition.number)}，{day}：{verdict}。"
    matches = not later and not forged
    return EditionChecked(
        round=edition.round,
        edition=edition.number,
        newest=later[-1].number if later else edition.number,
        matches=matches,
        sentence=told + (_facts(edition.ranking) if matches else ""),
        changes=changes,
    )


def _facts(ranking: Ranking) -> str:
    """Return what ranking and bulletin of an edition must say; nobody here sees the paper."""
    if not ranking.townships:
        return ""
    scores = [one.score for one in ranking.townships]
    return (
        f"记录是已评 {len(ranking.sites)} 个，全县平均 {percent_text(mean_percent(ranking))} 分，"
        f"乡镇（街道）最高 {percent_text(max(scores))} 分、最低 {percent_text(min(scores))} 分，"
        f"五星 {sum(one.top_sites for one in ranking.townships)} 个；"
        "排名表、通报上印的请照这里对。"
    )


def _since(reading: Reading, edition: Edition, later: list[Edition]) -> Iterator[str]:
    for one in later:
        day = full_day_words(datetime.fromisoformat(one.at))
        yield f"{edition_word(one.number)}，{day}：{one.reason}"
    if not later:
        return
    changed = changed_sites(edition.ranking, later[-1].ranking)
    for change in changed[:NAMED]:
        yield _change_words(reading, change)
    if len(changed) > NAMED:
        yield f"还有 {len(changed) - NAMED} 个站点也更正过"


def _change_words(reading: Reading, change: ChangedSite) -> str:
    line = reading.sites.one(change.site)
    place = place_of(line) if line is not None else str(change.site)
    return f"{place}：原 {_result_words(change.before)}，改为 {_result_words(change.now)}"


def _result_words(place: SitePlace | None) -> str:
    if place is None:
        return "未计入"
    return f"{percent_text(place.percent)} 分 {place.level} 星第 {place.place} 名"
