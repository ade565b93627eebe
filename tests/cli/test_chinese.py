"""The command line's own sentences: no English ones from argparse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from inspector.cli.chinese import COMPLAINTS, Parser, complaint
from inspector.cli.main import COMMANDS, parser, run

Output = pytest.CaptureFixture[str]
ENGLISH = re.compile(
    r"usage:|arguments|show (?:this|program)|exit|required|choose|invalid|optional"
)


def all_parsers(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from all_parsers(below)


@pytest.mark.parametrize("wanted", ["", *COMMANDS])
def test_every_help_is_chinese_and_every_argument_explained(wanted: str) -> None:
    for one in all_parsers(parser(wanted)):
        text = one.format_help()
        assert text.startswith("用法：inspector")
        assert not ENGLISH.search(text), text
        for action in one._actions:
            assert action.help or isinstance(action, argparse._SubParsersAction), (one.prog, action)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "缺少 命令。"),
        (["office"], "缺少 命令。"),
        (["paint"], "命令 不能是 paint，可选：demo, office, "),
        (["office", "coverage"], "缺少 --data, --round。"),
        (["office", "coverage", "--data", "x", "--round", "r", "更多"], "不认识 更多。"),
        (["office", "coverage", "--data"], "--data 后面要写一个值。"),
        (["office", "plan", "--pattern", "hop"], "--pattern 不能是 hop，可选：rotate, "),
        (["office", "plan", "--shift", "两步"], "--shift 要写数，不能是 两步。"),
        (["office", "plan", "--json=1"], "--json 后面不写值，却写了 1。"),
        (["office", "plan", "--s", "1"], "--s 有歧义，可能是 --shift, --seed。"),
        (["office", "import", "--data", "x", "--round"], "缺少 FILE。"),
    ],
)
def test_wrong_usage_says_what_and_where_to_look(
    typed: list[str], said: str, capsys: Output
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(typed)
    assert caught.value.code == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(said), first
    assert second.startswith("正确写法看：inspector")
    assert second.endswith(" --help")


def test_each_complaint_of_argparse_that_is_translated_can_come(capsys: Output) -> None:
    one = Parser(prog="p")
    either = one.add_mutually_exclusive_group(required=True)
    either.add_argument("--a", action="store_true")
    either.add_argument("--b", action="store_true")
    one.add_argument("--many", nargs="+")
    for typed, said in (
        (["--a", "--b"], "--b 和 --a 不能一起用。"),
        ([], "--a --b 要写一个。"),
        (["--a", "--many"], "--many 后面至少写一个值。"),
    ):
        with pytest.raises(SystemExit):
            one.parse_args(typed)
        assert capsys.readouterr().err.startswith(said)
    assert len({pattern for pattern, _sentence in COMPLAINTS}) == len(COMPLAINTS)
    assert complaint("something new") == "something new"
