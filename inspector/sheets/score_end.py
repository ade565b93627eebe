"""The end of a score sheet: gaps, the village's view, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from inspector.domain.place_words import PlaceWords, place_words
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import Gap
from inspector.domain.signing import BOX, Signature, SignRole
from inspector.domain.site import Site
from inspector.domain.visit import Objection
from inspector.sheets.flow import Row, space
from inspector.sheets.marks import checkbox
from inspector.sheets.page import BLACK, DARK, GREY, LEFT, RIGHT, Page, Style, plain, strong
from inspector.sheets.score_after import Afterword, after_rows, drawn_by, signed_name
from inspector.sheets.sheet_facts import Signer

SPAN = RIGHT - LEFT
HEADING = strong(9.6, 16)
TEXT = plain(8.8, 12.6)
ROLE = plain(8, 11, DARK)
NAME = strong(9, 12)
SMALL = plain(8, 11, DARK)

COLUMNS = 4
SIGN_HEIGHT = 40
SIGN_HIGH = 26
"""Of a drawn signature, in points."""


class Signing(Protocol):
    """Who signs: a filled sheet and a blank one alike."""

    @property
    def site(self) -> Site | None:
        """Where they sign; None on a form for anywhere."""

    @property
    def people(self) -> tuple[Signer, ...]:
        """The team."""

    @property
    def secretary(self) -> str:
        """The secretary of the village's Party branch."""

    @property
    def escort(self) -> str:
        """The township's official who came along."""

    @property
    def signers(self) -> tuple[SignRole, ...]:
        """Who signs."""


def gap_rows(gaps: Sequence[Gap]) -> Iterator[Row]:
    """Yield what keeps the visit from being sealed, and what is only missing."""
    for must, heading in ((True, "还缺（补齐才能定稿）"), (False, "可以补充")):
        named = [gap for gap in gaps if gap.must is must]
        if not named:
            continue
        yield _heading(f"{heading}　{len(named)} 处")
        sentences = [gap.sentence for gap in named]
        for text in sentences if must else ["；".join(sentences)]:
            yield _paragraph(text)
        yield space(8)


def objection_rows(
    objections: Sequence[Objection], rubric: Rubric, words: PlaceWords
) -> Iterator[Row]:
    """Yield the village's different views, or room for one by hand."""
    yield _heading(f"{words.inside}的不同意见")
    for number, objection in enumerate(objections, start=1):
        keep = number == len(objections)
        about = (
            f"{objection.item} {rubric.item(objection.item).title}" if objection.item else "整体"
        )
        yield replace(_paragraph(f"{about}：{objection.text}（{objection.by}）"), keep=keep)
        yield replace(space(2), keep=keep)
    if not objections:
        yield replace(_blank_line("当场未提出；如有，写在这里："), keep=True)
    yield replace(space(6), keep=True)


def afterword_rows(said: Afterword, rubric: Rubric, words: PlaceWords) -> Iterator[Row]:
    """Yield what was said beside the marks; nothing where nothing was."""
    yield from after_rows(said, rubric, words, _heading, _paragraph)


