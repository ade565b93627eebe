"""What is told before printing: names whose signs no typeface has."""

from __future__ import annotations

import pytest
from played_county import County, at_office

from inspector.actions.papers import remarking
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.remarking import remarks_on


def test_a_sign_that_no_face_has_is_told_with_its_village(nasty: County) -> None:
    with at_office(nasty.office) as desk:
        (told,) = remarks_on(desk, DOCUMENTS["ranking"])
    assert told.startswith("纸上印成“〓”的字：\U0001f409（@北/乡. \U0001f409村（202））")
    assert told.count("（@") == 1
    assert not set(told) & set("㟃䢺𬇙")


def test_many_of_them_are_counted(nasty: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remarking, "missing_characters", lambda name: tuple(name[-1:]))
    with at_office(nasty.office) as desk:
        (told,) = remarks_on(desk, DOCUMENTS["ranking"])
    assert "等 2" in told


def test_a_county_of_usual_names_is_told_nothing(county: County) -> None:
    with at_office(county.office) as desk:
        assert remarks_on(desk, DOCUMENTS["ranking"]) == ()
