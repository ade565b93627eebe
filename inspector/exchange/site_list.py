"""The county's list of townships and sites, and its list of teams.

A site list has one row a place, from county to village, with the columns of :data:`SITE_NAMES`;
those of the statistics bureau's own tables (``code, name, level, parent_code, kind_by_code,
short_name``) do as they are. A team list has one row a member, see :data:`TEAM_NAMES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final
from unicodedata import normalize

from inspector.domain.ids import CountyCode, PersonId, RubricId, SiteCode, TeamId, TownshipCode
from inspector.domain.place_words import COMMITTEES, coded_settlement
from inspector.domain.site import County, Site, Township
from inspector.domain.team import Member, Team
from inspector.exchange.initials import initials_reader
from inspector.exchange.list_table import Findings, Line, ListFaulty, Problem, Table, read_table

__all__ = ["ListFaulty", "Problem", "SiteList", "read_sites", "read_teams"]

SITE_NAMES: Final = {
    "code": ("代码", "编码", "区划代码", "统计用区划代码"),
    "name": ("名称", "全称", "单位名称"),
    "short_name": ("简称",),
    "level": ("级别", "层级"),
    "parent_code": ("上级代码", "上级编码", "所属乡镇代码"),
    "kind": ("kind_by_code", "类别", "类型"),
    "rubric": ("评分表", "评分标准"),
    "lon": ("经度",),
    "lat": ("纬度",),
    "secretary": ("支部书记", "书记"),
    "phone": ("书记电话", "联系电话", "电话"),
    "initials": ("拼音首字母", "首字母"),
    "remark": ("备注",),
}
SITE_REQUIRED: Final = ("code", "name", "level", "parent_code")

TEAM_NAMES: Final = {
    "team": ("考评组", "组号"),
    "member": ("成员编号", "编号"),
    "name": ("姓名",),
    "role": ("职务", "分工"),
    "home_township": ("所在乡镇", "本乡镇"),
    "home_township_code": ("所在乡镇代码", "本乡镇代码"),
    "default_stars": ("负责的星",),
    "recused_townships": ("回避乡镇",),
    "recused_sites": ("回避村",),
}
TEAM_REQUIRED: Final = ("team", "name", "role")

LEVELS: Final = {
    "county": "county",
    "县": "county",
    "县级": "county",
    "township": "township",
    "乡镇": "township",
    "乡级": "township",
    "乡": "township",
    "镇": "township",
    "街道": "township",
    "village": "village",
    "村": "village",
    "村级": "village",
    "社区": "village",
    "村(社区)": "village",
}
DIGITS: Final = {"county": (6, 9, 12), "township": (9, 12), "village": (12,)}

BY_KIND: Final = "by-kind"
RUBRIC_OF_KIND: Final = {"村民委员会": RubricId("rural"), "居民委员会": RubricId("community")}
RUBRIC_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
INITIALS = re.compile(r"[a-z0-9]{0,60}")
KEPT_AS_TEXT = re.compile(r'="(.*)"')
"""How some programs save a code so that Excel does not turn it into a number."""

ONE_BY_ONE = re.compile(r"[\s,;，；、]+")
MAX_NAME = 60
"""Characters; the longest official village name has 33."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteList:
    """A county with all its townships and sites, in the order of the file."""

    county: County
    townships: tuple[Township, ...]
    sites: tuple[Site, ...]


def read_sites(path: Path, *, default_rubric: str | None = None) -> SiteList:
    """Read a site list; names are short names where the file has them.

    Args:
        path: CSV (UTF-8, UTF-16, GB18030) or xlsx.
        default_rubric: The form for sites whose rubric is not in the file: a form's id, or
            ``"by-kind"`` for community where the kind is 居民委员会 and rural where it is
            村民委员会. None: every site must name its form.

    Raises:
        ListFaulty: Anything is wrong; all problems at once, and nothing was read.
        FileMissing, FileUnreadable: The file cannot be read.
    """
    table = read_table(path, SITE_NAMES, SITE_REQUIRED, what="村（社区）名册")
    return _SiteReader(table, Findings(path), default_rubric).read()


