"""Entry files: a visit written down on paper first and typed later, as YAML or xlsx.

For those who write them: docs/录入文件写法.md, held to this module by tests/test_docs.py.

YAML, everything optional but one of ``entries`` and ``items``::

    schema: inspector.entries/1
    rest: clear                    # 其余无问题: rows that are not listed have no problem
    entries:
      ST-2.1: {defects: 3, reasons: [柴草乱堆, 柴草乱堆, 线缆乱拉]}
      ST-3.1: {defects: 1, seen: 3, reasons: [粪污外溢]}
      CY-3.1: {measure: 12.5}
      ZB-1.1: {level: 较好, reasons: [短板讲不清]}
    items:
      ST-2: {zero: 现场正在露天焚烧垃圾或秸秆, basis: 照片, photos: [a.jpg]}
    objections:
      - {item: ST-2, text: 当天刚下过雨, by: 村书记}

An xlsx has one row a checkpoint, with the columns of :data:`COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar
from unicodedata import normalize

from inspector.domain.canonical import Tree
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Rubric
from inspector.domain.visit import Entry, ItemEntry, Objection, Reason, ZeroCase
from inspector.exchange.rubric_problem import FileFaulty, Problem
from inspector.exchange.rubric_yaml import Marked, Place, read_marked
from inspector.platform.durable import explaining

CODE = "要点"
COLUMNS = (CODE, "问题数", "实看数", "等次", "符合", "数值", "原因", "备注")
TOP_KEYS = ("schema", "rest", "entries", "items", "objections")
ENTRY_KEYS = ("defects", "seen", "level", "met", "measure", "reasons", "note", "filled")
ITEM_KEYS = ("zero", "basis", "na", "photos")
YES = ("是", "符合", "1", "true", "TRUE", "√")
NO = ("否", "不符合", "0", "false", "FALSE", "×")
ZIP_MAGIC = b"PK"


class EntriesFaulty(FileFaulty):
    """An entry file has faults, by line or row."""

    code: ClassVar[str] = "E101"
    next_step: ClassVar[str] = (
        "{fix}改好后再录入，写法见 docs/录入文件写法.md；这次什么都没有写入。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredVisit:
    """What an entry file holds; ``rest_clear`` asks to fill what is not listed."""

    items: Mapping[ItemCode, ItemEntry]
    """What was counted; an item of which the file only names photos is not among them."""
    photos: Mapping[ItemCode, tuple[str, ...]] = field(default_factory=dict)
    objections: tuple[Objection, ...] | None = None
    """None if the file has no such section, which leaves those that are there."""
    rest_clear: bool = False
    clear: frozenset[ItemCode] = frozenset()
    """Items of which the rest is to be filled, where not the whole visit's is."""


def read_entries(path: Path, rubric: Rubric) -> EnteredVisit:
    """Read an entry file for a site that is scored by ``rubric``.

    Raises:
        EntriesFaulty: It has faults; all of them are listed.
        FileUnreadable: It cannot be read.
    """
    with explaining(path), path.open("rb") as file:
        magic = file.read(2)
    with explaining(path):
        marked = _read_xlsx(path) if magic == ZIP_MAGIC else read_marked(path)
    reading = _Reading(marked, rubric)
    entered = None if marked.problems else reading.visit()
    if marked.problems or entered is None:
        raise EntriesFaulty(path, marked.problems)
    return entered


