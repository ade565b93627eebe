"""What helps at entering: grids and photos of a rubric. Phrases are held by the schema."""

from __future__ import annotations

from inspector.exchange.rubric_outline import ItemOutline, Outline, Part

MONTHS = (6, 12)
"""Columns of a ledger by months: half a year or a year."""


def check_grids(outline: Outline) -> None:
    """Blame grids that cannot be ticked, or whose ticks the rule does not count."""
    for checkpoint in outline.checkpoints():
        if "grid" not in checkpoint.tree:
            continue
        grid, kind = checkpoint.part("grid"), checkpoint.part("rule").text("kind")
        if kind and kind != "deduct":
            checkpoint.blame(
                "grid",
                f"规则是 {kind}，不按次数扣分，勾选格用不上。",
                "请删去 grid，或把规则改成 deduct。",
            )
        columns, rows = len(grid.listed("columns")), len(grid.listed("rows"))
        if grid.text("kind") == "months" and columns not in MONTHS:
            grid.blame(
                "columns", f"按月的勾选格有 {columns} 列。", "请写 12 个月，或近 6 个月的 6 列。"
            )
        if "disorder" in grid.tree and grid.text("kind") != "steps":
            grid.blame(
                "disorder",
                "只有按环节的勾选格才有先后次序。",
                "请删去 disorder，或把 kind 改成 steps。",
            )
        _check_due(grid, rows, columns)


def check_photos(outline: Outline) -> None:
    """Blame an item that asks for photos though none of its checkpoints may be photographed."""
    for item in outline.items():
        if (
            item.checkpoints
            and _asks(item)
            and all(checkpoint.tree.get("no_photo") is True for checkpoint in item.checkpoints)
        ):
            item.item.part("evidence").blame(
                "photos_min",
                "每个要点都写了只看不拍，却要求照片。",
                "请把 photos_min 改成 0，或去掉某个要点的 no_photo。",
            )


def _asks(item: ItemOutline) -> bool:
    return (item.item.part("evidence").whole("photos_min") or 0) > 0


def _check_due(grid: Part, rows: int, columns: int) -> None:
    due = grid.listed("due")
    if due and len(due) != rows:
        grid.blame(
            "due",
            f"due 有 {len(due)} 行，勾选格有 {rows} 行。",
            "每行写一个列表，次序与 rows 相同。",
        )
    for at, row in enumerate(due):
        outside = [str(cell) for cell in _cells(row) if not 1 <= cell <= columns]
        if outside:
            grid.blame(
                ("due", at),
                f"第 {'、'.join(outside)} 列不存在，勾选格有 {columns} 列。",
                f"列的序号写 1 到 {columns}。",
            )


def _cells(row: object) -> list[int]:
    return [cell for cell in row if isinstance(cell, int)] if isinstance(row, list) else []
