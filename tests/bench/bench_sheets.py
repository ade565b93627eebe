"""Score sheets of two pages with four photos: this program against typst, same words on paper.

Run: ``python tests/bench/bench_sheets.py [--sheets N]``. Both write PDF bytes into memory, one
sheet at a time, turn by turn; then each makes one file of all of them. typst keeps its compiler
(fonts read, template cached) and leaves out tags, as we do.
"""

from __future__ import annotations

import argparse
import json
import resource as limits
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

import segno
import typst
from PIL import Image
from pypdfium2 import PdfDocument

from inspector.domain.ids import Digest, RubricId, SiteCode, TownshipCode
from inspector.domain.points import show, show_fixed
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Deduct, Rubric
from inspector.domain.scorecard import ItemState
from inspector.domain.scoring import score
from inspector.domain.site import Site
from inspector.domain.visit import Entry, Reason
from inspector.domain.wording import record_code, word
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form, resource
from inspector.sheets import qr
from inspector.sheets.leaf import leaf_pdf, write_book
from inspector.sheets.score_head import hundred_scale
from inspector.sheets.score_sheet import (
    ScoreSheet,
    SheetPhoto,
    Signer,
    score_leaf,
)
from inspector.sheets.score_table import LEGEND

sys.path.append(str(Path(__file__).parents[1] / "shared"))
from scored_form import counted_form

TEMPLATE = Path(__file__).with_name("score_sheet.typ")
PHOTOS = 96
FINDINGS = 3


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=499, help="how many (499)")
    count = parser.parse_args().sheets
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        sheets = make_sheets(root, count)
        template = root / TEMPLATE.name
        template.write_bytes(TEMPLATE.read_bytes())
        compiler = typst.Compiler(
            str(template),
            root=folder,
            font_paths=[str(resource("fonts"))],
            ignore_system_fonts=True,
        )
        one_by_one(sheets, compiler)
        in_one_file(sheets, compiler, root)


def one_by_one(sheets: list[ScoreSheet], compiler: typst.Compiler) -> None:
    _printed(sheets[0])
    by_typst(compiler, sheets[:1])
    ours: list[float] = []
    theirs: list[float] = []
    cpu, sizes = [0.0, 0.0], [0, 0]
    for sheet in sheets:
        for index, (times, draw) in enumerate(
            (
                (ours, partial(_printed, sheet)),
                (theirs, partial(by_typst, compiler, [sheet])),
            )
        ):
            start, busy = perf_counter(), process_time()
            content = draw()
            times.append(perf_counter() - start)
            cpu[index] += process_time() - busy
            sizes[index] += len(content)
    n = len(sheets)
    print(
        f"{n} sheets one by one, pages: ours {pages(_printed(sheets[0]))}, "
        f"typst {pages(by_typst(compiler, sheets[:1]))}"
    )
    for name, times, index in (("ours", ours, 0), ("typst", theirs, 1)):
        print(
            f"  {name:6} median {1000 * median(times):6.1f} ms  cpu {1000 * cpu[index] / n:6.1f} ms"
            f"  {sizes[index] / n / 1000:6.0f} kB a sheet"
        )
    print(f"  typst / ours: {median(theirs) / median(ours):.2f} wall, {cpu[1] / cpu[0]:.2f} cpu")


def _printed(sheet: ScoreSheet) -> bytes:
    return leaf_pdf(score_leaf(sheet, stem=""))


def in_one_file(sheets: list[ScoreSheet], compiler: typst.Compiler, root: Path) -> None:
    start = perf_counter()
    leaves = (score_leaf(sheet, stem="") for sheet in sheets)
    write_book(root / "all.pdf", leaves, Ticket(), title="打分表", total=len(sheets))
    ours = perf_counter() - start
    peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024
    start = perf_counter()
    (root / "typst.pdf").write_bytes(by_typst(compiler, sheets))
    theirs = perf_counter() - start
    size, other = ((root / name).stat().st_size / 1e6 for name in ("all.pdf", "typst.pdf"))
    print(
        f"{len(sheets)} sheets in one file: ours {ours:.2f} s, {size:.1f} MB (peak {peak:.0f} MB "
        f"with both loaded); typst {theirs:.2f} s, {other:.1f} MB; ratio {theirs / ours:.2f}"
    )


