"""The doctor's look at everything that is not a record: trust book, forms, editions, tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from time import sleep

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import STRANGE, Finding, State, judged, noted
from inspector.actions.forms import KINDS
from inspector.actions.projecting import project
from inspector.actions.setting_apart import apart_path, unsealed
from inspector.actions.trusting import attested, root_of, trust_of
from inspector.domain.canonical import Tree, digest
from inspector.domain.clue import clue_fields
from inspector.domain.entry_tree import item_to_tree
from inspector.domain.errors import InspectorError
from inspector.domain.finding import finding_fields
from inspector.domain.ids import Digest, VisitUid
from inspector.domain.marks import marks_fields
from inspector.domain.ranking import EDITION_PREFIX
from inspector.domain.signing import signature_fields
from inspector.domain.slate import clock_fields
from inspector.domain.visit import Sealing
from inspector.domain.visit_paper import correction_fields, left_fields
from inspector.domain.visit_record import photo_fields
from inspector.exchange.frame import LONGEST_FRAME, read_frame
from inspector.exchange.header import package_id, read_header
from inspector.exchange.identity import SealingKey
from inspector.exchange.trust_book import KeyRole, KnownKey
from inspector.platform.latch import OnlyReading
from inspector.store.apart import Decision, SetApart
from inspector.store.devices import Device, DeviceState
from inspector.store.packages import Direction
from inspector.store.unit import Reading
from inspector.store.visits import Totals

RESTORE = "请复制整个数据文件夹，再用备份恢复。"
TOGETHER = 4
"""Visits that are made anew in one unit: it holds the writer for 0.2 s where all 499 visits in one
held it for 7 s, on a busy machine."""

PAUSE = 0.005
"""Seconds between two such units."""


def check_trust(reading: Reading) -> Finding:
    """Hold the trust book against the laptops' rows, our own keys and what was handed out."""
    trust, faults = trust_of(reading), []
    at_office = reading.meta.get(keys.COUNTY_ROOT) is not None
    if at_office:
        root = root_of(reading)
        if not attested(reading):
            faults.append("信任册被改过（签名不对）")
        if root.public not in [key.public for key in trust.keys if key.role is KeyRole.COUNTY]:
            faults.append("信任册里没有本县的密钥")
        if trust.recipients != root.recipients:
            faults.append("信任册里的收件密钥不是本县的")
    by_id = {key.id: key for key in trust.keys if key.role is KeyRole.DEVICE}
    devices = {device.id: device for device in reading.devices.all()}
    if at_office:  # a laptop keeps no rows of the others
        faults += [f"{by_id[one].team} 组的电脑没有登记行" for one in by_id.keys() - devices]
    for device in devices.values():
        faults += _device_faults(device, by_id.get(device.id))
    newest = max((_trust_version(row.frame) for row in reading.packages.all()), default=0)
    if newest > trust.version:
        faults.append(f"信任册第 {trust.version} 版，比发出过的第 {newest} 版旧")
    well = f"信任册第 {trust.version} 版，{len(by_id)} 台电脑对得上"
    return judged("信任册", well, faults, f"收包先停下；{RESTORE}")


def _device_faults(device: Device, key: KnownKey | None) -> Iterator[str]:
    if key is None:
        yield f"{device.team} 组有一台电脑不在信任册里"
        return
    where = f"{device.team} 组的电脑 {key.fingerprint}"
    if (device.sign_key, device.seal_key) != (key.public.hex(), key.recipient):
        yield f"{where}密钥与信任册不符"
    if device.team != key.team or device.stream not in key.streams:
        yield f"{where}登记与信任册不符"
    if (device.state is DeviceState.REVOKED) != key.revoked:
        yield f"{where}停用状态与信任册不符"


def _trust_version(frame: str) -> int:
    start = frame.encode()
    try:
        facts = read_header(read_frame(start, len(start))[0].header).facts
    except InspectorError:
        return 0  # the anchors name it
    return facts.trust_version