class _SiteReader:
    """One reading: places by level, then the links between them."""

    def __init__(self, table: Table, findings: Findings, default_rubric: str | None) -> None:
        self._table = table
        self._findings = findings
        self._default = default_rubric
        self._lines: dict[str, list[Line]] = {"county": [], "township": [], "village": []}
        self._codes: dict[str, int] = {}

    def read(self) -> SiteList:
        for line in self._table:
            self._sort(line)
        self._check_rubric_column()
        county = self._county()
        townships = {code[:9]: self._township(line, code) for line, code in self._of("township")}
        initials = initials_reader()
        sites = [self._site(line, code, townships, initials) for line, code in self._of("village")]
        if county:
            for line, _ in self._of("township"):
                self._check_county(line, county)
        if not sites and not self._findings.problems:
            self._findings.add(
                None, "", "名册里没有一个村（社区）。", "请加上级别为 village（村）的行。"
            )
        self._findings.settle()
        if county is None:
            raise AssertionError
        return SiteList(county=county, townships=tuple(townships.values()), sites=tuple(sites))

    def _sort(self, line: Line) -> None:
        level = LEVELS.get(line["level"].casefold())
        if level is None:
            self._findings.add(
                line,
                "level",
                f"级别“{line['level']}”认不出来。",
                "请填 county、township、village，或县、乡镇、村。",
            )
            return
        code = plain_code(line["code"])
        if not code.isdecimal() or len(code) not in DIGITS[level]:
            digits = "或".join(map(str, DIGITS[level]))
            self._findings.add(
                line,
                "code",
                f"代码“{line['code']}”不是 {digits} 位数字。",
                "请把这一列设成文本格式，填完整的统计用区划代码。",
            )
        elif (whole := code.ljust(12, "0")) in self._codes:
            self._findings.add(
                line,
                "code",
                f"代码 {code} 和第 {self._codes[whole]} 行重复。",
                "请删掉重复的一行，或改正代码。",
            )
        else:
            self._codes[whole] = line.number
            self._lines[level].append(line)
        name = line["name"]
        if not name or len(name) > MAX_NAME:
            what = "名称是空的。" if not name else f"名称超过 {MAX_NAME} 个字。"
            self._findings.add(line, "name", what, "请填单位名称。")

    def _of(self, level: str) -> list[tuple[Line, str]]:
        return [(line, plain_code(line["code"])) for line in self._lines[level]]

    def _check_rubric_column(self) -> None:
        if self._default is None and not self._table.has("rubric"):
            self._findings.add(
                None,
                "rubric",
                "名册里没有写每个村（社区）用哪张评分表。",
                "请加上 rubric（评分表）列，或导入时指定默认评分表。",
            )

    def _county(self) -> County | None:
        counties = self._of("county")
        if len(counties) == 1:
            line, code = counties[0]
            return County(code=CountyCode(code[:6]), name=_shown_name(line))
        for line, _ in counties[1:]:
            self._findings.add(
                line, "level", "县级的行多于一行。", "一份名册只能有一个县，请删掉多余的。"
            )
        if not counties:
            self._findings.add(None, "", "没有县级的行。", "请加一行县的代码和名称。")
        return None

    def _township(self, line: Line, code: str) -> Township:
        return Township(code=TownshipCode(code), name=_shown_name(line), kind=line["kind"])

    def _check_county(self, line: Line, county: County) -> None:
        parent = plain_code(line["parent_code"])
        if parent[:6] != county.code:
            self._findings.add(
                line,
                "parent_code",
                f"上级代码“{line['parent_code']}”不是本县（{county.code}）。",
                "请改成本县的代码，或删掉外县的行。",
            )

    def _site(
        self,
        line: Line,
        code: str,
        townships: dict[str, Township],
        initials: Callable[[str], str],
    ) -> Site:
        township = _found_township(plain_code(line["parent_code"]), townships)
        if township is None:
            self._findings.add(
                line,
                "parent_code",
                f"上级代码“{line['parent_code']}”在名册里没有对应的乡镇。",
                "请先加上这个乡镇的行，或改正上级代码。",
            )
        name = _shown_name(line)
        return Site(
            code=SiteCode(code),
            name=name,
            township=township.code if township else TownshipCode(""),
            rubric=self._rubric(line, code),
            kind=line["kind"],
            initials=self._initials(line) or initials(name),
            lon=self._degrees(line, "lon", 180),
            lat=self._degrees(line, "lat", 90),
            secretary=line["secretary"],
            remark=line["remark"],
            phone=line["phone"],
        )

    def _initials(self, line: Line) -> str:
        """Return the initials that the list gives, where a name is read unlike in the table."""
        written = normalize("NFKC", line["initials"]).casefold().replace(" ", "")
        if INITIALS.fullmatch(written):
            return written
        self._findings.add(
            line,
            "initials",
            f"拼音首字母“{line['initials']}”的写法不对。",
            "请只填字母和数字，例如 xgc，或留空由程序算。",
        )
        return ""

    def _rubric(self, line: Line, code: str) -> RubricId:
        written = line["rubric"] or self._default or ""
        if written == BY_KIND:
            kind = line["kind"] or _committee(code)
            if kind in RUBRIC_OF_KIND:
                return RUBRIC_OF_KIND[kind]
            self._findings.add(
                line,
                "kind",
                f"类别“{kind}”看不出用哪张评分表。",
                "请填村民委员会或居民委员会，或在 rubric（评分表）列写明。",
            )
        elif not written and self._table.has("rubric"):
            self._findings.add(
                line, "rubric", "没有写用哪张评分表。", "请填写，例如 rural 或 community。"
            )
        elif written and not RUBRIC_ID.fullmatch(written):
            self._findings.add(
                line,
                "rubric",
                f"评分表“{written}”的写法不对。",
                "请填评分表的编号（小写字母、数字、短横），例如 rural 或 community。",
            )
        return RubricId(written)

    def _degrees(self, line: Line, column: str, limit: int) -> str:
        written = line[column]
        if not written:
            return ""
        try:
            if abs(Decimal(written)) <= limit:
                return written
        except InvalidOperation:
            pass
        self._findings.add(
            line,
            column,
            f"“{written}”不是 -{limit} 到 {limit} 之间的度数。",
            "请填十进制度数，例如 114.82，或留空。",
        )
        return ""


