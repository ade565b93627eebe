"""Faults of a file are handed to the window one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import SITES, write_lists

from inspector.actions.explaining import Fault, faults_of
from inspector.exchange.rubric_file import read_rubric
from inspector.exchange.rubric_problem import RubricFaulty
from inspector.exchange.site_list import ListFaulty, read_sites
from inspector.platform.keys import WrongPin


def test_faults_of_a_list_name_cell_and_cure(tmp_path: Path) -> None:
    files = write_lists(tmp_path)
    files.sites.write_text(SITES.replace("西村,西村", ",西村"), "utf-8")
    with pytest.raises(ListFaulty) as caught:
        read_sites(files.sites)
    assert faults_of(caught.value) == (
        Fault(
            file="sites.csv", place="第 11 行 “name”列", what="名称是空的。", fix="请填单位名称。"
        ),
    )
    files.sites.write_bytes(b"")
    with pytest.raises(ListFaulty) as caught:
        read_sites(files.sites)
    (fault,) = faults_of(caught.value)
    assert fault.place == ""
    assert fault.fix


def test_faults_of_a_form_name_line_and_cure(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text("id: x\nstars: 3\n", "utf-8")
    with pytest.raises(RubricFaulty) as caught:
        read_rubric(path)
    found = faults_of(caught.value)
    assert len(found) == len(caught.value.problems) > 1
    assert all(one.file == "form.yaml" and one.place.startswith("第 ") for one in found)


def test_another_error_has_no_list_of_faults() -> None:
    assert faults_of(WrongPin()) == ()
