"""Clock, resources and free space."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from inspector.platform import resources
from inspector.platform.clock import now
from inspector.platform.durable import DiskFull
from inspector.platform.resources import form, resource
from inspector.platform.space import free_bytes, require_space


def test_the_clock_speaks_chinas_time_whatever_the_laptop_thinks() -> None:
    assert now().utcoffset() == timedelta(hours=8)


def test_the_checkout_serves_where_nothing_is_packed() -> None:
    assert resource().name == "resources"
    assert form().name == "forms"


def test_the_packed_copy_is_taken_first(tmp_path: Path) -> None:
    package = tmp_path / "inspector"
    for root in (package / "_forms", tmp_path / "forms"):
        root.mkdir(parents=True)
        (root / "rural.yaml").touch()
    assert resources._find("forms", ("rural.yaml",), package) == package / "_forms/rural.yaml"


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="resources/no/such"):
        resource("no", "such")


def test_free_space_is_that_of_the_nearest_folder(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") > 0


def test_what_does_not_fit_is_refused_beforehand(tmp_path: Path) -> None:
    require_space(tmp_path, 1)
    with pytest.raises(DiskFull):
        require_space(tmp_path, 2**62)