def plain_code(written: str) -> str:
    """Return a code's digits without what spreadsheets put around them."""
    unwrapped = KEPT_AS_TEXT.fullmatch(written)
    inner = unwrapped.group(1) if unwrapped else written
    return normalize("NFKC", inner).strip(" '")


def _shown_name(line: Line) -> str:
    return line["short_name"] or line["name"]


def _committee(code: str) -> str:
    """Return the kind that a code stands for, in the bureau's words; empty if for none."""
    kind = coded_settlement(code)
    return COMMITTEES[kind] if kind is not None else ""


def _found_township(code: str, townships: dict[str, Township]) -> Township | None:
    """Find by the first nine digits; a list may write nine here and twelve there."""
    if len(code) not in DIGITS["township"]:
        return None
    return townships.get(code[:9])


def read_teams(path: Path, townships: Sequence[Township] = ()) -> tuple[Team, ...]:
    """Read a team list; teams and members in the order of the file.

    Args:
        path: CSV or xlsx with one row a member.
        townships: Those of the site list. Given, every home and recused township must be one
            of them, by code or by name; not given, codes are taken as they are.

    Raises:
        ListFaulty: Anything is wrong; all problems at once, and nothing was read.
        FileMissing, FileUnreadable: The file cannot be read.
    """
    table = read_table(path, TEAM_NAMES, TEAM_REQUIRED, what="考评组名册")
    return _TeamReader(table, Findings(path), townships).read()


