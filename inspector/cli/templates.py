"""``inspector office template``: the county's own wording of an official document."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions.desk import open_desk
from inspector.actions.templates import replace_template
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer
from inspector.domain.template import KINDS
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_templates(office: Commands[argparse.ArgumentParser]) -> None:
    """Add the command to the group ``office``."""
    template = command(office, "template", "换一份文书模板：通报、通知书、约谈函的文字", _replace)
    add_folder(template)
    template.add_argument("file", type=Path, metavar="FILE", help="改好的 YAML 文件")


def _replace(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        template = replace_template(desk, args.file)
    name = KINDS[template.id].name
    return Answer(lines=[f"{name}的文字换好了，以后照这一份印。"], facts={"template": template.id})
