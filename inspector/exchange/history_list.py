"""The list of levels of earlier years: one row a site and year."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from inspector.domain.ids import SiteCode
from inspector.domain.star_history import History
from inspector.exchange.list_table import Findings, Line, read_table
from inspector.exchange.site_list import plain_code

NAMES: Final = {
    "code": ("站点代码", "代码", "编码", "统计用区划代码"),
    "year": ("年度", "年份", "年"),
    "level": ("星级", "获评星级"),
}
WHAT = "历年星级名册"
YEAR = re.compile(r"(20[0-9]{2})年?(?:度)?")


def read_history(path: Path, sites: Collection[str], levels: Mapping[str, int]) -> History:
    """Read a list of earlier years' levels.

    Args:
        path: CSV or xlsx with the columns of :data:`NAMES`.
        sites: Codes of the county's sites.
        levels: What may stand for a level: figures, and the policy's names of them.

    Raises:
        ListFaulty: Anything is wrong; all problems at once, and nothing was read.
        FileMissing, FileUnreadable: The file cannot be read.
    """
    findings = Findings(path)
    found: dict[int, dict[SiteCode, int]] = {}
    rows: dict[tuple[int, str], int] = {}
    for line in read_table(path, NAMES, tuple(NAMES), what=WHAT):
        code, year = _site(line, sites, findings), _year(line, findings)
        level = levels.get(line["level"].replace(" ", ""))
        if level is None:
            named = "、".join(dict.fromkeys(levels))
            what = f"星级“{line['level']}”认不出来。"
            findings.add(line, "level", what, f"请写成其中之一：{named}。")
        if not code or not year:
            continue
        first = rows.setdefault((year, code), line.number)
        if first != line.number:
            what = f"{code} 的 {year} 年和第 {first} 行重复。"
            findings.add(line, "year", what, "一个站点一年只留一行。")
        elif level is not None:
            found.setdefault(year, {})[code] = level
    if not rows and not findings.problems:
        findings.add(None, "", "名册里没有一行星级。", "请一个站点一年填一行。")
    findings.settle()
    return found


def _site(line: Line, sites: Collection[str], findings: Findings) -> SiteCode | None:
    code = plain_code(line["code"])
    if code in sites:
        return SiteCode(code)
    what = f"本县没有站点“{line['code']}”。"
    findings.add(line, "code", what, "请把这一列设成文本格式，填十二位站点代码，或删掉这一行。")
    return None


def _year(line: Line, findings: Findings) -> int | None:
    written = YEAR.fullmatch(line["year"])
    if written:
        return int(written[1])
    what = f"年度“{line['year']}”认不出来。"
    findings.add(line, "year", what, "请填四位年份，例如 2024。")
    return None
