"""The score sheet: what stands on it, and that it is the same every time."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from inspector.domain.ids import CheckpointCode, Digest, ItemCode, PersonId
from inspector.domain.ledger import misses
from inspector.domain.points import Points
from inspector.domain.rubric import Checkpoint, Rubric
from inspector.domain.rules import worst_entry
from inspector.domain.scorecard import GapKind
from inspector.domain.scoring import score
from inspector.domain.signing import Signature, SignRole, SignWay
from inspector.domain.visit import Entry, ItemEntry, Objection, Reason
from inspector.domain.visit_paper import Correction, LeftGap
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.page import LEFT, RIGHT, WIDTH
from inspector.sheets.pictures import PhotoUnprintable
from inspector.sheets.score_after import Afterword
from inspector.sheets.score_sheet import (
    ScoreSheet,
    SheetPhoto,
    score_leaf,
)
from inspector.sheets.sheet_facts import Signer

MakeSheet = Callable[..., ScoreSheet]
Texts = Callable[[bytes], list[str]]
Edges = Callable[[bytes], tuple[float, float, float, float]]

LONG_NAME = "黍垣县古塬镇后辛沟村民委员会易地扶贫搬迁集中安置区联合党支部社区居委会"[:33]
DIGEST_IN_CHILD = """
import pickle, sys
from hashlib import sha256
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.score_sheet import score_leaf
print(sha256(leaf_pdf(score_leaf(pickle.load(sys.stdin.buffer), stem=""))).hexdigest())
"""


def printed(sheet: ScoreSheet) -> bytes:
    return leaf_pdf(score_leaf(sheet, stem="sheet"))


def photo(colour: str = "grey", size: tuple[int, int] = (1600, 1200)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def four_photos() -> tuple[SheetPhoto, ...]:
    colours = ("grey", "white", "silver", "black")
    return tuple(
        SheetPhoto(caption=f"ST-{number}　09:1{number}", open=lambda colour=colour: photo(colour))  # type: ignore[misc] # a default binds the loop's value
        for number, colour in enumerate(colours, start=1)
    )


def told(pdf: bytes, program: str, folder: Path, *options: str) -> str:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    tool = which(program)
    assert tool, f"{program} is needed: poppler-utils"
    command = [tool, str(path), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_sheet_names_place_team_time_and_result(make_sheet: MakeSheet, texts: Texts) -> None:
    sheet = make_sheet()
    first = texts(printed(sheet))[0]
    for words in (
        sheet.rubric.title,
        "古塬镇",
        "后𬇙沟村",
        "尾号 217",
        "419924100217",
        "T07 组（石垴镇）",
        "2026年11月5日 08:35–09:40",
        "交叉考评",
        "韩建业",
        f"得 {sheet.scorecard.level} 星",
        "满分 500",
        "A1B2-C3D4-E5F6",
    ):
        assert words in first, words


def test_rare_characters_can_be_copied_by_other_readers_too(
    make_sheet: MakeSheet, tmp_path: Path
) -> None:
    text = told(printed(make_sheet()), "pdftotext", tmp_path, "-")
    assert "后𬇙沟村" in text
    assert "〓" not in text


def test_all_fonts_are_embedded_subsets_with_a_text_layer(
    make_sheet: MakeSheet, tmp_path: Path
) -> None:
    content = printed(make_sheet())
    rows = told(content, "pdffonts", tmp_path).splitlines()[2:]
    assert len(rows) == 2
    for row in rows:
        assert re.match(r"[A-Z]{6}\+NotoSansSC", row)
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]
    assert b"Helvetica" not in content


def test_each_deduction_shows_step_number_fact_arithmetic_and_points(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    sheet = make_sheet(15)
    text = "".join(texts(printed(sheet)))
    assert len(sheet.scorecard.losses) == 15
    for loss in sheet.scorecard.losses:
        assert loss.checkpoint
        checkpoint = sheet.rubric.checkpoint(loss.checkpoint)
        step = sheet.rubric.step(checkpoint.step).name
        assert f"{step} {checkpoint.code}" in text or f"{step}{checkpoint.code}" in text
        assert checkpoint.text in text
        assert loss.sentence in text
        assert all(reason in text for reason in loss.reasons)


def test_every_item_stands_on_the_sheet_once_with_its_score(
    make_sheet: MakeSheet, texts: Texts, rural: Rubric
) -> None:
    text = "".join(texts(printed(make_sheet(0, objections=()))))
    assert text.replace("其余无问题", "").count("无问题") == 29
    for item in rural.items():
        assert text.count(item.title) == 1, item.code


@pytest.mark.parametrize(("findings", "most"), [(0, 2), (15, 2), (40, 4), (60, 4)])
def test_a_sheet_has_two_to_four_pages(
    make_sheet: MakeSheet, texts: Texts, findings: int, most: int
) -> None:
    assert 2 <= len(texts(printed(make_sheet(findings)))) <= most


def test_three_findings_and_four_photos_fit_on_two_pages(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    sheet = make_sheet(2, objections=(), photos=four_photos())
    assert len(texts(printed(sheet))) == 2


def test_notice_place_and_page_number_are_on_every_page(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    sheet = make_sheet(60)
    pages = texts(printed(sheet))
    for number, text in enumerate(pages, start=1):
        assert sheet.rubric.notice in text
        assert "古塬镇 后𬇙沟村（尾号 217）" in text
        assert f"第 {number} 页　共 {len(pages)} 页" in text
        assert "A1B2-C3D4-E5F6" in text


def test_the_head_of_the_table_comes_again_on_every_page_that_it_reaches(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    pages = texts(printed(make_sheet(60)))
    with_rows = [text for text in pages if "算法：" in text]
    assert len(with_rows) >= 3
    assert all("编号" in text and "满分" in text for text in with_rows)
    assert any("星（续）" in text for text in with_rows[1:])


def test_a_sealed_sheet_never_says_preview_and_a_preview_says_it_on_every_page(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    assert not any("预览" in text for text in texts(printed(make_sheet())))
    preview = texts(printed(make_sheet(digest=None)))
    assert all("预览稿" in text for text in preview)
    assert not any("记录码" in text for text in preview)


def test_a_preview_names_what_is_still_missing(
    make_sheet: MakeSheet, texts: Texts, rural: Rubric
) -> None:
    sheet = make_sheet(3, digest=None)
    counted = {code: entry for code, entry in sheet.counted.items() if code != "ZB-1"}
    card = score(rural, counted)
    assert not card.complete
    text = "".join(texts(printed(replace(sheet, counted=counted, scorecard=card))))
    assert "还缺（补齐才能定稿）" in text
    assert "暂得" in text
    assert "未评" in text
    assert all(gap.sentence in text for gap in card.gaps if gap.must)


def test_what_may_be_added_is_not_called_missing(make_sheet: MakeSheet, texts: Texts) -> None:
    sheet = make_sheet(3, digest=None)
    assert any(not gap.must for gap in sheet.scorecard.gaps)
    text = "".join(texts(printed(sheet)))
    assert "可以补充" in text
    assert ("还缺" in text) is not sheet.scorecard.complete


def test_a_zero_case_shows_condition_and_basis(make_sheet: MakeSheet, texts: Texts) -> None:
    sheet = make_sheet(3, zeroed="ST-2")
    text = "".join(texts(printed(sheet)))
    assert "现场照片 3 张，村会计在场确认" in text
    assert sheet.rubric.item(ItemCode("ST-2")).zero_if[0] in text
    assert "0.00" in text


def test_an_item_that_does_not_apply_shows_why(
    make_sheet: MakeSheet, texts: Texts, rural: Rubric
) -> None:
    sheet = make_sheet(0)
    stars = list(rural.stars)
    stars[1] = replace(
        stars[1],
        items=tuple(replace(item, allow_na=item.code == "CY-4") for item in stars[1].items),
    )
    changed = replace(rural, stars=tuple(stars))
    counted = {**sheet.counted, ItemCode("CY-4"): ItemEntry(na="村里没有水面")}
    card = score(changed, counted)
    text = "".join(texts(printed(replace(sheet, rubric=changed, counted=counted, scorecard=card))))
    assert "不适用" in text
    assert "村里没有水面" in text


def test_remarks_and_rows_filled_by_one_key_are_shown(make_sheet: MakeSheet, texts: Texts) -> None:
    sheet = make_sheet(0)
    entry = sheet.counted[ItemCode("ZB-1")]
    first = next(iter(entry.entries))
    noted = replace(
        entry,
        entries={**entry.entries, first: replace(entry.entries[first], note="书记到任三个月")},
    )
    text = "".join(
        texts(printed(replace(sheet, counted={**sheet.counted, ItemCode("ZB-1"): noted})))
    )
    assert f"{CheckpointCode(first)}备注：书记到任三个月" in text.replace(" ", "")
    assert "一键填写" in text


def test_the_village_s_view_is_printed_or_has_room(make_sheet: MakeSheet, texts: Texts) -> None:
    with_view = "".join(texts(printed(make_sheet())))
    assert "CY-3 村集体经济：合同款项已于次日补交到账。（韩建业）" in with_view
    whole = Objection(item=None, text="整体偏低", by="韩建业")
    assert "整体：整体偏低（韩建业）" in "".join(texts(printed(make_sheet(objections=(whole,)))))
    assert "当场未提出" in "".join(texts(printed(make_sheet(objections=()))))


def test_everybody_has_a_place_to_sign(make_sheet: MakeSheet, texts: Texts) -> None:
    last = texts(printed(make_sheet()))[-1]
    for words in ("田文博", "芦玉兰", "傅长顺", "侯浩然", "村党组织书记", "邵丽", "日期", "拒签"):
        assert words in last, words


def test_a_name_of_33_characters_wraps_inside_the_page(
    make_sheet: MakeSheet, texts: Texts, edges: Edges
) -> None:
    sheet = make_sheet(60)
    content = printed(replace(sheet, site=replace(sheet.site, name=LONG_NAME)))
    assert len(LONG_NAME) == 33
    assert LONG_NAME in texts(content)[0]
    left, _, right, _ = edges(content)
    assert left >= LEFT - 6
    assert right <= RIGHT + 2 < WIDTH


@pytest.mark.parametrize("name", ["rural.yaml", "community.yaml"])
def test_any_form_prints_at_its_worst_and_stays_on_the_page(
    make_sheet: MakeSheet, texts: Texts, edges: Edges, name: str
) -> None:
    rubric = read_rubric(form(name)).rubric
    why = (Reason(text="现场与台账不符，且三次复核仍未改", count=3),)
    counted = {
        item.code: ItemEntry(
            entries={
                point.code: replace(worst_entry(point), reasons=why) for point in item.checkpoints
            },
            confirmed=frozenset(item.steps()),
        )
        for item in rubric.items()
    }
    card = score(rubric, counted)
    sheet = make_sheet(0, objections=(), rubric=rubric, counted=counted, scorecard=card)
    content = printed(sheet)
    text = "".join(texts(content)).replace(" ", "")  # blanks may fall at the end of a line
    assert all(loss.sentence.replace(" ", "") in text for loss in card.losses)
    assert all(star.name in text for star in rubric.stars)
    left, _, right, _ = edges(content)
    assert left >= LEFT - 6
    assert right <= RIGHT + 2


def test_photos_follow_with_caption_and_without_metadata(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    exif = Image.Exif()
    exif[0x0110] = "phone of Zhang"
    file = BytesIO()
    Image.new("RGB", (400, 300)).save(file, "JPEG", exif=exif)
    photos = (*four_photos(), SheetPhoto(caption="第五张", open=file.getvalue))
    content = printed(make_sheet(2, photos=photos[::-1]))
    text = "".join(texts(content))
    assert "附：现场照片" in text
    assert "第五张" in text
    assert "ST-1　09:11" not in text
    assert b"phone of Zhang" not in content


def placed(pdf: bytes, page: int) -> list[tuple[float, float]]:
    """Return how wide and high the pictures of a page are on paper, in points."""
    with PdfDocument(pdf) as document:
        shown = document[page].get_objects(filter=(FPDF_PAGEOBJ_IMAGE,))
        edges = [one.get_bounds() for one in shown]
    return [(right - left, top - bottom) for left, bottom, right, top in edges]


def test_upright_and_wide_photos_keep_their_shape_below_the_signatures(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    photos = tuple(
        SheetPhoto(caption="ST-1 很长的说明" * 9, open=lambda size=size: photo(size=size))  # type: ignore[misc] # a default binds the loop's value
        for size in ((900, 1600), (4000, 600), (1600, 1200))
    )
    sheet = make_sheet(2, objections=(), photos=photos, photos_told="共 9 张，印 3 张")
    pages = texts(printed(sheet))
    assert len(pages) == 2
    assert "共 9 张，印 3 张" in pages[1]
    upright, wide, usual = placed(printed(sheet), 1)
    assert upright == pytest.approx((150 * 9 / 16, 150), abs=0.5)
    assert wide[0] > 240
    assert wide[0] / wide[1] == pytest.approx(4000 / 600, abs=0.05)
    assert usual == pytest.approx((200, 150), abs=0.5)


def test_photos_that_need_a_page_of_their_own_fill_its_width(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    sheet = make_sheet(15, photos=four_photos())
    pages = texts(printed(sheet))
    assert len(pages) == 3
    assert "现场照片" in pages[2]
    assert "ST-4" in pages[2]
    assert "日期" not in pages[2]
    assert all(wide > 240 for wide, _high in placed(printed(sheet), 2))


def test_photos_that_are_all_gone_are_counted(make_sheet: MakeSheet, texts: Texts) -> None:
    words = "".join(texts(printed(make_sheet(photos_told="共 2 张，印 0 张；2 张打不开，没有印"))))
    assert "2 张打不开" in words


def test_who_signed_stands_in_the_head_where_the_lists_name_nobody(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    sheet = make_sheet(3, secretary="", escort="")
    assert sheet.digest is not None
    signed = replace(
        refused_at(sheet.digest)[0], role=SignRole.SECRETARY, person=None, name="刘代书",
        way=SignWay.DEPUTY, relation="副主任",
    )  # fmt: skip
    escort = replace(signed, role=SignRole.ESCORT, name="邵丽", way=SignWay.PAPER)
    later = replace(sheet, afterword=Afterword(signatures=(signed, escort)))
    first, *_, last = texts(printed(later))
    assert "刘代书（受托人）" in first
    assert "邵丽" in first
    assert "刘代书（受托人）" in last
    alone = replace(sheet, signers=(SignRole.INSPECTOR,))
    assert "—" in texts(printed(alone))[0], "nobody of these comes along"
    assert "—" not in texts(printed(sheet))[0], "there is room to write"


@pytest.mark.parametrize("team", range(1, 10))
def test_a_team_of_any_size_has_boxes_to_the_edge(
    make_sheet: MakeSheet, edges: Edges, texts: Texts, team: int
) -> None:
    people = tuple(Signer(name=f"考评员{number}", role="考评员") for number in range(team))
    content = printed(make_sheet(3, people=people))
    assert all(one.name in texts(content)[-1] for one in people)
    _, _, right, _ = edges(content)
    assert right <= RIGHT + 2


@pytest.mark.parametrize("findings", range(14, 34, 3))
def test_nobody_signs_a_page_that_says_nothing(
    make_sheet: MakeSheet, texts: Texts, findings: int
) -> None:
    (signed,) = [page for page in texts(printed(make_sheet(findings))) if "一式两份" in page]
    assert re.search(r"WM-7", signed), "the end of the table stays with the signatures"
    assert "不同意见" in signed


def test_a_community_is_no_village(make_sheet: MakeSheet, texts: Texts) -> None:
    sheet = make_sheet(3, objections=())
    community = replace(sheet, site=replace(sheet.site, kind="居民委员会"))
    words = "".join(texts(printed(community)))
    for said in ("社区党组织书记", "社区的不同意见", "一式两份，社区和县各存一份"):
        assert said in words
    assert "村党组织" not in words
    assert "村里" not in words


def test_what_is_quoted_in_quotes_has_single_marks(
    make_sheet: MakeSheet, texts: Texts, rural: Rubric
) -> None:
    item = next(one for one in rural.items() if "“三零”" in one.title)
    worst = {
        point.code: replace(worst_entry(point), reasons=(Reason(text="没有"),))
        for point in item.checkpoints
    }
    sheet = make_sheet(0)
    counted = {**sheet.counted, item.code: replace(sheet.counted[item.code], entries=worst)}
    words = texts(printed(replace(sheet, counted=counted, scorecard=score(rural, counted))))[0]
    assert "‘三零’创建”得" in words
    assert "““" not in words


def test_words_in_a_box_stand_in_place_of_a_photo_that_is_not_shown(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    unfit = SheetPhoto(caption="ST-2　09:15", instead="照片不合格，未印")
    content = printed(make_sheet(2, photos=(*four_photos()[:1], unfit)))
    text = "".join(texts(content))
    assert "照片不合格，未印" in text
    assert "ST-2　09:15" in text
    assert content.count(b"/Subtype /Image") == 1


def test_the_same_visit_gives_the_same_bytes(make_sheet: MakeSheet) -> None:
    sheets = [make_sheet(15, photos=four_photos()) for _ in range(2)]
    assert len({sha256(printed(sheet)).hexdigest() for sheet in sheets}) == 1
    other = replace(sheets[0], digest=Digest("b" * 64))
    assert printed(other) != printed(sheets[0])


def test_the_same_visit_gives_the_same_bytes_in_another_process(make_sheet: MakeSheet) -> None:
    sheet = make_sheet(15)
    printed(make_sheet(3))  # a process that printed something else before
    child = subprocess.run(
        [sys.executable, "-c", DIGEST_IN_CHILD],
        input=pickle.dumps(sheet),
        check=True,
        capture_output=True,
    )
    assert child.stdout.decode().strip() == sha256(printed(sheet)).hexdigest()


def test_a_photo_that_is_none_is_refused(make_sheet: MakeSheet) -> None:
    broken = SheetPhoto(caption="ST-2", open=lambda: b"not a picture")
    with pytest.raises(PhotoUnprintable):
        printed(make_sheet(photos=(broken,)))


def refused_at(seal: Digest) -> tuple[Signature, ...]:
    at = datetime(2026, 11, 5, 9, 52, tzinfo=timezone(timedelta(hours=8)))
    paper = Signature(
        role=SignRole.INSPECTOR, person=PersonId("T07-1"), name="田文博", way=SignWay.PAPER,
        seal=seal, at=at,
    )  # fmt: skip
    return (
        replace(
            paper, way=SignWay.DRAWN, strokes=(((10, 20), (500, 300), (900, 40)), ((500, 20),))
        ),
        replace(paper, person=PersonId("T07-2"), name="芦玉兰", way=SignWay.ABSENT, reason="病假"),
        replace(
            paper, person=None, role=SignRole.SECRETARY, name="韩建业", way=SignWay.REFUSED,
            reason="不认可", witnesses=("田文博", "傅长顺"),
        ),
        replace(paper, person=None, role=SignRole.ESCORT, name="邵丽"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("signers", "there"),
    [
        ((SignRole.INSPECTOR, SignRole.SECRETARY), ("组长", "受托人注明", "日期", "拒签，理由")),
        ((SignRole.INSPECTOR,), ("组长", "日期")),
        ((SignRole.SECRETARY, SignRole.ESCORT), ("受托人注明", "日期", "拒签，理由")),
    ],
)
def test_only_who_signs_this_kind_of_visit_has_a_box(
    make_sheet: MakeSheet, texts: Texts, signers: tuple[SignRole, ...], there: tuple[str, ...]
) -> None:
    sheet = make_sheet(3, signers=signers, people=(Signer(name="田文博", role="组长"),), escort="")
    words = "".join(texts(leaf_pdf(score_leaf(sheet, stem="打分表"))))
    for box in ("组长", "受托人注明", "日期", "拒签，理由"):
        assert (box in words) is (box in there), box
    assert words.count("陪同乡镇干部") == 1 + (SignRole.ESCORT in signers)


def test_how_it_was_signed_stands_on_a_later_print_in_sentences(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    first = make_sheet()
    assert first.digest is not None
    later = replace(first, afterword=Afterword(signatures=refused_at(first.digest)))
    words = "".join(texts(printed(later))).replace(" ", "").replace("\n", "")
    assert "村党组织书记韩建业拒签，原因：不认可。证明人田文博、傅长顺。" in words
    assert "进入复核" in words
    assert "考评员芦玉兰不在，未签字，原因：病假。" in words
    assert "田文博、邵丽已签字，11月5日09:52。" in words
    before = "".join(texts(printed(first)))
    assert "签字情况" not in before


def test_gaps_left_and_corrections_are_sentences_too(make_sheet: MakeSheet, texts: Texts) -> None:
    sheet = make_sheet()
    left = [
        LeftGap(item=ItemCode(code), checkpoint=None, kind=GapKind.PHOTOS, reason="雨天没法拍")
        for code in ("ST-1", "ST-2")
    ]
    correction = Correction(
        item=ItemCode("ST-2"), reason="核实", by="田文博", before=Points(1400), after=Points(1250)
    )
    said = Afterword(left=tuple(left), again="漏记一处")
    words = "".join(texts(printed(replace(sheet, afterword=said)))).replace("\n", "")
    words = words.replace(" ", "")
    assert "离开时留下的缺口" in words
    assert "ST-1缺照片、ST-2缺照片：雨天没法拍" in words
    assert "重新定稿的原因漏记一处" in words
    corrected = replace(said, corrections=(correction,), again="更正 ST-2")
    words = "".join(texts(printed(replace(sheet, afterword=corrected))))
    words = words.replace("\n", "").replace(" ", "")
    assert "由14分更正为12.5分，原因：核实（更正人田文博）" in words
    assert "重新定稿的原因" not in words, "the correction says it"


@pytest.mark.parametrize("disorder", ["counts", "flags"])
def test_the_wrong_order_stands_beside_its_row(
    make_sheet: MakeSheet, texts: Texts, disorder: str
) -> None:
    """It is another fact than a missing step, and costs only what the form says."""
    sheet, item, code = make_sheet(0), ItemCode("ZB-2"), CheckpointCode("ZB-2.3")
    rubric = with_disorder(sheet.rubric, code, disorder)
    grid = rubric.checkpoint(code).grid
    assert grid is not None
    cells = ("yyxyyy", "yyyyyy")
    entry = Entry(defects=misses(grid, cells), cells=cells, dates=("03-01,03-12,03-10,,,", ",,,,,"))
    before = sheet.counted[item]
    counted = {
        **sheet.counted, item: replace(before, entries={**before.entries, code: entry})
    }  # fmt: skip
    shown = replace(sheet, rubric=rubric, counted=counted, scorecard=score(rubric, counted))
    text = "".join(texts(printed(shown)))
    assert "事项一顺序不对：审议（3月10日）" in text
    assert ("本身不扣分" in text) is (disorder == "flags")
    assert ("1 环节 × 0.5 分" in text) is (disorder == "counts")
    assert "缺 审议" not in text


def with_disorder(rubric: Rubric, code: CheckpointCode, disorder: str) -> Rubric:
    """Return a form in which a ledger says what the wrong order costs."""

    def point(one: Checkpoint) -> Checkpoint:
        if one.code != code or one.grid is None:
            return one
        return replace(one, grid=replace(one.grid, disorder=disorder))

    stars = tuple(
        replace(
            star,
            items=tuple(
                replace(item, checkpoints=tuple(map(point, item.checkpoints)))
                for item in star.items
            ),
        )
        for star in rubric.stars
    )
    return replace(rubric, stars=stars)