def pages(content: bytes) -> int:
    return len(PdfDocument(content))


def by_typst(compiler: typst.Compiler, sheets: list[ScoreSheet]) -> bytes:
    words = json.dumps([plain_words(sheet) for sheet in sheets], ensure_ascii=False)
    content = compiler.compile(format="pdf", sys_inputs={"sheets": words}, pdf_tags=False)
    if not isinstance(content, bytes):
        raise TypeError(type(content).__name__)
    return content


def plain_words(sheet: ScoreSheet) -> dict[str, object]:
    """Return every word and figure of a sheet for the template."""
    card = sheet.scorecard
    line = qr.sheet_line(
        site=sheet.site.code, at=sheet.at, points=card.points, digest=sheet.digest or Digest("")
    )
    return {
        "head_left": f"{sheet.county}　{sheet.place}",
        "head_right": f"{sheet.round}　{sheet.team}",
        "title": sheet.rubric.title,
        "subtitle": f"实地考评打分表　·　版本 {sheet.rubric.version}",
        "township": sheet.township,
        "site": sheet.site.name,
        "tail": f"尾号 {sheet.site.tail}",
        "level": f"得 {card.level} 星",
        "total": f"{show(card.points)} 分（满分 {show(card.max)}）",
        "scale": f"百分制 {hundred_scale(card.points, card.max)}",
        "facts": [
            ("站点代码", sheet.site.code),
            ("考评组", sheet.team),
            ("轮次与方式", f"{sheet.round}　{sheet.kind}"),
            ("考评时间", f"{sheet.at:%Y-%m-%d %H:%M}"),
            ("村党组织书记", sheet.secretary),
            ("陪同乡镇干部", sheet.escort),
        ],
        "stars": [
            {
                "name": star.name,
                "won": star.state == "won",
                "points": show(star.points),
                "of": f"/ {show(star.max)}",
                "verdict": word(star.state),
                "corners": STAR,
            }
            for star in card.stars
        ],
        "remarks": [card.next_star] if card.next_star else [],
        "rows": list(table_words(sheet)),
        "end": [LEGEND, "村里的不同意见", "当场未提出；如有，写在这里："],
        "sign": [
            *((person.role, person.name) for person in sheet.people),
            ("村党组织书记（受托人注明）", sheet.secretary),
            ("陪同乡镇干部", sheet.escort),
            ("日期", ""),
            ("", ""),
        ],
        "last": ["拒签，理由：　　　见证人：", "附：现场照片"],
        "photos": [
            (name, photo.caption)
            for name, photo in zip(
                names_of(int(sheet.digest or "0", 16)), sheet.photos, strict=True
            )
        ],
        "notice": sheet.rubric.notice,
        "code": record_code(sheet.digest or Digest("")),
        "pages": 2,
        "qr": svg(line),
    }


