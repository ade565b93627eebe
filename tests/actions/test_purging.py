"""Photos go from a laptop only where a signed receipt says that the office holds them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from exchanged import office_on, receive, seal_all, seal_with_photos
from played_county import County, count_site, in_field, print_papers, sites_of

from inspector.actions import (
    acknowledging,
    examining,
    gathering,
    purging,
    receipting,
    sending,
)
from inspector.actions.desk import Desk
from inspector.actions.spoken import check_codes
from inspector.domain.errors import Cancelled
from inspector.domain.ids import Digest, TeamId
from inspector.domain.progress import Ticket
from inspector.media.vault import Shape, Vault


def photos_of(desk: Desk) -> frozenset[Digest]:
    with desk.store.reading() as reading:
        return reading.evidence.digests()


@pytest.fixture
def handed_in(county: County, tmp_path: Path) -> Path:
    """Hand one site of two in, both sealed, and return the receipt."""
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        sent = sending.export(desk, county.root / "back")
        seal_with_photos(desk, two, tmp_path)
    return receive(county, sent.path)


def test_only_acknowledged_photos_go_and_small_pictures_stay(
    county: County, handed_in: Path
) -> None:
    with in_field(county.laptop) as desk:
        assert purging.purgeable(desk).photos == ()
        assert purging.purge(desk).kept == 4, "nothing goes without a receipt"
        acknowledging.take_receipt(desk, handed_in)
        found = purging.purgeable(desk)
        assert (len(found.photos), found.kept) == (2, 2)
        assert found.size == sum(len(desk.vault.get(one)) for one in found.photos)
        gone = purging.purge(desk)
        assert gone == found
        assert not any(desk.vault.has(one) for one in gone.photos)
        assert all(desk.vault.get_thumbnail(one) for one in gone.photos)
        with desk.store.reading() as reading:
            assert reading.purged.digests() == set(gone.photos)
        assert all(desk.vault.has(one) for one in photos_of(desk) - set(gone.photos))
        assert purging.purgeable(desk).photos == ()
        second = sending.export(desk, county.root / "back")
        assert (second.photos, second.lost, second.given_up) == (2, (), ())
    receive(county, second.path)


def test_a_sheet_says_where_the_photo_is(county: County, handed_in: Path, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, handed_in)
        purging.purge(desk)
        site = sites_of(desk)[0]
        (sheet,) = print_papers(desk, "score-sheet", tmp_path / "a.pdf", str(site))
    pages = pypdfium2.PdfDocument(sheet)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert text.count("照片已交县办") == 2


def test_the_doctor_does_not_call_them_lost(county: County, handed_in: Path) -> None:
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, handed_in)
        purging.purge(desk)
        (found,) = (one for one in examining.examine(desk) if one.name == "照片")
        assert found.well, found.sentence


def test_words_on_the_telephone_allow_nothing(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path)
        sent = sending.export(desk, county.root / "back")
    receive(county, sent.path)
    with office_on(county.office, 6) as desk:
        (code,) = check_codes(desk, [sent.package_id]).values()
    with in_field(county.laptop) as desk:
        acknowledging.hear_code(desk, code)
        assert purging.purgeable(desk).photos == ()


def test_a_photo_that_the_office_lacks_stays(county: County, handed_in: Path) -> None:
    with office_on(county.office, 6) as desk:
        with desk.store.reading() as reading:
            lost = min(reading.evidence.digests())
        desk.vault.discard(lost)
        (written,) = receipting.write_receipts(desk, county.root / "receipts", TeamId("T01"))
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, handed_in)
        acknowledging.take_receipt(desk, written.path)
        found = purging.purgeable(desk)
        assert lost not in found.photos
        assert len(found.photos) == 1


def test_a_photo_that_an_open_site_needs_too_stays(county: County, tmp_path: Path) -> None:
    """It is acknowledged for one site, and hangs on another that is still open."""
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path / "same", count=1)
        sent = sending.export(desk, county.root / "back")
        visit = count_site(desk, two)
        item = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, item, [tmp_path / "same" / f"{one}-0.jpg"])
    receipt = receive(county, sent.path)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        found = purging.purgeable(desk)
        assert (found.photos, found.kept) == ((), 1)


def test_what_the_office_lost_after_it_was_given_up_is_said(
    county: County, handed_in: Path
) -> None:
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, handed_in)
        gone = purging.purge(desk).photos
    with office_on(county.office, 6) as desk:
        desk.vault.discard(gone[0])
        (written,) = receipting.write_receipts(desk, county.root / "receipts", TeamId("T01"))
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, written.path)
        sent = sending.export(desk, county.root / "back")
    assert (sent.given_up, sent.lost) == ((gone[0],), ())


def test_a_kill_between_note_and_file_loses_nothing(
    county: County, handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, handed_in)

        def killed(_self: Vault, _digest: Digest, **_but: Shape) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Vault, "discard", killed)
            with pytest.raises(KeyboardInterrupt):
                purging.purge(desk)
    with in_field(county.laptop) as desk:
        assert all(desk.vault.has(one) for one in photos_of(desk))
        again = sending.export(desk, county.root / "back", sending.Wish(everything=True))
        assert (again.photos, again.given_up) == (4, ()), "noted, still here, still sent"
        assert len(purging.purge(desk).photos) == 2
        assert sum(desk.vault.has(one) for one in photos_of(desk)) == 2


def test_stopped_between_two_lots_the_rest_stays(
    county: County, handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "BATCH", 1)
    ticket = Ticket()
    ticket.cancel()
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, handed_in)
        with pytest.raises(Cancelled):
            purging.purge(desk, ticket=ticket)
        with desk.store.reading() as reading:
            noted = reading.purged.digests()
        assert len(noted) == 1
        assert sum(desk.vault.has(one) for one in photos_of(desk)) == 3
