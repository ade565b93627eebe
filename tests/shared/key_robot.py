"""An inspector who knows the form and what was found, and types it with as few keys as it takes.

What is found is drawn at random: 15 findings a village, a quarter of them where one was found
already, as the design's model has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from random import Random

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Level, Ratio, Rubric, Sample
from inspector.domain.rules import clear_entry
from inspector.domain.visit import EMPTY, Entry, ItemEntry, Reason
from inspector.ui.pages.visit.route import first_row

LETTERS = "ABCDEF"
AGAIN = 0.25
"""How often a finding is another one of a checkpoint that has some."""

Found = Mapping[CheckpointCode, str]
"""By checkpoint, the letters of what was found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What was found in one village."""

    rubric: Rubric
    found: Found

    def expected(self) -> dict[ItemCode, ItemEntry]:
        """Return what the visit must have counted in the end, marks of 一键填写 left out."""
        return {
            item.code: ItemEntry(
                entries={row.code: self.entry(row) for row in item.checkpoints},
                confirmed=frozenset(item.steps()),
            )
            for item in self.rubric.items()
        }

    def entry(self, row: Checkpoint) -> Entry:
        """Return what must have been counted at one checkpoint."""
        letters = self.found.get(row.code, "")
        clear = clear_entry(row)
        reasons = tuple(
            Reason(text=row.phrases[LETTERS.index(letter)], count=letters.count(letter))
            for letter in dict.fromkeys(letters)
        )
        match row.rule:
            case Deduct() | Sample():
                return replace(clear, defects=len(letters), reasons=reasons)
            case Level(levels=levels) if letters:
                return replace(clear, level=levels[1][0], reasons=reasons)
            case Bands() | Ratio() | Level():
                return clear
            case _:
                return replace(clear, met=not letters, reasons=reasons)

    def keys(self, row: Checkpoint) -> str:
        """Return what is typed on a row, nothing where the item's last key says it."""
        letters = self.found.get(row.code, "")
        match row.rule:
            case Level():
                return f"2{letters}" if letters else "1"
            case Bands(bands=bands):
                return str(bands[0][0])
            case Ratio(target=target):
                return str(target)
            case _:
                return letters

    def walk(self, rows: Sequence[Checkpoint], start: int) -> list[int]:
        """Return the rows where something is typed, in the order that takes the fewest arrows."""
        wanted = [at for at, row in enumerate(rows) if self.keys(row)]

        def arrows(order: Iterable[int]) -> int:
            count, here = 0, start
            for there in order:
                count, here = count + distance(here, there, len(rows)), there
            return count

        return list(min(permutations(wanted), key=arrows))


def distance(here: int, there: int, count: int) -> int:
    """Return how many arrows lead from one row to another; behind the last stands the first."""
    straight = abs(here - there)
    return min(straight, count - straight)


def keys_by_star(script: Script) -> list[str]:
    """Return every key of a visit that is scored by star from its first row on.

    One character, or ``Up``, ``Down``, ``Space`` and ``Enter``.
    """
    pressed: list[str] = []
    for item in script.rubric.items():
        rows = item.checkpoints
        codes, first = [row.code for row in rows], first_row(item, EMPTY, None)
        here = codes.index(first) if first is not None else 0
        for place in script.walk(rows, here):
            down = (place - here) % len(rows)
            up = len(rows) - down
            pressed += ["Down"] * down if down <= up else ["Up"] * up
            pressed += script.keys(rows[place])
            here = place
        pressed.append("Space" if sampled(rows, script) else "Enter")
    return pressed


def plain(entry: ItemEntry) -> ItemEntry:
    """Leave out who filled a row: a person or the key for the rest."""
    rows = {code: replace(row, filled=False) for code, row in entry.entries.items()}
    return replace(entry, entries=rows)


def sampled(rows: Sequence[Checkpoint], script: Script) -> bool:
    """Tell whether a sample is left that nothing was typed on."""
    return any(isinstance(row.rule, Sample) and not script.keys(row) for row in rows)


def draw(rubric: Rubric, seed: int, findings: int = 15) -> Script:
    """Draw what was found in a village."""
    rng = Random(seed)
    rows = [row for item in rubric.items() for row in item.checkpoints if _may_fail(row)]
    found: dict[CheckpointCode, str] = {}
    while sum(map(len, found.values())) < findings:
        again = found and rng.random() < AGAIN
        row = rubric.checkpoint(rng.choice(list(found))) if again else rng.choice(rows)
        so_far = found.get(row.code, "")
        letter = rng.choice(LETTERS[: len(row.phrases)])
        if len(so_far) >= _most(row) or (letter in so_far and not isinstance(row.rule, Deduct)):
            continue
        found[row.code] = so_far + letter
    return Script(rubric=rubric, found=found)


def _may_fail(row: Checkpoint) -> bool:
    """Measures are typed whatever they are, so they are no finding."""
    return bool(row.phrases) and not isinstance(row.rule, Bands | Ratio)


def _most(row: Checkpoint) -> int:
    match row.rule:
        case Deduct():
            return 6
        case Sample(n=n):
            return n
        case _:
            return 2


def conventional(rubric: Rubric, script: Script) -> int:
    """Count the keys of a form with Tab from field to field, a value each and typed reasons.

    Four keys a reason, as pinyin needs for two characters.
    """
    rows = [row for item in rubric.items() for row in item.checkpoints]
    values = sum(len(script.keys(row)) if _typed(row) else 1 for row in rows)
    reasons = sum(len(set(letters)) for letters in script.found.values())
    return len(rows) + values + 4 * reasons + len(list(rubric.items()))


def floor(rubric: Rubric, script: Script) -> int:
    """Count the keys that nothing can save: one an item, and what is typed on rows."""
    rows = [row for item in rubric.items() for row in item.checkpoints]
    return len(list(rubric.items())) + sum(len(script.keys(row)) for row in rows)


def _typed(row: Checkpoint) -> bool:
    return isinstance(row.rule, Bands | Ratio)
