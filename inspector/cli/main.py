"""The command line: names of commands are a contract (ARCHITECTURE, command line)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from inspector import __version__
from inspector.cli import demo, doctor, field, office, package, printing, rubric
from inspector.cli.output import Answer, show
from inspector.domain.errors import Cancelled, InspectorError

GROUPS = (demo, office, field, printing, package, rubric, doctor)


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command; each sets ``run(args) -> Answer``."""
    top = argparse.ArgumentParser(
        prog="inspector", description="五星考评：不带命令时打开窗口；带命令时照做并退出。"
    )
    top.add_argument("--version", action="version", version=f"五星考评 {__version__}")
    commands = top.add_subparsers(required=True, metavar="命令")
    for group in GROUPS:
        group.add_to(commands)
    return top


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns 0; 1 after an error that the user can solve; 2 for wrong usage (by argparse).
    """
    args = parser().parse_args(arguments)
    try:
        answer: Answer = args.run(args)
    except InspectorError as error:
        _complain(error, as_json=args.json)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("已停止。没有做完的部分没有写入。", file=sys.stderr)
        return 1
    try:
        show(answer, as_json=args.json)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if answer.ok else 1


def _complain(error: InspectorError, *, as_json: bool) -> None:
    if as_json:
        facts = {"error": error.code, "what": error.sentence(), "next": error.advice()}
        show(Answer(lines=(), facts=facts), as_json=True)
    problems = getattr(error, "problems", ())
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{error}\n{error.advice()}", file=sys.stderr)
