"""``inspector office check-photos``: decode what came in packages before anybody looks at it."""

from __future__ import annotations

import argparse

from inspector.actions import checking_photos
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_photos(office: Commands[argparse.ArgumentParser]) -> None:
    """Add the command to its group."""
    check = command(office, "check-photos", "检查收到的照片：未检 → 合格 / 不合格", _check)
    add_folder(check)
    check.add_argument("--again", action="store_true", help="不合格的也再查一遍")


def _check(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        checked = checking_photos.check_photos(desk, again=args.again, ticket=progress_ticket())
    lines = [f"{one.digest}：{one.reason}" for one in checked.refused]
    return Answer(
        lines=[*lines, f"{checked.sentence}。"], facts={"photos": checked}, ok=not checked.refused
    )
