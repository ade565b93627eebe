"""The pages for users say what the program does: their examples are read by it."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.rubric import Rubric
from inspector.exchange.entries_file import (
    COLUMNS,
    ENTRY_KEYS,
    ITEM_KEYS,
    TOP_KEYS,
    EnteredVisit,
    read_entries,
)
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form
from inspector.ui import texts as everywhere
from inspector.ui.manual_day import PICTURES
from inspector.ui.pages.blanks import texts as blanks
from inspector.ui.pages.checkup import texts as checkup
from inspector.ui.pages.handing import texts as handing
from inspector.ui.pages.kinds import texts as kinds
from inspector.ui.pages.survey import texts as survey
from inspector.ui.pages.today import texts as today
from inspector.ui.pages.visit import photo_texts, sign_texts, slate_texts
from inspector.ui.pages.visit import texts as visit
from inspector.ui.pages.welcome import texts as welcome

ROOT = Path(__file__).parent.parent
ENTRIES = (ROOT / "docs/录入文件写法.md").read_text("utf-8")
MANUAL = (ROOT / "docs/外业手册.md").read_text("utf-8")

Keys = tuple[tuple[str, str], ...]
GRID = tuple(
    (cap, word)
    for line in (visit.GRID_KEYS, visit.GRID_DAY_KEYS)
    for cap, word in re.findall(r"(\S+) (\S+)", line)
)
PAGES: dict[str, tuple[Keys, ...]] = {
    "早上：打开下发包": (welcome.KEYS, welcome.FORM_KEYS),
    "早上：今日": (today.KEYS,),
    "进村：起始牌": (slate_texts.KEYS,),
    "听：抽问和计时": (visit.SCORING_KEYS, visit.ASKING_KEYS),
    "看：只记毛病": (visit.SCORING_KEYS,),
    "查：十二个月表格": (visit.SCORING_KEYS, GRID),
    "查：六步日期": (visit.SCORING_KEYS, GRID, (("Backspace", ""),)),
    "照片：收进来": (visit.SCORING_KEYS, photo_texts.KEYS),
    "照片：归到各项": (visit.SCORING_KEYS, photo_texts.KEYS),
    "照片：遮脸、圈出问题": (photo_texts.KEYS, photo_texts.MARK_KEYS),
    "核对：离村前还差几处": (visit.REVIEW_KEYS, visit.SCORING_KEYS),
    "念给支书听": (visit.REVIEW_KEYS,),
    "定稿，打印两份": (visit.REVIEW_KEYS, visit.SHEET_KEYS),
    "签字": (sign_texts.SIGN_KEYS, sign_texts.LOCKED_KEYS),
    "暂停本村": (visit.REVIEW_KEYS,),
    "收工": (handing.KEYS, (("Enter", "记下校验字"),)),
    "纸上先记": (blanks.KEYS, blanks.DIFFERENCE_KEYS),
    "其他考评": (today.KEYS, kinds.KEYS, survey.KEYS, survey.SIGN_KEYS),
    "出了问题怎么办": (photo_texts.KEYS, handing.KEYS, checkup.KEYS_EMPTY),
}
"""Which pages a part of the manual is about: it may name their keys, and those of the frame."""
NAMED = {"空格": "Space", "回车": "Enter"}


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


def section(title: str) -> str:
    return ENTRIES.split(f"\n## {title}\n")[1].split("\n## ")[0]


def words(text: str) -> set[str]:
    return set(re.findall(r"^\| `?(\w+)(?:: \w+)?`? \|", text, re.MULTILINE))


def test_the_example_of_an_entry_file_is_read(tmp_path: Path, rubric: Rubric) -> None:
    path = tmp_path / "e.yaml"
    (example,) = re.findall(r"```yaml\n(.+?)```", ENTRIES, re.DOTALL)
    path.write_text(example, "utf-8")
    entered = read_entries(path, rubric)
    assert isinstance(entered, EnteredVisit)
    assert entered.rest_clear
    assert len(entered.items) == 4
    assert len(entered.objections or ()) == 1
    assert sum(map(len, entered.photos.values())) == 2


def test_every_key_of_an_entry_file_is_explained_and_no_other() -> None:
    told = words(section("YAML"))
    assert told - {"段", "键"} == {*TOP_KEYS, *ENTRY_KEYS, *ITEM_KEYS} - {"schema"}


def test_every_column_of_an_entry_sheet_is_explained_and_read(
    tmp_path: Path, rubric: Rubric
) -> None:
    told = re.findall(r"^\| (\w+) \|", section("xlsx"), re.MULTILINE)
    assert told[0] == "列"
    assert tuple(told[1:]) == COLUMNS
    path = tmp_path / "e.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(told[1:])
    book.active.append(["ST-2.1", 3, None, None, None, None, "柴草乱堆；线缆乱拉", None])
    book.save(path)
    assert len(read_entries(path, rubric).items) == 1


def parts_of_manual() -> dict[str, str]:
    pieces = MANUAL.split("\n## ")[1:]
    return {title: body for title, _, body in (piece.partition("\n") for piece in pieces)}


def caps(*tables: Keys) -> set[str]:
    """Every key of the tables; 1–9 and 3 to 5 of it alike, as 0–9 and 1–5."""
    found = {NAMED.get(cap, cap) for table in tables for caps, _ in table for cap in caps.split()}
    spans = [span for span in found if re.fullmatch(r"\d–\d", span)]
    digits = {str(digit) for span in spans for digit in range(int(span[0]), int(span[2]) + 1)}
    return found | digits


def test_each_picture_of_the_manual_is_there_and_no_other_is() -> None:
    named = re.findall(r"!\[(.+?)\]\(图/(\d\d)_(.+?)\.png\)", MANUAL)
    assert [name for name, _, _ in named] == list(PICTURES)
    files = [f"{number}_{name}.png" for _, number, name in named]
    assert files == sorted(path.name for path in (ROOT / "docs/图").iterdir())
    sizes = [(ROOT / "docs/图" / file).stat().st_size for file in files]
    assert len(files) <= 18
    assert max(sizes) <= 64_000
    assert sum(sizes) <= 1_000_000


def test_every_part_of_the_manual_has_its_keys_on_one_line() -> None:
    parts = parts_of_manual()
    assert [*PAGES, "这本手册里的图"] == list(parts)
    for title in PAGES:
        assert len(re.findall(r"^按键：`", parts[title], re.MULTILINE)) == 1, title


@pytest.mark.parametrize("title", PAGES)
def test_every_key_of_the_manual_works_on_its_page(title: str) -> None:
    named = set(re.findall(r"`([^`\n]+)`", parts_of_manual()[title]))
    there = caps(*PAGES[title], everywhere.KEYS_EVERYWHERE)
    assert named <= there, f"{title}：{sorted(named - there)}"


def test_the_words_beside_a_key_are_those_of_the_screen() -> None:
    for title, tables in PAGES.items():
        said = {word for table in (*tables, everywhere.KEYS_EVERYWHERE) for _, word in table}
        (line,) = re.findall(r"^按键：(.+)$", parts_of_manual()[title], re.MULTILINE)
        words = [re.sub(r"(`[^`]+`\s*)+", "", piece).strip() for piece in line.split("　")]
        unknown = [word for word in words if not any(word in one for one in said)]
        assert unknown == [], f"{title}：{unknown}"


def test_the_keys_before_the_day_work_everywhere() -> None:
    named = set(re.findall(r"`([^`\n]+)`", MANUAL.split("\n## ")[0]))
    assert named <= caps(everywhere.KEYS_EVERYWHERE, welcome.KEYS, today.KEYS)


def test_the_manual_speaks_plainly() -> None:
    assert not re.findall("[您！!]", MANUAL.replace("![", "["))