def check_documents(reading: Reading) -> Finding:
    """Hold forms and policy, and every frozen ranking, against their digests."""
    faults: list[str] = []
    count = 0
    for kind in KINDS:
        for document in reading.documents.all(kind):
            count += 1
            if _digest(document.text) != document.digest:
                faults.append(f"{document.id} {document.version} 被改过")
    frozen = [event.detail for event in reading.events.of_kind("freeze", 10_000)]
    editions = reading.editions.all()
    faults += [
        f"{edition.id} 版排名被改过"
        for edition in editions
        if _digest(edition.text, EDITION_PREFIX) != edition.digest
    ]
    if sorted(frozen) != sorted(edition.digest for edition in editions):
        faults.append("冻结过的排名与事件记录对不上")
    well = f"{count} 份表册、{len(editions)} 版冻结排名与摘要相符"
    return judged("表册与排名", well, faults, f"打印件为准；{RESTORE}")


def _digest(text: str, prefix: bytes = b"") -> str:
    try:
        return digest(json.loads(text), prefix)
    except ValueError:
        return ""


def check_apart(reading: Reading, desk: Desk) -> list[Finding]:
    """Say what waits for a decision, and whether every kept file is whole."""
    found = reading.apart.all()
    if not found:
        return []
    key = root_of(reading).sealing
    faults = [
        f"隔离包 {one.name}（{one.id[:12]}）的原件坏了或不在"
        for one in found
        if not _whole(desk, one, key)
    ]
    for one in found:
        came = reading.packages.has(one.id, Direction.IN)
        if came != (one.decision is Decision.ADMITTED):
            faults.append(f"隔离包 {one.id[:12]} 的决定与登记不符")
    waiting = [one for one in found if one.decision is Decision.OPEN]
    if faults or not waiting:
        well = f"{len(found)} 个隔离包都有了决定，原件完好"
        return [judged("隔离", well, faults, "请考评组重新导出这些包")]
    teams = "、".join(sorted({one.team for one in waiting}))
    sentence = f"{len(waiting)} 个包等决定（{teams}），原件完好；在“收包”页决定采用还是不采用"
    return [Finding(name="隔离", state=State.NOTE, sentence=sentence)]


def _whole(desk: Desk, apart: SetApart, key: SealingKey) -> bool:
    start = bytearray()

    def take(piece: bytes) -> None:
        start.extend(piece[: max(0, LONGEST_FRAME - len(start))])

    try:
        unsealed(apart_path(desk, apart), key, take)
        frame, _at = read_frame(bytes(start), apart.size)
    except InspectorError:
        return False
    return package_id(frame.header) == apart.id


def check_projection(desk: Desk, *, mend: bool) -> Finding:
    """Make the tables anew from the records and compare; keep them only to mend.

    A few visits at a time, so that others get to write between: all in one go held the writer
    for seconds in a whole county. Mending does all or nothing, and so holds it.
    """
    try:
        before, after, broken = _made_anew(desk)
        differ = before != after
        if mend and differ and not broken:
            with desk.store.unit() as unit:
                project(unit, sorted(after))
                unit.commit()
    except OnlyReading as error:
        return noted("重算", f"没有重算：{error.sentence()}")
    mark = digest([str(after[uid]) for uid in sorted(after)])[:12]
    if not differ and not broken:
        return judged("重算", f"由记录重算各表，结果相同（{mark}）", [], "")
    strange = [*broken, *(before.keys() - after.keys())]
    more = f"；{len(strange)} 个考评的记录不全，请用备份恢复" if strange else ""
    if mend and not broken:
        sentence = f"由记录重算各表，结果不同，已按记录改正（{mark}）{more}"
    else:
        sentence = f"各表与记录不符，记录为准；用 doctor --rebuild 按记录改正{more}"
    return Finding(name="重算", state=State.FAULT, sentence=sentence)