class _TeamReader:
    """One reading: members by team, then each team's home."""

    def __init__(self, table: Table, findings: Findings, townships: Sequence[Township]) -> None:
        self._table = table
        self._findings = findings
        self._by_code = {township.code[:9]: township for township in townships}
        self._by_name = {township.name: township for township in townships}
        self._members: dict[TeamId, list[Member]] = {}
        self._homes: dict[TeamId, tuple[TownshipCode, Line]] = {}
        self._people: dict[str, int] = {}
        self._folded: dict[str, tuple[TeamId, int]] = {}
        """As Windows tells file names apart: each team's packages bear its id."""

    def read(self) -> tuple[Team, ...]:
        for line in self._table:
            self._read(line)
        if not self._members and not self._findings.problems:
            self._findings.add(None, "", "名册里没有一个考评组。", "请一人一行填写各组成员。")
        for team, members in self._members.items():
            if not members:
                line = self._homes[team][1]
                self._findings.add(
                    line, "name", f"考评组 {team} 没有成员。", "请一人一行填写成员姓名。"
                )
        self._findings.settle()
        return tuple(
            Team(id=team, home=self._homes[team][0], members=tuple(members))
            for team, members in self._members.items()
        )

    def _read(self, line: Line) -> None:
        team = TeamId(line["team"])
        if not PLAIN_ID.fullmatch(team):
            self._findings.add(
                line,
                "team",
                f"组号“{team}”的写法不对。",
                "请用字母和数字，例如 T07，不超过 32 位。",
            )
            return
        spelt, number = self._folded.setdefault(team.casefold(), (team, line.number))
        if spelt != team:
            self._findings.add(
                line,
                "team",
                f"组号“{team}”和第 {number} 行的“{spelt}”只差大小写。",
                "同一个组请写成一样，两个组请换一个组号；文件名不分大小写，包会互相覆盖。",
            )
            return
        members = self._members.setdefault(team, [])
        self._check_home(team, line)
        if not line["name"]:
            if line["member"] or members:
                self._findings.add(line, "name", "成员姓名是空的。", "请填姓名，或删掉这一行。")
            return
        person = line["member"] or f"{team}-{len(members) + 1}"
        if not PLAIN_ID.fullmatch(person):
            self._findings.add(
                line, "member", f"成员编号“{person}”的写法不对。", "请用字母和数字，例如 T07-2。"
            )
        elif person in self._people:
            self._findings.add(
                line,
                "member",
                f"成员编号 {person} 和第 {self._people[person]} 行重复。",
                "请给每人一个编号。",
            )
        self._people.setdefault(person, line.number)
        members.append(self._member(PersonId(person), line))

    def _member(self, person: PersonId, line: Line) -> Member:
        townships = (
            self._township(line, "recused_townships", written)
            for written in _several(line["recused_townships"])
        )
        sites = [plain_code(written) for written in _several(line["recused_sites"])]
        for code in sites:
            if not code.isdecimal() or len(code) not in DIGITS["village"]:
                self._findings.add(
                    line,
                    "recused_sites",
                    f"“{code}”不是 12 位代码。",
                    "请填要回避的村（社区）的代码，用逗号隔开。",
                )
        return Member(
            id=person,
            name=line["name"],
            role=line["role"],
            stars=line["default_stars"],
            recused_townships=frozenset(code for code in townships if code),
            recused_sites=frozenset(map(SiteCode, sites)),
        )

    def _check_home(self, team: TeamId, line: Line) -> None:
        column = "home_township_code" if line["home_township_code"] else "home_township"
        home = self._township(line, column, line[column])
        before = self._homes.setdefault(team, (home, line))
        if home and before[0] and home != before[0]:
            self._findings.add(
                line,
                column,
                f"考评组 {team} 的所在乡镇和第 {before[1].number} 行不同。",
                "同一组只能有一个所在乡镇，请改成一致。",
            )

    def _township(self, line: Line, column: str, written: str) -> TownshipCode:
        code = plain_code(written)
        found = _found_township(code, self._by_code) or self._by_name.get(written)
        if found:
            return found.code
        if not self._by_code and code.isdecimal() and len(code) in DIGITS["township"]:
            return TownshipCode(code)
        self._findings.add(
            line,
            column,
            f"乡镇“{written}”不在村（社区）名册里。" if written else "没有写所在乡镇。",
            "请填名册里的乡镇代码或名称。",
        )
        return TownshipCode("")


def _several(written: str) -> list[str]:
    return [part for part in ONE_BY_ONE.split(written) if part]