class _Reading:
    """One pass over a marked tree; faults go to ``marked.problems``."""

    def __init__(self, marked: Marked, rubric: Rubric) -> None:
        self._marked = marked
        self._rubric = rubric
        self._items = {str(item.code): item for item in rubric.items()}
        self._points = {
            str(point.code): point for item in rubric.items() for point in item.checkpoints
        }

    def visit(self) -> EnteredVisit:
        tree = self._mapping(self._marked.tree, (), TOP_KEYS)
        counted: dict[ItemCode, dict[CheckpointCode, Entry]] = {}
        entries = self._mapping(tree.get("entries") or {}, ("entries",), None)
        for code, part in entries.items():
            place = ("entries", code)
            if not self._known(code, self._points, place, "要点"):
                continue
            owner = next(
                item.code for item in self._items.values() if self._points[code] in item.checkpoints
            )
            entry = self._entry(self._mapping(part, place, ENTRY_KEYS), place)
            counted.setdefault(owner, {})[CheckpointCode(code)] = entry
        items = {code: ItemEntry(entries=rows) for code, rows in counted.items()}
        photos: dict[ItemCode, tuple[str, ...]] = {}
        for code, part in self._mapping(tree.get("items") or {}, ("items",), None).items():
            if self._known(code, self._items, ("items", code), "考评项"):
                self._item(ItemCode(code), part, items, photos)
        return EnteredVisit(
            items=items,
            photos=photos,
            objections=self._objections(tree.get("objections")),
            rest_clear=self._rest(tree.get("rest")),
        )

    def _item(
        self,
        code: ItemCode,
        part: Tree,
        items: dict[ItemCode, ItemEntry],
        photos: dict[ItemCode, tuple[str, ...]],
    ) -> None:
        place = ("items", str(code))
        facts = self._mapping(part, place, ITEM_KEYS)
        zero = self._text(facts.get("zero"), (*place, "zero"))
        basis = self._text(facts.get("basis"), (*place, "basis"))
        item = self._items[str(code)]
        if zero and zero not in item.zero_if:
            cases = "；".join(item.zero_if) or "（本项没有零分情形）"
            self._blame((*place, "zero"), f"“{zero}”不是本项的零分情形。", f"可写：{cases}。")
        na = self._text(facts.get("na"), (*place, "na"))
        if na and not item.allow_na:
            self._blame((*place, "na"), "本项不允许填“不适用”。", "请按实际情况录入，或删去。")
        if zero or na:
            items[code] = ItemEntry(
                entries=items[code].entries if code in items else {},
                zero=ZeroCase(condition=zero, basis=basis) if zero else None,
                na=na,
            )
        photos[code] = self._texts(facts.get("photos"), (*place, "photos"))

    def _entry(self, facts: Mapping[str, Tree], place: Place) -> Entry:
        met = facts.get("met")
        if met is not None and not isinstance(met, bool):
            self._blame((*place, "met"), "met 只能是 true 或 false。", "符合写 true。")
            met = None
        return Entry(
            defects=self._count(facts.get("defects"), (*place, "defects")),
            seen=self._count(facts.get("seen"), (*place, "seen")),
            level=self._text(facts.get("level"), (*place, "level")) or None,
            met=met,
            measure=self._measure(facts.get("measure"), (*place, "measure")),
            reasons=self._reasons(facts.get("reasons"), (*place, "reasons")),
            note=self._text(facts.get("note"), (*place, "note")),
            filled=facts.get("filled") is True,
        )

    def _objections(self, part: Tree) -> tuple[Objection, ...] | None:
        if part is None:
            return None
        if not isinstance(part, list):
            self._blame(("objections",), "objections 要写成列表。", "每条前加“- ”。")
            return ()
        found = []
        for at, one in enumerate(part):
            place = ("objections", at)
            facts = self._mapping(one, place, ("item", "text", "by"))
            code = self._text(facts.get("item"), (*place, "item"))
            if code and not self._known(code, self._items, (*place, "item"), "考评项"):
                continue
            found.append(
                Objection(
                    item=ItemCode(code) if code else None,
                    text=self._text(facts.get("text"), (*place, "text")),
                    by=self._text(facts.get("by"), (*place, "by")),
                )
            )
        return tuple(found)

    def _rest(self, part: Tree) -> bool:
        if part not in (None, "clear"):
            self._blame(("rest",), f"rest 不认识“{part}”。", "其余无问题写 rest: clear。")
        return part == "clear"

    def _reasons(self, part: Tree, place: Place) -> tuple[Reason, ...]:
        counts: dict[str, int] = {}
        for text in self._texts(part, place):
            counts[text] = counts.get(text, 0) + 1
        return tuple(Reason(text=text, count=count) for text, count in counts.items())

    def _mapping(
        self, part: Tree, place: Place, keys: tuple[str, ...] | None
    ) -> Mapping[str, Tree]:
        if not isinstance(part, dict):
            self._blame(place, "这里要写成“键: 值”。", "请照示例改。")
            return {}
        for key in part:
            if keys is not None and key not in keys:
                close = get_close_matches(key, keys, n=1)
                hint = f"是不是想写“{close[0]}”？" if close else f"可用的有：{'、'.join(keys)}。"
                self._blame((*place, key), f"不认识“{key}”。", hint)
        return part

    def _known(self, code: str, codes: Mapping[str, object], place: Place, what: str) -> bool:
        if code in codes:
            return True
        close = get_close_matches(code, list(codes), n=1)
        hint = f"是不是想写“{close[0]}”？" if close else f"请对照《{self._rubric.title}》。"
        self._blame(place, f"评分标准里没有{what}“{code}”。", hint)
        return False

    def _count(self, part: Tree, place: Place) -> int | None:
        if part is None:
            return None
        if isinstance(part, int) and not isinstance(part, bool) and 0 <= part <= 9999:
            return part
        self._blame(place, f"“{part}”不是 0 到 9999 的整数。", "请填个数。")
        return None

    def _measure(self, part: Tree, place: Place) -> Decimal | None:
        if part is None:
            return None
        try:
            value = Decimal(normalize("NFKC", str(part)).replace("。", "."))
        except InvalidOperation:
            value = Decimal("NaN")
        if isinstance(part, bool) or not value.is_finite():
            self._blame(place, f"“{part}”不是数。", "请填数字，如 12.5。")
            return None
        return value

    def _text(self, part: Tree, place: Place) -> str:
        if part is None:
            return ""
        if isinstance(part, str | int) and not isinstance(part, bool):
            return str(part).strip()
        self._blame(place, "这里要写文字。", "请加引号。")
        return ""

    def _texts(self, part: Tree, place: Place) -> tuple[str, ...]:
        if part is None:
            return ()
        listed = part if isinstance(part, list) else [part]
        found = (self._text(one, (*place, at)) for at, one in enumerate(listed))
        return tuple(text for text in found if text)

    def _blame(self, place: Place, what: str, fix: str) -> None:
        where = str(place[1]) if len(place) > 1 else ""
        self._marked.blame(place, where, what, fix)


