"""What a score sheet says beside its marks: gaps left, corrections, and how it was signed.

What is said only after the signatures stands on later prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from inspector.domain.place_words import PlaceWords
from inspector.domain.points import show
from inspector.domain.rubric import Rubric
from inspector.domain.signing import Signature, SignRole, SignWay
from inspector.domain.visit_paper import Correction, LeftGap
from inspector.domain.wording import moment_words, word
from inspector.sheets.flow import Row, space

HeadingRow = Callable[[str], Row]
TextRow = Callable[[str], Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterword:
    """What was said about a visit when it was sealed, and after."""

    left: tuple[LeftGap, ...] = ()
    again: str = ""
    """Why it was sealed again, in the words of the seal."""
    corrections: tuple[Correction, ...] = ()
    signatures: tuple[Signature, ...] = ()
    """Of a later print; what is printed to be signed has none."""


def after_rows(
    said: Afterword, rubric: Rubric, words: PlaceWords, heading: HeadingRow, text: TextRow
) -> Iterator[Row]:
    """Yield what was left open, why it was sealed again, and what was corrected."""
    for title, sentences in (
        ("离开时留下的缺口", left_sentences(said.left)),
        ("重新定稿的原因", [said.again] if said.again and not said.corrections else []),
        ("更正", correction_sentences(said.corrections, rubric)),
        ("签字情况", signed_sentences(said.signatures, words)),
    ):
        if sentences:
            yield heading(title)
            yield from map(text, sentences)
            yield space(4)


def left_sentences(left: Sequence[LeftGap]) -> list[str]:
    """Say why gaps were left open; those of one reason stand together."""
    by_reason: dict[str, list[str]] = {}
    for one in left:
        by_reason.setdefault(one.reason, []).append(
            f"{one.checkpoint or one.item} {word(one.kind)}"
        )
    return [f"{'、'.join(gaps)}：{reason}" for reason, gaps in by_reason.items()]


def correction_sentences(corrections: Sequence[Correction], rubric: Rubric) -> list[str]:
    """Say what was corrected, why and by whom."""
    known = {item.code: item.title for item in rubric.items()}
    return [
        f"{one.item} {known.get(one.item, '')} 由 {show(one.before)} 分更正为 "
        f"{show(one.after)} 分，原因：{one.reason}（更正人 {one.by}）"
        for one in corrections
    ]


def signed_sentences(signatures: Sequence[Signature], words: PlaceWords) -> list[str]:
    """Say who signed, and of each side path what happened."""
    plain = [one for one in signatures if one.way in (SignWay.PAPER, SignWay.DRAWN)]
    said = []
    if plain:
        at = max(one.at for one in plain)
        names = "、".join(one.name for one in plain)
        why = "；".join(dict.fromkeys(one.reason for one in plain if one.reason))
        said.append(f"{names} 已签字，{moment_words(at)}{f'，{why}' if why else ''}。")
    return said + [
        _aside(one, words) for one in signatures if one.way not in (SignWay.PAPER, SignWay.DRAWN)
    ]


def _aside(one: Signature, words: PlaceWords) -> str:
    who = words.secretary if one.role is SignRole.SECRETARY else word(one.role)
    if one.way is SignWay.REFUSED:
        return (
            f"{who} {one.name} 拒签，原因：{one.reason}。证明人 {'、'.join(one.witnesses)}。"
            "成绩有效，本次考评进入复核。"
        )
    if one.way is SignWay.DEPUTY:
        return f"{who}不在，由受托人 {one.name}（{one.relation}）签字，{moment_words(one.at)}。"
    return f"{who} {one.name} 不在，未签字，原因：{one.reason}。"


def signed_name(signatures: Sequence[Signature], role: SignRole) -> str:
    """Return under what name somebody signed for a role that the lists name nobody for."""
    mine = drawn_by(signatures, role, "")
    if mine is None:
        return ""
    return f"{mine.name}（受托人）" if mine.way is SignWay.DEPUTY else mine.name


def drawn_by(signatures: Sequence[Signature], role: SignRole, name: str) -> Signature | None:
    """Return the signature that belongs into somebody's box."""
    mine = (one for one in signatures if one.role is role)
    if role is SignRole.INSPECTOR:
        mine = (one for one in mine if one.name == name)
    return next(mine, None)
