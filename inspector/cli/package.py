"""``inspector package``: look into an exchange package."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import looking
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, command, group, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.platform.clock import now


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    package = group(commands, "package", "查看、核对、解开数据包")
    shown = command(package, "show", "看包面上写了什么（不核对签名）", _show)
    shown.add_argument("--data", type=Path, metavar="DIR", help="由这个数据文件夹认出公钥")
    shown.add_argument("--pin-file", type=Path, metavar="FILE", help="口令文件")
    shown.add_argument("file", type=Path, metavar="FILE", help="数据包")

    verify = command(package, "verify", "核对签名、摘要和内容，不导入", _verify)
    _add_key(verify)
    verify.add_argument("file", type=Path, metavar="FILE", help="数据包")

    opened = command(package, "open", "解成普通 zip，用系统自带工具就能看", _open)
    _add_key(opened)
    opened.add_argument("file", type=Path, metavar="FILE", help="数据包")
    opened.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到哪个文件夹")

    key = command(package, "key", "由组码算出 age 能用的密钥", _key)
    key.add_argument("file", type=Path, metavar="FILE", help="下发包")
    key.add_argument("--code", required=True, metavar="CODE", help="组码条上的组码")


def _add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="用这个数据文件夹里的密钥")
    parser.add_argument("--pin-file", type=Path, metavar="FILE", help="口令文件")
    parser.add_argument("--code", metavar="CODE", help="或者用组码条上的组码（下发包）")


def _show(args: argparse.Namespace) -> Answer:
    if args.data is None:
        facts = looking.describe(args.file)
    else:
        with looking.keys_of_desk(open_desk(args.data, pin_of(args), clock=now)) as keys:
            facts = looking.describe(args.file, keys.trust)
    lines = [f"{name}：{value}" for name, value in facts.items()]
    return Answer(lines=["未验证，只是包面文字：", *lines], facts={"package": facts})


def _verify(args: argparse.Namespace) -> Answer:
    with _keys(args) as keys:
        found = looking.verify(args.file, keys, ticket=progress_ticket())
    return Answer(lines=[found.sentence], facts={"package": found})


def _open(args: argparse.Namespace) -> Answer:
    with _keys(args) as keys:
        out = looking.open_plain(args.file, keys, args.out, ticket=progress_ticket())
    return Answer(lines=[f"已解成 {out}。里面是明文，看完请删掉。"], facts={"out": out})


def _key(args: argparse.Namespace) -> Answer:
    key = looking.team_key(args.file, args.code)
    return Answer(lines=[key], facts={"identity": key})


def _keys(args: argparse.Namespace) -> looking.Keys:
    if args.code:
        return looking.keys_of_code(args.file, args.code)
    if args.data is None:
        raise looking.KeyMissing
    return looking.keys_of_desk(open_desk(args.data, pin_of(args), clock=now))
