"""Lists of sites and teams: read as offices save them, or refused whole with every fault named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from inspector.domain.ids import TownshipCode
from inspector.domain.site import Township
from inspector.exchange.site_list import ListFaulty, Problem, read_sites, read_teams
from inspector.platform.durable import FileMissing
from inspector.platform.resources import resource

Write = Callable[..., Path]

HEAD = "code,name,short_name,level,parent_code,kind,rubric,lon,lat"
COUNTY = "990101000000,甲县,甲县,county,,县,,,"
TOWN = "990101100000,东河镇,东河镇,township,990101000000,镇,,,"
SITE = "990101100200,张坡村民委员会,张坡村,village,990101100000,村民委员会,rural,114.8,33.6"
LIST = "\n".join((HEAD, COUNTY, TOWN, SITE))

BUREAU = """code,name,level,parent_code,kind_by_code,short_name
990102,乙县,county,,,
990102001,城关街道,township,990102,街道,
990102001001,解放街社区居民委员会,village,990102001,居民委员会,解放街社区
990102001200,王楼村民委员会,village,990102001,村民委员会,王楼
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(text: str, *, encoding: str = "utf-8", name: str = "名单.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return to_file


def problems(path: Path, **options: str) -> tuple[Problem, ...]:
    with pytest.raises(ListFaulty) as caught:
        read_sites(path, **options)
    assert path.name in caught.value.sentence()
    assert caught.value.advice().endswith("什么都没有导入。")
    return caught.value.problems


def only(path: Path, **options: str) -> Problem:
    (problem,) = problems(path, **options)
    assert problem.what.endswith("。")
    assert problem.fix.endswith("。")
    return problem


def test_the_sample_county_has_22_townships_and_499_sites() -> None:
    listed = read_sites(resource("sample_county", "regions.csv"))
    assert (listed.county.code, listed.county.name) == ("419924", "黍垣县")
    assert len(listed.townships) == 22
    assert len(listed.sites) == 499
    assert len({site.code for site in listed.sites}) == 499
    assert {site.township for site in listed.sites} == {town.code for town in listed.townships}
    names = [site.name for site in listed.sites]
    assert {"㟃底村", "䢺源社区", "𡎚上村", "石𪣻村"} <= set(names)
    assert max(map(len, names)) == 33
    assert len(set(names)) < 499, "same names are normal"


def test_a_name_with_community_does_not_decide_the_form() -> None:
    listed = read_sites(resource("sample_county", "regions.csv"))
    odd = [site for site in listed.sites if site.name.endswith("社区") and site.rubric == "rural"]
    assert odd


def test_the_sample_teams_have_homes_in_the_sample_county() -> None:
    listed = read_sites(resource("sample_county", "regions.csv"))
    teams = read_teams(resource("sample_county", "teams.csv"), listed.townships)
    assert len(teams) == 22
    assert {len(team.members) for team in teams} == {4}
    assert {team.home for team in teams} == {town.code for town in listed.townships}
    first = teams[0].members[0]
    assert (first.id, first.name, first.role, first.stars) == ("T01-1", "兰子涵", "组长", "ZB")


def test_a_site_is_read_with_all_its_columns(write: Write) -> None:
    (site,) = read_sites(write(LIST)).sites
    assert (site.code, site.name, site.township) == ("990101100200", "张坡村", "990101100000")
    assert (site.rubric, site.kind, site.initials) == ("rural", "村民委员会", "zpc")
    assert (site.lon, site.lat, site.tail) == ("114.8", "33.6", "200")


def test_the_bureaus_table_needs_only_a_default_form(write: Write) -> None:
    listed = read_sites(write(BUREAU), default_rubric="by-kind")
    assert listed.county.code == "990102"
    assert [town.code for town in listed.townships] == ["990102001"]
    assert [(site.name, site.rubric) for site in listed.sites] == [
        ("解放街社区", "community"),
        ("王楼", "rural"),
    ]
    plain = read_sites(write(BUREAU), default_rubric="own-17")
    assert {site.rubric for site in plain.sites} == {"own-17"}
    problem = only(write(BUREAU))
    assert problem.row is None
    assert problem.column == "rubric"


def test_by_kind_falls_back_on_the_code_and_says_where_that_fails(write: Write) -> None:
    text = BUREAU.replace("居民委员会,解放街社区", ",解放街社区").replace(
        "990102001200,王楼村民委员会,village,990102001,村民委员会,王楼",
        "990102001200,王楼村民委员会,village,990102001,,王楼",
    )
    sites = read_sites(write(text), default_rubric="by-kind").sites
    assert [site.rubric for site in sites] == ["community", "rural"]
    text = (
        text.replace("990102001200", "990102001500") + "990102001201,农场,village,990102001,农场,\n"
    )
    found = problems(write(text), default_rubric="by-kind")
    assert [(problem.row, problem.column) for problem in found] == [
        (5, "kind_by_code"),
        (6, "kind_by_code"),
    ]


def test_a_form_written_in_the_row_wins_over_the_default(write: Write) -> None:
    text = LIST + "\n990101100201,李楼村民委员会,,village,990101100000,村民委员会,,,"
    sites = read_sites(write(text), default_rubric="community").sites
    assert [site.rubric for site in sites] == ["rural", "community"]
    assert sites[1].name == "李楼村民委员会"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_way_to_save_a_csv_reads_the_same(
    write: Write, encoding: str, delimiter: str, end: str
) -> None:
    text = LIST.replace("张坡", "㟃坡𡎚").replace(",", delimiter).replace("\n", end)
    listed = read_sites(write(text, encoding=encoding))
    assert listed.sites[0].name == "㟃坡𡎚村"


def test_a_chinese_head_below_a_title_reads_the_same(write: Write) -> None:
    text = LIST.replace(
        HEAD, "甲县村（社区）名单,,,,,,,,\n\n代码,名称,简称,级别,上级代码,类别,评分表,经度,纬度"
    )
    text = text.replace("county", "县").replace("township", "乡镇").replace("village", "村")
    assert read_sites(write(text)).sites == read_sites(write(LIST)).sites
    bad = text.replace("990101100200", "99010110020")
    assert (
        only(write(bad)).sentence().startswith("第 6 行“代码”列：代码“99010110020”不是 12 位数字。")
    )


def test_codes_keep_what_spreadsheets_put_around_them(write: Write) -> None:
    text = LIST.replace("990101100200,", '"=""990101100200""",').replace(
        "990101100000,东", "９９０１０１１０００００,东"
    )
    assert read_sites(write(text)).sites[0].code == "990101100200"


def test_a_formula_in_a_name_stays_text(write: Write) -> None:
    text = LIST.replace("张坡村,", "=HYPERLINK(A1),")
    assert read_sites(write(text)).sites[0].name == "=HYPERLINK(A1)"


def test_a_township_of_nine_digits_is_found_by_twelve(write: Write) -> None:
    text = LIST.replace("990101100000,东河镇", "990101100,东河镇")
    listed = read_sites(write(text))
    assert listed.sites[0].township == listed.townships[0].code == "990101100"


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        (SITE, SITE.replace("990101100000", "990101101000"), 4, "parent_code"),
        (SITE, SITE.replace("990101100000", ""), 4, "parent_code"),
        (TOWN, TOWN.replace("990101000000,镇", "990202000000,镇"), 3, "parent_code"),
        (SITE, SITE.replace("990101100200", "9.90101E+11"), 4, "code"),
        (SITE, SITE.replace("990101100200", "9901011002000"), 4, "code"),
        (TOWN, TOWN.replace("990101100000", "9901011"), 3, "code"),
        (SITE, SITE.replace("village", "hamlet"), 4, "level"),
        (SITE, SITE.replace("张坡村民委员会,张坡村", ","), 4, "name"),
        (SITE, SITE.replace("张坡村民委员会", "长" * 61), 4, "name"),
        (SITE, SITE.replace("rural", "Rural Form"), 4, "rubric"),
        (SITE, SITE.replace("rural", ""), 4, "rubric"),
        (SITE, SITE.replace("114.8", "214.8"), 4, "lon"),
        (SITE, SITE.replace("33.6", "北纬33"), 4, "lat"),
        (SITE, SITE.replace("33.6", "NaN"), 4, "lat"),
        (SITE, f"{SITE}\n{SITE}", 5, "code"),
        (TOWN, f"{TOWN}\n990101100,东河镇,,township,990101000000,,,,", 4, "code"),
        (COUNTY, f"{COUNTY}\n990202000000,乙县,,county,,,,,", 3, "level"),
        (f"{COUNTY}\n", "", None, ""),
        (f"\n{SITE}", "", None, ""),
    ],
)
def test_a_fault_is_named_with_row_and_column(
    write: Write, old: str, new: str, row: int | None, column: str
) -> None:
    assert old in LIST
    found = problems(write(LIST.replace(old, new)))
    assert (found[0].row, found[0].column) == (row, column)


