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
NEW_PIN_VARIABLE = "INSPECTOR_NEW_PIN"


class PinMissing(InspectorError):
    """A command needs a PIN or key and nobody is there to type it."""

    code: ClassVar[str] = "K110"
    what: ClassVar[str] = "没有给{name}，这里又没有人可问。"
    next_step: ClassVar[str] = (
        f"口令用 --pin-file 指一个文件，或设环境变量 {PIN_VARIABLE}；"
        f"新口令用 --new-pin-file 或 {NEW_PIN_VARIABLE}；恢复密钥用 --recovery 指一个文件。"
    )


class PinsDiffer(InspectorError):
    """A new PIN was typed differently the second time."""

    code: ClassVar[str] = "K114"
    what: ClassVar[str] = "两次输入的新口令不一样，口令没有换。"
    next_step: ClassVar[str] = "请再做一次，两次输入同一个口令。"


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
        return _line_of(args.pin_file)
    if pin := os.environ.get(PIN_VARIABLE):
        return pin
    return _ask("口令")


def new_pin_of(args: argparse.Namespace) -> str:
    """Return the PIN to be from ``--new-pin-file``, the environment, or asked for twice.

    Raises:
        PinFileUnreadable: The file is not there or not text.
        PinMissing: There is no terminal to ask on.
        PinsDiffer: Typed differently the second time.
    """
    if args.new_pin_file is not None:
        return _line_of(args.new_pin_file)
    if pin := os.environ.get(NEW_PIN_VARIABLE):
        return pin
    pin = _ask("新口令")
    if _ask("再输一次新口令") != pin:
        raise PinsDiffer
    return pin


def secret_of(file: Path, name: str) -> str:
    """Return what a file says, or ask for it if ``file`` is ``.``; ``name`` is what it is.

    Raises:
        PinFileUnreadable: The file is not there or not text.
        PinMissing: There is no terminal to ask on.
    """
    return _ask(name) if file == Path() else _line_of(file)


def _line_of(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise PinFileUnreadable(path=file) from error


def _ask(name: str) -> str:
    if not sys.stdin.isatty():
        raise PinMissing(name=name)
    return getpass(f"{name}：")
