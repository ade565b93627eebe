"""照片册: six to a page, captions, marks, what is left out and why; stopped in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from phone_photos import Phone
from PIL import Image
from played_county import ROUND, START, Clock, County, at_office, count_site, in_field, sites_of
from pypdfium2 import PdfDocument

from inspector.actions import annotating, gathering, scoring, sealing, sending
from inspector.actions.checking_photos import PhotoRefused
from inspector.actions.desk import Desk
from inspector.actions.papers import albums
from inspector.actions.papers.albums import ALBUM, NoPhotos, taken_words
from inspector.actions.papers.document import Planned, Wish
from inspector.actions.papers.writing import Target, paper_pdf, write_papers
from inspector.actions.scoring import OpenVisit
from inspector.actions.visit_sheets import HANDED_OVER, standing
from inspector.domain.errors import Cancelled
from inspector.domain.finding import Finding
from inspector.domain.ids import Digest, PersonId
from inspector.domain.marks import Shape, ShapeKind
from inspector.domain.progress import Ticket
from inspector.domain.slate import How, PhoneClock
from inspector.domain.sorting import may_show
from inspector.domain.visit import EMPTY, Evidence
from inspector.media.photo_errors import DecoderShut
from inspector.media.vault import PhotoDamaged, PhotoMissing
from inspector.store.carried import Purged

NOON = START.replace(hour=9, minute=0)
ARROW = Shape(kind=ShapeKind.ARROW, x1=100, y1=100, x2=900, y2=900)
SLOW = timedelta(minutes=7)


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with in_field(county.laptop, Clock(NOON)) as desk:
        yield desk


def shot(desk: Desk, folder: Path, count: int) -> OpenVisit:
    """Hang photos of one phone on the first items, three each; the last one is HEIC."""
    visit = count_site(desk, sites_of(desk)[0])
    phone = Phone(folder / "a", "A1", SLOW)
    files = [phone.shoot(NOON + timedelta(minutes=n), heic=n == count - 1) for n in range(count)]
    items = [item for item in visit.rubric.items() if may_show(item)]
    for place in range(0, count, 3):
        gathering.attach(desk, visit, items[place // 3].code, files[place : place + 3])
    clock = PhoneClock(camera="Maker A1", how=How.QR, offset=420, owner=PersonId("T01-2"), shown="")
    with desk.store.unit() as unit:
        unit.phone_clocks.put(visit.uid, [clock])
        unit.commit()
    return scoring.open_visit(desk, visit.line.site.code)


def hung(visit: OpenVisit) -> list[Digest]:
    return [photo for entry in visit.counted.values() for photo in entry.photos]


def pages_of(pdf: bytes) -> list[str]:
    with PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def pictures_on(pdf: bytes) -> list[int]:
    """Return how many pictures each page shows."""
    with PdfDocument(pdf) as document:
        return [sum(1 for one in page.get_objects([3])) for page in document]


def only(desk: Desk, **options: str) -> Planned:
    (one,) = ALBUM.plan(desk, Wish(options=options))
    return one


def test_six_photos_a_page_each_with_item_time_and_owner(desk: Desk, tmp_path: Path) -> None:
    visit = shot(desk, tmp_path, 8)
    sealing.seal(desk, visit)
    pdf = paper_pdf(only(desk))
    first, second = pages_of(pdf)
    assert pictures_on(pdf) == [6, 2]
    assert "共8张照片，全部印出。" in first
    assert "2026-11-0309:00:00（手机原时间08:53:00）人12" in first
    item = next(iter(visit.rubric.items()))
    assert f"{item.code}{item.short}" in first
    assert "记录码" in second
    lost = next(one for one in visit.card().losses if one.item == item.code)
    assert f"{lost.checkpoint}" in first
    assert paper_pdf(only(desk)) == pdf


def test_an_arrow_is_on_paper_and_a_long_edge_has_a_thousand_px(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = shot(desk, tmp_path, 1)
    (photo,) = hung(visit)
    plain = albums._picture(desk, visit.uid, photo)
    annotating.mark(desk, visit, photo, [ARROW], turn=1)
    marked = albums._picture(desk, visit.uid, photo)
    assert isinstance(plain, bytes)
    assert isinstance(marked, bytes)
    assert Image.open(BytesIO(plain)).size == Image.open(BytesIO(marked)).size[::-1]
    monkeypatch.setattr(albums, "PRINTED_EDGE", 100)
    small = albums._picture(desk, visit.uid, photo)
    assert isinstance(small, bytes)
    assert max(Image.open(BytesIO(small)).size) == 100


def test_a_photo_that_cannot_be_shown_leaves_a_named_box(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = shot(desk, tmp_path, 7)
    sealing.seal(desk, visit)
    faults = iter(
        [
            PhotoRefused(digest="ab", reason="截断"),
            DecoderShut(why="没有内存"),
            PhotoMissing(digest="ab"),
            PhotoDamaged(digest="ab", path="x"),
        ]
    )
    real = annotating.shown_picture

    def shown(*told: object) -> bytes:
        fault = next(faults, None)
        if fault is not None:
            raise fault
        return bytes(real(*told))  # type: ignore[arg-type]  # passed through as it came

    monkeypatch.setattr(albums, "shown_picture", shown)
    pdf = paper_pdf(only(desk))
    first, _second = pages_of(pdf)
    assert pictures_on(pdf) == [2, 1]
    assert "共7张照片，印出3张；未印4张：照片不合格1张，照片未检1张，照片还没有收到1张" in first
    assert "照片文件有损坏，未印" in first


def test_a_photo_that_was_handed_over_says_where_it_is(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = shot(desk, tmp_path, 1)
    (photo,) = hung(visit)

    def shown(*_told: object) -> bytes:
        raise PhotoMissing(digest="ab")

    monkeypatch.setattr(albums, "shown_picture", shown)
    assert albums._picture(desk, visit.uid, photo) == albums.MISSING
    with desk.store.unit() as unit:
        unit.purged.add([Purged(digest=photo, receipt="a" * 64, at=desk.clock())])
        unit.commit()
    assert albums._picture(desk, visit.uid, photo) == HANDED_OVER


def test_what_may_not_be_photographed_or_hangs_nowhere_is_counted_not_shown(
    desk: Desk, tmp_path: Path
) -> None:
    visit = shot(desk, tmp_path, 3)
    closed = next(item for item in visit.form.items() if not may_show(item))
    phone = Phone(tmp_path / "b", "B1")
    gathering.take_loose(desk, visit, [phone.shoot(NOON)])
    gathered = gathering.take_loose(desk, visit, [phone.shoot(NOON), phone.shoot(NOON)])
    digests = tuple(one.digest for one in gathered.evidence)
    entry = replace(visit.counted.get(closed.code, EMPTY), photos=digests)
    scoring.put_item(desk, visit, closed.code, entry)
    visit = scoring.open_visit(desk, visit.line.site.code)
    sealing.seal(desk, visit)
    pdf = paper_pdf(only(desk))
    (text,) = pages_of(pdf)
    assert pictures_on(pdf) == [3]
    assert "共6张照片，印出3张；未印3张" in text
    assert "只看不拍2张" in text
    assert "没有归到考评项1张" in text


def test_a_site_has_one_book_over_its_rounds(desk: Desk, tmp_path: Path) -> None:
    sealing.seal(desk, shot(desk, tmp_path, 2))
    one = only(desk, by="site")
    (text,) = pages_of(paper_pdf(one))
    assert one.key == str(one.site)
    assert f"{ROUND}轮交叉考评" in text
    assert "1次考评" in text
    assert one.make().stem.startswith("照片册_各轮_")


def test_nothing_to_show_is_said_in_one_sentence(desk: Desk) -> None:
    with pytest.raises(NoPhotos, match="没有照片册可印"):
        only(desk)
    sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
    with pytest.raises(NoPhotos):
        only(desk)


def test_each_photo_is_reported_and_the_book_stops_in_the_middle(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealing.seal(desk, shot(desk, tmp_path, 5))
    told: list[tuple[int, int, str]] = []
    ticket = Ticket(lambda *step: told.append(step))
    write_papers(desk, ALBUM, Wish(), Target(out=tmp_path / "out"), ticket)
    assert told[0] == (0, 5, "照片 1 / 5")
    stopped, opened = Ticket(), []
    real = annotating.shown_picture

    def shown(*told: object) -> bytes:
        opened.append(told)
        if len(opened) == 2:
            stopped.cancel()
        return bytes(real(*told))  # type: ignore[arg-type]  # passed through as it came

    monkeypatch.setattr(albums, "shown_picture", shown)
    out = tmp_path / "stopped"
    with pytest.raises(Cancelled):
        write_papers(desk, ALBUM, Wish(), Target(out=out), stopped)
    assert len(opened) == 2
    assert list(out.iterdir()) == []
    opened.clear()
    book = Target(out=tmp_path / "book.pdf", one_file=True)
    again = Ticket()
    stopped = again
    with pytest.raises(Cancelled):
        write_papers(desk, ALBUM, Wish(), book, again)
    assert len(opened) == 2
    assert not book.out.exists()


def test_a_photo_on_two_items_is_shown_once(desk: Desk, tmp_path: Path) -> None:
    visit = shot(desk, tmp_path, 1)
    first, second, *_ = (item for item in visit.rubric.items() if may_show(item))
    photos = visit.counted[first.code].photos
    entry = replace(visit.counted[second.code], photos=photos)
    scoring.put_item(desk, visit, second.code, entry)
    visit = scoring.open_visit(desk, visit.line.site.code)
    sealing.seal(desk, visit)
    pdf = paper_pdf(only(desk))
    assert pictures_on(pdf) == [1]
    assert f"{first.code}{first.short}、{second.code}{second.short}" in pages_of(pdf)[0]


def test_a_photo_of_a_finding_says_what_was_found(desk: Desk, tmp_path: Path) -> None:
    visit = shot(desk, tmp_path, 1)
    (loose,) = gathering.take_loose(desk, visit, [Phone(tmp_path / "b", "B1").shoot(NOON)]).evidence
    closed = next(item for item in visit.form.items() if not may_show(item))
    sealing.seal(desk, visit)
    found = Finding(n=2, fact="后街垃圾没有清", photos=(loose.digest,))
    with desk.store.reading() as reading:
        shown = replace(standing(reading, desk, visit.uid), findings=(found,))
        _hung, photo = albums._Bench(reading, desk, shown).photos()
        hidden = replace(shown, findings=(replace(found, item=closed.code),))
        bench = albums._Bench(reading, desk, hidden)
        assert len(tuple(bench.photos())) == 1
    assert (photo.about, photo.text) == ("第 2 条", "后街垃圾没有清")
    assert bench.absent == {"只看不拍": 1}


def test_an_office_prints_the_same_book(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop, Clock(NOON)) as desk:
        sealing.seal(desk, shot(desk, tmp_path, 2))
        here = pages_of(paper_pdf(only(desk)))
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        county.accept(desk, [package])
        assert pages_of(paper_pdf(only(desk))) == here


@pytest.mark.parametrize(
    ("taken_at", "clock", "words"),
    [
        ("2026-11-03T09:00:00", None, "2026-11-03 09:00:00"),
        ("", None, "没有拍摄时间"),
        ("2026-11-03T09:00:00", 0, "2026-11-03 09:00:00　人12"),
        ("2026-11-03T23:59:00", 120, "2026-11-04 00:01:00（手机原时间 2026-11-03 23:59:00）　人12"),
    ],
)
def test_a_time_stands_with_what_the_phone_said(
    desk: Desk, taken_at: str, clock: int | None, words: str
) -> None:
    photo = Evidence(
        digest=Digest("a" * 64), media="image/jpeg", size=1, width=4, height=3,
        source_digest=Digest("b" * 64), taken_at=taken_at, camera="A1",
    )  # fmt: skip
    known = {}
    if clock is not None:
        one = PhoneClock(camera="A1", how=How.QR, offset=clock, owner=PersonId("T01-2"))
        known[one.key] = one
    with desk.store.reading() as reading:
        assert taken_words(photo, known, reading.teams.people()) == words
