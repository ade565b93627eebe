"""Negative list 负面清单 as data: which entries there are, and what each takes away.

Source: negative-list.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.domain import reading
from inspector.domain.canonical import Tree
from inspector.domain.ids import RubricId, StarId

VALIDITY_MONTHS = 12
"""How long a decision holds where the list does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeEntry:
    """One entry; what it takes away counts only after the joint review said so."""

    id: str
    condition: str
    office: str
    forms: tuple[RubricId, ...] = ()
    deny_star: Mapping[RubricId, frozenset[StarId]] = field(default_factory=dict)
    """Stars that are not awarded this year, by form."""
    cap_level: int | None = None
    """The level is at most this."""
    deny_all: bool = False
    """No star is awarded this year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeList:
    """The whole list; ``validity_months``: how long a decision holds."""

    version: str
    notice: str
    validity_months: int
    entries: tuple[NegativeEntry, ...]

    def of_form(self, form: RubricId) -> tuple[NegativeEntry, ...]:
        """Return the entries that speak of one form, in the list's order."""
        return tuple(entry for entry in self.entries if form in entry.forms)

    def entry(self, wanted: str) -> NegativeEntry:
        """Return one entry.

        Raises:
            KeyError: The list has no such entry.
        """
        for candidate in self.entries:
            if candidate.id == wanted:
                return candidate
        raise KeyError(wanted)


def negative_list_from_tree(tree: Mapping[str, Tree]) -> NegativeList:
    """Build a list from its canonical tree.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    workflow = reading.mapping(tree, "workflow")
    months = workflow.get("default_validity_months")
    return NegativeList(
        version=reading.text(tree, "version", ""),
        notice=reading.text(tree, "notice", ""),
        validity_months=VALIDITY_MONTHS if months is None else reading.whole(months),
        entries=tuple(
            _entry(reading.as_mapping(entry)) for entry in reading.listed(tree, "entries")
        ),
    )


def _entry(tree: Mapping[str, Tree]) -> NegativeEntry:
    effect = reading.mapping(tree, "effect")
    cap = effect.get("cap_level")
    return NegativeEntry(
        id=reading.text(tree, "id"),
        condition=reading.text(tree, "condition"),
        office=reading.text(tree, "office", ""),
        forms=tuple(map(RubricId, reading.texts(tree.get("forms")))),
        deny_star={
            RubricId(form): frozenset(map(StarId, reading.texts(stars)))
            for form, stars in reading.mapping(effect, "deny_star").items()
        },
        cap_level=None if cap is None else reading.whole(cap),
        deny_all=effect.get("deny_all") is True,
    )
