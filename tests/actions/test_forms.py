"""A form that is not there is asked for by name."""

from __future__ import annotations

import pytest
from played_county import Clock, County, in_field, sites_of

from inspector.actions import forms, scoring
from inspector.actions.desk import Desk
from inspector.domain.ids import Digest
from inspector.store.documents import Documents


def test_a_form_that_is_not_there_is_named(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    with in_field(county.laptop, Clock()) as desk, desk.store.reading() as reading:
        with pytest.raises(forms.FormMissing, match="“town”"):
            forms.rubric_of_id(reading, "town")
        with pytest.raises(forms.FormMissing, match="“000000000000”"):
            forms.rubric_of_digest(reading, Digest("0" * 64))
        assert forms.rubric_of_id(reading, "rural").id == "rural"
        monkeypatch.setattr(Documents, "current", lambda *_: None)
        with pytest.raises(forms.FormMissing, match="policy"):
            forms.policy_of(reading)


def test_a_visit_keeps_the_version_it_was_begun_with(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        begun = scoring.open_visit(desk, site).rubric
        newer = _newer(desk)
        assert newer != begun.digest
        assert scoring.open_visit(desk, site).rubric.digest == begun.digest
        other = scoring.open_visit(desk, sites_of(desk)[1])
        assert other.rubric.digest == newer, "what is begun later uses the current version"


def _newer(desk: Desk) -> Digest:
    with desk.store.unit() as unit:
        document = unit.documents.current(forms.RUBRIC, "rural")
        assert document is not None
        newer = forms.document_of(forms.RUBRIC, {**document.tree(), "version": "2099"})
        unit.documents.put(newer)
        unit.commit()
    return newer.digest
