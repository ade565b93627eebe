"""Sums, counts and ids of a rubric: what must add up, and what must be there once."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.domain.points import Points, show
from inspector.exchange.rubric_outline import Outline, Part, StarOutline


def check_sums(outline: Outline) -> None:
    """Blame sums that do not come out: checkpoints in items, items in stars, stars in the total."""
    scoring = outline.root.part("scoring")
    for star in outline.stars:
        for item in star.items:
            _sum_is(item.item, item.checkpoints, f"{item.item.text('title')}各要点")
        _sum_is(star.star, [item.item for item in star.items], f"{star.star.text('name')}各项")
        wanted, full = scoring.points("star_max"), star.star.points("max")
        if wanted is not None and full is not None and wanted != full:
            star.star.blame(
                "max",
                f"{star.star.text('name')}满分是 {show(full)} 分，"
                f"scoring.star_max 写 {show(wanted)} 分。",
                "两处要改成一样。",
            )
    total, stars = scoring.points("total_max"), _total([star.star for star in outline.stars])
    if total is not None and stars is not None and total != stars:
        scoring.blame(
            "total_max",
            f"各星满分合计 {show(stars)} 分，total_max 写 {show(total)} 分。",
            f"请把 total_max 改成 {show(stars)}，或调整各星的 max。",
        )


def check_counts(outline: Outline) -> None:
    """Blame counts that differ from the declared ones, and gaps in the numbering."""
    counts = outline.root.part("counts")
    found = {
        "stars": ("颗星", len(outline.stars)),
        "items": ("项", len(list(outline.items()))),
        "checkpoints": ("个要点", len(list(outline.checkpoints()))),
    }
    gaps = [gap for star in outline.stars for gap in _gaps(star)]
    for key, (unit, have) in found.items():
        wanted = counts.whole(key)
        if wanted is not None and wanted != have:
            missing = f"（可能少了{'、'.join(gaps)}）" if key == "items" and gaps else ""
            counts.blame(
                key,
                f"应有 {wanted} {unit}，文件里有 {have} {unit}{missing}。",
                f"请补齐或删去多的，或把 counts 的 {key} 改成 {have}。",
            )
    for star in outline.stars:
        _check_numbering([item.item for item in star.items], "seq", "项")
    _check_numbering([star.star for star in outline.stars], "order", "颗星")


def check_ids(outline: Outline) -> None:
    """Blame ids that stand twice, and items that name another star than the one they stand in."""
    _once(outline.steps, "步骤")
    _once([star.star for star in outline.stars], "星")
    _once([item.item for item in outline.items()], "项")
    _once(list(outline.checkpoints()), "要点")
    for item in outline.items():
        named, star = item.item.text("star"), item.star.text("id")
        if named and star and named != star:
            item.item.blame(
                "star",
                f"本项写着 star: {named}，却列在 {star} 星下面。",
                f"请改成 {star}，或把本项移过去。",
            )


def _once(parts: Sequence[Part], kind: str) -> None:
    seen: dict[str, int] = {}
    for part in parts:
        code = part.text("id")
        line = part.marked.line((*part.place, "id"))
        if code in seen:
            part.blame(
                "id", f"{kind}的编号 {code} 重复（第 {seen[code]} 行已有）。", "请换一个编号。"
            )
        elif code:
            seen[code] = line


def _sum_is(whole: Part, parts: Sequence[Part], name: str) -> None:
    full, total = whole.points("max"), _total(parts)
    if full is None or total is None or not parts or full == total:
        return
    change = f"加 {show(full - total)}" if full > total else f"减 {show(total - full)}"
    whole.blame(
        "max",
        f"{name}合计 {show(total)} 分，不是 {show(full)} 分。",
        f"请共{change} 分，或把这里的 max 改成 {show(total)}。",
    )


def _total(parts: Sequence[Part]) -> Points | None:
    points = [part.points("max") for part in parts]
    known = [point for point in points if point is not None]
    return Points(sum(known)) if len(known) == len(points) else None


def _gaps(star: StarOutline) -> list[str]:
    numbers = {item.item.whole("seq") for item in star.items} - {None}
    last = max((number for number in numbers if number is not None), default=0)
    name = star.star.text("name")
    return [f"{name}第 {at} 项" for at in range(1, last) if at not in numbers]


def _check_numbering(parts: Sequence[Part], key: str, unit: str) -> None:
    numbered = [part for part in parts if part.whole(key) is not None]
    if len(numbered) != len(parts):
        return
    for at, part in enumerate(numbered, start=1):
        if part.whole(key) != at:
            part.blame(
                key,
                f"{key} 是 {part.whole(key)}，按次序这是第 {at} {unit}。",
                "请从 1 起依次编号。",
            )
            return
