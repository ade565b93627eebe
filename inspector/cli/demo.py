"""``inspector demo``: the whole loop on the fictional county."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import playing
from inspector.cli.options import Commands, command
from inspector.cli.output import Answer, progress_ticket


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    demo = command(commands, "demo", "在虚构的县上把整个流程走一遍", _demo)
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到哪里")
    demo.add_argument("--sites", type=int, default=44, metavar="N", help="站点数（默认 44）")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="种子（默认 1）")
    demo.add_argument("--photos", type=int, default=2, metavar="K", help="每站照片数（默认 2）")


def _demo(args: argparse.Namespace) -> Answer:
    played = playing.play(
        args.out,
        playing.Script(sites=args.sites, seed=args.seed, photos=args.photos),
        ticket=progress_ticket(),
    )
    return Answer(lines=list(played.lines), facts={"demo": played})