def table_words(sheet: ScoreSheet) -> Iterator[dict[str, object]]:
    results = {result.code: result for result in sheet.scorecard.items}
    points = {star.id: star.points for star in sheet.scorecard.stars}
    order = {step.id: index for index, step in enumerate(sheet.rubric.steps)}
    for star in sheet.rubric.stars:
        yield {
            "section": True, "bold": True, "code": "★", "title": star.name,
            "faint": star.lead_office, "lines": [], "max": show(star.max),
            "lost": f"−{show(star.max - points[star.id])}", "got": show_fixed(points[star.id]),
        }  # fmt: skip
        for item in star.items:
            result = results[item.code]
            deducted = result.state is ItemState.DEDUCTED
            lines = []
            for loss in sheet.scorecard.losses:
                if loss.item == item.code and loss.checkpoint:
                    checkpoint = sheet.rubric.checkpoint(loss.checkpoint)
                    lines.append({
                        "tag": sheet.rubric.step(checkpoint.step).name,
                        "order": order[checkpoint.step],
                        "code": checkpoint.code, "text": checkpoint.text,
                        "facts": f"查到：{'、'.join(loss.reasons)}。算法：{loss.sentence}",
                        "points": f"−{show(loss.points)}",
                    })  # fmt: skip
            yield {
                "section": False, "bold": deducted, "code": item.code, "title": item.title,
                "faint": "填3", "lines": lines, "max": show(item.max),
                "lost": f"−{show(result.max - result.points)}"
                if deducted else word(result.state),
                "got": show_fixed(result.points),
            }  # fmt: skip


def svg(line: str) -> str:
    """Return the code as a picture of lines, which typst draws faster than boxes."""
    code = segno.make_qr(line, error="m", mask=qr.MASK)
    file = BytesIO()
    code.save(file, kind="svg", border=qr.QUIET)
    return file.getvalue().decode()


STAR = [
    (7.5 + (7.5 if turn % 2 == 0 else 3) * sin(turn * pi / 5),
     7.5 - (7.5 if turn % 2 == 0 else 3) * cos(turn * pi / 5))
    for turn in range(10)
]  # fmt: skip


def make_sheets(root: Path, count: int) -> list[ScoreSheet]:
    rubric = read_rubric(form("rural.yaml")).rubric
    contents = {}
    for number in range(PHOTOS):
        noise = Image.effect_noise((800, 600), 24 + number % 5).convert("RGB")
        file = BytesIO()
        noise.save(file, "JPEG", quality=22)
        contents[f"p{number}.jpg"] = file.getvalue()
    for name, content in contents.items():
        (root / name).write_bytes(content)
    print(f"photos of {len(contents['p0.jpg']) / 1000:.0f} kB")
    return [make_sheet(rubric, number, contents) for number in range(count)]


def names_of(number: int) -> list[str]:
    return [f"p{(number * 4 + index) % PHOTOS}.jpg" for index in range(4)]


def make_sheet(rubric: Rubric, number: int, contents: dict[str, bytes]) -> ScoreSheet:
    random = Random(number)
    every = [point for item in rubric.items() for point in item.checkpoints]
    deducts = [point for point in every if isinstance(point.rule, Deduct)]
    bad = {
        point.code: Entry(defects=1, reasons=(Reason(text=f"第 {number % 9 + 1} 组门前发现"),))
        for point in random.sample(deducts, FINDINGS)
    }
    counted = counted_form(rubric, bad)
    sheet = ScoreSheet(
        county="黍垣县",
        township="古塬镇",
        site=Site(
            code=SiteCode(f"419924100{number % 1000:03d}"),
            name=f"后{random.choice('辛𬇙垌垴王李张赵')}{random.choice('沟庄寨集店铺')}村",
            township=TownshipCode("419924100000"),
            rubric=RubricId("rural"),
        ),
        rubric=rubric,
        scorecard=score(rubric, counted),
        counted=counted,
        team="T07 组（石垴镇）",
        round="2026-11 轮",
        kind="交叉考评",
        at=datetime(2026, 11, 5, 9, 40, tzinfo=timezone(timedelta(hours=8))),
        people=tuple(
            Signer(name=name, role="考评员") for name in ("田文博", "芦玉兰", "傅长顺", "侯浩然")
        ),
        secretary="韩建业",
        escort="邵丽",
        digest=Digest(f"{number:064x}"),
    )
    photos = tuple(
        SheetPhoto(caption="ST-2　09:12", open=partial(bytes, contents[name]))
        for name in names_of(number)
    )
    return replace(sheet, photos=photos)


if __name__ == "__main__":
    main()
