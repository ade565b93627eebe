"""The key card: one page, whatever it has to hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.sheets.key_card import KeyGroup, key_card_bytes
from inspector.sheets.page import HEIGHT, MM, RIGHT

Texts = Callable[[bytes], list[str]]
Edges = Callable[[bytes], tuple[float, float, float, float]]


def groups(count: int, rows: int) -> list[KeyGroup]:
    keys = (("Ctrl+PgUp Ctrl+PgDn", "上一步 下一步，回到同一项的同一个要点"), ("↑ ↓", "选要点"))
    return [
        KeyGroup(title=f"第{number}页", keys=tuple(keys[row % 2] for row in range(rows)))
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (2, 8), (6, 12), (9, 12)])
def test_any_day_s_keys_fit_on_one_page(texts: Texts, edges: Edges, count: int, rows: int) -> None:
    content = key_card_bytes(groups(count, rows), version="0.4")
    (text,) = texts(content)
    assert all(f"第{number}页" in text for number in range(count))
    assert "选要点" in text or rows == 1
    _, bottom, right, _ = edges(content)
    assert right <= RIGHT + 0.5
    assert HEIGHT - bottom < HEIGHT - 8 * MM


def test_a_key_that_is_a_space_apart_has_two_caps(texts: Texts) -> None:
    (text,) = texts(key_card_bytes([KeyGroup(title="考评", keys=(("[ ]", "选照片"),))], version=""))
    assert "[" in text
    assert "]" in text


def test_too_many_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="more keys"):
        key_card_bytes(groups(20, 40), version="")


def test_many_short_groups_are_refused_or_drawn_in_no_time(texts: Texts) -> None:
    """What only wraps beyond the page is refused too; a card that is just full is not."""
    with pytest.raises(ValueError, match="more keys"):
        key_card_bytes(groups(20, 12), version="")
    (text,) = texts(key_card_bytes(groups(12, 14), version=""))
    assert all(f"第{number}页" in text for number in range(12))
