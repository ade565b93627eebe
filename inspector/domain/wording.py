"""The words that people read for states, dates and numbers: one word for one thing.

Source: UI design, section 7 (status vocabulary).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from inspector.domain.coverage import CoverageState
from inspector.domain.custody import Answered, Handed
from inspector.domain.denial import Verdict
from inspector.domain.double_entry import DoubleState
from inspector.domain.finding import OUTCOME_WORDS, Outcome
from inspector.domain.ids import Digest, RoundId
from inspector.domain.merging import Arrival
from inspector.domain.ranking import Counts, Exclusion
from inspector.domain.rota_rules import PATTERN_WORDS
from inspector.domain.scorecard import GapKind, ItemState, StarState
from inspector.domain.signing import SignRole, SignState, SignWay
from inspector.domain.team import Pattern
from inspector.domain.visit import VisitState

State = (
    ItemState
    | StarState
    | VisitState
    | SignState
    | SignWay
    | SignRole
    | CoverageState
    | Handed
    | Answered
    | GapKind
    | Arrival
    | Exclusion
    | Pattern
    | DoubleState
    | Outcome
    | Verdict
    | Counts
)

LATER = "稍后再看"
PAUSED = "暂停"
NO_PHOTO = "只看不拍"
FILLED = "一键填写"
FEW_SITES = "样本少"
NO_LEVEL = "不评星级"
"""In place of a level, where not all steps of the form were asked."""
NOT_ASKED = "不属于本次考评"
"""Of a checkpoint whose step the kind of visit does not ask; never 不适用."""
OVER_LIMIT = "超 {limit} 分"
"""Of a recheck that differs from the first visit by more than the policy allows."""
PROVISIONAL = "暂定"
FROZEN = "已冻结"
CORRECTED = "更正版"
CODE_SHOWN = 12
"""Digits of a digest that stand on paper."""

_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ItemState: {
        ItemState.UNSET: "未评",
        ItemState.DOING: "进行中",
        ItemState.CLEAR: "无问题",
        ItemState.DEDUCTED: "有扣分",
        ItemState.ZEROED: "零分",
        ItemState.NOT_APPLICABLE: "不适用",
    },
    StarState: {
        StarState.OPEN: "未定",
        StarState.WON: "得星",
        StarState.LOST: "未得星",
        StarState.DENIED: "否决",
        StarState.NOT_RATED: "不评星",
    },
    VisitState: {
        VisitState.PLANNED: "未开始",
        VisitState.OPEN: "进行中",
        VisitState.SEALED: "已定稿",
    },
    SignState: {
        SignState.WAITING: "待签字",
        SignState.SIGNED: "已签字",
        SignState.REFUSED: "拒签",
    },
    SignWay: {
        SignWay.PAPER: "已签",
        SignWay.DRAWN: "屏上已签",
        SignWay.REFUSED: "拒签",
        SignWay.DEPUTY: "受托人已签",
        SignWay.ABSENT: "不在",
    },
    SignRole: {
        SignRole.INSPECTOR: "考评员",
        SignRole.SECRETARY: "村党组织书记",
        SignRole.ESCORT: "陪同乡镇干部",
    },
    CoverageState: {
        CoverageState.RECEIVED: "已交",
        CoverageState.MISSING: "未交",
        CoverageState.PHOTOS: "照片不全",
        CoverageState.CONFLICT: "冲突",
        CoverageState.RETURNED: "已退回",
    },
    Handed: {
        Handed.OPEN: "未定稿",
        Handed.SEALED: "已定稿未交",
        Handed.SIGNED: "已签未交",
        Handed.SENT: "已交未回执",
        Handed.ACKNOWLEDGED: "已回执",
    },
    Answered: {
        Answered.WAITING: "未回执",
        Answered.SPOKEN: "电话核对过",
        Answered.ACKNOWLEDGED: "已回执",
    },
    GapKind: {
        GapKind.UNSET: "未评",
        GapKind.UNCONFIRMED: "未确认",
        GapKind.LATER: LATER,
        GapKind.MEASURE: "缺数值",
        GapKind.REASON: "缺原因",
        GapKind.PROOF: "缺依据",
        GapKind.PHOTOS: "缺照片",
    },
    Arrival: {
        Arrival.NEW: "新",
        Arrival.SAME: "相同",
        Arrival.NEWER: "更新",
        Arrival.CONFLICT: "冲突",
        Arrival.REFUSED: "拒收",
    },
    Exclusion: {
        Exclusion.CONFLICT: "冲突",
        Exclusion.RECOUNT: "待核算",
        Exclusion.DOUBLE: "两组重复",
        Exclusion.OLD_FORM: "评分标准版本不同",
        Exclusion.FORK: "分叉",
    },
    Outcome: {outcome: OUTCOME_WORDS[outcome] for outcome in Outcome},
    Verdict: {
        Verdict.UPHELD: "联审通过",
        Verdict.DISMISSED: "联审不成立",
        Verdict.DEFERRED: "缓议",
        Verdict.WITHDRAWN: "撤销",
    },
    Counts: {
        Counts.FIRST: "按原分",
        Counts.AGAIN: "按复核分",
        Counts.OPEN: "等裁定",
    },
    Pattern: {pattern: PATTERN_WORDS[pattern] for pattern in Pattern},
    DoubleState: {
        DoubleState.NONE: "没有双人核对",
        DoubleState.OPEN: "核对有出入",
        DoubleState.DONE: "已双人核对",
        DoubleState.CHANGED: "核对后又改过",
    },
}


def word(state: State) -> str:
    """Return the one word for a state, such as ``"有扣分"``."""
    return _WORDS[type(state)][state]


def visit_word(state: VisitState, signed: SignState | None, paused: str | None) -> str:
    """Return the one word for where a visit stands: 暂停 while it is left, 待签字 once sealed."""
    if paused is not None and signed not in (SignState.SIGNED, SignState.REFUSED):
        return PAUSED
    if state is VisitState.SEALED and signed is not None:
        return word(signed)
    return word(state)


def edition_word(number: int | None) -> str:
    """Return what a ranking is: 暂定 while it is open, 已冻结 第1版, later 更正版 第2版."""
    if number is None:
        return PROVISIONAL
    return f"{FROZEN if number == 1 else CORRECTED} 第{number}版"


def record_code(digest: Digest) -> str:
    """Return the 记录码: the first twelve digits in groups of four, as people read them aloud."""
    shown = digest[:CODE_SHOWN].upper()
    return "-".join(shown[start : start + 4] for start in range(0, CODE_SHOWN, 4))


def change_words(before: int | None, now: int) -> str:
    """Return how a place changed: 升 2, 降 1, 持平; empty without a place before."""
    if before is None:
        return ""
    if before == now:
        return "持平"
    return f"升 {before - now}" if before > now else f"降 {now - before}"


def day_words(day: date) -> str:
    """Write a day of this year: 11月5日."""
    return f"{day.month}月{day.day}日"


def full_day_words(day: date) -> str:
    """Write a day with its year, as documents do: 2026年11月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: datetime) -> str:
    """Write a moment to the minute, in the zone that it bears: 11月5日 09:31."""
    return f"{day_words(moment)} {moment:%H:%M}"


def round_words(round_id: RoundId) -> str:
    """Write a round as documents name it: 2026年11月 for ``2026-11``, else ``2026-Q4轮``."""
    said = re.fullmatch(r"([0-9]{4})-(0?[1-9]|1[0-2])", round_id)
    return f"{said[1]}年{int(said[2])}月" if said else f"{round_id}轮"


def thousands(number: int) -> str:
    """Write a whole number in groups of three: 1,234."""
    return f"{number:,}"
