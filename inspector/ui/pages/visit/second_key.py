"""Keys that take much away need a second key: clear (X), zero case (Z), not applicable (N). Pure.

Source: UI design, list of later decisions (4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.domain.rubric import Item
from inspector.domain.visit import ItemEntry, ZeroCase
from inspector.ui.pages.visit import texts

KEYS = ("X", "Z", "N")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to tell the person after the first key, and whether a second one is awaited."""

    sentence: str
    armed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the second key does: a changed item, or the row cleared; ``ask`` wants a text."""

    entry: ItemEntry | None = None
    clear: bool = False
    ask: bool = False


def question(key: str, item: Item, entry: ItemEntry) -> Question:
    """Return what the first key asks."""
    if key == "X":
        return Question(sentence=texts.CLEAR_AGAIN)
    return _zero_question(item, entry) if key == "Z" else _na_question(item, entry)


def answer(armed: str, key: str, item: Item, entry: ItemEntry) -> Answer | None:
    """Return what the second key does, or None if it is another key."""
    if armed == "Z" and not entry.zero:
        return _zero_case(item, entry, key)
    if key != armed:
        return None
    if armed == "X":
        return Answer(clear=True)
    if armed == "Z":
        return Answer(entry=replace(entry, zero=None))
    if entry.na:
        return Answer(entry=replace(entry, na=""))
    return Answer(entry=replace(entry, na=item.na_rule or texts.NA_REASON), ask=True)


def _na_question(item: Item, entry: ItemEntry) -> Question:
    if entry.na:
        return Question(sentence=texts.NA_OFF_AGAIN)
    if item.allow_na:
        return Question(sentence=texts.NA_AGAIN)
    rule = item.na_rule or texts.NA_NO_RULE
    return Question(sentence=texts.NA_REFUSED.format(rule=rule), armed=False)


def _zero_question(item: Item, entry: ItemEntry) -> Question:
    if not item.zero_if:
        return Question(sentence=texts.ZERO_NONE, armed=False)
    if entry.zero:
        return Question(sentence=texts.ZERO_OFF_AGAIN)
    if len(item.zero_if) == 1:
        return Question(sentence=texts.ZERO_AGAIN.format(condition=item.zero_if[0]))
    listed = "；".join(f"{place} {text}" for place, text in enumerate(item.zero_if, 1))
    return Question(sentence=texts.ZERO_CHOOSE.format(conditions=listed))


def _zero_case(item: Item, entry: ItemEntry, key: str) -> Answer | None:
    if key == "Z" and len(item.zero_if) == 1:
        place = 0
    elif key.isdecimal() and 1 <= int(key) <= len(item.zero_if):
        place = int(key) - 1
    else:
        return None
    case = ZeroCase(condition=item.zero_if[place], basis="")
    return Answer(entry=replace(entry, zero=case), ask=True)