def test_all_faults_come_at_once_by_row(write: Write) -> None:
    lines = [HEAD, COUNTY, TOWN]
    lines += [SITE.replace("990101100200", f"99{number}") for number in range(9)]
    lines += [SITE, SITE, SITE.replace("990101100200,", "990101100300,").replace("rural", "")]
    found = problems(write("\n".join(lines)))
    assert [problem.row for problem in found] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15]
    with pytest.raises(ListFaulty) as caught:
        read_sites(write("\n".join(lines)))
    assert "有 11 处问题" in caught.value.sentence()
    assert isinstance(caught.value, InspectorError)


@pytest.mark.parametrize("column", ["code", "name", "level", "parent_code"])
def test_a_missing_column_is_named(write: Write, column: str) -> None:
    problem = only(write(LIST.replace(column, f"x_{column}", 1), name="a.csv"))
    assert problem.row is None
    assert problem.column == column


def test_a_column_that_is_there_twice_is_named(write: Write) -> None:
    assert only(write(LIST.replace("lon", "代码", 1))).column == "代码"


def test_a_list_without_a_head_misses_every_column(write: Write) -> None:
    assert len(problems(write("1,2,3\n4,5,6\n"))) == 4


def test_a_short_row_reads_as_empty_cells(write: Write) -> None:
    text = LIST.replace(SITE, "990101100200,张坡村,,village,990101100000,村民委员会,rural")
    assert read_sites(write(text)).sites[0].lon == ""


