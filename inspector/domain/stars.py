"""Whether a star is won, how many count, and what is missing for the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.domain.ids import ItemCode
from inspector.domain.points import Points, half_up, show
from inspector.domain.quoting import quoted
from inspector.domain.rubric import Item, Rubric, Star
from inspector.domain.scorecard import ItemResult, ItemState, StarResult, StarState


def star_result(star: Star, results: Sequence[ItemResult], *, denied: bool) -> StarResult:
    """Judge one star by its items, given in the form's order.

    A star that the negative list denies is lost whatever its points. While an item is not done,
    the star stays open.

    Source: the rubric's ``stars[].award``.
    """
    points = sum(result.points for result in results)
    done = sum(result.done for result in results)
    reasons: tuple[str, ...] = ()
    if denied and star.award.blocked_by_negative_list:
        state, reasons = StarState.DENIED, ("负面清单联审通过，本年度不授这颗星",)
    elif done < len(results):
        state = StarState.OPEN
    else:
        reasons = tuple(_shortcomings(star, points, results))
        state = StarState.LOST if reasons else StarState.WON
    return StarResult(
        id=star.id,
        name=star.name,
        state=state,
        points=Points(points),
        max=star.max,
        done_items=done,
        all_items=len(results),
        reasons=reasons,
        missing=Points(max(0, star.award.min_score - points)),
    )


def level_of(rubric: Rubric, stars: Sequence[StarResult]) -> tuple[int, str]:
    """Return how many stars count, and why that is less than the stars won.

    Where only some steps were asked there is no level, and the reason says so.

    Source: the rubric's ``overall.base_star`` and ``without_base_star_max_level``.
    """
    if not rubric.whole:
        return 0, f"本次考评{steps_words(rubric)}，不评星级"
    won = sum(star.state is StarState.WON for star in stars)
    cap = rubric.without_base_star_max_level
    base = next((star for star in stars if star.id == rubric.base_star), None)
    if base is None or cap is None or base.state is StarState.WON or won <= cap:
        return won, ""
    return cap, f"得了 {won} 颗星，但未得{base.name}，星级最高 {cap} 星"


def next_star(rubric: Rubric, stars: Sequence[StarResult], items: Sequence[ItemResult]) -> str:
    """Say in one sentence what is missing for the next star; empty if all are won."""
    if all(star.state is StarState.WON for star in stars):
        return ""
    if not rubric.whole:
        return f"还有 {left} 项没有评完" if (left := _left(stars)) else ""
    if open_items := _left(stars):
        return f"还有 {open_items} 项没有评完，星级未定"
    lost = [star for star in stars if star.state is StarState.LOST]
    _, capped = level_of(rubric, stars)
    if capped:
        lost = [star for star in lost if star.id == rubric.base_star]
    if not lost:
        return "其余的星已被负面清单否决，本年度不能再加星"
    by_code = {result.code: result for result in items}
    forms = {star.id: star for star in rubric.stars}
    needs = [(*_need(forms[star.id], star, by_code), star) for star in lost]
    need, parts, star = min(needs, key=lambda candidate: candidate[0])
    return f"再得 {show(need)} 分可得{star.name}" + (f"，其中{'、'.join(parts)}" if parts else "")


def steps_words(rubric: Rubric) -> str:
    """Name the steps that a form asks, such as ``"只有看、查两步"``; 不打分 if it asks none."""
    names = "、".join(step.name for step in rubric.steps)
    count = len(rubric.steps)
    numerals = "零一两三四五六七八九十"
    if not names:
        return "不打分"
    return f"只有{names}{numerals[count] if count < len(numerals) else count}步"


def asked_words(rubric: Rubric) -> str:
    """Say what a visit asks of a form: ``"满分 500 分"``, ``"只有查一步，满分 212 分"``."""
    if not rubric.stars:
        return "不打分，写发现"
    told = f"满分 {show(rubric.total_max)} 分"
    return told if rubric.whole else f"{steps_words(rubric)}，{told}，不评星级"


def _left(stars: Sequence[StarResult]) -> int:
    return sum(star.all_items - star.done_items for star in stars)


def item_floor(star: Star, item: Item) -> int:
    """Return the least points, in hundredths, that an item must have for its star."""
    ratio = star.award.min_item_ratio
    return -(-item.max * ratio.numerator // ratio.denominator)


def _need(
    star: Star, result: StarResult, items: dict[ItemCode, ItemResult]
) -> tuple[int, list[str]]:
    """Return the points that the star lacks, and which items must bring some of them."""
    parts, total = [], 0
    for item in star.items:
        short = item_floor(star, item) - items[item.code].points
        if short > 0 and items[item.code].state is not ItemState.NOT_APPLICABLE:
            parts.append(f"{quoted(item.title)}至少再得 {show(short)} 分")
            total += short
    return max(total, result.missing), parts


def _shortcomings(star: Star, points: int, results: Sequence[ItemResult]) -> Iterator[str]:
    award = star.award
    if points < award.min_score:
        yield f"得 {show(points)} 分，不到 {show(award.min_score)} 分"
    for item, result in zip(star.items, results, strict=True):
        if result.state is ItemState.NOT_APPLICABLE:
            continue
        if result.points < item_floor(star, item):
            percent = show(
                half_up(award.min_item_ratio.numerator * 10000, award.min_item_ratio.denominator)
            )
            yield (
                f"{quoted(item.title)}得 {show(result.points)} 分，"
                f"不到本项 {show(item.max)} 分的 {percent}%"
            )
