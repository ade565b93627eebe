"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import ClassVar

from inspector.cli.output import Answer
from inspector.domain.errors import InspectorError

Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives this type no public name
PIN_VARIABLE = "INSPECTOR_PIN"


class PinMissing(InspectorError):
    """A command needs the PIN and nobody is there to type it."""

    code: ClassVar[str] = "K110"
    what: ClassVar[str] = "没有口令，打不开数据文件夹。"
    next_step: ClassVar[str] = f"用 --pin-file 指一个文件，或设环境变量 {PIN_VARIABLE}。"


class PinFileUnreadable(InspectorError):
    """The file named by ``--pin-file`` cannot be read."""

    code: ClassVar[str] = "K111"
    what: ClassVar[str] = "口令文件 {path} 读不出来。"
    next_step: ClassVar[str] = "看文件是否存在、能不能读，里面只写一行口令。"


def command(
    commands: Commands[argparse.ArgumentParser],
    name: str,
    summary: str,
    run: Callable[[argparse.Namespace], Answer],
) -> argparse.ArgumentParser:
    """Add one command with its help and ``--json``."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help="结果写成 JSON，给脚本用")
    parser.set_defaults(run=run)
    return parser


def group(
    commands: Commands[argparse.ArgumentParser], name: str, summary: str
) -> Commands[argparse.ArgumentParser]:
    """Add a group of commands, such as ``office``."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
    return parser.add_subparsers(required=True, metavar="命令")


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add ``--data DIR`` and where its PIN comes from."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="数据文件夹")
    parser.add_argument("--pin-file", type=Path, metavar="FILE", help="口令文件（只有一行）")


def pin_of(args: argparse.Namespace) -> str:
    """Return the PIN from ``--pin-file``, the environment or a prompt; never from an argument.

    Raises:
        PinFileUnreadable: The file is not there or not text.
        PinMissing: There is no terminal to ask on.
    """
    if args.pin_file is not None:
        try:
            return str(args.pin_file.read_text("utf-8")).strip()
        except (OSError, UnicodeDecodeError) as error:
            raise PinFileUnreadable(path=args.pin_file) from error
    if pin := os.environ.get(PIN_VARIABLE):
        return pin
    if not sys.stdin.isatty():
        raise PinMissing
    return getpass("口令：")
