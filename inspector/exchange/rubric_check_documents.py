"""Checks of document templates: placeholders, parts and conditions that the program knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.domain.template import BREAK, KINDS, SINGLE, TemplateKind, placeholders_in
from inspector.exchange.rubric_check_shape import did_you_mean
from inspector.exchange.rubric_outline import Part


def check_document(root: Part) -> None:
    """Blame every name that a template of its kind does not know, and passages of two minds."""
    kind = KINDS.get(root.text("id"))
    if kind is None:  # the schema has named it
        return
    for part, key in _texts(root):
        _check_text(part, key, kind)
    for passage in root.parts("body"):
        _check_passage(passage, kind)
    for attachment in root.parts("attachments"):
        _check_name(attachment, "part", kind.parts, kind)


def _texts(root: Part) -> Iterator[tuple[Part, str]]:
    yield from ((root, key) for key in SINGLE)
    for passage in root.parts("body"):
        yield from ((passage, key) for key in ("text", "heading"))
    yield from ((attachment, "title") for attachment in root.parts("attachments"))


def _check_text(part: Part, key: str, kind: TemplateKind) -> None:
    text = part.text(key)
    for name in dict.fromkeys(placeholders_in(text)):
        if name not in kind.placeholders:
            meant = did_you_mean(name, list(kind.placeholders))
            part.blame(
                key,
                f"{kind.name}里没有“{{{name}}}”可填。{meant}",
                f"可以写 {_braced(kind.placeholders)}。",
            )
    rest = text
    for name in placeholders_in(text):
        rest = rest.replace(f"{{{name}}}", "", 1)
    if "{" in rest or "}" in rest:
        part.blame(key, "花括号没有成对。", "要填的内容写成 {轮次} 这样；正文不用花括号。")
    if BREAK in text and key != "title":
        part.blame(key, "“|”只能写在标题里。", "请删去“|”。")


def _check_passage(passage: Part, kind: TemplateKind) -> None:
    _check_name(passage, "part", kind.parts, kind)
    _check_name(passage, "when", kind.conditions, kind)
    said = [key for key in ("heading", "text", "part") if passage.text(key)]
    low = (passage.whole("level") or 1) > 1
    if not said or (len(said) > 1 and (said != ["heading", "text"] or not low)):
        passage.blame(
            "",
            "一条里 text、heading、part 只能写一个。",
            "请分成几条；只有 level 2 到 4 的小标题后面可以接 text。",
        )


def _check_name(part: Part, key: str, known: Sequence[str], kind: TemplateKind) -> None:
    name = part.text(key)
    if name and name not in known:
        part.blame(
            key,
            f"{kind.name}里没有“{name}”。{did_you_mean(name, list(known))}",
            f"可以写 {'、'.join(known)}。",
        )


def _braced(names: Sequence[str]) -> str:
    return "、".join(f"{{{name}}}" for name in names)
