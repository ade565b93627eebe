"""The battery is read on both systems; a machine without one says nothing."""

from __future__ import annotations

import ctypes
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from inspector.platform.battery import Battery, of_power_status, of_supplies, read_battery

THINKPAD = """POWER_SUPPLY_NAME=BAT0
POWER_SUPPLY_TYPE=Battery
POWER_SUPPLY_STATUS=Discharging
POWER_SUPPLY_PRESENT=1
POWER_SUPPLY_TECHNOLOGY=Li-poly
POWER_SUPPLY_POWER_NOW=9500000
POWER_SUPPLY_ENERGY_FULL_DESIGN=47520000
POWER_SUPPLY_ENERGY_FULL=42300000
POWER_SUPPLY_ENERGY_NOW=30080000
POWER_SUPPLY_CAPACITY=71
"""
SECOND = """POWER_SUPPLY_NAME=BAT1
POWER_SUPPLY_TYPE=Battery
POWER_SUPPLY_STATUS=Not charging
POWER_SUPPLY_ENERGY_FULL=20000000
POWER_SUPPLY_ENERGY_NOW=1000000
"""
BY_CHARGE = """POWER_SUPPLY_NAME=BAT1
POWER_SUPPLY_TYPE=Battery
POWER_SUPPLY_STATUS=Discharging
POWER_SUPPLY_CHARGE_FULL=4000000
POWER_SUPPLY_CHARGE_NOW=1000000
POWER_SUPPLY_CURRENT_NOW=-500000
"""
BY_SHARE = "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS=Unknown\nPOWER_SUPPLY_CAPACITY=104\n"
MAINS = "POWER_SUPPLY_NAME=AC\nPOWER_SUPPLY_TYPE=Mains\nPOWER_SUPPLY_ONLINE={}\n"
MOUSE = """POWER_SUPPLY_NAME=hidpp_battery_0
POWER_SUPPLY_TYPE=Battery
POWER_SUPPLY_SCOPE=Device
POWER_SUPPLY_CAPACITY=50
"""
TAKEN_OUT = "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_PRESENT=0\nPOWER_SUPPLY_CAPACITY=0\n"
STRANGE = "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_CAPACITY=viel\nPOWER_SUPPLY_ENERGY_NOW=9\n"


@pytest.mark.parametrize(
    ("texts", "battery"),
    [
        ([MAINS.format(0), THINKPAD], Battery(percent=71, plugged=False, minutes=190)),
        ([MAINS.format(1), THINKPAD], Battery(percent=71, plugged=True)),
        ([THINKPAD, SECOND], Battery(percent=50, plugged=False, minutes=190)),
        ([BY_CHARGE], Battery(percent=25, plugged=False, minutes=120)),
        ([BY_SHARE], Battery(percent=100, plugged=False)),
        ([THINKPAD.replace("Discharging", "Full")], Battery(percent=71, plugged=True)),
        ([MOUSE], None),
        ([MAINS.format(1)], None),
        ([TAKEN_OUT], None),
        ([STRANGE], None),
        ([], None),
    ],
)
def test_linux_tells_of_supplies(texts: list[str], battery: Battery | None) -> None:
    assert of_supplies(texts) == battery


@pytest.mark.parametrize(
    ("fields", "battery"),
    [
        ((0, 1, 71, 11_400), Battery(percent=71, plugged=False, minutes=190)),
        ((0, 2, 12, 0xFFFFFFFF), Battery(percent=12, plugged=False)),
        ((1, 8, 98, 0xFFFFFFFF), Battery(percent=98, plugged=True)),
        ((1, 8, 98, 60), Battery(percent=98, plugged=True)),
        ((1, 128, 100, 0xFFFFFFFF), None),
        ((255, 255, 255, 0xFFFFFFFF), None),
        ((0, 255, 40, 0xFFFFFFFF), Battery(percent=40, plugged=False)),
    ],
)
def test_windows_tells_a_status(fields: tuple[int, int, int, int], battery: Battery | None) -> None:
    assert of_power_status(*fields) == battery


def test_a_folder_of_supplies_is_read(tmp_path: Path) -> None:
    for name, text in (("AC", MAINS.format(0)), ("BAT0", THINKPAD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "uevent").write_text(text, "utf-8")
    (tmp_path / "BAT9" / "uevent").mkdir(parents=True)  # one that refuses to be read
    assert read_battery(tmp_path, "linux") == Battery(percent=71, plugged=False, minutes=190)
    assert read_battery(tmp_path / "none", "linux") is None


@pytest.mark.parametrize(
    ("answers", "battery"), [(1, Battery(percent=71, plugged=False, minutes=190)), (0, None)]
)
def test_windows_is_asked(
    monkeypatch: pytest.MonkeyPatch, answers: int, battery: Battery | None
) -> None:
    def ask(reference: Any) -> int:  # noqa: ANN401 - ctypes gives no type of a reference
        status = reference._obj
        status.ac_line, status.flag, status.percent, status.seconds = 0, 1, 71, 11_400
        return answers

    windows = SimpleNamespace(kernel32=SimpleNamespace(GetSystemPowerStatus=ask))
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    assert read_battery(system="win32") == battery
