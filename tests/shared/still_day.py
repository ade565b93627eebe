"""A team's day without a store: five villages, a long name, rare characters, a recusal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from inspector.actions.problem_list import Noted, SiteProblems
from inspector.actions.readiness import Check
from inspector.actions.today import Avoided, BegunAlready, DayRow, Today
from inspector.domain.day import moved
from inspector.domain.ids import (
    CheckpointCode,
    ItemCode,
    PersonId,
    RoundId,
    RubricId,
    SiteCode,
    TeamId,
    TownshipCode,
    VisitUid,
)
from inspector.domain.points import Points
from inspector.domain.problem import Problem
from inspector.domain.site import Site
from inspector.domain.team import Member, Team
from inspector.domain.visit import VisitState
from inspector.store.visits import Totals

LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
MORNING = datetime(2026, 11, 5, 8, 31, tzinfo=timezone(timedelta(hours=8)))
NAMES = [
    ("后辛沟村", "hxgc", VisitState.SEALED, 0),
    ("㟃头村", "ctc", VisitState.OPEN, 5),
    (LONG, "hfqnc", VisitState.PLANNED, 8),
    ("䢺营村", "yyc", VisitState.PLANNED, 0),
    ("𬇙阳社区", "gysq", VisitState.PLANNED, 3),
    ("八〇五村", "blwc", VisitState.PLANNED, 0),
    ("席岗村", "xgc", VisitState.PLANNED, 2),
]
MEMBERS = tuple(
    Member(id=PersonId(f"T04-{seat}"), name=name, role=role, stars=stars)
    for seat, (name, role, stars) in enumerate(
        [
            ("田文博", "组长", "支部过硬"),
            ("芦玉兰", "记录员", "产业、生态"),
            ("傅长顺", "考评员", "平安法治"),
            ("侯浩然", "考评员", "文明幸福"),
        ],
        start=1,
    )
)


def day_row(number: int) -> DayRow:
    """Return one visit of the road, from 1."""
    name, initials, state, problems = NAMES[number - 1]
    code = SiteCode(f"419901101{210 + number}")
    begun = MORNING + timedelta(minutes=100 * (number - 1))
    sealed = state is VisitState.SEALED
    return DayRow(
        uid=VisitUid(f"2026-11/cross/{code}/T04/1"),
        site=Site(
            code=code,
            name=name,
            township=TownshipCode(code[:9]),
            rubric=RubricId("rural"),
            initials=initials,
            secretary="韩建业",
            phone="13800000000" if number % 2 else "",
        ),
        township="古塬镇",
        kind="四不两直" if number == 4 else "",
        items=29,
        state=state,
        problems=problems,
        photos=61 if sealed else 0,
        totals=Totals(points=Points(46740), max=Points(50000), level=4, items_done=29, items_all=29)
        if sealed
        else None,
        started=begun if state is not VisitState.PLANNED else None,
        sealed=begun + timedelta(minutes=73) if sealed else None,
    )


ROAD = tuple(day_row(number) for number in range(1, len(NAMES) + 1))
CHECKS = (
    Check(name="电量", words="71%，约 3 小时 10 分"),
    Check(name="磁盘", words="剩 1.4 GB", advice="请收工交包，再清理照片和别的文件。"),
    Check(name="时钟", words="10:12，没有跳过"),
    Check(name="备份", words="昨天 18:47"),
    Check(
        name="交包", words="10月21日 18:30，未回执 4 天", advice="请向县办要回执，到“收工”页导入。"
    ),
)


class StillDay:
    """A day in memory; ``refusal`` is raised by every change."""

    def __init__(self, rows: Sequence[DayRow] = ROAD[:5], road: Sequence[DayRow] = ROAD) -> None:
        self.rows, self.road = tuple(rows), tuple(road)
        self.refusal: Exception | None = None
        self.checks: Sequence[Check] = CHECKS

    def today(self) -> Today:
        avoided = [
            Avoided(
                member=MEMBERS[2],
                uid=row.uid,
                place=f"{row.township} {row.site.name}（{row.site.tail}）",
                rule="本人包联的村，或近亲属任村干部的村",
            )
            for row in self.rows[2:3]
        ]
        return Today(
            day=MORNING.date(),
            round=RoundId("2026-11"),
            team=Team(id=TeamId("T04"), home=TownshipCode("419901001"), members=MEMBERS),
            rows=self.rows,
            road=self.road,
            absent=frozenset({PersonId("T04-4")}),
            avoided=tuple(avoided),
            duties={member.id: f"{member.stars}星" for member in MEMBERS},
        )

    def move(self, uid: VisitUid, by: int) -> None:
        self._check()
        order = moved([row.uid for row in self.rows], uid, by)
        self.rows = tuple(sorted(self.rows, key=lambda row: order.index(row.uid)))

    def arrange(self, visits: Sequence[VisitUid]) -> None:
        self._check()
        order = list(visits)
        rows = [row for row in self.road if row.uid in order]
        self.rows = tuple(sorted(rows, key=lambda row: order.index(row.uid)))

    def put_on(self, uid: VisitUid) -> None:
        self._check()
        if uid not in [row.uid for row in self.rows]:
            self.rows = (*self.rows, *(row for row in self.road if row.uid == uid))

    def take_off(self, uid: VisitUid) -> None:
        self._check()
        for row in self.rows:
            if row.uid == uid and row.state is not VisitState.PLANNED:
                raise BegunAlready(place=row.site.name)
        self.rows = tuple(row for row in self.rows if row.uid != uid)

    def seal_all(self) -> None:
        """Let every village of today be done."""
        self.rows = tuple(
            replace(row, state=VisitState.SEALED, started=MORNING, sealed=MORNING)
            for row in self.rows
        )

    def look_around(self) -> Sequence[Check]:
        self._check()
        return self.checks

    def _check(self) -> None:
        if self.refusal is not None:
            raise self.refusal


class StillProblems:
    """Problems of two villages of that day."""

    def __init__(self, every: Sequence[SiteProblems] | None = None) -> None:
        self.every = tuple(_problems()) if every is None else tuple(every)
        self.refusal: Exception | None = None

    def problems(self) -> Sequence[SiteProblems]:
        if self.refusal is not None:
            raise self.refusal
        return self.every


def _problems() -> Iterator[SiteProblems]:
    said = [
        ("ST-2", "ST-2.1", "人居环境", "柴草乱堆×2、线缆乱拉", "限期整改"),
        (
            "ST-2",
            "ST-2.4",
            "人居环境",
            "坑塘沟渠有漂浮垃圾，桥头两侧最多，雨后要再看一次，" * 3,
            "",
        ),
        ("PA-1", None, "平安建设", "发生过有影响的群体事件（乡镇通报）", "立行立改"),
        ("ZZ-9", None, "", "这一项新表里没有了", ""),
    ]
    for number in (2, 3):
        row = ROAD[number - 1]
        noted = [
            Noted(
                item=ItemCode(item),
                title=title,
                checkpoint=CheckpointCode(checkpoint) if checkpoint else None,
                words=words,
                earlier=Problem(
                    site=row.site.code,
                    item=ItemCode(item),
                    checkpoint=CheckpointCode(checkpoint) if checkpoint else None,
                    fact=words,
                    round=RoundId("2026-10"),
                    deadline=deadline,
                ),
            )
            for item, checkpoint, title, words, deadline in said
        ]
        own = [replace(one, earlier=None) for one in noted[:2]] if number == 2 else []
        yield SiteProblems(
            uid=row.uid,
            site=row.site,
            township=row.township,
            earlier=tuple(noted),
            own=tuple(own),
        )
