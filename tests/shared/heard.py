"""What a command says when it refuses, and what a data folder holds before and after."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from played_county import ROUND, at_office, in_field

from inspector.actions import keys
from inspector.cli.main import run

Output = pytest.CaptureFixture[str]

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAID = re.compile(r"\[([A-Z]\d{3})\] (.+)")


def told(text: str) -> str:
    """Return the code of the one error in what a command said; both sentences are Chinese."""
    assert "Traceback" not in text
    lines = text.strip().splitlines()
    found = [at for at, line in enumerate(lines) if SAID.match(line)]
    assert len(found) == 1, text
    match = SAID.match(lines[found[0]])
    assert match is not None
    for sentence in (match[2], lines[found[0] + 1]):
        assert CHINESE.search(sentence), text
        assert sentence.endswith("。"), sentence
        assert "{" not in sentence
    return match[1]


def refused(output: Output, arguments: list[str]) -> str:
    """Run a command that must fail, and return the code of its error."""
    output.readouterr()
    assert run(arguments) == 1
    shown = output.readouterr()
    assert not shown.out
    return told(shown.err)


def taken_in(output: Output, office: Path, package: Path) -> str:
    """Import a package that must be refused, and return the code of the refusal."""
    output.readouterr()
    assert run(["office", "import", "--data", str(office), str(package), "--json"]) == 1
    found = re.search(r'"code": "(P\d{3})"', said := output.readouterr().out)
    assert found is not None, said
    assert run(["office", "import", "--data", str(office), str(package)]) == 1
    first, last = output.readouterr().out.strip().splitlines()
    assert re.fullmatch(r".+：拒收：[^。]*[\u4e00-\u9fff][^。]*。[^。]*[\u4e00-\u9fff].*。", first)
    assert last == "收下 0 个，拒收 1 个。"
    return found[1]


def files_of(folder: Path) -> dict[str, str]:
    """Return every file below a folder with its digest; a store that nobody wrote is as it was."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def county_of(office: Path) -> tuple[object, ...]:
    """Return what an office holds; its list of events grows with every refusal."""
    with at_office(office) as desk, desk.store.reading() as reading:
        return (
            reading.records.digest(),
            reading.packages.all(),
            reading.visits.lines(ROUND),
            reading.meta.get(keys.TRUST),
            sorted(path.name for path in desk.folder.vault_path.rglob("*") if path.is_file()),
            list(desk.folder.staging_path.iterdir()),
            desk.store.faults(),
        )


def held(laptop: Path) -> tuple[object, ...]:
    """Return what a laptop holds of its sites."""
    with in_field(laptop) as desk, desk.store.reading() as reading:
        lines = reading.visits.lines(ROUND)
        return (
            reading.records.digest(),
            [(line.uid, line.totals, reading.visits.items(line.uid)) for line in lines],
            sorted(path.name for path in desk.folder.vault_path.rglob("*") if path.is_file()),
            desk.store.faults(),
        )
