"""Play the whole loop on the fictional county: one office folder, a laptop folder a team.

Nothing is shortened: packages are sealed and read back, photos go through intake and vault,
the office verifies and imports. Only the findings are invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from inspector.actions import (
    admitting,
    covering,
    creating,
    dispatching,
    gathering,
    opening,
    planning,
    ranking,
    receiving,
    scoring,
    sealing,
    sending,
    signing,
)
from inspector.actions.admitting import Verdict
from inspector.actions.desk import Desk, open_desk
from inspector.actions.dispatching import Dispatched
from inspector.actions.inventing import invent
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import Target, write_papers
from inspector.actions.placing import make_room
from inspector.actions.signing import Signing
from inspector.actions.unsettled import Unsettled, unsettled
from inspector.domain.ids import Digest, RoundId, SiteCode
from inspector.domain.progress import Ticket
from inspector.domain.scoring import score
from inspector.domain.signing import WITNESSES, SignRole, SignWay
from inspector.domain.team import Pattern
from inspector.domain.visit import Objection
from inspector.domain.wording import record_code
from inspector.media import drawn
from inspector.media.stamping import stamp_exif
from inspector.platform.durable import write_durably
from inspector.platform.folder import Role
from inspector.platform.keys import Cost
from inspector.platform.resources import resource
from inspector.sheets.summary import SummarySection, SummarySheet, write_summary
from inspector.store.apart import Decision

ROUND = RoundId("2026-11")
PIN = "135790"
CHEAP = Cost(n=2**12)
"""The folders of a demo hold invented marks: a weak PIN cost keeps 23 openings short."""

CHINA = timezone(timedelta(hours=8))
BEGIN = datetime(2026, 11, 3, 8, 30, tzinfo=CHINA)
SCENES = 6
VISIT_MINUTES = 65
ROAD_MINUTES = 20
DAY_ENDS = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is played. ``untidy`` leaves a conflict, a gap and an objection behind."""

    sites: int = 44
    seed: int = 1
    photos: int = 2
    untidy: bool = False
    sheets: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What the demo did."""

    office: Path
    out: Path
    teams: int
    planned: int
    received: int
    sheets: int
    photos: int
    edition: int
    digest: Digest
    summary: Path
    lines: tuple[str, ...]


class PlayClock:
    """The clock of one folder: every look is a second later than the one before."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def drive_on(self, minutes: int) -> None:
        """Let time pass; after the last visit of a day the next morning comes."""
        self._now += timedelta(minutes=minutes)
        if self._now.hour >= DAY_ENDS:
            self._now = (self._now + timedelta(days=1)).replace(hour=8, minute=30, second=0)

    def __call__(self) -> datetime:
        """Return the next second."""
        self._now += timedelta(seconds=1)
        return self._now


def play(out: Path, script: Script, ticket: Ticket | None = None) -> Played:
    """Play the loop into ``out``.

    Raises:
        FolderOccupied: A played county lies there already.
        DiskFull, FolderReadOnly: The disk refused.
        Cancelled: By the ticket; what was played so far stays to be looked at.
    """
    ticket = ticket or Ticket()
    make_room(out)
    office = out / "县办"
    sites = _site_list(out, script)
    creating.create_office(
        office,
        PIN,
        creating.OfficeFiles(sites=sites, teams=resource("sample_county", "teams.csv")),
        clock=PlayClock(BEGIN - timedelta(days=1)),
        cost=CHEAP,
    )
    stick = out / "U盘"
    with open_desk(
        office, PIN, clock=PlayClock(BEGIN - timedelta(hours=12)), role=Role.OFFICE
    ) as desk:
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=3)
        handed = dispatching.dispatch(desk, ROUND, stick / "下发", ticket=Ticket())
    ticket.step(1, 100, "已下发")
    pictures = [drawn.scene(seed) for seed in range(SCENES)] if script.photos else []
    files = _visit_all(out, handed, script, pictures, ticket)
    return _finish(out, office, files, script, ticket)


