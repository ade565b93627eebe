"""The doctor's look at records: each whole, each linked to the one before it, seals as stated.

A chain shows single changes. Who computes its whole tail anew is found by the anchors only.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby

from inspector.actions.diagnosis import Finding, judged, noted
from inspector.domain.canonical import Tree, digest
from inspector.domain.ranges import gaps, ranges_of, spell
from inspector.domain.reading import texts
from inspector.domain.record import RID_PREFIX
from inspector.domain.visit_record import SEAL_PREFIX, SEALED_FIELDS
from inspector.store.audit import KeptRecord
from inspector.store.unit import Reading

SAFE = "没有列出的记录都完好；请不要再导入，复制整个数据文件夹，再用备份恢复。"
COLUMNS = {"stream": "dev", "n": "n", "prev": "prev", "type": "t", "uid": "uid"}


def check_chain(reading: Reading) -> list[Finding]:
    """Look at every record, at its links and at every seal."""
    rows = reading.audit.records()
    trees = {row.rid: _tree(row) for row in rows}
    faults = list(_harmed(rows, trees))
    faults += _lost_parents(rows, trees, reading.audit.parents())
    streams = {name: list(group) for name, group in groupby(rows, key=lambda row: row.stream)}
    for stream, found in streams.items():
        faults += _loose(stream, found)
    faults += [f"{table} 表的防改触发器不在了" for table in reading.audit.missing_triggers()]
    findings = [judged("记录链", f"{len(rows)} 条记录环环相接", faults, SAFE)]
    findings.append(_seals(rows, trees))
    findings += _gaps(streams)
    return findings


def _tree(row: KeptRecord) -> Mapping[str, Tree]:
    try:
        tree = json.loads(row.text)
    except ValueError:
        return {}
    return tree if isinstance(tree, dict) else {}


def _harmed(rows: Sequence[KeptRecord], trees: Mapping[str, Mapping[str, Tree]]) -> Iterator[str]:
    for row in rows:
        where = f"{row.stream[:8]} 第 {row.n} 号"
        if sha256(RID_PREFIX + row.text.encode()).hexdigest() != row.rid:
            yield f"{where}内容被改过"
            continue
        tree = trees[row.rid]
        if any(getattr(row, name) != tree.get(key) for name, key in COLUMNS.items()):
            yield f"{where}登记与内容不符"
        elif row.visit != "/".join(row.uid.split("/")[:5]):
            yield f"{where}登记到了别的考评"


def _lost_parents(
    rows: Sequence[KeptRecord],
    trees: Mapping[str, Mapping[str, Tree]],
    kept: frozenset[tuple[str, str]],
) -> list[str]:
    said = {(row.rid, parent) for row in rows for parent in _texts(trees[row.rid].get("rev_of"))}
    return [f"记录 {rid[:12]} 与它所改的那条对不上" for rid, _parent in sorted(said ^ kept)]


def _texts(listed: Tree) -> tuple[str, ...]:
    return texts(listed) if isinstance(listed, list) else ()


def _loose(stream: str, rows: Sequence[KeptRecord]) -> Iterator[str]:
    """Name records that do not link to one with the number before; a gap is no fault."""
    before: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        before[row.n].add(row.rid)
    for row in rows:
        wanted = before.get(row.n - 1)
        if (wanted and row.prev not in wanted) or (row.n == 1 and row.prev):
            yield f"{stream[:8]} 第 {row.n} 号与前一号接不上"


def _seals(rows: Sequence[KeptRecord], trees: Mapping[str, Mapping[str, Tree]]) -> Finding:
    faults: list[str] = []
    count = 0
    for row in rows:
        if row.type != "seal":
            continue
        count += 1
        tree = trees[row.rid]
        stated = {name: tree.get(name) for name in SEALED_FIELDS}
        if tree.get("digest") != digest({"uid": row.visit, **stated}, SEAL_PREFIX):
            faults.append(f"{row.visit} 的定稿摘要不对")
        if lost := [rid for rid in _texts(tree.get("covers")) if rid not in trees]:
            faults.append(f"{row.visit} 的定稿所列记录缺 {len(lost)} 条")
    return judged("定稿", f"{count} 份定稿与所列记录相符", faults, SAFE)


def _gaps(streams: Mapping[str, Sequence[KeptRecord]]) -> list[Finding]:
    """Name missing counters and forks: open visits are not handed in, so gaps are no fault."""
    said: list[str] = []
    for stream, rows in streams.items():
        numbers = ranges_of(row.n for row in rows)
        if missing := gaps(numbers):
            said.append(f"{stream[:8]} 缺 {spell(missing)} 号")
        twice = len(rows) - len({row.n for row in rows})
        if twice:
            said.append(f"{stream[:8]} 有 {twice} 个号重（分叉，已决定采用）")
    return [noted("记录号", "；".join(said) + "。没定稿的不交，缺号不算错")] if said else []
