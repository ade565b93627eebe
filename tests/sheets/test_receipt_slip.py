"""The page that a team takes away: its packages with their check characters, what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pypdfium2
from golden import assert_golden

from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.receipt_slip import LISTED, ReceiptSlip, TakenPackage, receipt_leaf

NOON = datetime(2026, 11, 5, 12, 0, tzinfo=timezone(timedelta(hours=8)))
PACKAGE = TakenPackage(
    package="ab" * 32, check="7K3M-9QRT", device="T07-3f2a", seq=3, records=99, photos=45, at=NOON
)
SLIP = ReceiptSlip(
    county="禾县", round="2026-11", team="T07", number=12, at=NOON, standing=(20, 23),
    file="f00d" * 3, photos=900, missing=4, packages=(PACKAGE,), lacking=("T07 缺 1–2 号",),
    turned=("回传_坏的.wxp（P114）内容与签名不符。",),
)  # fmt: skip


def text_of(slip: ReceiptSlip) -> tuple[int, str]:
    pages = pypdfium2.PdfDocument(leaf_pdf(receipt_leaf(slip, stem="")))
    return len(pages), "".join(page.get_textpage().get_text_range() for page in pages)


def test_it_says_what_came_and_what_did_not() -> None:
    count, text = text_of(SLIP)
    assert count == 1
    for words in (
        "第 12 号",
        "T07 组回执单",
        "2026-11 轮",
        "回执文件包号 f00d f00d f00d",
        "应交站点 23 个，已交 20 个",
        "还缺 4 张",
        "7K3M-9QRT",
        "abab abab abab",
        "T07 缺 1–2 号",
        "P114",
    ):
        assert words in text


def test_a_season_of_packages_fits_on_one_page() -> None:
    many = tuple(replace(PACKAGE, seq=seq) for seq in range(LISTED + 8))
    count, text = text_of(
        replace(SLIP, packages=many, turned=SLIP.turned * 9, lacking=SLIP.lacking * 8)
    )
    assert count == 1
    assert f"只列最近 {LISTED} 个" in text
    assert "还有 6 条，在回执文件里。" in text, "nothing is cut in silence"
    assert "还有 5 条，见本组交接单。" in text
    assert "日期" in text
    assert "不缺" in text_of(replace(SLIP, missing=0))[1]


def test_a_receipt_of_no_round_names_none() -> None:
    _count, text = text_of(replace(SLIP, round="", standing=None))
    assert "轮" not in text.replace("回执", "")


def test_an_earlier_receipt_says_that_another_holds() -> None:
    _count, text = text_of(replace(SLIP, standing=None))
    assert "以最新一张为准" in text
    assert "已交" not in text


def test_a_receipt_stands_as_it_was_looked_at() -> None:
    assert_golden(leaf_pdf(receipt_leaf(SLIP, stem="")), "receipt")
