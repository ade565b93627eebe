"""``inspector office site``: how a site is found."""

from __future__ import annotations

import argparse

from inspector.actions import respelling
from inspector.actions.desk import open_desk
from inspector.actions.finding import place_of
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_naming(office: Commands[argparse.ArgumentParser]) -> None:
    """Add the command to the group ``office``."""
    site = command(office, "site", "改一个站点的拼音首字母（多音字读得不对时）", _respell)
    add_folder(site)
    site.add_argument("site", metavar="SITE", help="站点：代码、尾号、名称或现在的首字母")
    site.add_argument("--initials", required=True, metavar="ABC", help="拼音首字母，如 xgc")


def _respell(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        line = respelling.respell(desk, args.site, args.initials)
    told = f"{place_of(line)}的拼音首字母改成 {line.site.initials}，下次下发带给考评组。"
    return Answer(lines=[told], facts={"site": line.site.code, "initials": line.site.initials})
