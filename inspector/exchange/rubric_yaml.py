"""The YAML of a form's file as a tree with line numbers, read strictly.

A form's file is plain data: text, numbers, true and false, lists and mappings. Anchors, aliases,
tags and a second document are refused, because they let a small file grow without bound or make
objects. Numbers are taken from the text of the file, never through a binary float.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

import yaml

from inspector.domain.canonical import Tree
from inspector.exchange.rubric_problem import Problem
from inspector.platform.durable import explaining

MAX_BYTES = 2 * 1024 * 1024
"""Largest file that is read, bytes; the county's own forms have about 80,000."""

MAX_DEPTH = 16
MAX_VALUES = 20_000
"""Most values that a file may hold; the county's own forms have about 4,000."""

NOT_TEXT = (b"\xff\xd8\xff", b"\x89PNG", b"%PDF", b"PK\x03\x04")
"""How pictures, PDF and archives begin: files that are chosen by mistake."""

MAX_TABS = 100
"""Most lines with a tab that are named one by one."""

Place = tuple[str | int, ...]
"""Where in the tree: keys and list positions from the root."""

_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_NUMBER_LIKE = re.compile(r"[-+]?(\.?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|0x[0-9a-fA-F_]+)")
_BRACED = re.compile(r"[\s-]*[a-z_]+: *\{[^}]*\}[^#\s]")
"""A value that begins with a placeholder and goes on."""

_WORDS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "true": True, "false": False,
}  # fmt: skip
_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # wheels have libyaml, source builds may not


@dataclass(slots=True)
class Marked:
    """A read file: the tree, the line of every place in it, and what was wrong with the text.

    ``tree`` still has its mappings as written; :func:`as_canonical` makes pairs of those with
    Chinese keys. ``decimals`` names the places where a decimal number stood.
    """

    tree: Tree = None
    lines: dict[Place, int] = field(default_factory=dict)
    decimals: set[Place] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of ``place``, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def blame(self, place: Place, where: str, what: str, fix: str) -> None:
        """Add a problem at ``place``."""
        self.problems.append(Problem(line=self.line(place), where=where, what=what, fix=fix))


def read_marked(path: Path) -> Marked:
    """Read one file.

    Raises:
        FileMissing: There is no such file.
        FileUnreadable: The disk refused; FolderReadOnly where there is no permission.
    """
    with explaining(path), path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    return parse_marked(content)


def parse_marked(content: bytes) -> Marked:
    """Read the bytes of one file; faults are in ``problems``, not raised."""
    marked = Marked()
    text = _decode(content, marked)
    if marked.problems:
        return marked
    _find_tabs(text, marked)
    try:
        _Builder(marked).build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        _explain(error, text, marked)
    except _Refused as refusal:
        marked.problems.append(refusal.problem)
    if marked.tree is None and not marked.problems:
        _blame_line(marked, 1, "文件是空的。", "请从示例标准复制一份再改。")
    return marked


def as_canonical(tree: Tree) -> Tree:
    """Return ``tree`` with every mapping that has a non-ASCII key as a list of pairs."""
    if isinstance(tree, list):
        return [as_canonical(part) for part in tree]
    if isinstance(tree, dict):
        if all(key.isascii() for key in tree):
            return {key: as_canonical(part) for key, part in tree.items()}
        return [[key, as_canonical(part)] for key, part in tree.items()]
    return tree


class _Refused(Exception):
    def __init__(self, line: int, what: str, fix: str) -> None:
        self.problem = Problem(line=line, where="", what=what, fix=fix)
        super().__init__(what)


class _Builder:
    """Builds the tree from YAML events; a place is marked with the line of its key."""

    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self._events: Iterator[yaml.Event] = iter(())
        self._values = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(
                        _line_at(event),
                        "一个文件里有两份内容（用 --- 隔开）。",
                        "请拆成两个文件。",
                    )
                self._marked.tree = self._value(next(events), ())

    def _value(self, event: yaml.Event, place: Place) -> Tree:
        line = _line_at(event)
        self._marked.lines.setdefault(place, line)
        _refuse_tricks(event, line)
        self._values += 1
        if self._values > MAX_VALUES:
            raise _Refused(line, f"内容超过 {MAX_VALUES} 个值。", "请检查是否选错了文件。")
        if len(place) > MAX_DEPTH:
            raise _Refused(line, f"嵌套超过 {MAX_DEPTH} 层。", "请检查这里的缩进和括号。")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101  the parser has no other event here
        return self._scalar(event, place)

    def _list(self, place: Place) -> Tree:
        parts: list[Tree] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            parts.append(self._value(event, (*place, len(parts))))
        return parts

    def _mapping(self, place: Place) -> Tree:
        parts: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line_at(event)
            _refuse_tricks(event, line)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(line, "键不能是列表或嵌套的内容。", "冒号左边请写一个词。")
            key = normalize("NFC", event.value)
            inner = (*place, key)
            if key in parts:
                first = self._marked.lines[inner]
                _blame_line(
                    self._marked,
                    line,
                    f"键“{key}”写了两次（第一次在第 {first} 行）。",
                    "请删去一个，或改成列表。",
                )
                inner = (*place, f"{key}\0{line}")  # keeps the first one's line numbers
                self._value(next(self._events), inner)
                continue
            self._marked.lines[inner] = line
            parts[key] = self._value(next(self._events), inner)
        return parts

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Tree:
        text = normalize("NFC", event.value)
        if not event.implicit[0]:  # quoted or block text stays text
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text) and len(text) < 16:
            return int(text)
        if _DECIMAL.fullmatch(text):
            self._marked.decimals.add(place)
        elif _NUMBER_LIKE.fullmatch(text):
            _blame_line(
                self._marked,
                _line_at(event),
                f"数字“{text}”的写法会被读成别的数。",
                "数写成 0.5、20 这样；编号请加引号。",
            )
        return text


