"""The YAML of forms is read strictly, and what is wrong with it is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.canonical import digest
from inspector.exchange.rubric_yaml import (
    MAX_BYTES,
    as_canonical,
    parse_marked,
    read_marked,
)
from inspector.platform.durable import FileMissing


def tree_of(text: str) -> object:
    marked = parse_marked(text.encode())
    assert marked.problems == []
    return as_canonical(marked.tree)


def only_problem(content: bytes) -> tuple[int, str, str]:
    (problem,) = parse_marked(content).problems
    return problem.line, problem.what, problem.fix


def test_numbers_are_taken_from_the_text_of_the_file() -> None:
    tree = tree_of("a: 0.30\nb: 5.10\nc: 1.5\nd: 20\ne: -3\nf: '5.10'\ng: 0.1000000000000000001\n")
    assert tree == {
        "a": "0.30", "b": "5.10", "c": "1.5", "d": 20, "e": -3, "f": "5.10",
        "g": "0.1000000000000000001",
    }  # fmt: skip


def test_dates_and_words_that_yaml_would_turn_stay_text() -> None:
    tree = tree_of("a: 2026-11-05\nb: no\nc: on\nd: 12:30\ne: true\nf: null\ng: ~\nh:\ni: 'true'\n")
    assert tree == {
        "a": "2026-11-05", "b": "no", "c": "on", "d": "12:30", "e": True, "f": None, "g": None,
        "h": None, "i": "true",
    }  # fmt: skip


def test_texts_and_keys_become_nfc() -> None:
    assert tree_of("n: e\u0301\n") == {"n": "\u00e9"}
    assert tree_of("k: {e\u0301: 1}\n") == {"k": [["\u00e9", 1]]}


def test_mappings_with_chinese_keys_become_pairs_in_their_order() -> None:
    tree = tree_of("levels: {好: 5, 较好: 4.5, 差: 0}\nnames: {0: 未获星, 1: 一星}\n")
    assert tree == {
        "levels": [["好", 5], ["较好", "4.5"], ["差", 0]],
        "names": {"0": "未获星", "1": "一星"},
    }


def test_both_ways_to_write_levels_have_one_digest() -> None:
    mapping = tree_of("levels: {好: 5, 差: 0}\n")
    pairs = tree_of("levels: [[好, 5], [差, 0]]\n")
    assert isinstance(mapping, dict)
    assert isinstance(pairs, dict)
    assert digest(mapping) == digest(pairs)


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert parse_marked(b"\xef\xbb\xbfa: 1\r\nb: x\r\n").tree == {"a": 1, "b": "x"}


def test_every_place_keeps_its_line() -> None:
    marked = parse_marked(b"a: 1\nb:\n- c: 2\n  d:\n  - x\n  - y\n")
    assert marked.line(("a",)) == 1
    assert marked.line(("b", 0, "d")) == 4
    assert marked.line(("b", 0, "d", 1)) == 6
    assert marked.line(("b", 0, "missing")) == 3
    assert marked.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "what", "fix"),
    [
        ("", 1, "空", "复制"),
        ("# 只有注释\n", 1, "空", "复制"),
        ("a: 1\nb: 2\na: 3\n", 3, "键“a”写了两次（第一次在第 1 行）", "删去一个"),
        ("a:\n\tb: 1\n", 2, "制表符", "空格"),
        ("a: 'x\nb: 1\n", 1, "引号没有成对", "补上"),
        ("a: 1\nb: @x\n", 2, "特殊符号", "加引号"),
        ("a: 1\nb: c: d\n", 2, "冒号放错", "空一格"),
        ("a: [1, 2\nb: 3\n", 2, "方括号", "]"),
        ("a: {b: 1\nc: 2\n", 2, "花括号", "}"),
        ("a:\n- b\nc\n", 4, "缺少冒号", "冒号"),
        (" a: 1\nb: 2\n", 2, "缩进比第一行少", "顶格"),
        ("a:\n  b: 1\n c: 2\n", 3, "缩进与上面不齐", "对齐"),
        ("- a\nb: 1\n", 2, "列表的缩进", "对齐"),
        ('a: "x\\q"\n', 1, "\\", "单引号"),
        ("a: 1\nb: \x07\n", 2, "控制字符", "删去"),
        ("a: 1\n---\nb: 2\n", 2, "两份内容", "拆成"),
        ("a: &x 1\n", 1, "引用", "直接写"),
        ("a: 1\nb: *x\n", 2, "引用", "直接写"),
        ("&k a: 1\n", 1, "引用", "直接写"),
        ("a: !!python/object:os.system x\n", 1, "类型标记", "删去"),
        ("? [a]\n: 1\n", 1, "键不能是", "冒号左边"),
        ("a: " + "[" * 40 + "\n", 1, "16 层", "括号"),
        ("a:\n" + "- 1\n" * 20_000, 20_000, "20000 个值", "选错"),
        ("a: 010\n", 1, "“010”", "引号"),
        ("a: 0x1F\n", 1, "“0x1F”", "引号"),
        ("a: 1_000\n", 1, "“1_000”", "引号"),
        ("a: 1e3\n", 1, "“1e3”", "0.5"),
        ("a: .5\n", 1, "“.5”", "0.5"),
        ("a: 99999999999999999999\n", 1, "“99999999999999999999”", "引号"),
    ],
)
def test_a_faulty_text_is_explained_with_line_and_fix(
    text: str, line: int, what: str, fix: str
) -> None:
    found = only_problem(text.encode())
    assert found[0] == line
    assert what in found[1]
    assert fix in found[2]


def test_tabs_are_all_named_and_not_told_twice() -> None:
    problems = parse_marked(b"a:\n\tb: 1\n\tc: 2\n").problems
    assert [problem.line for problem in problems] == [2, 3]


def test_a_file_of_nothing_but_tabs_is_not_named_line_by_line() -> None:
    assert len(parse_marked(b"\ta: 1\n" * 5000).problems) == 100


def test_a_repeated_key_does_not_hide_the_first_one_nor_its_lines() -> None:
    marked = parse_marked(b"a:\n  x: 1\na:\n  x: 2\n")
    assert marked.tree == {"a": {"x": 1}}
    assert marked.line(("a", "x")) == 2


def test_other_encodings_are_refused_with_the_line() -> None:
    assert only_problem("a: 1\nb: 村\n".encode("gb18030"))[:2] == (
        2,
        "文件不是 UTF-8 编码（可能是 GBK）。",
    )
    assert "UTF-8" in only_problem("a: 村\n".encode("utf-16"))[2]
    assert "UTF-8" in only_problem(b"a: 1\0\n")[1]


@pytest.mark.parametrize("start", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n", b"%PDF-1.7", b"PK\x03\x04"])
def test_a_file_that_is_no_text_is_called_what_it_is(start: bytes) -> None:
    line, what, fix = only_problem(start + b"\0" * 20)
    assert (line, what) == (1, "文件是图片、PDF 或压缩包，不是文字。")
    assert ".yaml" in fix


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"# " + b"x" * MAX_BYTES)
    (problem,) = read_marked(path).problems
    assert "2 MB" in problem.what


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_marked(tmp_path / "none.yaml")


def test_a_parser_message_without_translation_still_names_the_line() -> None:
    line, what, _ = only_problem(b"a: 1\nb: |9x\n  c\n")
    assert (line, what) == (2, "YAML 写法有误。")
