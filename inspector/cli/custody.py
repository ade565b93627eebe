"""``inspector office receipt|custody``: what came in, what is owed, and the receipts for it."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import custody, receipting
from inspector.actions.custody import gap_words, owed_words
from inspector.actions.desk import open_desk
from inspector.actions.papers.receipts import print_receipt
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket, table
from inspector.domain.ids import RoundId, TeamId
from inspector.domain.wording import moment_words
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_custody(office: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands to the group ``office``."""
    receipt = command(office, "receipt", "写回执：县办收到了什么、还缺什么", _receipt)
    add_folder(receipt)
    receipt.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到哪里")
    receipt.add_argument("--team", metavar="T", help="哪个组；不给就是全部")
    receipt.add_argument("--print", action="store_true", help="另写一页回执单（PDF），带校验字")

    held = command(office, "custody", "交接台账：谁交了、缺几号、缺照片、回执写到哪天", _custody)
    add_folder(held)
    held.add_argument("--round", metavar="R", help="轮次；不给就是最近一轮")


def _custody(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        board = custody.custody_of(desk, RoundId(args.round) if args.round else None)
    rows = [("组", "已交", "电脑", "最后一包", "收到", "缺照片", "回执", "", "隔离")]
    rows += [
        (
            one.team,
            f"{one.handed_in}/{one.assigned}",
            str(len(one.laptops)),
            f"{one.last.seq} 号" if one.last else "",
            moment_words(one.last.at) if one.last else "",
            str(one.photos_missing or ""),
            f"第 {one.number} 号 {moment_words(one.receipt_at)}" if one.receipt_at else "",
            "，".join(owed_words(one)),
            str(one.apart or ""),
        )
        for one in board.teams
    ]
    lines = [f"{board.round} 轮交接台账（天数按本机时钟算，{board.limit} 天算过期）", *table(rows)]
    lines += [said for one in board.teams for said in gap_words(one)]
    if board.unnamed:
        lines.append(f"有 {board.unnamed} 张照片先到了，它们的记录还没到，先留着。")
    return Answer(lines=lines, facts={"custody": board})


def _receipt(args: argparse.Namespace) -> Answer:
    only = [TeamId(args.team)] if args.team else []
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        written = receipting.write_receipts(desk, args.out, *only, ticket=progress_ticket())
        sheets = [print_receipt(desk, one) for one in written] if args.print else []
    rows = [("组", "号", "已收包", "照片", "缺照片", "文件")]
    rows += [
        (
            one.team,
            str(one.receipt.number),
            str(len(one.receipt.packages)),
            str(len(one.receipt.held)),
            str(len(one.receipt.missing)),
            one.path.name,
        )
        for one in written
    ]
    facts = [
        {
            "team": one.team,
            "number": one.receipt.number,
            "path": one.path,
            "package_id": one.package_id,
            "packages": one.receipt.packages,
            "photos": len(one.receipt.held),
            "missing": one.receipt.missing,
        }
        for one in written
    ]
    lines = [f"写好 {len(written)} 张回执，已读回核对：{args.out}", *table(rows)]
    lines += [f"回执单：{sheet.name}" for sheet in sheets]
    return Answer(lines=lines, facts={"receipts": facts, "sheets": sheets})
