"""``inspector office receipt|custody``: what came in, what is owed, and the receipts for it."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import receipting
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket, table
from inspector.domain.ids import TeamId
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_custody(office: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands to the group ``office``."""
    receipt = command(office, "receipt", "写回执：县办收到了什么、还缺什么", _receipt)
    add_folder(receipt)
    receipt.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到哪里")
    receipt.add_argument("--team", metavar="T", help="哪个组；不给就是全部")


def _receipt(args: argparse.Namespace) -> Answer:
    team = TeamId(args.team) if args.team else None
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        written = receipting.write_receipts(desk, args.out, team, ticket=progress_ticket())
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
    return Answer(lines=lines, facts={"receipts": facts})
