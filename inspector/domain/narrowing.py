"""A form narrowed to the steps that a kind of visit asks: what is left is the visit's own form.

A kind of visit may ask fewer steps than its form has: 资料调阅 only checks, 四不两直 does not
listen (policy.yaml, "visit_kinds[].steps"). What is asked there is narrowed as follows:

* checkpoints of the other steps 不属于本次考评: they are neither full marks nor 不适用, they are
  not there, and counting one is an error;
* an item is worth the sum of its checkpoints that are asked; one without any is not asked, nor
  is a star without items; the total is what can be had in this visit;
* every rule, gap and loss then reads the narrowed form, so a third of an item is a third of what
  this visit can give; the form's own steps are gone from the route as well;
* stars and level are not awarded: a threshold of the whole form means nothing for a part of it.

A kind without points (``scored: false``) asks no step: its form has no star, and 0 of 0 points.
The digest stays that of the whole form, since it names the version.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from inspector.domain.ids import StepId
from inspector.domain.points import Points
from inspector.domain.rubric import Item, Rubric, Star


def narrow(rubric: Rubric, steps: Collection[StepId] | None) -> Rubric:
    """Return the part of a form that is asked; the form itself where all of it is.

    Args:
        rubric: A whole form.
        steps: The steps that are asked, or None for all; others than the form's mean nothing.
    """
    if steps is None or all(step.id in steps for step in rubric.steps):
        return rubric
    stars = tuple(_stars(rubric, steps))
    return replace(
        rubric,
        whole=False,
        steps=tuple(step for step in rubric.steps if step.id in steps),
        stars=stars,
        total_max=Points(sum(star.max for star in stars)),
        base_star=None,
        without_base_star_max_level=None,
    )


def _stars(rubric: Rubric, steps: Collection[StepId]) -> Iterator[Star]:
    for star in rubric.stars:
        asked = (_item(item, steps) for item in star.items)
        items = tuple(item for item in asked if item is not None)
        if items:
            yield replace(star, items=items, max=Points(sum(item.max for item in items)))


def _item(item: Item, steps: Collection[StepId]) -> Item | None:
    asked = tuple(one for one in item.checkpoints if one.step in steps)
    if not asked:
        return None
    return replace(
        item,
        checkpoints=asked,
        max=Points(sum(one.max for one in asked)),
        prompts={step: said for step, said in item.prompts.items() if step in steps},
    )
