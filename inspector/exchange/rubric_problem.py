"""What is wrong in a form's file, said so that the person who wrote it can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from inspector.domain.errors import InspectorError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One fault of a form's file.

    ``line`` counts from 1; ``where`` is a code such as ``ST-2.1`` or empty for the whole file;
    ``what`` says what is wrong and ``fix`` what to do, both whole Chinese sentences.
    """

    line: int
    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the problem as one line for a list."""
        place = f"{self.where}：" if self.where else ""
        return f"第 {self.line} 行 {place}{self.what}{self.fix}"


class FileFaulty(InspectorError):
    """A file that a person writes has faults; ``problems`` holds every one of them, by line."""

    what: ClassVar[str] = "{name} 有 {count} 个问题，第一个在第 {line} 行：{first}"

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems))
        first = self.problems[0]
        super().__init__(
            name=path.name,
            count=len(self.problems),
            line=first.line,
            first=f"{first.where} {first.what}".strip(),
            fix=first.fix,
        )


class RubricFaulty(FileFaulty):
    """A form's file has faults."""

    code: ClassVar[str] = "R101"
    next_step: ClassVar[str] = "{fix}全部问题用 inspector rubric check 查看，改好后再用这个文件。"
