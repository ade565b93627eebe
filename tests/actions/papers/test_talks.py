"""约谈提醒函 and 约谈记录: only for townships that lag round after round."""

from __future__ import annotations

import pytest
from later_rounds import LATER, freeze_scores, plan_later
from played_county import ROUND, County, at_office
from pypdfium2 import PdfDocument

from inspector.actions import ranking
from inspector.actions.desk import Desk
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.talks import NobodyLags, NotFrozen
from inspector.actions.papers.writing import paper_pdf, planned_leaves
from inspector.domain.ids import RoundId, TownshipCode
from inspector.domain.wording import record_code

LETTER, RECORD = DOCUMENTS["talk-letter"], DOCUMENTS["talk-record"]
THIRD, FOURTH, FIFTH = RoundId("2027-01"), RoundId("2027-02"), RoundId("2027-03")


def text_of(pdf: bytes) -> str:
    with PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def lag_behind(desk: Desk) -> tuple[TownshipCode, str]:
    """Freeze two more rounds in which the same township is far behind; return it."""
    board = ranking.rank(desk, ROUND)
    codes = [line.code for line in board.townships]
    scores = dict(zip(codes, (95, 90, 85, 60), strict=True))
    for round_id in (LATER, THIRD):
        plan_later(desk, round_id)
        freeze_scores(desk, round_id, scores)
    return codes[3], board.townships[3].name


def test_who_lags_two_rounds_in_a_row_gets_a_letter(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        code, name = lag_behind(desk)
        (planned,) = planned_leaves(desk, LETTER, Wish(round=THIRD))
        text = text_of(paper_pdf(planned))
        edition = ranking.rank(desk, THIRD)
        leaf = planned.make()
    rounds = planned.words.removeprefix(f"{name}，连续")
    assert planned.key == code
    assert rounds in ("2轮落后", "3轮落后")
    assert leaf.stem == f"约谈提醒函_{name}_2027-01"
    for said in (
        f"关于“五星”支部创建工作的约谈提醒函{name}党",
        "2027年1月平均得分60.00分，在全县中居末位（全县第4位），比全县平均82.50分低22.50分（按取整前的分算）",
        "2026年12月60.00482.5022.50",
        "2027年1月60.00482.5022.50",
        record_code(edition.digest),
        "中共禾县委组织部2026年12月17日",
    ):
        assert said in text, said


def test_who_lags_again_before_being_released_gets_a_letter_that_says_so(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        code, name = lag_behind(desk)
        board = ranking.rank(desk, ROUND)
        codes = [line.code for line in board.townships]
        for round_id, last in ((FOURTH, 88), (FIFTH, 60)):
            plan_later(desk, round_id)
            scores = dict(zip(codes, (95, 90, 60 if last == 88 else 85, last), strict=True))
            freeze_scores(desk, round_id, scores)
        planned = planned_leaves(desk, LETTER, Wish(round=FIFTH))
        letter = next(one for one in planned if one.key == code)
        (record,) = (
            one for one in planned_leaves(desk, RECORD, Wish(round=FIFTH)) if one.key == code
        )
        texts = text_of(paper_pdf(letter)), text_of(paper_pdf(record))
    assert letter.words == f"{name}，没有解除又落后"
    assert "因连续落后被约谈提醒，还没有解除，2027年3月又落后。" in texts[0]
    assert "此后连续2轮不再落后的，约谈提醒解除。" in texts[0]
    for month in ("2026年12月60.00", "2027年1月60.00", "2027年3月60.00"):
        assert month in texts[0]
    assert "2027年2月" not in texts[0]
    assert f"{name}约谈提醒没有解除，2027年3月又落后。" in texts[1]


def test_the_record_is_a_form_to_fill_in_by_hand(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        _, name = lag_behind(desk)
        (planned,) = planned_leaves(desk, RECORD, Wish(round=THIRD))
        content = paper_pdf(planned)
    text = text_of(content)
    for said in ("约谈人签字", "被约谈人表态", "整改承诺及时限", f"被约谈单位{name}"):
        assert said in text
    assert "中共禾县委组织部" not in text  # it is signed by hand
    with PdfDocument(content) as document:
        assert len(document) == 1


def test_nobody_lags_is_one_clear_sentence(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk, pytest.raises(NobodyLags) as fault:
        planned_leaves(desk, LETTER, Wish(round=ROUND))
    assert fault.value.sentence().startswith(
        "到2026年11月为止，没有连续2轮落后、或没有解除又落后的乡镇，不用约谈。"
    )


def test_a_round_that_is_not_frozen_is_no_ground_for_a_talk(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        plan_later(desk)
        with pytest.raises(NotFrozen):
            planned_leaves(desk, LETTER, Wish(round=LATER))


def test_the_first_round_of_all_is_no_ground_while_it_is_open(county: County) -> None:
    with at_office(county.office) as desk, pytest.raises(NotFrozen):
        planned_leaves(desk, RECORD, Wish(round=ROUND))
