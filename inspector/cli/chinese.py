"""argparse in Chinese: the frame of its help, its complaints, and where to look then."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

USAGE = "用法："
POSITIONALS, OPTIONS = "参数", "选项"
HELP = "显示这段说明"
VERSION = "显示版本"

WRONG_USAGE = 2
"""The exit code of a command that was typed wrongly, as argparse has it."""

COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少 {0}。"),
    (r"unrecognized arguments: (.+)", "不认识 {0}。"),
    (r"argument (.+): invalid choice: (.+?) \(choose from (.+)\)", "{0} 不能是 {1}，可选：{2}。"),
    (r"argument (.+): expected one argument", "{0} 后面要写一个值。"),
    (r"argument (.+): expected at least one argument", "{0} 后面至少写一个值。"),
    (r"argument (.+): invalid (?:int|float) value: (.+)", "{0} 要写数，不能是 {1}。"),
    (r"argument (.+): not allowed with argument (.+)", "{0} 和 {1} 不能一起用。"),
    (r"argument (.+): ignored explicit argument (.+)", "{0} 后面不写值，却写了 {1}。"),
    (r"ambiguous option: (.+) could match (.+)", "{0} 有歧义，可能是 {1}。"),
    (r"one of the arguments (.+) is required", "{0} 要写一个。"),
)
"""What argparse says, and how it reads here."""


class Formatter(argparse.HelpFormatter):
    """Help with a Chinese head."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Write the line of the usage."""
        super().add_usage(usage, actions, groups, USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese; its sub-commands do, too."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - whatever argparse passes on
        """Take what argparse takes, by name."""
        super().__init__(**options, formatter_class=Formatter, add_help=False)
        self._positionals.title, self._optionals.title = POSITIONALS, OPTIONS
        self.add_argument("-h", "--help", action="help", help=HELP)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to see the right way; exit with 2."""
        sys.stderr.write(f"{complaint(message)}\n正确写法看：{self.prog} --help\n")
        sys.exit(WRONG_USAGE)


def complaint(message: str) -> str:
    """Return argparse's complaint in Chinese; one that is not known stays as it is."""
    for pattern, sentence in COMPLAINTS:
        if found := re.fullmatch(pattern, message):
            return sentence.format(*(part.replace("'", "") for part in found.groups()))
    return message
