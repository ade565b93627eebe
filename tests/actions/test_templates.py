"""The county's own wording of its documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import County, at_office

from inspector.actions.forms import document_of
from inspector.actions.templates import (
    TEMPLATE,
    TemplateOutdated,
    own_templates,
    replace_template,
    template_of,
)
from inspector.domain.template import KINDS
from inspector.exchange.rubric_file import RubricFaulty
from inspector.platform.resources import form


def own_file(
    folder: Path, old: str = "issuer: 中共{县}委组织部", new: str = "issuer: 县五星办"
) -> Path:
    text = form("documents", "bulletin.yaml").read_text("utf-8")
    assert old in text
    path = folder / "own.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_a_new_office_keeps_a_copy_of_every_template(county: County) -> None:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert {one.id for one in reading.documents.all_current(TEMPLATE)} == set(KINDS)
        assert template_of(reading, "notice").attachments[0].part == "问题清单"


def test_the_office_replaces_one_and_older_ones_stay_in_the_folder(
    county: County, tmp_path: Path
) -> None:
    with at_office(county.office) as desk:
        assert replace_template(desk, own_file(tmp_path)).issuer == "县五星办"
        with desk.store.reading() as reading:
            assert template_of(reading, "bulletin").issuer == "县五星办"
            assert template_of(reading, "notice").issuer == "中共{县}委组织部"
            assert len(reading.documents.all(TEMPLATE)) == len(KINDS) + 1
            assert [event.subject for event in reading.events.of_kind("template")] == ["bulletin"]


def test_a_faulty_file_changes_nothing(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        with pytest.raises(RubricFaulty):
            replace_template(desk, own_file(tmp_path, "{轮次}", "{月份}"))
        with desk.store.reading() as reading:
            assert len(reading.documents.all(TEMPLATE)) == len(KINDS)


def test_wording_that_this_version_cannot_fill_is_named_not_printed(county: County) -> None:
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            current = unit.documents.current(TEMPLATE, "bulletin")
            assert current is not None
            unit.documents.put(document_of(TEMPLATE, {**current.tree(), "title": "{旧名}通报"}))
            unit.commit()
        with desk.store.reading() as reading, pytest.raises(TemplateOutdated) as fault:
            template_of(reading, "bulletin")
    assert "月排名通报的文书模板里有“旧名”" in fault.value.sentence()


def test_an_older_folder_without_templates_uses_the_program_s_own(county: County) -> None:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        kept = {one.id: one.digest for one in reading.documents.all_current(TEMPLATE)}
        assert kept == {one.id: one.digest for one in own_templates()}
    laptop = next(iter(own_templates()))
    assert laptop.kind == TEMPLATE
