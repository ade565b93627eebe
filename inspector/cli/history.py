"""``inspector office history``: levels of earlier years, for rewards over several years."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions.desk import open_desk
from inspector.actions.star_history import import_history
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_history(office: Commands[argparse.ArgumentParser]) -> None:
    """Add the command to the group ``office``."""
    history = command(office, "history", "导入历年星级：站点代码、年度、星级，一行一条", _bring)
    add_folder(history)
    history.add_argument("file", type=Path, metavar="FILE", help="CSV 或 xlsx")


def _bring(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        brought = import_history(desk, args.file)
    lines = [f"{year} 年：{count} 个站点的星级" for year, count in brought.years]
    if brought.changed:
        lines.append(f"改了以前导入的 {brought.changed} 条。")
    return Answer(lines=lines, facts={"years": dict(brought.years), "changed": brought.changed})
