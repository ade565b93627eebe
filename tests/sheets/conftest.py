"""A played visit to print: the real rural form, the county's own kind of names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from random import Random

import pytest
from pypdfium2 import PdfDocument
from scored_form import counted_form

from inspector.domain.ids import Digest, ItemCode, RubricId, SiteCode, TownshipCode
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Level, Ratio, Rubric, Sample
from inspector.domain.scoring import score
from inspector.domain.site import Site
from inspector.domain.visit import Entry, Objection, Reason, ZeroCase
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form
from inspector.sheets.score_sheet import ScoreSheet, Signer

BEIJING = timezone(timedelta(hours=8))
SEALED_AT = datetime(2026, 11, 5, 9, 40, tzinfo=BEIJING)
DIGEST = Digest("a1b2c3d4e5f60718" + "9" * 48)

MakeSheet = Callable[..., ScoreSheet]


@pytest.fixture(scope="session")
def rural() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(
        code=SiteCode("419924100217"),
        name="后𬇙沟村",
        township=TownshipCode("419924100000"),
        rubric=RubricId("rural"),
    )


def faulty_entry(checkpoint: Checkpoint, number: int) -> Entry:
    reasons = (Reason(text=(*checkpoint.phrases, "现场与台账不符")[0], count=number),)
    match checkpoint.rule:
        case Deduct():
            return Entry(defects=number, reasons=reasons)
        case Sample(n=n):
            return Entry(defects=1, seen=n, reasons=reasons)
        case Level(levels=levels):
            return Entry(level=levels[-1][0], reasons=reasons)
        case Bands(bands=bands):
            return Entry(measure=bands[-1][0], reasons=reasons)
        case Ratio(target=target):
            return Entry(measure=target - Decimal("1.5"), reasons=reasons)
        case _:
            return Entry(met=False, reasons=reasons)


@pytest.fixture(scope="session")
def make_sheet(rural: Rubric, site: Site) -> MakeSheet:
    """Return a builder of sealed sheets with so many faulty checkpoints."""

    def make(findings: int = 15, *, strict: bool = False, **changed: object) -> ScoreSheet:
        points = [point for item in rural.items() for point in item.checkpoints]
        chosen = Random(7).sample(points, findings)
        faulty = {
            point.code: faulty_entry(point, 1 + index % 3) for index, point in enumerate(chosen)
        }
        counted = counted_form(rural, faulty)
        if zeroed := changed.pop("zeroed", ""):
            item = rural.item(ItemCode(str(zeroed)))
            case = ZeroCase(condition=item.zero_if[0], basis="现场照片 3 张，村会计在场确认")
            counted[item.code] = replace(counted[item.code], zero=case)
        sheet = ScoreSheet(
            county="黍垣县",
            township="古塬镇",
            site=site,
            rubric=rural,
            scorecard=score(rural, counted, strict_proof=strict),
            counted=counted,
            team="T07 组（石垴镇）",
            round="2026-11 轮",
            kind="交叉考评",
            at=SEALED_AT,
            started=SEALED_AT - timedelta(minutes=65),
            people=(
                Signer(name="田文博", role="组长"),
                Signer(name="芦玉兰", role="记录员"),
                Signer(name="傅长顺", role="考评员"),
                Signer(name="侯浩然", role="考评员"),
            ),
            secretary="韩建业",
            escort="邵丽",
            digest=DIGEST,
            objections=(
                Objection(item=ItemCode("CY-3"), text="合同款项已于次日补交到账。", by="韩建业"),
            ),
        )
        return replace(sheet, **changed)  # type: ignore[arg-type] # keywords of the test's choosing

    return make


@pytest.fixture(scope="session")
def texts() -> Callable[[bytes], list[str]]:
    """Return a reader of the text layer: one string a page, without line ends."""

    def read(content: bytes) -> list[str]:
        with PdfDocument(content) as document:
            return [page.get_textpage().get_text_bounded().replace("\r\n", "") for page in document]

    return read


@pytest.fixture(scope="session")
def edges() -> Callable[[bytes], tuple[float, float, float, float]]:
    """Return a meter of where the ink of all upright letters ends: left, bottom, right, top."""

    def measure(content: bytes) -> tuple[float, float, float, float]:
        with PdfDocument(content) as document:
            layers = [page.get_textpage() for page in document]
            boxes = [
                layer.get_charbox(index) for layer in layers for index in range(layer.count_chars())
            ]
        ink = [box for box in boxes if box[2] - box[0] < 60 and box[2] > box[0]]
        return (
            min(box[0] for box in ink),
            min(box[1] for box in ink),
            max(box[2] for box in ink),
            max(box[3] for box in ink),
        )

    return measure
