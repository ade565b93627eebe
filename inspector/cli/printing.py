"""``inspector print`` and ``inspector verify-sheet``: paper out, paper checked."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector import __version__
from inspector.actions import blank_paper, printing, verifying
from inspector.actions.blank_paper import Wanted
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.domain.ids import RoundId, RubricId
from inspector.platform.clock import now


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    sheet = command(commands, "print", "打印成 PDF", _print)
    documents = sorted({*printing.DOCUMENTS, *blank_paper.NAMES})
    sheet.add_argument("document", choices=documents, help=_explained())
    add_folder(sheet)
    sheet.add_argument(
        "--site",
        metavar="SITE",
        action="append",
        default=[],
        help="站点代码、尾号或名称；不给就是全部；空白表可以给几个",
    )
    sheet.add_argument("--form", metavar="ID", help="不分站点的空白表：评分标准的编号，如 rural")
    sheet.add_argument("--code", metavar="CODE", help="按记录码印签字时的那一张，以后改过也照旧")
    sheet.add_argument("--round", metavar="R", help="轮次；不给就是最近一轮")
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help="写到哪里")

    card = command(commands, "key-card", "打印外业按键卡，一页 A4", _key_card)
    card.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help="写到哪里")

    verify = command(commands, "verify-sheet", "凭表上的记录码核对纸面与记录", _verify)
    verify.add_argument("code", metavar="CODE", help="表脚的记录码，或二维码里的整行文字")
    add_folder(verify)


def _print(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        if args.code:
            path = printing.earlier_sheet(desk, args.code, args.out)
            return Answer(lines=[f"写好签字时的打分表：{path}"], facts={"files": [path]})
        round_id = RoundId(args.round) if args.round else None
        if args.document in blank_paper.NAMES:
            form = RubricId(args.form) if args.form else None
            wanted = Wanted(sites=tuple(args.site), form=form, round=round_id)
            paths = blank_paper.print_blank(
                desk, args.document, args.out, wanted, progress_ticket()
            )
        else:
            paths = printing.print_document(
                desk,
                args.document,
                args.out,
                site=args.site[-1] if args.site else None,
                round_id=round_id,
                ticket=progress_ticket(),
            )
    return Answer(lines=[f"写好 {len(paths)} 个 PDF：{args.out}"], facts={"files": paths})


def _explained() -> str:
    """Say what the documents are, in the order of the choices."""
    words = {"score-sheet": "打分表", "ranking": "排名表", "coverage": "覆盖情况"}
    return "，".join(
        f"{name} {title}" for name, title in sorted({**words, **blank_paper.NAMES}.items())
    )


def _key_card(args: argparse.Namespace) -> Answer:
    path = blank_paper.print_key_card(args.out, args.key_rows(), version=__version__)
    return Answer(lines=[f"写好按键卡：{path}"], facts={"files": [path]})


def _verify(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        found = verifying.verify_sheet(desk, args.code)
    return Answer(lines=[found.sentence, *found.changes], facts={"sheet": found}, ok=found.matches)
