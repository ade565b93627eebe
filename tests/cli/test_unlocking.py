"""``unlock`` and ``pin`` at the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from heard import refused
from played_county import COST, PIN, Clock, County, at_office, write_lists

from inspector.actions import creating, planning
from inspector.actions.desk import sit_down
from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.ids import RoundId
from inspector.domain.team import Pattern

NEW = "新的口令 2026"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def new_pin(tmp_path: Path) -> list[str]:
    file = tmp_path / "new.txt"
    file.write_text(f"{NEW}\n", "utf-8")
    return ["--new-pin-file", str(file)]


def opens(path: Path, pin: str) -> bool:
    sit_down(path, pin, clock=Clock()).close()
    return True


def test_the_code_read_out_on_the_telephone_sets_another_pin(
    county: County, new_pin: list[str], capsys: Output
) -> None:
    code = county.handed["T01"].code.lower().replace("-", " ")
    arguments = ["unlock", "--data", str(county.laptop), *new_pin, "--code"]
    assert refused(capsys, [*arguments, "7K3M"]) == "K201"
    assert refused(capsys, [*arguments, county.handed["T02"].code]) == "K108"
    assert run([*arguments, code]) == 0
    assert "数据都在" in capsys.readouterr().out
    assert opens(county.laptop, NEW)


def test_the_office_reads_the_code_out(
    county: County, new_pin: list[str], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    arguments = ["office", "codes", "--data", str(county.office), "--round"]
    assert refused(capsys, [*arguments, "2026-12"]) == "T201"
    assert run([*arguments, "2026-11"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "T01" in line)
    code = line.split()[-1]
    assert run(["unlock", "--data", str(county.laptop), *new_pin, "--code", code]) == 0
    assert opens(county.laptop, NEW)


def test_a_round_that_did_not_go_out_has_no_codes(
    county: County, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    with at_office(county.office) as desk:
        planning.plan_round(desk, RoundId("2026-12"), Pattern.ROTATE, shift=3)
    assert run(["office", "codes", "--data", str(county.office), "--round", "2026-12"]) == 0
    assert "还没有下发" in capsys.readouterr().out


def test_the_printed_key_sets_another_pin_from_a_file_or_typed(
    tmp_path: Path, new_pin: list[str], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = creating.create_office(
        tmp_path / "office", PIN, write_lists(tmp_path / "lists"), clock=Clock(), cost=COST
    )
    key = tmp_path / "key.txt"
    key.write_text(made.recovery, "utf-8")
    arguments = ["unlock", "--data", str(tmp_path / "office")]
    assert run([*arguments, *new_pin, "--recovery", str(key)]) == 0
    assert opens(tmp_path / "office", NEW)
    key.write_text(made.recovery[:-1], "utf-8")
    assert refused(capsys, [*arguments, *new_pin, "--recovery", str(key)]) == "K113"
    assert refused(capsys, [*arguments, *new_pin, "--recovery"]) == "K110"
    typed = iter([made.recovery, PIN, PIN])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(options, "getpass", lambda _prompt: next(typed))
    assert run([*arguments, "--recovery"]) == 0
    assert opens(tmp_path / "office", PIN)


def test_a_pin_is_changed_by_who_knows_it(
    county: County, new_pin: list[str], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["pin", "--data", str(county.laptop)]
    monkeypatch.setenv(options.PIN_VARIABLE, "000000")
    assert refused(capsys, [*arguments, *new_pin]) == "K101"
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    monkeypatch.setenv(options.NEW_PIN_VARIABLE, "12345")
    assert refused(capsys, arguments) == "K102"
    monkeypatch.setenv(options.NEW_PIN_VARIABLE, NEW)
    assert run(arguments) == 0
    assert opens(county.laptop, NEW)


def test_a_new_pin_is_typed_twice_the_same(
    county: County, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    typed = iter([NEW, "something else"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(options, "getpass", lambda _prompt: next(typed))
    assert refused(capsys, ["pin", "--data", str(county.laptop)]) == "K114"
    assert opens(county.laptop, PIN)


def test_a_dispatch_says_that_the_pin_was_replaced(
    county: County, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = county.handed["T01"]
    monkeypatch.setenv(options.PIN_VARIABLE, NEW)
    package = str(county.stick / one.path.name)
    arguments = ["field", "open", "--data", str(county.laptop), package, "--code", one.code]
    assert run(arguments) == 0
    assert "口令换成" in capsys.readouterr().out
    assert run(arguments) == 0
    assert "口令换成" not in capsys.readouterr().out
