"""The page that a team takes away: its packages with their check characters, what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2

from inspector.sheets.receipt_slip import LISTED, ReceiptSlip, TakenPackage, write_receipt_slip

NOON = datetime(2026, 11, 5, 12, 0, tzinfo=timezone(timedelta(hours=8)))
PACKAGE = TakenPackage(
    package="ab" * 32, check="7K3M-9QRT", device="T07-3f2a", seq=3, records=99, photos=45, at=NOON
)
SLIP = ReceiptSlip(
    county="禾县", round="2026-11", team="T07", number=12, at=NOON, assigned=23, handed_in=20,
    photos=900, missing=4, packages=(PACKAGE,), lacking=("T07 缺 1–2 号",),
    turned=("回传_坏的.wxp（P114）内容与签名不符。",),
)  # fmt: skip


def text_of(path: Path) -> tuple[int, str]:
    pages = pypdfium2.PdfDocument(path)
    return len(pages), "".join(page.get_textpage().get_text_range() for page in pages)


def test_it_says_what_came_and_what_did_not(tmp_path: Path) -> None:
    write_receipt_slip(tmp_path / "a.pdf", SLIP)
    count, text = text_of(tmp_path / "a.pdf")
    assert count == 1
    for words in (
        "第 12 号",
        "20 / 23",
        "还缺 4 张",
        "7K3M-9QRT",
        "abababababab",
        "T07 缺 1–2 号",
        "P114",
    ):
        assert words in text


def test_a_season_of_packages_fits_on_one_page(tmp_path: Path) -> None:
    many = tuple(replace(PACKAGE, seq=seq) for seq in range(LISTED + 8))
    write_receipt_slip(
        tmp_path / "a.pdf", replace(SLIP, packages=many, turned=SLIP.turned * 9, missing=0)
    )
    count, text = text_of(tmp_path / "a.pdf")
    assert count == 1
    assert f"只列最近 {LISTED} 个" in text
    assert "不缺" in text
