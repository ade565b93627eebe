"""Examine a data folder: is the engine sound, is everything whole, can everything be rebuilt?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inspector.actions.amending import amended
from inspector.actions.checking_anchors import check_anchors
from inspector.actions.checking_chain import check_chain
from inspector.actions.checking_dispatch import check_dispatches
from inspector.actions.checking_photos import SHOWN
from inspector.actions.checking_tables import (
    check_apart,
    check_documents,
    check_projection,
    check_trust,
)
from inspector.actions.clocks import jumps
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import STRANGE, Finding, State, judged, noted
from inspector.actions.lacking import note_rotten
from inspector.actions.safekeeping import check_backups
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.platform.folder import Role
from inspector.platform.space import free_bytes
from inspector.store.engines import engine_words, other_engines
from inspector.store.unit import Reading

SPACE_WANTED = 2**30
"""Bytes that should be free before a day in the field."""

MEND_IN_FIELD = "其余照片完好；坏的请用备份找回"
MEND_AT_OFFICE = "其余照片完好；坏的已记下，再写一次回执，考评组会重交；已清理的用备份找回"

NAMED = 20
"""Unfit photos that are named one by one."""


def examine(desk: Desk, *, rebuild: bool = False, ticket: Ticket | None = None) -> list[Finding]:
    """Look at everything; ``rebuild`` also writes tables anew that differ from the records.

    Damaged photos are noted in any case: a receipt asks for them again.

    Raises:
        Cancelled: By the ticket; nothing was changed.
    """
    ticket = ticket or Ticket()
    findings: list[Finding] = []
    checks = _checks(desk, ticket, rebuild=rebuild)
    for at, check in enumerate(checks, start=1):
        findings += _survived(check)
        ticket.step(at, len(checks), findings[-1].name if findings else "")
    return findings


def _survived(check: Callable[[], list[Finding]]) -> list[Finding]:
    """Return what a look found; rows that cannot even be read are a finding, not an end."""
    try:
        return check()
    except STRANGE as error:
        said = f"有一行读不出（{type(error).__name__}：{str(error)[:60]}）"
        return [judged("各表", "", [said], "请复制整个数据文件夹，再用备份恢复。")]


def _checks(desk: Desk, ticket: Ticket, *, rebuild: bool) -> list[Callable[[], list[Finding]]]:
    """Return the looks in their order: what everything else stands on comes first."""

    def reading(look: Callable[[Reading], list[Finding]]) -> list[Finding]:
        with desk.store.reading() as found:
            return look(found)

    at_office = desk.folder.role is Role.OFFICE
    checks: list[Callable[[], list[Finding]]] = [
        lambda: [_versions(), _engine(desk)],
        lambda: reading(check_chain),
        lambda: reading(check_anchors),
        lambda: reading(_amended),
        lambda: reading(_clock),
        lambda: reading(lambda found: [check_trust(found), check_documents(found)]),
        lambda: reading(lambda found: _vault(found, desk, ticket)),
    ]
    if at_office:
        checks.append(lambda: reading(lambda found: check_apart(found, desk)))
        checks.append(lambda: [check_projection(desk, mend=rebuild)])
    else:
        checks.append(lambda: reading(check_dispatches))
    checks.append(lambda: [_space(desk), check_backups(desk)])
    return checks


def _amended(reading: Reading) -> list[Finding]:
    """Name what was changed after the office had acknowledged it: right or not, people ask."""
    said = [
        f"第 {one.receipt} 号回执后，{'、'.join(one.people)} 改了 {one.place} {' '.join(one.parts)}"
        for one in amended(reading)
    ]
    if not said:
        return []
    more = f"等 {len(said)} 个考评" if len(said) > NAMED else ""
    return [noted("回执后改过", f"{'；'.join(said[:NAMED])}{more}。改前改后都留着，可以核对")]


def _clock(reading: Reading) -> list[Finding]:
    """Name the jumps of the clock: nothing is ordered by it, but times on paper come from it."""
    found = jumps(reading)
    if not found:
        return []
    said = "；".join(one.sentence for one in found[:3])
    return [noted("时钟", f"跳过 {len(found)} 次，最近：{said}。次序按编号，不受影响")]


def _engine(desk: Desk) -> Finding:
    faults = desk.store.faults(thorough=True)
    return judged("数据库", "完整", faults, "请先复制整个数据文件夹，再用备份恢复。")


def _versions() -> Finding:
    others = other_engines()
    if others:
        sentence = f"{engine_words()}；进程里还有 {'、'.join(others)}，没有用它打开数据"
        return noted("引擎", sentence)
    return Finding(name="引擎", state=State.WELL, sentence=engine_words())


def _vault(reading: Reading, desk: Desk, ticket: Ticket) -> list[Finding]:
    carried = reading.carried.digests()
    named = sorted(reading.evidence.digests() | reading.rolls.digests() | carried)
    missing = desk.vault.missing(named)
    purged = reading.purged.digests()
    absent = [one for one in missing if one not in purged]
    gone = set(missing)
    held = [one for one in named if one not in gone]
    rotten, bad = _rotten(desk, held, ticket)
    bad += _remembered(desk, rotten, held)
    bad += [f"照片包 {path.name} 有损坏" for path in desk.vault.unsound_packs()]
    if absent and desk.folder.role is Role.FIELD:  # they were taken in here, so they were lost
        bad.append(f"{len(absent)} 张不见了，第一张是 {absent[0][:12]}")
    more = f"，另有 {len(absent)} 张还没有收到" if absent else ""
    more += f"，{len(purged)} 张收到回执后已清理" if purged else ""
    well = f"{len(held)} 张都完好{more}"
    at_office = desk.folder.role is Role.OFFICE
    found = [judged("照片", well, bad, MEND_AT_OFFICE if at_office else MEND_IN_FIELD)]
    if unchecked := reading.carried.count_unchecked():
        found.append(noted("未检照片", f"{unchecked} 张还没有检查，检查过才显示和打印"))
    if refused := reading.checks.refused():
        first = "；".join(f"{one.digest[:SHOWN]} {one.reason}" for one in refused[:NAMED])
        words = f"{len(refused)} 张不合格，不显示不打印，原件留着；请考评组重拍或说明："
        found.append(noted("不合格照片", words + first))
    return found


def _rotten(
    desk: Desk, held: Sequence[Digest], ticket: Ticket
) -> tuple[frozenset[Digest], list[str]]:
    """Read every photo; return those that are not as they were, and what is wrong with each."""
    bad: dict[Digest, str] = {}
    for at, one in enumerate(held, start=1):
        try:
            desk.vault.get(one)
        except InspectorError as error:
            bad[one] = error.sentence()
        ticket.step(at, len(held), "核对照片")
    return frozenset(bad), list(bad.values())


def _remembered(desk: Desk, rotten: frozenset[Digest], held: Sequence[Digest]) -> list[str]:
    """Note damaged photos, so that no receipt vouches for them; say so if that is refused."""
    try:
        note_rotten(desk, rotten, [one for one in held if one not in rotten])
    except InspectorError as error:
        return [f"坏照片没有记下，回执里仍写着已收：{error.sentence()}"]
    return []


def _space(desk: Desk) -> Finding:
    free = free_bytes(desk.folder.path)
    said = f"还剩 {free / 1e9:.1f} GB"
    if free >= SPACE_WANTED:
        return Finding(name="磁盘", state=State.WELL, sentence=said)
    return Finding(name="磁盘", state=State.FAULT, sentence=f"{said}，少于 1 GB，请先清理磁盘")
