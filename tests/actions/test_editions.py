"""A ranking's paper is found by its code: is it the newest, and what was corrected since?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from frozen_county import SECOND_REASON
from played_county import ROUND, County, at_office

from inspector.actions import editions
from inspector.actions.editions import EditionChecked, editions_of
from inspector.actions.verifying import SheetChecked, SheetUnknown, verify_paper
from inspector.domain.edition_changes import changed_sites
from inspector.domain.ids import Digest, SiteCode
from inspector.domain.ranking import Edition, Ranking, mean_percent, percent_text
from inspector.domain.wording import record_code
from inspector.sheets import qr


def known(county: County) -> tuple[Edition, Edition]:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        first, second = editions_of(reading, ROUND)
    return first, second


def checked(county: County, text: str) -> EditionChecked:
    with at_office(county.office) as desk:
        found = verify_paper(desk, text)
    assert isinstance(found, EditionChecked)
    return found


def line_of(edition: Edition, number: int | None = None) -> str:
    at = datetime.fromisoformat(edition.at)
    return qr.edition_line(edition.round, number or edition.number, at=at, digest=edition.digest)


def test_the_newest_edition_matches_by_code_and_by_qr_line(frozen: County) -> None:
    _, second = known(frozen)
    for text in (record_code(second.digest), second.digest, line_of(second)):
        found = checked(frozen, text)
        assert (found.edition, found.newest, found.matches, found.changes) == (2, 2, True, ())
        verdict, facts = found.sentence.split("。", 1)
        assert verdict == "2026-11 轮排名 更正版 第2版，2026年11月8日：是最新一版"
        mean = percent_text(mean_percent(second.ranking))
        assert facts.startswith(f"记录是已评 {len(second.ranking.sites)} 个，全县平均 {mean} 分，")
        assert facts.endswith("通报上印的请照这里对。"), "nobody here sees the paper"


def test_an_older_edition_says_what_was_corrected_since(frozen: County) -> None:
    first, second = known(frozen)
    found = checked(frozen, record_code(first.digest))
    assert (found.edition, found.newest, found.matches) == (1, 2, False)
    assert "已有更正版" in found.sentence
    reason, *sites = found.changes
    assert reason.startswith("更正版 第2版，2026年11月8日：")
    assert SECOND_REASON in reason
    came = {row.site for row in second.ranking.sites} - {row.site for row in first.ranking.sites}
    assert len(sites) == len(came) == 2
    assert all("：原 未计入，改为 " in site and " 名" in site for site in sites)


def test_many_corrections_are_counted(frozen: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "NAMED", 1)
    first, _ = known(frozen)
    assert checked(frozen, first.digest).changes[-1] == "还有 1 个站点也更正过"


def test_a_site_that_does_not_count_any_more_is_named(frozen: County) -> None:
    first, _ = known(frozen)
    empty = Ranking(townships=(), sites=(), excluded=(), without_result=())
    (change, *_) = changed_sites(first.ranking, empty)
    strange = replace(change, site=SiteCode("419901999999"))
    with at_office(frozen.office) as desk, desk.store.reading() as reading:
        assert "改为 未计入" in editions._change_words(reading, change)
        assert editions._change_words(reading, strange).startswith("419901999999：")


def test_a_line_with_another_number_is_no_true_paper(frozen: County) -> None:
    _, second = known(frozen)
    found = checked(frozen, line_of(second, number=7))
    assert not found.matches
    assert found.changes == (
        "轮次、版次或时间不符：纸上 2026-11 7 2026-11-08T08:30，记录 2026-11 2 2026-11-08T08:30",
    )
    assert "与记录不一致" in found.sentence


def test_a_sealed_sheet_is_still_found_first_and_nothing_by_a_wrong_code(frozen: County) -> None:
    with at_office(frozen.office) as desk:
        with desk.store.reading() as reading:
            uid = next(iter(reading.records.visits()))
            seal = next(one for one in reading.records.of_visit(uid) if one.type == "seal")
        assert isinstance(verify_paper(desk, str(seal.tree["digest"])), SheetChecked)
        with pytest.raises(SheetUnknown, match="打分表或排名表"):
            verify_paper(desk, Digest("0" * 64))
