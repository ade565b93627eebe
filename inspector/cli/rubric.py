"""``inspector rubric``: check a form before it is used."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions.checking_forms import check_form
from inspector.cli.options import Commands, command, group
from inspector.cli.output import Answer


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    rubric = group(commands, "rubric", "评分标准、考评规则、负面清单、题库文件")
    check = command(rubric, "check", "检查一个文件，一次说出全部问题和改法", _check)
    check.add_argument("file", type=Path, metavar="FILE", help="YAML 文件")


def _check(args: argparse.Namespace) -> Answer:
    problems = check_form(args.file)
    lines = [
        f"第 {p.line} 行{'　' * bool(p.where)}{p.where}：{p.what}\n　　改法：{p.fix}"
        for p in problems
    ]
    lines.append(f"共 {len(problems)} 个问题。" if problems else "没有问题，可以使用。")
    return Answer(lines=lines, facts={"file": args.file, "problems": problems}, ok=not problems)
