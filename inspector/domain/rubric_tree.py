"""From a checked rubric tree to a :class:`Rubric`.

The tree is the form's YAML in canonical shape: decimals are text, level names stand in pairs.
What a person may have got wrong in a file is found and explained by ``exchange.rubric_file``;
here a fault is a bug, and raises ValueError.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from inspector.domain import reading
from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import CheckpointCode, ItemCode, RubricId, StarId, StepId
from inspector.domain.points import Points, parse
from inspector.domain.rubric import (
    Award,
    Bands,
    Checkpoint,
    Deduct,
    Grid,
    Item,
    Level,
    Ratio,
    Rubric,
    Rule,
    Sample,
    Star,
    Step,
    YesNo,
)

SHORT_TITLE = 9
"""Characters of a short title; a title without one is cut to it."""


def rubric_from_tree(tree: Mapping[str, Tree]) -> Rubric:
    """Build a rubric from its canonical tree.

    Args:
        tree: The form as ``exchange.rubric_file`` returns it: numbers of points are integers or
            decimal text, ``levels`` and ``bands`` are lists of pairs.

    Raises:
        ValueError: A key is missing, or holds something of another type.
        NotCanonical: The tree holds a float, or text that is not NFC.
    """
    overall = reading.mapping(tree, "overall")
    base = overall.get("base_star")
    cap = overall.get("without_base_star_max_level")
    stars = tuple(_star(reading.as_mapping(star)) for star in reading.listed(tree, "stars"))
    return Rubric(
        id=RubricId(reading.text(tree, "id")),
        version=reading.text(tree, "version"),
        title=reading.text(tree, "title"),
        notice=reading.text(tree, "notice", ""),
        site_kind=reading.text(tree, "site_kind", ""),
        steps=tuple(_step(reading.as_mapping(step)) for step in reading.listed(tree, "steps")),
        stars=stars,
        total_max=Points(sum(star.max for star in stars)),
        base_star=StarId(base) if isinstance(base, str) and base else None,
        without_base_star_max_level=cap if isinstance(cap, int) else None,
        digest=digest(dict(tree)),
    )


def _step(tree: Mapping[str, Tree]) -> Step:
    name = reading.text(tree, "name")
    return Step(
        id=StepId(reading.text(tree, "id")),
        name=name,
        title=reading.text(tree, "title", name),
        hint=reading.text(tree, "hint", ""),
    )


def _star(tree: Mapping[str, Tree]) -> Star:
    star = StarId(reading.text(tree, "id"))
    award = reading.mapping(tree, "award")
    return Star(
        id=star,
        name=reading.text(tree, "name"),
        lead_office=reading.text(tree, "lead_office", ""),
        max=reading.points(tree, "max"),
        award=Award(
            min_score=reading.points(award, "min_score"),
            min_item_ratio=Fraction(reading.decimal(award, "min_item_ratio")),
            blocked_by_negative_list=award.get("blocked_by_negative_list") is not False,
        ),
        items=tuple(
            _item(star, reading.as_mapping(item)) for item in reading.listed(tree, "items")
        ),
    )


def _item(star: StarId, tree: Mapping[str, Tree]) -> Item:
    evidence = reading.mapping(tree, "evidence")
    photos_min = evidence.get("photos_min", 0)
    if not isinstance(photos_min, int):
        raise reading.BadTree(f"photos_min is not a number: {photos_min!r}")
    title = reading.text(tree, "title")
    return Item(
        code=ItemCode(reading.text(tree, "id")),
        star=star,
        title=title,
        short=reading.text(tree, "short", title[:SHORT_TITLE]),
        assess=reading.text(tree, "assess", ""),
        prompts={
            StepId(step): reading.texts(prompts)
            for step, prompts in reading.mapping(tree, "methods").items()
        },
        max=reading.points(tree, "max"),
        checkpoints=tuple(
            _checkpoint(reading.as_mapping(checkpoint))
            for checkpoint in reading.listed(tree, "checkpoints")
        ),
        photos_min=photos_min,
        photo_hints=reading.texts(evidence.get("photo_hints")),
        documents=reading.texts(evidence.get("documents")),
        zero_if=reading.texts(tree.get("zero_if")),
        negative_refs=reading.texts(tree.get("negative_refs")),
        allow_na=tree.get("allow_na") is True,
        na_rule=reading.text(tree, "na_rule", ""),
    )


def _checkpoint(tree: Mapping[str, Tree]) -> Checkpoint:
    grid = tree.get("grid")
    return Checkpoint(
        code=CheckpointCode(reading.text(tree, "id")),
        text=reading.text(tree, "text"),
        step=StepId(reading.text(tree, "by")),
        max=reading.points(tree, "max"),
        rule=_rule(reading.mapping(tree, "rule")),
        phrases=reading.texts(tree.get("phrases")),
        grid=_grid(reading.as_mapping(grid)) if grid is not None else None,
        no_photo=tree.get("no_photo") is True,
    )


def _rule(tree: Mapping[str, Tree]) -> Rule:
    match reading.text(tree, "kind"):
        case "deduct":
            return Deduct(unit=reading.text(tree, "unit"), per=reading.points(tree, "per"))
        case "yesno":
            return YesNo()
        case "sample":
            return Sample(
                n=reading.whole(tree.get("n")),
                unit=reading.text(tree, "unit"),
                per=reading.points(tree, "per"),
            )
        case "level":
            levels = (
                (reading.as_text(name), parse(reading.number(at)))
                for name, at in reading.pairs(tree, "levels")
            )
            return Level(levels=tuple(sorted(levels, key=lambda level: -level[1])))
        case "bands":
            bands = (
                (reading.as_decimal(low), parse(reading.number(at)))
                for low, at in reading.pairs(tree, "bands")
            )
            return Bands(
                measure=reading.text(tree, "measure"),
                bands=tuple(sorted(bands, key=lambda band: -band[0])),
            )
        case "ratio":
            return Ratio(
                measure=reading.text(tree, "measure"),
                target=reading.decimal(tree, "target"),
                per_point=reading.decimal(tree, "per_point"),
            )
        case kind:
            raise reading.BadTree(f"no such kind of rule: {kind!r}")


def _grid(tree: Mapping[str, Tree]) -> Grid:
    due = tree.get("due", [])
    if not isinstance(due, list):
        raise reading.BadTree(f"due is not a list: {due!r}")
    return Grid(
        kind=reading.text(tree, "kind"),
        rows=reading.texts(tree.get("rows")),
        columns=reading.texts(tree.get("columns")),
        due=tuple(_columns(row) for row in due),
        disorder=reading.text(tree, "disorder") if "disorder" in tree else "",
    )


def _columns(row: Tree) -> tuple[int, ...]:
    if not isinstance(row, list):
        raise reading.BadTree(f"a row of due is not a list: {row!r}")
    return tuple(reading.whole(column) for column in row)
