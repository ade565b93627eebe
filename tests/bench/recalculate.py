"""Let LibreOffice calculate workbooks anew, and compare every formula with the value we wrote.

Run by hand where LibreOffice is installed: ``python tests/bench/recalculate.py FILE.xlsx …``.
The values we wrote are taken out first, so that nothing can be right by being copied.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from openpyxl import load_workbook

FORMULA = re.compile(rb"(<c [^>]*>)(<f>[^<]*</f>)<v>[^<]*</v>")
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Comma, quote, UTF-8, raw values, every sheet in a file of its own."""

CLOSE = 1e-9


def main(paths: list[str]) -> int:
    """Compare each workbook; return how many cells differ."""
    wrong = 0
    for path in map(Path, paths):
        formulas, differing = compared(path)
        print(f"{path.name}: {formulas} formulas, {len(differing)} differ")
        for line in differing[:10]:
            print(f"  {line}")
        wrong += len(differing)
    return wrong


def compared(path: Path) -> tuple[int, list[str]]:
    """Return how many formulas there are, and which came to something else."""
    ours = load_workbook(path, data_only=True)
    written = load_workbook(path)
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.xlsx"
        _strip(path, bare)
        subprocess.run(
            ["soffice", "--headless", "--convert-to", FILTER, "--outdir", folder, str(bare)],
            check=True,
            capture_output=True,
        )
        count, differing = 0, []
        for sheet in written.worksheets:
            file = Path(folder) / f"bare-{sheet.title}.csv"
            with file.open(encoding="utf-8", newline="") as lines:
                theirs = list(csv.reader(lines))
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type != "f":
                        continue
                    count += 1
                    mine = ours[sheet.title][cell.coordinate].value
                    found = theirs[cell.row - 1][cell.column - 1]
                    if not _same(mine, found):
                        differing.append(f"{sheet.title}!{cell.coordinate}: {mine} / {found}")
    return count, differing


def _strip(path: Path, out: Path) -> None:
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(out, "w") as bare:
        for name in whole.namelist():
            content = whole.read(name)
            if name.startswith("xl/worksheets/"):
                content = FORMULA.sub(rb"\1\2", content)
            bare.writestr(name, content)


def _same(mine: object, found: str) -> bool:
    share = found.endswith("%")
    try:
        theirs = float(found.rstrip("%")) / (100 if share else 1)
        return abs(float(str(mine)) - theirs) <= CLOSE * max(1.0, abs(theirs))
    except ValueError:
        return str(mine) == found


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
