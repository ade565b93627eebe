"""A visit without points that lives in memory, for tests of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from memory_paper import MemoryPaper
from PIL import Image

from inspector.domain.errors import InspectorError
from inspector.domain.finding import Finding, Lack, lacks
from inspector.domain.ids import Digest, ItemCode, PersonId
from inspector.domain.policy import VisitKind
from inspector.domain.progress import Ticket
from inspector.domain.signing import SignState
from inspector.domain.visit import Sealing
from inspector.platform.clock import CHINA
from inspector.ui.job import Jobs
from inspector.ui.pages.survey.desk import Hung, Where
from inspector.ui.pages.survey.page import SurveyPage
from inspector.ui.sign_panel import SignPanel, paper_of

SURVEY = VisitKind(id="survey", name="遍访调研")
RETURN = VisitKind(id="revisit", name="整改回访", returns=True)
SHOW = VisitKind(
    id="observation",
    name="观摩",
    sections=("版面展示", "资料查阅", "支部书记讲解", "工作区长点评"),
)
HIDDEN = ItemCode("PA-9")
ITEMS = {ItemCode("ST-2"): "村容村貌", ItemCode("ST-3"): "村庄绿化", HIDDEN: "网格台账"}
START = datetime(2026, 11, 5, 9, 31, tzinfo=CHINA)


def blank_pdf() -> bytes:
    """Return a page without words."""
    drawn = BytesIO()
    Image.new("RGB", (60, 80), "white").save(drawn, "PDF")
    return drawn.getvalue()


class MemorySurvey:
    """Saves nothing; ``refusing`` is raised by every change while it is set."""

    def __init__(self, kind: VisitKind = SURVEY, where: Where | None = None) -> None:
        self.kind = kind
        self.where = where or Where(township="古塬镇", name="后辛沟村", tail="217")
        self.kept: dict[int, Finding] = {}
        self.problems: list[str] = []
        self.refusing: InspectorError | None = None
        self.saves = 0
        self._at = START
        self._sealing: Sealing | None = None
        self.paper = MemoryPaper()

    def findings(self) -> Sequence[Finding]:
        return [self.kept[number] for number in sorted(self.kept)]

    def lacks(self) -> Sequence[Lack]:
        return lacks(self.kind, self.findings(), {HIDDEN})

    def items(self) -> Mapping[ItemCode, str]:
        return ITEMS

    def look_only(self, finding: Finding) -> bool:
        return finding.item == HIDDEN

    def put(self, finding: Finding) -> tuple[Finding, datetime]:
        self._refuse()
        kept = finding if finding.n else replace(finding, n=max(self.kept, default=0) + 1)
        self.kept[kept.n] = kept
        self.saves += 1
        self._at += timedelta(seconds=7)
        return kept, self._at

    def drop(self, number: int) -> None:
        self._refuse()
        del self.kept[number]

    def bring_problems(self) -> int:
        self._refuse()
        there = {one.problem for one in self.findings()}
        new = [problem for problem in self.problems if problem not in there]
        for problem in new:
            self.put(Finding(n=0, problem=problem))
        return len(new)

    def thumbnail(self, digest: Digest) -> bytes:
        drawn = BytesIO()
        Image.new("RGB", (120, 90), f"#{digest[:6]}").save(drawn, "PNG")
        return drawn.getvalue()

    def take_in(self, number: int, paths: Sequence[Path], ticket: Ticket) -> Hung:
        self._refuse()
        good = [path for path in paths if path.suffix == ".jpg"]
        photos = tuple(Digest(f"{at + 7:02x}" * 32) for at, _path in enumerate(good))
        finding = self.kept[number]
        self.kept[number] = replace(finding, photos=(*finding.photos, *photos))
        ticket.step(len(paths), len(paths))
        bad = tuple(f"{path.name}：不是照片" for path in paths if path not in good)
        return Hung(photos=len(good), refused=bad)

    def unhang(self, number: int, photo: Digest) -> None:
        self._refuse()
        finding = self.kept[number]
        rest = tuple(one for one in finding.photos if one != photo)
        self.kept[number] = replace(finding, photos=rest)

    def save_sheet(self, path: Path, ticket: Ticket) -> None:
        ticket.step(0, 1)
        self._refuse()
        path.write_bytes(b"%PDF-1.4")

    def sheet(self, ticket: Ticket) -> bytes:
        ticket.step(0, 1)
        self._refuse()
        return blank_pdf()

    def signed(self) -> SignState | None:
        return self.paper.state

    def reload(self) -> None:
        if self.paper.state is None:
            self._sealing = None

    def sealed(self) -> Sealing | None:
        return self._sealing

    def seal(self) -> Sealing:
        self._refuse()
        self.paper.state = SignState.WAITING
        self._sealing = Sealing(at=self._at, by=PersonId("T01-2"), digest=Digest("ab" * 32))
        return self._sealing

    def _refuse(self) -> None:
        if self.refusing is not None:
            raise self.refusing


def survey_page(survey: MemorySurvey, jobs: Jobs) -> SurveyPage:
    """Return the page of a visit, with who signs it."""
    return SurveyPage(survey, jobs, SignPanel(survey.paper, paper_of(survey), jobs))
