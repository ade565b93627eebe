"""``inspector print`` and ``inspector verify-sheet``: paper out, paper checked."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import printing, verifying
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.domain.ids import RoundId
from inspector.platform.clock import now


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    sheet = command(commands, "print", "打印成 PDF", _print)
    sheet.add_argument("document", choices=sorted(printing.DOCUMENTS), help="哪一种")
    add_folder(sheet)
    sheet.add_argument("--site", metavar="SITE", help="站点代码、尾号或名称；不给就是全部")
    sheet.add_argument("--code", metavar="CODE", help="按记录码印签字时的那一张，以后改过也照旧")
    sheet.add_argument("--round", metavar="R", help="轮次；不给就是最近一轮")
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help="写到哪里")

    verify = command(commands, "verify-sheet", "凭表上的记录码核对纸面与记录", _verify)
    verify.add_argument("code", metavar="CODE", help="表脚的记录码，或二维码里的整行文字")
    add_folder(verify)


def _print(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        if args.code:
            path = printing.earlier_sheet(desk, args.code, args.out)
            return Answer(lines=[f"写好签字时的打分表：{path}"], facts={"files": [path]})
        paths = printing.print_document(
            desk,
            args.document,
            args.out,
            site=args.site,
            round_id=RoundId(args.round) if args.round else None,
            ticket=progress_ticket(),
        )
    return Answer(lines=[f"写好 {len(paths)} 个 PDF：{args.out}"], facts={"files": paths})


def _verify(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        found = verifying.verify_sheet(desk, args.code)
    return Answer(lines=[found.sentence, *found.changes], facts={"sheet": found}, ok=found.matches)
