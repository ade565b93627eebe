"""``inspector unlock`` and ``pin``: a forgotten PIN, and another PIN."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import unlocking
from inspector.cli.options import Commands, add_folder, command, new_pin_of, pin_of, secret_of
from inspector.cli.output import Answer
from inspector.platform.clock import now

DONE = "口令已换成新的。数据都在，一条没少。"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    unlock = command(commands, "unlock", "忘记口令：用组码或恢复密钥另设一个", _unlock)
    _add_folder(unlock)
    way = unlock.add_mutually_exclusive_group(required=True)
    way.add_argument("--code", metavar="CODE", help="外业：最近打开的下发包的组码")
    way.add_argument(
        "--recovery",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="FILE",
        help="县办：写着恢复密钥的文件；不给文件就当场输入",
    )

    pin = command(commands, "pin", "改口令", _pin)
    add_folder(pin)
    _add_new_pin(pin)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="数据文件夹")
    _add_new_pin(parser)


def _add_new_pin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-pin-file", type=Path, metavar="FILE", help="新口令的文件（只有一行）"
    )


def _unlock(args: argparse.Namespace) -> Answer:
    if args.code is not None:
        unlocking.unlock_with_code(args.data, args.code, new_pin_of(args), clock=now)
    else:
        recovery = secret_of(args.recovery, "恢复密钥")
        unlocking.unlock_with_recovery(args.data, recovery, new_pin_of(args), clock=now)
    return Answer(lines=[DONE], facts={"data": args.data})


def _pin(args: argparse.Namespace) -> Answer:
    unlocking.change_pin(args.data, pin_of(args), new_pin_of(args), clock=now)
    return Answer(lines=[DONE], facts={"data": args.data})
