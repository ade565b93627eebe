"""The command line: the names of its commands are a contract, scripts of the counties use them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from inspector import __version__
from inspector.cli.chinese import VERSION, Parser
from inspector.cli.options import Commands
from inspector.cli.output import Answer, show
from inspector.domain.errors import Cancelled, InspectorError

KeyRows = Mapping[str, Sequence[tuple[str, str]]]
"""Keys and what they do, by page; the window's, which commands may not import."""

COMMANDS = {
    "demo": "在虚构的县上把整个流程走一遍",
    "office": "县办：建库、计划、下发、导入、覆盖、排名",
    "field": "外业：打开下发包、录入、定稿、交包",
    "print": "打印成 PDF",
    "key-card": "打印外业按键卡",
    "verify-sheet": "凭表上的记录码核对纸面与记录",
    "package": "查看、核对、解开数据包",
    "rubric": "评分标准、考评规则、负面清单、题库文件",
    "doctor": "检查数据文件夹：引擎、完整、记录链、照片、空间",
    "backup": "备份数据文件夹，写完读回核对",
    "restore": "从备份恢复到一个新数据文件夹",
    "unlock": "忘记口令：用组码或恢复密钥另设一个",
    "pin": "改口令",
    "practice": "打开外业的练习窗口，结束就全删掉",
}
"""Every command with its summary, in the order of the help."""


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """Return the parser; the command ``wanted`` is complete, the others only have their summary.

    Each command sets ``run(args) -> Answer``. Only the wanted one's code is loaded: all of them
    take a second.
    """
    top: argparse.ArgumentParser = Parser(
        prog="inspector", description="五星考评：不带命令时打开窗口；带命令时照做并退出。"
    )
    top.add_argument("--version", action="version", version=f"五星考评 {__version__}", help=VERSION)
    commands = top.add_subparsers(required=True, metavar="命令")
    _add_group(wanted, commands)
    for name, summary in COMMANDS.items():
        if name not in commands.choices:
            commands.add_parser(name, help=summary)
    return top


def _add_group(wanted: str, commands: Commands[argparse.ArgumentParser]) -> None:
    """Load the group that the wanted command belongs to, and no other."""
    add_to: Callable[[Commands[argparse.ArgumentParser]], None]
    match wanted:
        case "demo":
            from inspector.cli.demo import add_to  # noqa: PLC0415 - see above
        case "office":
            from inspector.cli.office import add_to  # noqa: PLC0415 - see above
        case "field":
            from inspector.cli.field import add_to  # noqa: PLC0415 - see above
        case "print" | "key-card" | "verify-sheet":
            from inspector.cli.printing import add_to  # noqa: PLC0415 - see above
        case "package":
            from inspector.cli.package import add_to  # noqa: PLC0415 - see above
        case "rubric":
            from inspector.cli.rubric import add_to  # noqa: PLC0415 - see above
        case "unlock" | "pin":
            from inspector.cli.unlocking import add_to  # noqa: PLC0415 - see above
        case "doctor":
            from inspector.cli.doctor import add_to  # noqa: PLC0415 - see above
        case "backup" | "restore":
            from inspector.cli.backup import add_to  # noqa: PLC0415 - see above
        case _:
            return
    add_to(commands)


def run(arguments: Sequence[str], key_rows: Callable[[], KeyRows] = dict) -> int:
    """Run one command; ``key_rows`` are the keys of the window by page, for the key card.

    Returns 0; 1 after an error that the user can solve; 2 for wrong usage (by argparse).
    """
    args = parser(next(iter(arguments), "")).parse_args(arguments)
    args.key_rows = key_rows
    try:
        answer: Answer = args.run(args)
    except InspectorError as error:
        _complain(error, as_json=args.json)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("已停止。写好的留着，没有做完的没有写入。", file=sys.stderr)
        return 1
    try:
        show(answer, as_json=args.json)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if answer.ok else 1


def _complain(error: InspectorError, *, as_json: bool) -> None:
    problems = getattr(error, "problems", ())
    if as_json:
        facts: dict[str, object] = {"error": error.code}
        facts |= {"what": error.sentence(), "next": error.advice(), "problems": problems}
        show(Answer(lines=(), facts=facts), as_json=True)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{error}\n{error.advice()}", file=sys.stderr)
