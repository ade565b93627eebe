"""Branch coverage per layer, held to a floor: the deeper a layer, the higher."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from console import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Percent of lines and branches together. Rules, files and packages decide about people's work.
FLOORS = {
    "domain": 95,
    "exchange": 95,
    "store": 95,
    "actions": 95,
    "platform": 90,
    "media": 90,
    "sheets": 90,
    "cli": 80,
    "ui": 70,
}


def layer_of(path: str) -> str:
    """Return the layer of a measured file, such as ``domain``; '' for the package's own files."""
    parts = path.replace("\\", "/").split("/")
    inside = parts[parts.index("inspector") + 1 :]
    return inside[0] if len(inside) > 1 else ""


def shares(files: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, float]:
    """Return the covered percent of each layer, lines and branches added up."""
    covered: dict[str, int] = defaultdict(int)
    everything: dict[str, int] = defaultdict(int)
    for path, measured in files.items():
        layer, summary = layer_of(path), measured["summary"]
        covered[layer] += summary["covered_lines"] + summary["covered_branches"]
        everything[layer] += summary["num_statements"] + summary["num_branches"]
    return {layer: 100 * covered[layer] / (everything[layer] or 1) for layer in everything}


def too_low(measured: Mapping[str, float], floors: Mapping[str, int] = FLOORS) -> list[str]:
    """Return the layers below their floor; a layer that was not measured is below it."""
    return [layer for layer, floor in floors.items() if measured.get(layer, 0.0) < floor]


def holds(report: Path) -> bool:
    """Print the coverage of each layer and say whether all floors hold.

    ``report`` is the JSON file of the coverage tool. Where there is none, no floor holds.
    """
    try:
        files = json.loads(report.read_text("utf-8"))["files"]
    except OSError:
        say("没有覆盖率报告：测试没有跑完。")
        return False
    measured = shares(files)
    low = too_low(measured)
    for layer, floor in FLOORS.items():
        mark = "低于下限" if layer in low else "合格"
        say(f"  {layer:<10}{measured.get(layer, 0.0):6.1f} %   下限 {floor} %   {mark}")
    if low:
        _name_the_worst(files, low)
    return not low


def _name_the_worst(
    files: Mapping[str, Mapping[str, Mapping[str, int]]], low: list[str], count: int = 12
) -> None:
    def gaps(path: str) -> int:
        summary = files[path]["summary"]
        return summary["missing_lines"] + summary["missing_branches"]

    poor = sorted((path for path in files if layer_of(path) in low), key=gaps, reverse=True)
    for path in poor[:count]:
        say(f"  未覆盖 {gaps(path):>4} 处   {path}")
