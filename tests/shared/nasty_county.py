"""A county whose every name is a trap for paper: rare, long, reserved, a formula, unseen signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from later_rounds import LATER, THIRD, freeze_scores, plan_later
from played_county import (
    ROUND,
    SITES,
    County,
    at_office,
    count_site,
    draw_photo,
    in_field,
    make_county,
    sites_of,
)
from rechecked import AGAIN, look_again

from inspector.actions import (
    admitting,
    gathering,
    ranking,
    receipting,
    scoring,
    sealing,
    sending,
)
from inspector.actions.admitting import Verdict
from inspector.domain.visit import Objection
from inspector.store.apart import Decision

ROUNDS = (ROUND, THIRD, AGAIN)
"""Where documents find something to be drawn from, the usual one first."""

TOWNSHIPS = {
    "419901001000": "=1+1街道",
    "419901100000": "㟃头镇",
    "419901101000": "CON",
    "419901200000": "@北/乡.",
}
LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
"""33 characters."""

VILLAGES = {
    "419901001001": LONG,
    "419901001002": '+HYPERLINK("a")社区',
    "419901100202": "㟃头村",
    "419901101201": "䢺村",
    "419901101202": "𬇙村",
    "419901200201": "-北\u202e村\u200b东",
    "419901200202": "\U0001f409村",
}


def nasty_sites() -> str:
    """Return the list of sites under these names."""
    named = {**TOWNSHIPS, **VILLAGES}
    rows = []
    for row in SITES.splitlines():
        code, name, short, *rest = row.split(",")
        if code in named:
            name = short = '"' + named[code].replace('"', '""') + '"'
        rows.append(",".join((code, name, short, *rest)))
    return "\n".join(rows)


FACT = "=cmd|'/C calc'!A0 \u202e䢺𬇙\U0001f409" + "长" * 60
"""What a village objects with."""


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> County:
    """Return the county: a frozen round with photos, objections and a recheck, two more frozen.

    In the two later ones the same township lags. Only to be read.
    """
    return make_nasty(tmp_path_factory.mktemp("nasty"))


def make_nasty(root: Path) -> County:
    """Play the county in ``root``."""
    county = make_county(root, nasty_sites())
    laptops = [county.laptop, *(county.open_laptop(f"t0{n}", f"T0{n}") for n in (2, 3, 4))]
    packages = [_hand_in(county, laptop, seed) for seed, laptop in enumerate(laptops, 1)]
    with at_office(county.office) as desk:
        county.accept(desk, packages)
    look_again(county, care=0.7)
    with at_office(county.office) as desk:
        for line in admitting.apart_lines(desk, Decision.OPEN):  # a second laptop of the team
            admitting.admit(desk, line.package.id, Verdict(by="王审定", why="核对过指纹"))
        receipting.write_receipts(desk, root / "receipts")
        board = ranking.rank(desk, ROUND, freeze=True, reason="村里还没签字")
        codes = [line.code for line in board.townships]
        scores = dict(zip(codes, (95, 90, 85, 60), strict=True))
        for round_id in (LATER, THIRD):
            plan_later(desk, round_id)
            freeze_scores(desk, round_id, scores)
    return county


def _hand_in(county: County, laptop: Path, seed: int) -> Path:
    """Count and seal a team's sites; the first has a photo and an objection."""
    photo = draw_photo(county.root / f"{laptop.name}.jpg")
    with in_field(laptop) as desk:
        for number, site in enumerate(sites_of(desk)):
            visit = count_site(desk, site, seed)
            if not number:
                code = next(
                    item.code
                    for item in visit.rubric.items()
                    if not all(point.no_photo for point in item.checkpoints)
                )
                gathering.attach(desk, visit, code, [photo])
                objection = Objection(item=code, text=FACT, by="书记")
                scoring.put_objections(desk, visit, [objection])
            sealing.seal(desk, scoring.open_visit(desk, site))
        return sending.export(desk, county.root / "back").path