def _line_at(event: yaml.Event) -> int:
    mark = event.start_mark
    return int(mark.line) + 1 if mark is not None else 1


def _refuse_tricks(event: yaml.Event, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Refused(line, "文件用了 & 或 * 引用。", "标准文件不用引用，请把内容直接写出来。")
    if getattr(event, "tag", None):
        raise _Refused(line, "文件用了 ! 类型标记。", "标准文件不用类型标记，请删去。")


def _decode(content: bytes, marked: Marked) -> str:
    if len(content) > MAX_BYTES:
        _blame_line(marked, 1, "文件超过 2 MB。", "评分标准只有文字和数字，请检查是否选错了文件。")
        return ""
    if content.startswith(NOT_TEXT):
        _blame_line(
            marked,
            1,
            "文件是图片、PDF 或压缩包，不是文字。",
            "请检查是否选错了文件，要选 .yaml 文件。",
        )
        return ""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        _blame_line(marked, 1, "文件不是 UTF-8 文字。", "请在编辑器里另存为 UTF-8。")
        return ""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        _blame_line(
            marked, line, "文件不是 UTF-8 编码（可能是 GBK）。", "请在编辑器里另存为 UTF-8。"
        )
        return ""


def _find_tabs(text: str, marked: Marked) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            _blame_line(marked, number, "缩进用了制表符（Tab）。", "请改用空格，每层两个。")
            if len(marked.problems) == MAX_TABS:
                return


_SYNTAX = (
    ("mapping values are not allowed", "这里的冒号放错了，或上一行缩进不齐。",
     "冒号后要空一格；文字里有“: ”时给整句加引号；同一层的键要对齐。"),
    ("escape character", "双引号里的 \\ 写法不认识。", "请改用单引号，或去掉反斜杠。"),
    ("cannot start any token", "值以特殊符号（@、%、` 或制表符）开头。", "请给整句加引号。"),
    ("unexpected end of stream", "引号没有成对。", "请补上另一个引号。"),
    ("',' or ']'", "方括号没有成对，或列表里少了逗号。", "请补上 ] 或逗号。"),
    ("',' or '}'", "花括号没有成对，或里面少了逗号。", "请补上 } 或逗号。"),
    ("'-' indicator", "列表的缩进不齐。", "同一列表的“- ”要对齐。"),
    ("block end", "这里的缩进与上面不齐。", "同一层的内容要对齐，每层两个空格。"),
    ("expected key", "这里的缩进与上面不齐。", "同一层的内容要对齐，每层两个空格。"),
    ("document start", "这里的缩进比第一行少。", "最外层的键都要顶格写。"),
    ("could not find expected ':'", "这一行缺少冒号。", "请写成“键: 值”，冒号后空一格。"),
    ("character", "文件里有看不见的控制字符。", "请删去这个字符。"),
)  # fmt: skip


def _explain(error: yaml.YAMLError, text: str, marked: Marked) -> None:
    """Turn the parser's English into one sentence; a tab that is already named is enough."""
    line = _line_of(error, text)
    if any(problem.line == line for problem in marked.problems):
        return
    if _BRACED.match(text.split("\n")[line - 1]):
        what, fix = "值以花括号开头，会读成别的东西。", '请给整句加引号，如 title: "{轮次}通报"。'
        _blame_line(marked, line, what, fix)
        return
    message = str(getattr(error, "problem", None) or error)
    for sign, what, fix in _SYNTAX:
        if sign in message:
            _blame_line(marked, line, what, fix)
            return
    _blame_line(marked, line, "YAML 写法有误。", "请检查这一行和上一行的缩进、冒号和引号。")


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in str(getattr(error, "problem", "")):
        mark = getattr(error, "context_mark", None) or mark  # the opened quote, not the file's end
    if mark is not None:
        return min(int(mark.line) + 1, text.count("\n") + 1)
    position = getattr(error, "position", 0)  # the reader knows a position only
    return text[:position].count("\n") + 1


def _blame_line(marked: Marked, line: int, what: str, fix: str) -> None:
    marked.problems.append(Problem(line=line, where="", what=what, fix=fix))
