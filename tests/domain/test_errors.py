"""Every error that a person can solve has its own code, says what happened and what to do."""

from __future__ import annotations

import pytest

from inspector.domain.errors import InspectorError
from inspector.domain.rota_rules import HomesUneven, HomeUnknown, OddTeams
from inspector.domain.scoring import EntryMismatch


def test_an_error_tells_its_code_its_facts_and_the_next_step() -> None:
    error = EntryMismatch(checkpoint="ST-2.1", fault="处数过大")
    assert str(error) == "[S101] 要点 ST-2.1 的记录不合评分规则：处数过大。"
    assert error.advice() == "请按这条规则重填该要点。"
    assert error.facts == {"checkpoint": "ST-2.1", "fault": "处数过大"}


@pytest.mark.parametrize("kind", [EntryMismatch, HomesUneven, HomeUnknown, OddTeams])
def test_codes_are_a_letter_and_three_digits(kind: type[InspectorError]) -> None:
    assert kind.code[0].isupper()
    assert kind.code[1:].isdecimal()
    assert len(kind.code) == 4
    assert kind.what.endswith("。")
    assert kind.next_step.endswith("。")
