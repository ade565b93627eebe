"""Links between forms: negative list, policy and question bank name stars, items and steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.exchange.rubric_check_shape import did_you_mean
from inspector.exchange.rubric_outline import Outline, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    """The other files of the same county: rubrics by id, and the negative list's entries by id."""

    rubrics: Mapping[str, Outline]
    negative: Mapping[str, Part]


def check_negative_refs(outline: Outline, companions: Companions) -> None:
    """Blame references of a rubric to entries that do not exist or are not for this form."""
    known = companions.negative
    for item in outline.items():
        for at, ref in item.item.texts("negative_refs"):
            if ref not in known:
                item.item.blame(
                    ("negative_refs", at),
                    f"负面清单里没有 {ref}。{did_you_mean(ref, list(known))}",
                    "请改成清单里的编号，或删去。",
                )
            elif outline.id and outline.id not in known[ref].listed("forms"):
                item.item.blame(
                    ("negative_refs", at),
                    f"负面清单 {ref} 不适用于“{outline.id}”。",
                    f"请删去，或在负面清单 {ref} 的 forms 里加上 {outline.id}。",
                )


def check_negative_list(root: Part, companions: Companions) -> None:
    """Blame entries that deny a star which a form does not have, or that say two things."""
    entries = root.parts("entries")
    _ids_once(entries, "条目")
    for entry in entries:
        effect = entry.part("effect")
        denied = effect.part("deny_star")
        forms = [form for form in entry.listed("forms") if isinstance(form, str)]
        for form in denied.tree:
            if forms and form not in forms:
                denied.blame(
                    form,
                    f"不授“{form}”的星，forms 里却没有“{form}”。",
                    f"请在 forms 里加上 {form}。",
                )
            _check_stars(denied, form, companions)
        for at, form in enumerate(forms):
            _check_form(entry, ("forms", at), form, companions)
        cap = effect.whole("cap_level")
        most = [len(companions.rubrics[form].stars) for form in forms if form in companions.rubrics]
        if cap is not None and most and cap >= max(most):
            effect.blame(
                "cap_level",
                f"星级上限 {cap} 不起作用，最多只有 {max(most)} 颗星。",
                f"请改成小于 {max(most)} 的数。",
            )


def check_questions(root: Part, companions: Companions) -> None:
    """Blame questions about forms, stars or items that do not exist."""
    questions = root.parts("questions")
    _ids_once(questions, "题目")
    for question in questions:
        form = question.text("form")
        _check_form(question, "form", form, companions)
        if (outline := companions.rubrics.get(form)) is None:
            continue
        for key, known in (
            ("star", outline.star_ids()),
            ("item", [item.item.text("id") for item in outline.items()]),
        ):
            code = question.text(key)
            if code and code not in known:
                question.blame(
                    key,
                    f"“{form}”里没有 {code}。{did_you_mean(code, known)}",
                    "请改成标准里的编号。",
                )


def check_policy(root: Part, companions: Companions) -> None:
    """Blame forms and steps of a policy that no rubric has, and star levels without a name."""
    forms = root.part("forms")
    used: list[Outline] = []
    for key in ("village", "community"):
        form = forms.text(key)
        _check_form(forms, key, form, companions)
        if form in companions.rubrics:
            used.append(companions.rubrics[form])
    steps = {step.text("id") for outline in used for step in outline.steps}
    kinds = root.parts("visit_kinds")
    _ids_once(kinds, "考评方式")
    for kind in kinds:
        for at, step in kind.texts("steps"):
            if steps and step not in steps:
                kind.blame(
                    ("steps", at),
                    f"没有“{step}”这一步。{did_you_mean(step, sorted(steps))}",
                    f"请写 {'、'.join(sorted(steps))} 之一。",
                )
        _check_ranking_kind(kind, steps)
    _check_edges(root.part("evidence"))
    names = root.part("star_levels").part("names")
    most = max((len(outline.stars) for outline in used), default=0)
    for level in range(most + 1):
        if names.tree and str(level) not in names.tree:
            names.blame("", f"{level} 颗星没有名称。", f"请补上一行 {level}: …。")


def _check_ranking_kind(kind: Part, steps: set[str]) -> None:
    """A ranking compares points of one scale, so who ranks asks all of every form."""
    if kind.tree.get("ranks") is not True:
        return
    if kind.tree.get("unplanned") is True:
        kind.blame(
            "unplanned",
            "参与排名的考评方式不能由考评组自行开始。",
            "请写 unplanned: false，或 ranks: false。",
        )
    if kind.tree.get("scored") is not True:
        kind.blame("ranks", "参与排名的考评方式没有打分。", "请写 scored: true，或 ranks: false。")
    missing = steps - {step for _at, step in kind.texts("steps")}
    if missing and kind.texts("steps"):
        kind.blame(
            "steps",
            f"参与排名的考评方式没有走“{'、'.join(sorted(missing))}”。",
            "请把步骤写全，或写 ranks: false。",
        )


def _check_edges(evidence: Part) -> None:
    edges = [edge for edge in evidence.listed("photo_long_edge_px") if isinstance(edge, int)]
    if edges != sorted(edges):
        evidence.blame(
            "photo_long_edge_px", "照片长边的最小值大于最大值。", "请先写小的，再写大的。"
        )


def _check_stars(denied: Part, form: str, companions: Companions) -> None:
    if (outline := companions.rubrics.get(form)) is None:
        return
    known = outline.star_ids()
    for at, star in denied.texts(form):
        if star not in known:
            denied.blame(
                (form, at),
                f"“{form}”里没有 {star} 星，不授也没有用。{did_you_mean(star, known)}",
                f"请改成 {'、'.join(known)} 之一，或删去。",
            )


def _check_form(part: Part, key: str | tuple[str, int], form: str, companions: Companions) -> None:
    known = sorted(companions.rubrics)
    if form and known and form not in known:
        part.blame(
            key,
            f"没有编号为“{form}”的评分标准。{did_you_mean(form, known)}",
            f"请写 {'、'.join(known)} 之一。",
        )


def _ids_once(parts: Sequence[Part], kind: str) -> None:
    seen: dict[str, int] = {}
    for part, code in _coded(parts):
        line = part.marked.line((*part.place, "id"))
        if code in seen:
            part.blame(
                "id", f"{kind}的编号 {code} 重复（第 {seen[code]} 行已有）。", "请换一个编号。"
            )
        else:
            seen[code] = line


def _coded(parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
    return ((part, part.text("id")) for part in parts if part.text("id"))
