"""Templates of official documents 文书模板: wording that a county may change, as data.

A text holds placeholders such as ``{乡镇}``; a computed part, such as a ranking table, stands where
``part`` names it; ``when`` leaves a passage out where it does not apply. What may be written in
which document is listed in :data:`KINDS`; checking a file is the business of ``exchange``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspector.domain import reading
from inspector.domain.canonical import Tree

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A placeholder in a text, its name as group 1."""

BREAK = "|"
"""Where a title may break. Only in a template: what is put in may hold the same sign."""

SINGLE = ("title", "mark", "number", "to", "issuer", "copies", "printed_by")
"""Keys of a template that hold one text."""


@dataclass(frozen=True, slots=True)
class TemplateKind:
    """What a kind of document knows: names for placeholders, parts and conditions."""

    name: str
    placeholders: tuple[str, ...]
    parts: tuple[str, ...]
    conditions: tuple[str, ...]


_COMMON = ("县", "年", "日期", "轮次")

KINDS: Mapping[str, TemplateKind] = {
    "bulletin": TemplateKind(
        "月排名通报",
        (
            *_COMMON, "考评时间", "考评组数", "乡镇数", "应评", "已评", "全县平均",
            "最高分", "最低分", "五星数", "五星占比", "问题数", "上轮", "上轮平均", "平均变化",
            "前几", "前列", "后几", "后列", "前后", "整改时限", "几轮",
        ),
        ("前三后三", "变化", "好的方面", "主要问题", "全部乡镇"),
        ("有上轮", "没有上轮", "没评完", "有问题"),
    ),
    "notice": TemplateKind(
        "整改通知书",
        (*_COMMON, "单位", "你单位", "乡镇", "村数", "问题数", "最迟"),
        ("问题清单", "期限"),
        ("发乡镇", "发站点"),
    ),
    "talk-letter": TemplateKind(
        "约谈提醒函",
        (
            *_COMMON, "单位", "你单位", "党委", "乡镇", "连续", "几轮", "解除", "名次", "得分",
            "全县平均", "低多少", "所在组",
        ),
        ("历轮成绩",),
        ("连续落后", "再次落后"),
    ),
    "talk-record": TemplateKind(
        "约谈记录",
        (*_COMMON, "单位", "乡镇", "连续"),
        ("记录表",),
        ("连续落后", "再次落后"),
    ),
}  # fmt: skip
"""Every kind of template, by the ``id`` of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One entry of a body: exactly one of ``text``, ``heading`` and ``part`` says something.

    A heading of level 2 or lower may have a ``text`` that runs on.
    """

    text: str = ""
    heading: str = ""
    level: int = 1
    part: str = ""
    when: str = ""
    """The condition under which it stands; empty: always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedPart:
    """An attachment: a title, and the computed part that it holds."""

    title: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The wording of one kind of document; texts still hold their placeholders."""

    id: str
    title: str
    issuer: str
    body: tuple[Passage, ...]
    mark: str = ""
    number: str = ""
    to: str = ""
    copies: str = ""
    printed_by: str = ""
    attachments: tuple[AttachedPart, ...] = ()

    def passages(self, holds: Mapping[str, bool]) -> Iterator[Passage]:
        """Yield the passages that apply.

        Raises:
            KeyError: Nobody says whether a condition holds, which is a bug.
        """
        return (one for one in self.body if not one.when or holds[one.when])


def template_from_tree(tree: Mapping[str, Tree]) -> Template:
    """Build a template from its canonical tree.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    body = (reading.as_mapping(one) for one in reading.listed(tree, "body"))
    attached = (
        reading.as_mapping(one)
        for one in (reading.listed(tree, "attachments") if "attachments" in tree else ())
    )
    return Template(
        id=reading.text(tree, "id"),
        title=reading.text(tree, "title"),
        issuer=reading.text(tree, "issuer"),
        mark=reading.text(tree, "mark", ""),
        number=reading.text(tree, "number", ""),
        to=reading.text(tree, "to", ""),
        copies=reading.text(tree, "copies", ""),
        printed_by=reading.text(tree, "printed_by", ""),
        body=tuple(map(_passage, body)),
        attachments=tuple(
            AttachedPart(title=reading.text(one, "title"), part=reading.text(one, "part"))
            for one in attached
        ),
    )


def unknown_names(template: Template) -> tuple[str, ...]:
    """Return what a template of this version's kinds cannot hold: an older one may, once kept."""
    kind = KINDS.get(template.id)
    if kind is None:
        return (template.id,)
    texts = [
        template.title, template.issuer, template.mark, template.number, template.to,
        template.copies, template.printed_by,
        *(text for one in template.body for text in (one.text, one.heading)),
        *(one.title for one in template.attachments),
    ]  # fmt: skip
    parts = [*(one.part for one in template.body), *(one.part for one in template.attachments)]
    strange = (
        *(
            name
            for text in texts
            for name in placeholders_in(text)
            if name not in kind.placeholders
        ),
        *(part for part in parts if part and part not in kind.parts),
        *(one.when for one in template.body if one.when and one.when not in kind.conditions),
    )
    return tuple(dict.fromkeys(strange))


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the names of the placeholders of a text, in order."""
    return tuple(PLACEHOLDER.findall(text))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Put facts in the place of placeholders.

    Raises:
        KeyError: There is no fact of that name, which is a bug where the template was checked.
    """
    return PLACEHOLDER.sub(lambda found: facts[found[1]], text)


def _passage(tree: Mapping[str, Tree]) -> Passage:
    level = tree.get("level")
    return Passage(
        text=reading.text(tree, "text", ""),
        heading=reading.text(tree, "heading", ""),
        level=1 if level is None else reading.whole(level),
        part=reading.text(tree, "part", ""),
        when=reading.text(tree, "when", ""),
    )
