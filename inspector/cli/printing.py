"""``inspector print`` and ``inspector verify-sheet``: paper out, paper checked."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from inspector import __version__
from inspector.actions import blank_paper, printing, verifying
from inspector.actions.desk import open_desk
from inspector.actions.papers.blanks import FORMS, OF
from inspector.actions.papers.document import CODE, Document, Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.remarking import remarks_on
from inspector.actions.papers.score_sheets import SCORE_SHEETS
from inspector.actions.papers.writing import Ending, Target, pick, write_papers
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.platform.clock import now


class UnknownOption(InspectorError):
    """``--set`` names something that the document does not have."""

    code: ClassVar[str] = "W243"
    what: ClassVar[str] = "{title}没有“{setting}”这个选项。"
    next_step: ClassVar[str] = "可以用的：{allowed}。"


class NotByCode(InspectorError):
    """Only what a record or a frozen ranking keeps can be had as it was."""

    code: ClassVar[str] = "W247"
    what: ClassVar[str] = "{title}不能按记录码印。"
    next_step: ClassVar[str] = "可以按记录码印的：score-sheet 打分表，ranking 排名表。"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    _add_print(command(commands, "print", "打印：PDF、xlsx 或 csv", _print))

    card = command(commands, "key-card", "打印外业按键卡，一页 A4", _key_card)
    card.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help="写到哪里")

    verify = command(commands, "verify-sheet", "凭表上的记录码核对纸面与记录", _verify)
    verify.add_argument("code", metavar="CODE", help="表脚的记录码，或二维码里的整行文字")
    add_folder(verify)


def _add_print(sheet: argparse.ArgumentParser) -> None:
    sheet.add_argument("document", choices=sorted(_titles()), help=_explained())
    add_folder(sheet)
    sheet.add_argument(
        "--site",
        metavar="SITE",
        action="append",
        default=[],
        help="站点代码、尾号或名称，可以给几个；不给就是全部",
    )
    sheet.add_argument(
        "--only",
        metavar="TEXT",
        action="append",
        default=[],
        help="只要名称里有这几个字的，如乡镇名，可以给几个",
    )
    sheet.add_argument("--form", metavar="ID", help="不分站点的空白表：评分标准的编号，如 rural")
    sheet.add_argument(
        "--code",
        metavar="CODE",
        help="按记录码印当时的那一张，以后改过也照旧：score-sheet 签字时的，ranking 冻结时的",
    )
    sheet.add_argument("--round", metavar="R", help="轮次；不给就是最近一轮")
    sheet.add_argument(
        "--as",
        dest="ending",
        choices=[one.value[1:] for one in Ending],
        default=Ending.PDF.value[1:],
        help="存成哪一种；表格只有能算数的文书才有",
    )
    sheet.add_argument(
        "--one-file",
        action="store_true",
        help="全部合成一个文件：带书签的 PDF，或每份一张表的 xlsx",
    )
    sheet.add_argument(
        "--set",
        dest="options",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help=_options(),
    )
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help="写到哪里")


def _print(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        document = DOCUMENTS[args.document]
        if args.code and document is SCORE_SHEETS:
            path = printing.earlier_sheet(desk, args.code, args.out)
            return Answer(lines=[f"写好签字时的打分表：{path}"], facts={"files": [path]})
        wish = _wish(args, document)
        wish = pick(desk, document, wish, sites=args.site, words=args.only)
        target = Target(out=args.out, ending=Ending(f".{args.ending}"), one_file=args.one_file)
        written = write_papers(desk, document, wish, target, progress_ticket())
    lines = [f"写好 {len(written.files)} 个 {args.ending.upper()}：{args.out}"]
    lines += remarks_on(document, written.shapeless)
    if written.failed:
        lines.append(f"还有 {len(written.failed)} 份没有印成：")
        lines += [f"{one.words}：{one.fault.sentence()}" for one in written.failed]
    return Answer(lines=lines, facts={"files": written.files}, ok=not written.failed)


def _wish(args: argparse.Namespace, document: Document) -> Wish:
    """Return what is wanted; ``--form ID`` is one form of those without a site."""
    round_id = RoundId(args.round) if args.round else None
    if args.code:
        if not document.by_code:
            raise NotByCode(title=document.title)
        return Wish(options={**_chosen(document, args.options), CODE: args.code})
    if not args.form:
        return Wish(round=round_id, options=_chosen(document, args.options))
    settings = [*args.options, f"{OF.name}={FORMS}"]
    picked = frozenset((args.form,))
    return Wish(round=round_id, picked=picked, options=_chosen(document, settings))


def _chosen(document: Document, settings: Sequence[str]) -> dict[str, str]:
    """Read ``NAME=VALUE``; what the document does not know is a mistake of the command."""
    known = {option.name: option for option in document.options}
    chosen: dict[str, str] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        option = known.get(name)
        if option is None or value not in dict(option.choices):
            raise UnknownOption(
                setting=setting, title=document.title, allowed=_allowed(document) or "无"
            )
        chosen[name] = value
    return chosen


def _allowed(document: Document) -> str:
    return "；".join(
        f"{option.name}={'|'.join(value for value, _ in option.choices)}"
        for option in document.options
    )


def _titles() -> dict[str, str]:
    return {one.name: one.title for one in DOCUMENTS.values()}


def _explained() -> str:
    """Say what the documents are, in the order of the choices."""
    return "，".join(f"{name} {title}" for name, title in sorted(_titles().items()))


def _options() -> str:
    """Say what can be set, and for which documents."""
    said = [
        f"{document.title}：{_allowed(document)}"
        for document in DOCUMENTS.values()
        if document.options
    ]
    return "这种文书自己的选项" + (f"。{'。'.join(said)}" if said else "")


def _key_card(args: argparse.Namespace) -> Answer:
    path = blank_paper.print_key_card(args.out, args.key_rows(), version=__version__)
    return Answer(lines=[f"写好按键卡：{path}"], facts={"files": [path]})


def _verify(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        found = verifying.verify_paper(desk, args.code)
    return Answer(lines=[found.sentence, *found.changes], facts={"sheet": found}, ok=found.matches)
