"""``inspector field``: a team's laptop."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import ClassVar

from inspector.actions import double_entry, entering, entry_books, opening, sealing
from inspector.actions.blank_paper import Wanted
from inspector.cli.field_desk import open_desk
from inspector.cli.handing import add_handing
from inspector.cli.options import Commands, add_folder, command, group, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.cli.signing import add_signing
from inspector.cli.verifying import add_verifying, verified
from inspector.cli.visiting import add_kind, add_visiting
from inspector.domain.errors import InspectorError
from inspector.domain.points import show
from inspector.domain.wording import NO_LEVEL, record_code
from inspector.platform.clock import now
from inspector.platform.folder import Role


class SiteNotGiven(InspectorError):
    """An entry file was given without saying which site it is of."""

    code: ClassVar[str] = "E105"
    what: ClassVar[str] = "没有说录入哪个站点。"
    next_step: ClassVar[str] = "请在录入文件前写站点；只有录入表自己带着站点。"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    field = group(commands, "field", "外业：打开下发包、录入、定稿、交包")
    opened = command(field, "open", "打开下发包，建外业数据文件夹", _open)
    add_folder(opened)
    opened.add_argument("package", type=Path, metavar="PACKAGE", help="下发包")
    opened.add_argument("--code", required=True, metavar="CODE", help="组码条上的十二位组码")

    enter = command(field, "enter", "照纸补录一个站点", _enter)
    add_folder(enter)
    enter.add_argument(
        "site", metavar="SITE", nargs="?", help="站点代码、尾号或名称；录入表可以不给"
    )
    enter.add_argument(
        "entries",
        type=Path,
        metavar="ENTRIES",
        help="填好的录入表，或录入文件（.yaml 或 .xlsx），写法见 docs/录入文件写法.md",
    )
    add_kind(enter)
    enter.add_argument(
        "--verify", metavar="NAME", help="这是第二个人照同一份纸录的第二遍：只比对，不改记录"
    )
    enter.add_argument("--photos", type=Path, metavar="DIR", help="照片所在文件夹")

    book = command(field, "entry-book", "写出录入表（xlsx），照纸填好再用 enter 录入", _book)
    add_folder(book)
    book.add_argument("sites", metavar="SITE", nargs="*", help="站点；不给就是本组全部")
    book.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help="写到哪里")

    seal = command(field, "seal", "定稿一个站点", _seal)
    add_folder(seal)
    seal.add_argument("site", metavar="SITE", help="站点代码、尾号或名称")
    add_kind(seal)
    seal.add_argument("--left", default="", metavar="REASON", help="可带原因离开的缺口为什么留着")
    add_signing(field)
    add_visiting(field)

    add_verifying(field)
    add_handing(field)


def _open(args: argparse.Namespace) -> Answer:
    made = opening.open_dispatch(
        args.data,
        opening.HandedOut(package=args.package, code=args.code),
        pin_of(args),
        clock=now,
        ticket=progress_ticket(),
    )
    line = f"已打开 {made.county} {made.round} 轮 {made.team} 组的下发包：{made.sites} 个站点。"
    lines = [line, "口令换成了这次给的。"] if made.new_pin else [line]
    return Answer(lines=lines, facts={"field": made})


def _book(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        path, places = entry_books.write_book(desk, args.out, Wanted(sites=tuple(args.sites)))
    line = f"写好录入表：{path}，{len(places)} 个站点。"
    return Answer(lines=[line, *places], facts={"file": path, "places": places})


def _enter(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        if args.verify is not None:
            return verified(
                double_entry.enter_second(
                    desk, args.entries, by=args.verify, site=args.site, kind=args.kind
                )
            )
        if entry_books.is_book(args.entries):
            came = entry_books.enter_book(
                desk, args.entries, site=args.site, ticket=progress_ticket()
            )
            lines = [line for done in came.entered for line in _entered_lines(done)]
            lines += [f"{place}：{why}。" for place, why in came.skipped]
            return Answer(lines=lines, facts={"book": came})
        if args.site is None:
            raise SiteNotGiven
        done = entering.enter(
            desk,
            args.site,
            args.entries,
            kind=args.kind,
            photos=args.photos,
            ticket=progress_ticket(),
        )
    return Answer(lines=_entered_lines(done), facts={"visit": done})


def _entered_lines(done: entering.Entered) -> list[str]:
    lines = [f"{done.place}：暂计 {show(done.points)} 分，加照片 {done.photos} 张。"]
    said = (("新录", done.added), ("换掉", done.replaced), ("没动", done.left))
    parts = [f"{word} {len(items)} 项（{'、'.join(items)}）" for word, items in said if items]
    lines += [f"{'，'.join(parts)}。"] if parts else []
    lines += done.changes
    lines += [f"缺：{sentence}" for sentence in done.gaps]
    if done.hints:
        lines.append(f"另有 {len(done.hints)} 处照片不够数，可以说明后留着。")
    return lines


def _seal(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        sealed = sealing.seal_site(desk, args.site, kind=args.kind, left=args.left)
    line = f"{sealed.place} 已定稿：{_result(sealed)}，记录码 {record_code(sealed.digest)}"
    return Answer(lines=[line], facts={"visit": sealed})


def _result(sealed: sealing.SealedVisit) -> str:
    if not sealed.max:
        return "不打分"
    of = f"（本次满分 {show(sealed.max)} 分）" if sealed.level_name == NO_LEVEL else ""
    return f"{show(sealed.points)} 分{of}，{sealed.level_name}"