def _visit_all(
    out: Path,
    handed: Iterable[Dispatched],
    script: Script,
    pictures: list[bytes],
    ticket: Ticket,
) -> list[Path]:
    """Play every team's days, two laptops at a time, and return the packages handed in."""
    handed = list(handed)
    files: list[Path] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        days = [pool.submit(_team_days, out, one, script, pictures, ticket) for one in handed]
        try:
            for at, day in enumerate(days, start=1):
                files += day.result()
                ticket.step(1 + 70 * at // len(days), 100, "各组考评")
        except BaseException:
            for day in days:
                day.cancel()
            raise
    return files


def _team_days(
    out: Path, one: Dispatched, script: Script, pictures: list[bytes], ticket: Ticket
) -> list[Path]:
    """Open the dispatch, visit every site, hand in; an untidy county has a second laptop."""
    laptops = [out / f"外业_{one.team}"]
    first, clash, gap = _untidy(one, script)
    if clash:
        laptops.append(out / f"外业_{one.team}_乙")
    files: list[Path] = []
    for number, folder in enumerate(laptops):
        clock = PlayClock(BEGIN + timedelta(minutes=7 * number))
        opening.open_dispatch(
            folder,
            opening.HandedOut(package=one.path, code=one.code),
            PIN,
            clock=clock,
            cost=CHEAP,
        )
        with open_desk(folder, PIN, clock=clock, role=Role.FIELD) as desk:
            sites = _assigned(desk)
            if number:
                sites = sites[:1]
            elif gap:
                sites = sites[:-1]
            for at, site in enumerate(sites):
                dice = Random(f"{script.seed}/{site}/{number}")  # noqa: S311 - a game, not a secret
                place = _visit(desk, site, dice, pictures, script.photos)
                clock.drive_on(VISIT_MINUTES)
                if first and not at:
                    _object(desk, site)
                ticket.step(1, 100, place)
                sealing.seal(desk, scoring.open_visit(desk, site))
                _sign(desk, site, refuses=first and not at)
                clock.drive_on(ROAD_MINUTES)
            if sites:  # a team whose only site is the gap has nothing to hand in
                files.append(sending.export(desk, out / "U盘" / "回传").path)
    return files


def _untidy(one: Dispatched, script: Script) -> tuple[bool, bool, bool]:
    """Say whether this team meets an objection, works on two laptops, leaves a site out."""
    if not script.untidy:
        return False, False, False
    return one.team == "T02", one.team == "T05", one.team == "T09"


def _assigned(desk: Desk) -> list[SiteCode]:
    with desk.store.reading() as reading:
        return [line.key.site for line in reading.visits.lines(ROUND)]


def _visit(desk: Desk, site: SiteCode, dice: Random, pictures: list[bytes], photos: int) -> str:
    """Count a site, take its photos, and return where it is, as people say it."""
    visit = scoring.open_visit(desk, site)
    care = min(1.0, max(0.2, dice.gauss(0.62, 0.12)))
    counted = invent(visit.rubric, dice, care=care)
    scoring.put_items(desk, visit, counted)
    worst = [loss.item for loss in score(visit.rubric, counted).losses]
    allowed = [
        item.code
        for item in visit.rubric.items()
        if not all(checkpoint.no_photo for checkpoint in item.checkpoints)
    ]
    wanted = [code for code in dict.fromkeys([*worst, *allowed]) if code in allowed]
    for number in range(photos):
        serial = int(site[-6:]) * 100 + number
        picture = stamp_exif(
            pictures[serial % len(pictures)],
            taken_at=desk.clock().replace(tzinfo=None),
            lon=visit.line.site.lon,
            lat=visit.line.site.lat,
            serial=serial,
        )
        path = desk.folder.staging_path / f"IMG_{serial}.jpg"
        path.write_bytes(picture)
        gathering.attach(desk, visit, wanted[number % len(wanted)], [path])
        path.unlink()
    return visit.place


INVENTED = {
    SignRole.INSPECTOR: "某考评员",
    SignRole.SECRETARY: "韩书记",
    SignRole.ESCORT: "邵干部",
}
"""Who signs where no list has a name."""


def _sign(desk: Desk, site: SiteCode, *, refuses: bool) -> None:
    """Let everybody sign on paper; a village that objected may refuse."""
    visit = scoring.open_visit(desk, site)
    team = tuple(member.name for member in visit.people)
    given: list[Signing] = []
    for line in signing.sign_lines(desk, visit):
        name = line.due.name or INVENTED[line.due.role]
        if refuses and line.due.role is SignRole.SECRETARY:
            refused = Signing(
                part=line.due.part, way=SignWay.REFUSED, name=name,
                reason="等复核后再签", witnesses=team[:WITNESSES],
            )  # fmt: skip
            given.append(refused)
        else:
            given.append(Signing(part=line.due.part, name=name))
    signing.sign_all(desk, visit, given)


def _object(desk: Desk, site: SiteCode) -> None:
    visit = scoring.open_visit(desk, site)
    lost = score(visit.rubric, visit.counted).losses
    said = Objection(
        item=lost[0].item if lost else None,
        text="前一天刚下过大雨，现场还没来得及清理，请求复核。",
        by="村党组织书记",
    )
    scoring.put_objections(desk, visit, [said])


def _finish(out: Path, office: Path, files: list[Path], script: Script, ticket: Ticket) -> Played:
    clock = PlayClock(BEGIN + timedelta(days=7))
    with open_desk(office, PIN, clock=clock, role=Role.OFFICE) as desk:
        taken = receiving.take_in(desk, files)
        for line in admitting.apart_lines(desk, Decision.OPEN):
            verdict = Verdict(by="县办负责人", why="同组第二台电脑，电话核对过指纹")
            taken += admitting.admit(desk, line.package.id, verdict)
        ticket.step(80, 100, "已导入")
        cover = covering.coverage(desk, ROUND)
        board = ranking.rank(desk, ROUND, freeze=not script.untidy)
        left = unsettled(board.ranking, cover)
        sheets: list[Path] = []
        if script.sheets:
            sheets = _print(desk, "score-sheet", out / "打分表")
            _print(desk, "ranking", out / "排名")
            _print(desk, "coverage", out / "排名")
        county = _county(desk)
    photos = sum(one.photos for one in taken)
    ticket.step(100, 100, "完成")
    summary = out / "这一轮做了什么.pdf"
    played = Played(
        office=office,
        out=out,
        teams=len({one.team for one in taken}),
        planned=cover.planned,
        received=cover.received,
        sheets=len(sheets),
        photos=photos,
        edition=board.edition,
        digest=board.digest,
        summary=summary,
        lines=(),
    )
    done = replace(played, lines=tuple(_lines(played, board, left)))
    write_summary(summary, _summary(done, board, county, clock()))
    write_durably(out / "这一轮.json", json.dumps(_facts(done), ensure_ascii=False).encode())
    return done


def _print(desk: Desk, name: str, out: Path) -> list[Path]:
    return list(write_papers(desk, DOCUMENTS[name], Wish(round=ROUND), Target(out=out)).files)


def _county(desk: Desk) -> str:
    with desk.store.reading() as reading:
        return reading.meta.get("county/name") or ""


def _lines(played: Played, board: ranking.Board, left: Unsettled) -> Iterable[str]:
    cover = f"{played.received}/{played.planned} 个站点"
    yield f"{played.teams} 个组考评 {cover}，照片 {played.photos} 张。"
    code = record_code(played.digest)
    state = f"已冻结第 {played.edition} 版，记录码 {code}" if played.edition else "暂定"
    if left:
        state += f"（{'，'.join(left.words())}）"
    yield f"乡镇排名{state}；第一名 {board.townships[0].name}（{board.townships[0].percent} 分）。"
    yield f"打分表 {played.sheets} 份。都在 {played.out}"
    yield f"县办数据文件夹 {played.office}，口令 {PIN}（演示用）。"


def _facts(played: Played) -> dict[str, object]:
    return {
        "teams": played.teams,
        "planned": played.planned,
        "received": played.received,
        "sheets": played.sheets,
        "photos": played.photos,
        "edition": played.edition,
        "digest": played.digest,
    }


def _summary(played: Played, board: ranking.Board, county: str, at: datetime) -> SummarySheet:
    places = tuple(
        (f"第 {line.place} 名", f"{line.name}　{line.percent} 分　{line.sites} 个站点")
        for line in board.townships[:5]
    )
    return SummarySheet(
        county=county,
        round=ROUND,
        at=at,
        sections=(
            SummarySection(
                heading="走完的流程",
                lines=(
                    ("排一轮", f"推磨式，{played.teams} 个组，{played.planned} 个站点"),
                    ("下发", f"{played.teams} 个签名加密的下发包，读回核对"),
                    ("考评", f"听、看、查，照片 {played.photos} 张，逐站定稿"),
                    ("导入", f"已交 {played.received}/{played.planned}"),
                    ("打分表", f"{played.sheets} 份"),
                ),
            ),
            SummarySection(heading="排名前五", lines=places),
            SummarySection(
                heading="可核对",
                lines=(
                    ("版次", f"第 {played.edition} 版" if played.edition else "暂定"),
                    ("记录码", record_code(played.digest) if played.edition else "未冻结"),
                ),
            ),
        ),
        notice="虚构县、虚构成绩，只为演示。",
    )


def _site_list(out: Path, script: Script) -> Path:
    """Write the sample county's list with as many sites of each township as the script asks."""
    source = resource("sample_county", "regions.csv").read_text("utf-8-sig").splitlines()
    head = source[0].split(",")
    level, parent = head.index("level"), head.index("parent_code")
    villages: dict[str, list[str]] = {}
    others: list[str] = []
    for line in source[1:]:
        cells = line.split(",")
        if cells[level] == "village":
            villages.setdefault(cells[parent], []).append(line)
        else:
            others.append(line)
    chosen: list[str] = []
    depth = 0
    while len(chosen) < script.sites and any(len(rows) > depth for rows in villages.values()):
        for rows in villages.values():
            if len(rows) > depth and len(chosen) < script.sites:
                chosen.append(rows[depth])
        depth += 1
    path = out / "站点名册.csv"
    write_durably(path, "\n".join([source[0], *others, *sorted(chosen)]).encode("utf-8-sig"))
    return path