def signature_rows(
    sheet: Signing, signatures: Sequence[Signature] = (), *, heading: str = ""
) -> Iterator[Row]:
    """Yield boxes for all who sign, and for a refusal. They stay together.

    What was drawn on the screen stands in its box, on the prints that follow. Without a
    ``heading`` it says who keeps the two copies.
    """
    words = place_words(sheet.site)
    yield _heading(heading or f"签字　{words.both_sign}")
    people = [
        _Box(person, drawn_by(signatures, SignRole.INSPECTOR, person.name))
        for person in (sheet.people if SignRole.INSPECTOR in sheet.signers else ())
    ]
    lines = -(-len(people) // COLUMNS)
    for line in range(lines):  # as even as may be: five sign in lines of three and two
        first, end = (-(-len(people) * edge // lines) for edge in (line, line + 1))
        yield _signers(people[first:end])
    secretary = drawn_by(signatures, SignRole.SECRETARY, "")
    escort = drawn_by(signatures, SignRole.ESCORT, "")
    name = sheet.secretary or signed_name(signatures, SignRole.SECRETARY)
    other = sheet.escort or signed_name(signatures, SignRole.ESCORT)
    others = {
        SignRole.SECRETARY: _Box(
            Signer(name=name, role=f"{words.secretary}（受托人注明）"), secretary
        ),
        SignRole.ESCORT: _Box(Signer(name=other, role="陪同乡镇干部"), escort),
    }
    yield _signers([box for role, box in others.items() if role in sheet.signers], last="日期")
    if SignRole.SECRETARY in sheet.signers:
        yield _refusal()


def _heading(text: str) -> Row:
    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + HEADING.rise, text, HEADING)

    return Row(height=HEADING.leading + 2, draw=draw, keep=True)


def _paragraph(text: str, style: Style = TEXT) -> Row:
    lines = style.lines(text, SPAN)

    def draw(page: Page, y: float) -> None:
        page.lines(LEFT, y, lines, style)

    return Row(height=len(lines) * style.leading + 1, draw=draw)


def _blank_line(label: str) -> Row:
    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + 11, label, SMALL)
        page.rule(LEFT + SMALL.width(label) + 4, y + 13, (RIGHT, y + 13), paint=GREY)

    return Row(height=18, draw=draw)


@dataclass(frozen=True, slots=True)
class _Box:
    """Whose box it is, and the signature that stands in it."""

    person: Signer
    signature: Signature | None = None


def _signers(people: Sequence[_Box], *, last: str = "") -> Row:
    wide = SPAN / COLUMNS

    def draw(page: Page, y: float) -> None:
        edges = [LEFT + column * wide for column in range(COLUMNS)]
        if last:  # the first one has what the date leaves
            spans = [COLUMNS - len(people), *[1] * len(people)][: len(people)]
        else:  # the last ones have what a smaller team leaves
            share, wider = divmod(COLUMNS, len(people))
            spans = [share + (place >= len(people) - wider) for place in range(len(people))]
        column = 0
        for person, span in zip(people, spans, strict=True):
            _sign_box(page, (edges[column], y), (wide * span, SIGN_HEIGHT), person)
            column += span
        if last:
            date = _Box(Signer(name="", role=last))
            _sign_box(page, (edges[column], y), (wide, SIGN_HEIGHT), date)

    return Row(height=SIGN_HEIGHT, draw=draw, keep=True)


def _sign_box(
    page: Page, corner: tuple[float, float], size: tuple[float, float], box: _Box
) -> None:
    x, y = corner
    page.box(corner, size, stroke=DARK, width=0.5)
    page.text(x + 5, y + 10, box.person.role, ROLE)
    page.text(x + 5, y + 22, box.person.name, NAME)
    for stroke in box.signature.strokes if box.signature is not None else ():
        scale = SIGN_HIGH / BOX[1]
        left, top = x + size[0] - BOX[0] * scale - 3, y + SIGN_HEIGHT - SIGN_HIGH - 3
        points = [(left + across * scale, top + down * scale) for across, down in stroke]
        for start, end in pairwise([points[0], *points]):
            page.rule(*start, end, width=0.8, paint=BLACK)


def _refusal() -> Row:
    def draw(page: Page, y: float) -> None:
        page.box((LEFT, y), (SPAN, 20), stroke=DARK, width=0.5)
        checkbox(page, (LEFT + 6, y + 6.5))
        label = "拒签，理由："
        page.text(LEFT + 18, y + 13, label, SMALL)
        page.rule(LEFT + 20 + SMALL.width(label), y + 15, (RIGHT - 170, y + 15), paint=GREY)
        page.text(RIGHT - 164, y + 13, "见证人：", SMALL)
        page.rule(RIGHT - 130, y + 15, (RIGHT - 8, y + 15), paint=GREY)

    return Row(height=22, draw=draw)