def test_a_list_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_sites(tmp_path / "none.csv")


TEAM_HEAD = "team,member,name,role,home_township,home_township_code,default_stars"
TEAMS = f"""{TEAM_HEAD}
T01,T01-1,甲,组长,东河镇,990101100000,ZB
T01,T01-2,乙,记录员,东河镇,990101100000,CY
T02,T02-1,丙,组长,西河镇,990101101000,ZB
"""
TOWNS = (
    Township(code=TownshipCode("990101100000"), name="东河镇"),
    Township(code=TownshipCode("990101101000"), name="西河镇"),
)


def team_problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ListFaulty) as caught:
        read_teams(path, TOWNS)
    return caught.value.problems


def test_teams_are_read_in_order_with_their_members(write: Write) -> None:
    teams = read_teams(write(TEAMS), TOWNS)
    assert [(team.id, team.home, len(team.members)) for team in teams] == [
        ("T01", "990101100000", 2),
        ("T02", "990101101000", 1),
    ]
    assert read_teams(write(TEAMS)) == teams


def test_a_home_may_be_given_by_name_or_by_nine_digits(write: Write) -> None:
    by_name = TEAMS.replace(",990101100000,", ",,").replace(",990101101000,", ",990101101,")
    assert read_teams(write(by_name), TOWNS) == read_teams(write(TEAMS), TOWNS)