def _made_anew(
    desk: Desk,
) -> tuple[dict[VisitUid, Digest], dict[VisitUid, Digest], list[VisitUid]]:
    """Return a digest of every visit's tables as they are, one as they should be, what is broken.

    Nothing is kept. A visit that comes in meanwhile is not looked at.
    """
    with desk.store.reading() as reading:
        begun = {VisitUid(uid) for uid in reading.audit.begun()}
        spoken = set(reading.records.visits())
    before: dict[VisitUid, Digest] = {}
    after: dict[VisitUid, Digest] = {}
    broken: list[VisitUid] = []
    every = sorted(begun | spoken)
    for at in range(0, len(every), TOGETHER):
        some = every[at : at + TOGETHER]
        with desk.store.unit() as unit:  # it is undone
            before |= {uid: projection_digest(unit, [uid]) for uid in some if uid in begun}
            for uid in spoken.intersection(some):
                try:
                    project(unit, [uid])
                except STRANGE:  # its head record is gone, or one was altered: the chain names it
                    broken.append(uid)
                after[uid] = projection_digest(unit, [uid])
        give_way()
    return before, after, sorted(broken)


def give_way() -> None:
    """Let somebody who waits for the writer have it: who lets go of it may else take it again."""
    sleep(PAUSE)


def projection_digest(reading: Reading, uids: Sequence[VisitUid] | None = None) -> Digest:
    """Return one digest of the tables that pages read, whatever order they were written in."""
    wanted = [VisitUid(uid) for uid in reading.audit.begun()] if uids is None else uids
    return digest([_visit_tree(reading, uid) for uid in sorted(wanted)])


def _visit_tree(reading: Reading, uid: VisitUid) -> Tree:
    visit = reading.visits.one(uid)
    if visit is None:
        return {"uid": str(uid)}
    items: dict[str, Tree] = {
        str(code): digest(item_to_tree(entry)) for code, entry in reading.visits.items(uid).items()
    }
    return {
        "uid": str(uid),
        "rubric": str(visit.rubric),
        "started": visit.started_at.isoformat(),
        "people": [str(person) for person in visit.people],
        "state": str(visit.state),
        "signed": str(visit.signed or ""),
        "totals": _totals(visit.totals),
        "sealed": _sealed(visit.sealing),
        "flags": [str(flag) for flag in sorted(visit.flags)],
        "items": items,
        "objections": _lists(
            [str(one.item or ""), one.text, one.by] for one in reading.visits.objections(uid)
        ),
        "clues": _digests(clue_fields(one) for one in reading.clues.of_visit(uid)),
        "findings": _digests(finding_fields(one) for one in reading.findings.of_visit(uid)),
        "left": _digests(left_fields(one) for one in reading.papers.left(uid)),
        "corrections": _digests(correction_fields(one) for one in reading.papers.corrections(uid)),
        "signatures": _digests(signature_fields(one) for one in reading.papers.signatures(uid)),
        "evidence": _digests(photo_fields(one) for one in reading.evidence.of_visit(uid)),
        "clocks": _digests(clock_fields(one) for one in reading.phone_clocks.of_visit(uid)),
        "marks": _digests(marks_fields(one) for one in reading.photo_marks.of_visit(uid)),
    }


def _sealed(sealing: Sealing | None) -> Tree:
    if sealing is None:
        return None
    return [sealing.at.isoformat(), str(sealing.by), str(sealing.digest)]


def _totals(totals: Totals | None) -> Tree:
    if totals is None:
        return None
    done = [totals.items_done, totals.items_all]
    return [int(totals.points), int(totals.max), totals.level, *done]


def _lists(rows: Iterable[list[Tree]]) -> list[Tree]:
    return [*rows]


def _digests(trees: Iterable[dict[str, Tree]]) -> list[Tree]:
    return [*sorted(str(digest(tree)) for tree in trees)]
