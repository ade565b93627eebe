"""The table of rigs: what each one tried, what was lost, and whether it finds a broken twin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

PROPERTY = "rig"

NAMES = {
    "F1": "录入、存照片时强行结束程序",
    "F2": "录入、存照片、导出、收包、备份时断电",
    "F3": "断电后磁盘可能留下的各种状态",
    "F5": "第 n 次写盘失败（磁盘满、读写错误）",
    "F7": "数据包在任一字节处截断",
    "F8": "数据包翻转一位、拼接、清零、加长",
    "F9": "收包中途强行结束，再收一遍",
    "F11": "数据包任意顺序、重复、拆分",
    "F15": "数据库和照片翻转一位",
    "F16": "备份恢复演练",
    "F19": "一个进程只有一个 SQLite",
    "F20": "埋入字串和照片，在数据文件夹、临时文件夹、数据包里找",
}

HEAD = ("编号", "试什么", "次数", "丢失或误收", "坏样本被抓出", "用时（秒）")


@dataclass(slots=True)
class Line:
    """One rig: runs, what was lost in them, twins that were tried and caught, seconds of work."""

    runs: int = 0
    lost: int = 0
    twins: set[str] = field(default_factory=set)
    caught: set[str] = field(default_factory=set)
    seconds: float = 0.0

    def add(self, note: str) -> None:
        """Take in what one test noted."""
        _, runs, lost, twin, found = note.split("|")
        self.runs += int(runs)
        self.lost += int(lost)
        if twin:
            self.twins.add(twin)
        if twin and int(found):
            self.caught.add(twin)


def ran(rig: str, *, runs: int, lost: int) -> str:
    """Return the note of a test that tried the program itself."""
    return f"{rig}|{runs}|{lost}||"


def tried(rig: str, twin: str, *, found: int) -> str:
    """Return the note of a test that tried a broken twin, and how often it was found out."""
    return f"{rig}|0|0|{twin}|{found}"


class Table:
    """Collects notes of tests, wherever they ran."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}

    def add(self, properties: Iterable[Sequence[object]], seconds: float) -> None:
        """Take in the properties of one test and the seconds that it took."""
        notes = [str(value) for name, value in properties if name == PROPERTY]
        for at, note in enumerate(notes):
            line = self.lines.setdefault(note.split("|")[0], Line())
            line.add(note)
            line.seconds += 0.0 if at else seconds

    def rows(self) -> list[tuple[str, ...]]:
        """Return the rows, in the order of the rigs' numbers."""
        return [
            (
                rig,
                NAMES.get(rig, rig),
                f"{line.runs:,}",
                f"{line.lost:,}",
                f"{len(line.caught)}/{len(line.twins)}",
                f"{line.seconds:,.0f}",
            )
            for rig, line in sorted(self.lines.items(), key=lambda each: int(each[0][1:]))
        ]

    def text(self) -> str:
        """Return the table for a terminal, in columns."""
        rows = [HEAD, *self.rows()]
        widths = [max(map(wide, column)) for column in zip(*rows, strict=True)]
        return "\n".join("  ".join(map(padded, row, widths)).rstrip() for row in rows)

    def markdown(self) -> str:
        """Return the table for a document."""
        lines = ["| " + " | ".join(row) + " |" for row in (HEAD, *self.rows())]
        lines.insert(1, "|---|---|---:|---:|---:|---:|")
        return "\n".join(lines) + "\n"


def wide(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def padded(text: str, width: int) -> str:
    """Fill a text up to a width in columns of a terminal."""
    return text + " " * (width - wide(text))
