"""A code as people type it, and as nobody should get away with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from played_county import ROUND, County, at_office

from inspector.actions.denying import Decision, decide
from inspector.actions.desk import Desk
from inspector.actions.editions import EditionChecked, check_edition
from inspector.actions.ranking import latest_edition
from inspector.actions.verifying import (
    LOOK,
    CodeUnreadable,
    NothingFilledIn,
    SheetChecked,
    SheetUnknown,
    verify_paper,
)
from inspector.domain.denial import Verdict
from inspector.domain.ids import Digest
from inspector.domain.points import show_fixed
from inspector.domain.ranking import Edition
from inspector.domain.wording import full_day_words, record_code
from inspector.sheets import qr
from inspector.store.visits import Visit

TYPED: Mapping[str, Callable[[str], str]] = {
    "small letters": str.lower,
    "full width": lambda code: "".join(
        chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in code
    ),
    "O for 0": lambda code: code.replace("0", "O"),
    "o for 0": lambda code: code.replace("0", "o"),
    "I for 1": lambda code: code.replace("1", "I"),
    "l for 1": lambda code: code.replace("1", "l"),
    "no dashes": lambda code: code.replace("-", ""),
    "long dashes": lambda code: code.replace("-", "—"),
    "full-width dashes": lambda code: code.replace("-", "－"),
    "blanks": lambda code: f" {code.replace('-', '　')}\t",
    "with its title": lambda code: f"记录码：{code}",
    "unseen signs": lambda code: f"\ufeff{code}\u200b",
}


@pytest.fixture
def office(frozen: County) -> Iterator[Desk]:
    with at_office(frozen.office) as desk:
        yield desk


def a_visit(desk: Desk) -> tuple[Visit, Digest]:
    """Return a sealed visit, and its digest."""
    with desk.store.reading() as reading:
        for line in reading.visits.lines(ROUND):
            visit = reading.visits.one(line.uid)
            if visit is not None and visit.sealing is not None:
                return visit, visit.sealing.digest
    raise AssertionError("nothing is sealed")


def newest(desk: Desk) -> Edition:
    with desk.store.reading() as reading:
        edition = latest_edition(reading, ROUND)
    assert edition is not None
    return edition


@pytest.mark.parametrize("how", TYPED)
def test_a_code_is_read_however_people_type_it(how: str, office: Desk) -> None:
    _visit, digest = a_visit(office)
    found = verify_paper(office, TYPED[how](record_code(digest)))
    assert isinstance(found, SheetChecked)
    assert found.matches
    ranked = verify_paper(office, TYPED[how](record_code(newest(office).digest)))
    assert isinstance(ranked, EditionChecked)


@pytest.mark.parametrize(
    "text", ["", "|", "记录码", "O0O0", "zzzz-zzzz-zzzz", "1234-5678-90A", "…"]
)
def test_what_is_no_code_is_said(text: str, office: Desk) -> None:
    with pytest.raises(CodeUnreadable):
        verify_paper(office, text)


def test_a_line_is_believed_only_as_what_it_says_it_is(office: Desk) -> None:
    visit, digest = a_visit(office)
    assert visit.sealing is not None
    found = verify_paper(office, digest[:12])
    assert isinstance(found, SheetChecked)
    points = found.points
    line = qr.sheet_line(site=visit.key.site, at=visit.sealing.at, points=points, digest=digest)
    assert verify_paper(office, line).matches
    assert verify_paper(office, line.replace("|", "｜")).matches
    prefix, site, at, _points, shown = line.split("|")
    for other, told in (
        (f"{prefix}|{site}|{at}|{int(points) + 100}|{shown}", "总分不符"),
        (f"{prefix}|419901999999|{at}|{int(points)}|{shown}", "站点不符"),
        (f"{prefix}|{site}|2026-11-04T08:31|{int(points)}|{shown}", "时间不符"),
    ):
        found = verify_paper(office, other)
        assert not found.matches
        assert any(change.startswith(told) for change in found.changes)
    with pytest.raises(SheetUnknown):
        verify_paper(office, line.replace(qr.PREFIX, qr.EDITION_PREFIX))
    for strange in (line.replace(qr.PREFIX, "WXKP9"), line + "|" + shown, f"{prefix}|{shown}"):
        with pytest.raises(CodeUnreadable):
            verify_paper(office, strange)


def test_nobody_says_of_a_paper_that_was_not_seen_that_it_matches(office: Desk) -> None:
    visit, digest = a_visit(office)
    assert visit.sealing is not None
    found = verify_paper(office, digest)
    assert isinstance(found, SheetChecked)
    shown = show_fixed(found.points)
    stars = f"、{found.level} 星" if found.level else ""
    day = full_day_words(visit.sealing.at)
    assert found.sentence.endswith(
        f"记录是 {shown} 分{stars}，{day}定稿。记录码是现在这份定稿的；{LOOK}"
    )
    line = qr.sheet_line(
        site=visit.key.site, at=visit.sealing.at, points=found.points, digest=digest
    )
    told = verify_paper(office, line).sentence
    assert told.endswith(f"二维码的站点、时间、总分与记录相符；{LOOK}")
    ranking = newest(office)
    assert LOOK[-6:] in verify_paper(office, ranking.digest).sentence
    empty = replace(ranking, ranking=replace(ranking.ranking, townships=(), sites=()))
    with office.store.reading() as reading:
        assert check_edition(reading, empty, ()).sentence.endswith("是最新一版。")


def test_what_the_joint_review_decided_since_is_told_of_a_sheet(office: Desk) -> None:
    visit, digest = a_visit(office)
    decision = Decision(
        entry="N06", verdict=Verdict.UPHELD, document="县联审〔2026〕3号", office="县纪委",
        decided=office.clock().date(), by="王审定",
    )  # fmt: skip
    decide(office, visit.key.site, decision)
    found = verify_paper(office, digest)
    assert found.matches, "the sheet is what it was"
    assert found.sentence.endswith("联审登记了负面清单 N06，得分照常，星级以排名为准。")


def test_a_rankings_line_is_no_sheets_and_its_time_counts(office: Desk) -> None:
    edition = newest(office)
    with office.store.reading() as reading:
        at = next(one.at for one in reading.editions.all() if one.digest == edition.digest)
    line = qr.edition_line(edition.round, edition.number, at=at, digest=edition.digest)
    assert verify_paper(office, line).matches
    changed = verify_paper(office, line.replace(f"{at:%Y-%m-%d}", "2026-01-01"))
    assert not changed.matches
    assert "时间不符" in changed.changes[0]
    with pytest.raises(SheetUnknown):
        verify_paper(office, line.replace(qr.EDITION_PREFIX, qr.PREFIX))


def test_a_blank_sheet_has_nothing_to_verify(office: Desk) -> None:
    _visit, digest = a_visit(office)
    for uid in ("", "419901001001/2026-11/T01"):
        with pytest.raises(NothingFilledIn, match="空白表"):
            verify_paper(office, qr.blank_line(uid=uid, rubric=digest))
