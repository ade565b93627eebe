"""Shape of a form's file: its JSON schema, and what the schema's findings mean in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from inspector.exchange.rubric_yaml import Marked, Place
from inspector.platform.resources import form

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_KINDS = {
    "object": "键和值",
    "array": "列表",
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "null": "空",
}
_TOO_MUCH = {
    "maxItems": "个数太多",
    "minItems": "个数不够",
    "maxLength": "字数太多",
    "minLength": "没有内容",
    "maximum": "太大",
    "minimum": "太小",
    "minProperties": "个数不够",
    "maxProperties": "个数太多",
    "pattern": "写法不对",
    "const": "不能用这个值",
    "enum": "不能用这个值",
}

Keyed = Mapping[str, Any]


def check_shape(marked: Marked, kind: str) -> None:
    """Check a read file against ``forms/schema/<kind>.json`` and blame what does not fit."""
    for error in _validator(kind).iter_errors(marked.tree):
        place: Place = tuple(error.absolute_path)
        for at, what, fix in _explain(error, place):
            marked.blame(at, where_of(marked, at), what, fix)


def where_of(marked: Marked, place: Place) -> str:
    """Return the innermost code (``ST-2.1``) around a place, or the first key of the place."""
    tree: Any = marked.tree
    code = str(place[0]) if place else ""
    for step in place:
        if isinstance(tree, dict) and isinstance(tree.get("id"), str) and tree is not marked.tree:
            code = tree["id"]
        tree = tree[step] if not isinstance(tree, dict) or step in tree else None
        if tree is None:
            return code
    if isinstance(tree, dict) and isinstance(tree.get("id"), str) and place:
        code = tree["id"]
    return code


def did_you_mean(word: str, known: list[str]) -> str:
    """Return 是不是想写 with the nearest known word, or the empty text.

    Codes (``N91``) get no guess: one letter off is another code, not a slip.
    """
    if word.isupper():
        return ""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"是不是想写“{near[0]}”？" if near else ""


@cache
def _validator(kind: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to load, and rarely needed

    return Draft202012Validator(json.loads(form("schema", f"{kind}.json").read_bytes()))


def _explain(error: ValidationError, place: Place) -> Iterator[tuple[Place, str, str]]:
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(error, place)
        case "required":
            yield from _missing_key(error, place)
        case "type":
            yield place, _wrong_type(error, place), _advice(error, place)
        case "uniqueItems":
            yield from _repeated(error, place)
        case "oneOf":
            yield place, "item 和 star 要写一个，也只写一个。", "请留下一个。"
        case _:
            fault = _TOO_MUCH.get(str(error.validator), "不对")
            yield (
                place,
                f"“{_name(place)}”{fault}（{_shown(error.instance)}）。",
                _advice(error, place),
            )


def _unknown_keys(error: ValidationError, place: Place) -> Iterator[tuple[Place, str, str]]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known:
            meant = did_you_mean(key, known)
            fix = "请改过来。" if meant else f"请删去，这里可用的键是 {'、'.join(known)}。"
            yield (*place, key), f"不认识的键“{key}”。{meant}", fix


def _missing_key(error: ValidationError, place: Place) -> Iterator[tuple[Place, str, str]]:
    """Name a missing key, unless a misspelt one beside it is already named."""
    known = list(error.schema.get("properties", {}))
    missing = error.message.split("'")[1]
    strange = [key for key in error.instance if known and key not in known]
    if not get_close_matches(missing, strange, n=1, cutoff=0.6):
        hint = error.schema.get("properties", {}).get(missing, {}).get("description", "")
        yield place, f"缺少“{missing}”。", f"请补上一行 {missing}: …{f'，{hint}' if hint else ''}。"


def _wrong_type(error: ValidationError, place: Place) -> str:
    allowed = error.validator_value
    names = [allowed] if isinstance(allowed, str) else list(allowed)
    wanted = "或".join(dict.fromkeys(_KINDS[name] for name in names if name != "string"))
    if names == ["string"]:
        wanted = "文字"
    return f"“{_name(place)}”应是{wanted or '文字'}，却写了{_shown(error.instance)}。"


def _repeated(error: ValidationError, place: Place) -> Iterator[tuple[Place, str, str]]:
    for index, part in enumerate(error.instance):
        if part in error.instance[:index]:
            yield (*place, index), f"“{_name(place)}”里“{_shown(part)}”重复。", "请删去一个。"


def _advice(error: ValidationError, place: Place) -> str:
    hint = error.schema.get("description", "")
    if hint:
        return f"{hint}。"
    if error.validator == "type" and error.validator_value == "string":
        scalar = isinstance(error.instance, int | bool)
        return "请给值加引号。" if scalar else "请写一句文字。"
    if error.validator in {"maxLength", "maxItems"}:
        return f"最多 {error.validator_value}，请改短。"
    return f"请照示例改“{_name(place)}”。"


def _name(place: Place) -> str:
    """Return the key that a place belongs to, such as ``phrases`` for its second entry."""
    return next((str(part) for part in reversed(place) if isinstance(part, str)), "文件")


def _shown(instance: object) -> str:
    match instance:
        case None:
            return "空"
        case bool():
            return "true" if instance else "false"
        case dict():
            return "键和值"
        case list():
            return f"{len(instance)} 个值的列表"
        case str() if len(instance) > 20:
            return f"{instance[:20]}…共 {len(instance)} 字"
        case _:
            return str(instance)
