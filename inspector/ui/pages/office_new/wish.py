"""What a new county office is to be made of, and what is missing for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inspector.ui.pages.office_new import texts

MIN_PIN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """Files, folder and PIN of a new county office; forms not given are the program's own."""

    folder: Path
    sites: Path
    teams: Path
    pin: str = field(repr=False)
    policy: Path | None = None
    rubrics: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One line of the form; ``choose`` is ``file``, ``files``, ``folder`` or nothing."""

    key: str
    label: str
    hint: str = ""
    choose: str = ""
    filter: str = ""
    secret: bool = False
    optional: bool = False


ASKS = (
    Ask(key="sites", label=texts.SITES, hint=texts.SITES_HINT, choose="file", filter=texts.TABLES),
    Ask(key="teams", label=texts.TEAMS, hint=texts.TEAMS_HINT, choose="file", filter=texts.TABLES),
    Ask(key="folder", label=texts.FOLDER, hint=texts.FOLDER_HINT, choose="folder"),
    Ask(key="pin", label=texts.PIN, hint=texts.PIN_HINT, secret=True),
    Ask(key="again", label=texts.AGAIN, secret=True),
    Ask(
        key="policy", label=texts.POLICY, hint=texts.POLICY_HINT,
        choose="file", filter=texts.FORMS, optional=True,
    ),
    Ask(
        key="rubrics", label=texts.RUBRICS, hint=texts.RUBRICS_HINT,
        choose="files", filter=texts.FORMS, optional=True,
    ),
)  # fmt: skip


def wish_of(answers: Mapping[str, str]) -> NewOffice | str:
    """Return what is wished for, or a sentence about what is missing."""
    missing = [ask.label for ask in ASKS if not ask.optional and not answers[ask.key]]
    if missing:
        return texts.MISSING.format(names="、".join(missing))
    if answers["pin"] != answers["again"]:
        return texts.PINS_DIFFER
    if len(answers["pin"]) < MIN_PIN:
        return texts.PIN_SHORT
    rubrics = [part.strip() for part in answers["rubrics"].split(texts.SEPARATOR)]
    wish = NewOffice(
        folder=Path(answers["folder"]),
        sites=Path(answers["sites"]),
        teams=Path(answers["teams"]),
        pin=answers["pin"],
        policy=Path(answers["policy"]) if answers["policy"] else None,
        rubrics=tuple(Path(part) for part in rubrics if part),
    )
    return _absent(wish) or wish


def _absent(wish: NewOffice) -> str:
    named = [(texts.SITES, wish.sites), (texts.TEAMS, wish.teams)]
    if wish.policy is not None:
        named.append((texts.POLICY, wish.policy))
    named += [(texts.RUBRICS, path) for path in wish.rubrics]
    for name, path in named:
        if not path.is_file():
            return texts.NO_FILE.format(name=name, path=path)
    return ""
