"""Score sheets of two pages with four photos: this program, typst, WeasyPrint and a floor.

Run: ``python tests/bench/bench_sheets.py [--sheets N] [--slow N]``. Same words on paper. All write
PDF bytes into memory, one sheet at a time, turn by turn; then we and typst make one file of all of
them. typst keeps its compiler (fonts read, template cached) and leaves out tags, as we do.
WeasyPrint takes part where it is installed (``pip install weasyprint``, with Pango), for the first
``--slow`` sheets. The floor is what ``sheet_peers`` says. Two children measure what a batch needs
in memory and what the first sheet after a click takes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from importlib.util import find_spec
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
from sheet_peers import Floor, html_of, lay

TEMPLATE = Path(__file__).with_name("score_sheet.typ")
PHOTOS = 96
FINDINGS = 3


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=499, help="how many (499)")
    parser.add_argument("--slow", type=int, default=20, help="how many for WeasyPrint (20)")
    parser.add_argument("--alone", choices=("batch", "first"), help="what a child measures")
    args = parser.parse_args()
    count = args.sheets
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        sheets = make_sheets(root, count)
        if args.alone:
            alone(sheets, root, args.alone)
            return
        template = root / TEMPLATE.name
        template.write_bytes(TEMPLATE.read_bytes())
        compiler = typst.Compiler(
            str(template),
            root=folder,
            font_paths=[str(resource("fonts"))],
            ignore_system_fonts=True,
        )
        one_by_one(sheets, compiler, root, args.slow)
        in_one_file(sheets, compiler, root)
        for kind, number in (("batch", count), ("first", 1)):
            child = [sys.executable, __file__, "--alone", kind, "--sheets", str(number)]
            subprocess.run(child, check=True)


def one_by_one(sheets: list[ScoreSheet], compiler: typst.Compiler, root: Path, slow: int) -> None:
    laid = [lay(score_leaf(sheet, stem="")) for sheet in sheets]
    floor = Floor(laid)
    ways: dict[str, Callable[[int], bytes]] = {
        "ours": lambda at: _printed(sheets[at]),
        "typst": lambda at: by_typst(compiler, [sheets[at]]),
        "floor": lambda at: floor.write(laid[at]),
    }
    if find_spec("weasyprint"):
        ways["weasyprint"] = lambda at: by_weasyprint(sheets[at], root)
    pages_of = {name: pages(draw(0)) for name, draw in ways.items() if name != "floor"}
    times: dict[str, list[float]] = {name: [] for name in ways}
    cpu, sizes = dict.fromkeys(ways, 0.0), dict.fromkeys(ways, 0)
    for at in range(len(sheets)):
        for name, draw in ways.items():
            if name == "weasyprint" and at >= slow:
                continue
            start, busy = perf_counter(), process_time()
            content = draw(at)
            times[name].append(perf_counter() - start)
            cpu[name] += process_time() - busy
            sizes[name] += len(content)
    print(f"{len(sheets)} sheets one by one, load {os.getloadavg()[0]:.1f}; pages {pages_of}")
    own = cpu["ours"] / len(times["ours"])
    for name, taken in times.items():
        used = cpu[name] / len(taken)
        print(
            f"  {name:10} median {1000 * median(taken):6.1f} ms  cpu {1000 * used:6.1f} ms"
            f"  {sizes[name] / len(taken) / 1000:6.0f} kB a sheet;"
            f"  ÷ ours {median(taken) / median(times['ours']):6.2f} wall, {used / own:6.2f} cpu"
        )


def high_water() -> float:
    """Return the most memory this process has had, in MB; ``ru_maxrss`` counts its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def by_weasyprint(sheet: ScoreSheet, root: Path) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415 - not everybody has it

    content = HTML(string=html_of(plain_words(sheet), root)).write_pdf()
    if not isinstance(content, bytes):
        raise TypeError(type(content).__name__)
    return content


def alone(sheets: list[ScoreSheet], root: Path, kind: str) -> None:
    """Measure in a process of its own."""
    start = perf_counter()
    if kind == "first":
        _printed(sheets[0])
        print(f"first sheet of a process, fonts read: {1000 * (perf_counter() - start):.0f} ms")
        return
    before = high_water()
    leaves = (score_leaf(own_photos(sheet), stem="") for sheet in sheets)
    write_book(root / "all.pdf", leaves, Ticket(), title="打分表", total=len(sheets))
    peak, size = high_water(), (root / "all.pdf").stat().st_size / 1e6
    print(
        f"batch of {len(sheets)} alone, no photo twice: peak {peak:.0f} MB, "
        f"{before:.0f} MB of it before; file of {size:.0f} MB"
    )


def own_photos(sheet: ScoreSheet) -> ScoreSheet:
    """Return the sheet with photos of its own, as villages have: each differs in one byte."""
    number = int(sheet.digest or "0", 16)

    def unlike(photo: SheetPhoto) -> bytes:
        content = photo.open() if photo.open else b""
        return content[:-9] + number.to_bytes(2, "big") + content[-7:]

    photos = tuple(replace(photo, open=partial(unlike, photo)) for photo in sheet.photos)
    return replace(sheet, photos=photos)


def _printed(sheet: ScoreSheet) -> bytes:
    return leaf_pdf(score_leaf(sheet, stem=""))


def in_one_file(sheets: list[ScoreSheet], compiler: typst.Compiler, root: Path) -> None:
    def ours() -> None:
        leaves = (score_leaf(sheet, stem="") for sheet in sheets)
        write_book(root / "all.pdf", leaves, Ticket(), title="打分表", total=len(sheets))

    def theirs() -> None:
        (root / "typst.pdf").write_bytes(by_typst(compiler, sheets))

    wall, busy = timed(ours)
    other_wall, other_busy = timed(theirs)
    size, other = ((root / name).stat().st_size / 1e6 for name in ("all.pdf", "typst.pdf"))
    print(
        f"{len(sheets)} sheets in one file: ours {wall:.2f} s (cpu {busy:.2f}), {size:.1f} MB; "
        f"typst {other_wall:.2f} s (cpu {other_busy:.2f}), {other:.1f} MB; "
        f"÷ ours {other_wall / wall:.2f} wall, {other_busy / busy:.2f} cpu"
    )


def timed(act: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds that an act took, and those of the processor's."""
    start, busy = perf_counter(), process_time()
    act()
    return perf_counter() - start, process_time() - busy


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
