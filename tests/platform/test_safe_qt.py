"""A PySide6 that would abort the process is refused before Qt is loaded."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest

from inspector.platform import safe_qt


@pytest.mark.parametrize(
    ("python", "pyside", "safe"),
    [
        ((3, 11), "6.11.3", True),
        ((3, 11), "6.9.3", True),
        ((3, 11), "6.12.0", False),
        ((3, 11), "6.12.0a1", False),
        ((3, 10), "6.13.1", False),
        ((3, 11), "7.0.0", False),
        ((3, 12), "6.12.0", True),
        ((3, 13, 1), "6.12.1", True),
    ],
)
def test_only_a_new_qt_on_an_old_python_is_unsafe(
    python: tuple[int, ...],
    pyside: str,
    safe: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert safe_qt.is_safe(python, pyside) is safe


def test_an_unsafe_pair_is_refused_in_one_sentence() -> None:
    with pytest.raises(safe_qt.UnsafeQt) as refused:
        safe_qt.check_qt((3, 11, 7), "6.12.0")
    assert "PySide6 6.12.0 与 Python 3.11 同用会中途崩溃" in str(refused.value)
    assert "6.11" in refused.value.advice()


def test_the_installed_pair_passes() -> None:
    safe_qt.check_installed_qt()
    assert safe_qt.main() == 0


def test_no_qt_at_all_is_no_danger(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(safe_qt, "version", absent)
    safe_qt.check_installed_qt()


def test_the_command_says_why_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(safe_qt, "version", lambda _name: "6.12.0")
    monkeypatch.setattr(safe_qt, "FIRST_IMMORTAL_PYTHON", (99, 0))
    assert safe_qt.main() == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("[Q101]")
    assert second
