"""One case: what the list says, what each team saw, what was decided so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from inspector.actions.joint_review import Case, Report
from inspector.domain.denial import Denial, Verdict
from inspector.domain.ids import Digest
from inspector.domain.wording import full_day_words, moment_words, word
from inspector.platform.clock import CHINA
from inspector.ui.pages.clues import texts
from inspector.ui.pages.clues.lines import GLYPHS
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row
from inspector.ui.widgets.photo_strip import PHOTOS_SHOWN, PhotoStrip

Thumbnail = Callable[[Digest], QPixmap]
"""A photo's small picture with what is drawn on it; null where there is none to show."""


class CaseCard(Panel):
    """Everything that is known of one case."""

    def __init__(self, case: Case, thumbnail: Thumbnail) -> None:
        super().__init__("bg")
        box = column(Label(case.place, 20, bold=True, wrap=True), gap=10)
        head = texts.HEAD.format(entry=case.entry, condition=case.condition)
        box.addWidget(Label(head, 17, bold=True, wrap=True))
        if case.office:
            box.addWidget(Label(texts.LISTED_OFFICE.format(office=case.office), 15, "text2"))
        for report in case.reports:
            box.addWidget(_report(report, thumbnail))
        if not case.reports:
            box.addWidget(Label(texts.NO_REPORT, 15, "text2", wrap=True))
        if case.decisions:
            box.addWidget(Label(texts.DECISIONS, 17, bold=True))
            for one in case.decisions:
                box.addWidget(_decision(one))
        box.addStretch(1)
        self.setLayout(box)


def _report(report: Report, thumbnail: Thumbnail) -> QWidget:
    panel = Panel("surface", border="line2")
    head = texts.REPORT.format(team=report.team, round=report.round)
    box = column(Label(head, 15, "text2"), margin=12, gap=6)
    box.addWidget(Label(report.clue.what, 16, wrap=True))
    photos = report.clue.photos
    if photos:
        box.addWidget(Label(texts.PHOTOS.format(count=len(photos)), 14, "text2"))
        box.addWidget(PhotoStrip([thumbnail(one) for one in photos[:PHOTOS_SHOWN]]))
    panel.setLayout(box)
    return panel


def _decision(one: Denial) -> QWidget:
    panel = Panel("surface", border="line2")
    first, *rest = _said(one)
    line = row(GlyphMark(GLYPHS[one.verdict]), Label(first, 15, bold=True, wrap=True), gap=8)
    line.setStretch(1, 1)
    box = column(margin=12, gap=4)
    box.addLayout(line)
    for sentence in rest:
        box.addWidget(Label(sentence, 15, "text2", wrap=True))
    panel.setLayout(box)
    return panel


def _said(one: Denial) -> Iterator[str]:
    facts = {
        "verdict": word(one.verdict), "office": one.office, "document": one.document,
        "decided": full_day_words(one.decided), "until": full_day_words(one.until),
        "by": one.by, "at": moment_words(one.at.astimezone(CHINA)), "why": one.why,
    }  # fmt: skip
    yield (texts.DECIDED if one.verdict is Verdict.UPHELD else _short(one)).format(**facts)
    yield (texts.ENTERED_WHY if one.why else texts.ENTERED).format(**facts)


def _short(one: Denial) -> str:
    return texts.DECIDED_PAPERS if one.document else texts.DECIDED_SHORT