def _read_xlsx(path: Path) -> Marked:
    from inspector.exchange.sheet_rows import (  # noqa: PLC0415 - only for xlsx
        SheetUnreadable,
        read_rows,
    )

    marked = Marked()
    try:
        rows = read_rows(path)
    except SheetUnreadable as error:
        marked.problems.append(Problem(line=1, where="", what=error.what, fix=error.fix))
        return marked
    heads = rows[0].cells
    _check_heads(heads, marked)
    if marked.problems:
        return marked
    entries: dict[str, Tree] = {}
    for line in rows[1:]:
        row = {head: cell for head, cell in zip(heads, line.cells, strict=False) if head}
        code = row.get(CODE, "")
        if not code or code in entries:
            what = f"“{code}”写了两行。" if code else "这一行没有写要点。"
            marked.problems.append(
                Problem(line=line.number, where=code, what=what, fix="请并成一行，或补上、删去。")
            )
            continue
        entries[code] = _row_entry(row)
        marked.lines[("entries", code)] = line.number
    marked.tree = {"rest": "clear", "entries": entries}
    return marked


def _check_heads(heads: Sequence[str], marked: Marked) -> None:
    """Refuse a column that would be passed over: the rest counts as clear."""
    fix = f"表头只写：{'、'.join(COLUMNS)}。"
    if CODE not in heads:
        what = f"第一行没有“{CODE}”一列。"
        marked.problems.append(Problem(line=1, where="", what=what, fix=fix))
    for at, head in enumerate(heads):
        if head and (head not in COLUMNS or head in heads[:at]):
            what = f"第一行的“{head}”" + ("写了两列。" if head in COLUMNS else "不认识。")
            marked.problems.append(Problem(line=1, where="", what=what, fix=fix))


def _row_entry(row: Mapping[str, str]) -> Tree:
    entry: dict[str, Tree] = {}
    for column, key in (("问题数", "defects"), ("实看数", "seen")):
        if text := row.get(column):
            whole = text.removesuffix(".0")
            entry[key] = int(whole) if whole.isdecimal() and len(whole) < 16 else text
    for column, key in (("等次", "level"), ("数值", "measure"), ("备注", "note")):
        if text := row.get(column):
            entry[key] = text
    if text := row.get("符合"):
        entry["met"] = True if text in YES else False if text in NO else text
    if text := row.get("原因"):
        reasons: list[Tree] = [part.strip() for part in text.replace("；", ";").split(";")]
        entry["reasons"] = reasons
    return entry