def test_members_without_a_number_get_one(write: Write) -> None:
    text = TEAMS.replace("T01-1", "").replace("T01-2", "")
    assert [member.id for member in read_teams(write(text), TOWNS)[0].members] == ["T01-1", "T01-2"]


def test_recusals_are_read_by_code_and_by_name(write: Write) -> None:
    text = TEAMS.replace("default_stars", "default_stars,recused_townships,回避村").replace(
        "ZB\nT01,T01-2", 'ZB,西河镇、990101100,"990101100200, 990101100201"\nT01,T01-2'
    )
    member = read_teams(write(text), TOWNS)[0].members[0]
    assert member.recused_townships == {"990101101000", "990101100000"}
    assert member.recused_sites == {"990101100200", "990101100201"}


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        ("西河镇,990101101000", "南河镇,990101199000", 4, "home_township_code"),
        ("西河镇,990101101000", "南河镇,", 4, "home_township"),
        ("西河镇,990101101000", ",", 4, "home_township"),
        ("乙,记录员,东河镇,990101100000", "乙,记录员,,990101101000", 3, "home_township_code"),
        ("T02,T02-1,丙,组长", "T02,,,", 4, "name"),
        ("T01,T01-2,乙", "T01,T01-2,", 3, "name"),
        ("T01-2", "T01-1", 3, "member"),
        ("T01-2", "一号", 3, "member"),
        ("T02,", "第二组,", 4, "team"),
        ("T02,", ",", 4, "team"),
        ("T02,", "t01,", 4, "team"),
    ],
)  # fmt: skip
def test_a_fault_of_a_team_is_named_with_row_and_column(
    write: Write, old: str, new: str, row: int, column: str
) -> None:
    assert old in TEAMS
    assert (row, column) in [
        (p.row, p.column) for p in team_problems(write(TEAMS.replace(old, new)))
    ]


def test_teams_that_differ_by_case_only_are_named_with_both_rows(write: Write) -> None:
    (problem,) = team_problems(write(TEAMS.replace("T02,T02-1", "t01,T02-1")))
    assert (problem.row, problem.what) == (4, "组号“t01”和第 2 行的“T01”只差大小写。")


def test_a_recusal_of_no_place_is_named(write: Write) -> None:
    text = f"{TEAM_HEAD},recused_townships,recused_sites\n"
    text += "T01,T01-1,甲,组长,东河镇,990101100000,ZB,北河镇,12345\n"
    places = {(problem.row, problem.column) for problem in team_problems(write(text))}
    assert places == {(2, "recused_townships"), (2, "recused_sites")}


def test_a_team_list_without_teams_or_codes_says_so(write: Write) -> None:
    assert team_problems(write(TEAM_HEAD + "\n"))[0].row is None
    with pytest.raises(ListFaulty):
        read_teams(write(TEAMS.replace("990101101000", "99")))


@pytest.mark.parametrize(
    ("written", "initials"),
    [("zhpc", "zhpc"), ("ＺＨ ＰＣ", "zhpc"), ("zp2c", "zp2c"), ("", "zpc")],
)
def test_initials_of_the_list_win_over_those_of_the_table(
    write: Write, written: str, initials: str
) -> None:
    """A place may be read unlike the table says: 重, 长, 乐, 会."""
    text = f"{HEAD},拼音首字母,书记电话\n{COUNTY},,\n{TOWN},,\n{SITE},{written},13800000000\n"
    (site,) = read_sites(write(text)).sites
    assert (site.initials, site.phone) == (initials, "13800000000")


def test_initials_that_nobody_can_type_are_named(write: Write) -> None:
    text = f"{HEAD},initials\n{COUNTY},\n{TOWN},\n{SITE},张坡\n"
    problem = only(write(text))
    assert problem.column == "initials"
    assert "拼音首字母“张坡”" in problem.what
