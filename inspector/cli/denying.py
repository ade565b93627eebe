"""``inspector office clues`` and ``deny``: what teams saw, and what the joint review decided."""

from __future__ import annotations

import argparse

from inspector.actions import denying
from inspector.actions.denying import Decision
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer
from inspector.domain.denial import Verdict
from inspector.domain.ids import RoundId
from inspector.domain.wording import full_day_words, word
from inspector.platform.clock import now
from inspector.platform.folder import Role

VERDICTS = {word(one): one for one in Verdict}


def add_denying(office: Commands[argparse.ArgumentParser]) -> None:
    """Add both commands to the group ``office``."""
    clues = command(office, "clues", "列出负面清单线索和联审结论", _clues)
    add_folder(clues)
    clues.add_argument("--round", default="", metavar="R", help="只看这一轮")

    deny = command(office, "deny", "登记一条联审结论；联审通过的才影响星级", _deny)
    add_folder(deny)
    deny.add_argument("site", metavar="SITE", help="站点代码、尾号或名称")
    deny.add_argument("--entry", required=True, metavar="N07", help="负面清单条目编号")
    deny.add_argument(
        "--verdict", choices=list(VERDICTS), default=word(Verdict.UPHELD), help="联审结论"
    )
    deny.add_argument("--document", default="", metavar="TEXT", help="文书或文号")
    deny.add_argument("--office", default="", metavar="TEXT", help="认定单位")
    deny.add_argument("--on", required=True, metavar="DATE", help="认定日期，如 2026-12-05")
    deny.add_argument("--by", required=True, metavar="NAME", help="登记人姓名")
    deny.add_argument("--why", default="", metavar="TEXT", help="说明")


def _clues(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        found = denying.clue_lines(desk, RoundId(args.round) if args.round else None)
        decided = denying.denials_of(desk)
    lines = [f"{len(found)} 条线索。"]
    for one in found:
        lines.append(f"{one.place}（{one.team}）　{one.clue.entry} {one.condition}　{one.state}")
        lines.append(f"　　{one.clue.what}　照片 {len(one.clue.photos)} 张")
    lines += [
        f"结论：{one.site} {one.entry} {word(one.verdict)}，{one.office} {one.document}，"
        f"{full_day_words(one.decided)}认定，到 {full_day_words(one.until)}"
        for one in decided
    ]
    return Answer(lines=lines, facts={"clues": found, "decisions": decided})


def _deny(args: argparse.Namespace) -> Answer:
    decision = Decision(
        entry=args.entry,
        verdict=VERDICTS[args.verdict],
        document=args.document,
        office=args.office,
        decided=denying.day_of(args.on),
        by=args.by,
        why=args.why,
    )
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        denial = denying.decide(desk, args.site, decision)
    line = (
        f"已登记：{denial.site} {denial.entry} {word(denial.verdict)}，"
        f"有效到 {full_day_words(denial.until)}。"
    )
    return Answer(lines=[line], facts={"decision": denial})
