"""``inspector office``: the county office's side of the loop."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import (
    covering,
    creating,
    dispatching,
    planning,
    ranking,
    receiving,
    rechecks,
)
from inspector.actions.desk import open_desk
from inspector.cli.custody import add_custody
from inspector.cli.denying import add_denying
from inspector.cli.history import add_history
from inspector.cli.naming import add_naming
from inspector.cli.office_trust import add_trust
from inspector.cli.options import Commands, add_folder, command, group, pin_of
from inspector.cli.output import Answer, progress_ticket, table
from inspector.cli.photos import add_photos
from inspector.cli.ruling import add_ruling
from inspector.cli.templates import add_templates
from inspector.domain.ids import RoundId
from inspector.domain.points import show_fixed
from inspector.domain.team import Pattern
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    office = group(commands, "office", "县办：建库、计划、下发、导入、覆盖、排名")
    create = command(office, "create", "新建县库", _create)
    add_folder(create)
    create.add_argument("--sites", type=Path, required=True, metavar="CSV", help="站点名册")
    create.add_argument("--teams", type=Path, required=True, metavar="CSV", help="考评组名册")
    create.add_argument(
        "--rubric", type=Path, action="append", default=[], metavar="FILE", help="评分标准，可重复"
    )
    create.add_argument("--policy", type=Path, metavar="FILE", help="考评规则文件")
    create.add_argument(
        "--default-rubric",
        choices=("rural", "community", "by-kind"),
        help="名册没写评分标准时用哪一个",
    )

    _add_plans(office)
    dispatch = command(office, "dispatch", "给每个组写一个下发包和一张组码条", _dispatch)
    _add_round(dispatch)
    dispatch.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到哪里")
    _add_round(command(office, "codes", "各组的组码，组丢了组码条、忘了口令时念给他们", _codes))

    take = command(office, "import", "导入数据包", _import)
    add_folder(take)
    take.add_argument("files", type=Path, nargs="+", metavar="FILE", help="数据包")
    add_photos(office)
    add_trust(office)
    add_custody(office)
    add_naming(office)
    _add_round(command(office, "coverage", "应查、已交、缺口", _coverage))

    rank = command(office, "rank", "排名；加 --freeze 冻结", _rank)
    _add_round(rank)
    rank.add_argument("--freeze", action="store_true", help="冻结成一版，以后只能出更正版")
    rank.add_argument(
        "--reason",
        default="",
        metavar="TEXT",
        help="冻结说明：没收齐、有冲突也要冻结，或出更正版的原因；印在排名表上",
    )
    add_ruling(office)
    add_denying(office)
    add_templates(office)
    add_history(office)


def _add_plans(office: Commands[argparse.ArgumentParser]) -> None:
    plan = command(office, "plan", "排一轮：哪个组查哪个乡镇", _plan)
    add_folder(plan)
    plan.add_argument("--round", required=True, metavar="R", help="轮次，如 2026-11")
    plan.add_argument(
        "--pattern", required=True, choices=[str(pattern) for pattern in Pattern], help="互查方式"
    )
    plan.add_argument(
        "--kind", default="", metavar="K", help="考评方式，如 资料调阅；不写是交叉考评"
    )
    plan.add_argument("--shift", type=int, metavar="K", help="推磨的步数")
    plan.add_argument("--seed", type=int, metavar="N", help="抽签的种子")

    again = command(office, "recheck", "排一轮复核：抽一轮里的站点，由别的组再评一次", _recheck)
    _add_round(again)
    again.add_argument("--of", required=True, metavar="R", help="复核哪一轮")
    again.add_argument("--seed", type=int, metavar="N", help="抽签的种子")


def _add_round(parser: argparse.ArgumentParser) -> None:
    add_folder(parser)
    parser.add_argument("--round", required=True, metavar="R", help="轮次")


def _create(args: argparse.Namespace) -> Answer:
    made = creating.create_office(
        args.data,
        pin_of(args),
        creating.OfficeFiles(
            sites=args.sites,
            teams=args.teams,
            rubrics=tuple(args.rubric),
            policy=args.policy,
            default_rubric=args.default_rubric,
        ),
        clock=now,
    )
    size = f"{made.townships} 个乡镇、{made.sites} 个站点、{made.teams} 个考评组"
    lines = [
        f"已建县库：{made.county.name}，{size}。",
        f"恢复密钥（抄下来锁好，只显示这一次）：{made.recovery}",
    ]
    return Answer(lines=lines, facts={"office": made})


def _plan(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        plan = planning.plan_round(
            desk,
            RoundId(args.round),
            Pattern(args.pattern),
            kind=args.kind,
            shift=args.shift,
            seed=args.seed,
        )
    told = "，".join(part for part in (plan.kind, plan.sentence) if part)
    rows = [("组", "查哪里", "站点")]
    rows += [(line.team, line.township, str(line.sites)) for line in plan.lines]
    return Answer(
        lines=[
            f"{plan.round.id} 轮：{len(plan.assignments)} 个站点，{told}",
            *table(rows),
            *plan.notes,
        ],
        facts={
            "round": plan.round.id,
            "sites": len(plan.assignments),
            "pairs": plan.lines,
            "notes": plan.notes,
        },
    )


def _recheck(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        plan = rechecks.plan_rechecks(desk, RoundId(args.round), RoundId(args.of), seed=args.seed)
    rows = [("站点", "原考评组", "复核组")]
    rows += [(line.place, line.first, line.again) for line in plan.lines]
    size = f"{len(plan.lines)} 个站点，种子 {plan.round.seed}"
    return Answer(
        lines=[
            f"{plan.round.id} 轮复核 {args.of} 轮：{size}",
            *table(rows),
            *(f"没有别的组能去：{place}" for place in plan.left),
        ],
        facts={"round": plan.round.id, "sites": plan.lines, "left": plan.left},
    )


def _dispatch(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        sent = dispatching.dispatch(desk, RoundId(args.round), args.out, ticket=progress_ticket())
    rows = [("组", "组码", "站点", "文件")]
    rows += [(one.team, one.code, str(one.sites), one.path.name) for one in sent]
    return Answer(
        lines=[f"写好 {len(sent)} 个下发包和组码条：{args.out}", *table(rows)],
        facts={"packages": sent},
    )


def _codes(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        known = dispatching.codes_of(desk, RoundId(args.round))
    lines = [*table([("组", "组码"), *known])] if known else [f"{args.round} 轮还没有下发。"]
    return Answer(lines=lines, facts={"codes": dict(known)})


def _import(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        taken = receiving.take_in(desk, args.files, ticket=progress_ticket())
    lines = [f"{one.file}：{one.sentence}" for one in taken]
    lines += [f"校验字 {one.check}（{one.team}）：{one.file}" for one in taken if one.check]
    refused, apart = sum(one.refused for one in taken), sum(one.apart for one in taken)
    kept = f"，隔离 {apart} 个，用“office apart”看" if apart else ""
    lines.append(f"收下 {len(taken) - refused - apart} 个，拒收 {refused} 个{kept}。")
    return Answer(lines=lines, facts={"packages": taken}, ok=not refused and not apart)


NAMED = 5
"""Sites that one line names; --json lists all."""


def _coverage(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        cover = covering.coverage(desk, RoundId(args.round))
    lines = [f"{args.round} 轮：已交 {cover.received}/{cover.planned}"]
    lines += [f"缺：{gap.place}（{gap.team}）" for gap in cover.gaps]
    lines += [f"冲突：{clash.place}：{clash.sentence}" for clash in cover.conflicts]
    if cover.unsigned:
        first = "、".join(gap.place for gap in cover.unsigned[:NAMED])
        lines.append(f"未签字 {len(cover.unsigned)} 个：{first}")
    lines += [f"拒签，要复核：{gap.place}（{gap.team}）" for gap in cover.refused]
    return Answer(
        lines=lines,
        facts={
            "unsigned": cover.unsigned,
            "refused": cover.refused,
            "planned": cover.planned,
            "received": cover.received,
            "gaps": cover.gaps,
            "conflicts": cover.conflicts,
        },
    )


def _rank(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        board = ranking.rank(desk, RoundId(args.round), freeze=args.freeze, reason=args.reason)
    rows = [("名次", "乡镇", "平均分", "站点", "")]
    rows += [
        (str(line.place), line.name, line.percent, str(line.sites), line.mark)
        for line in board.townships
    ]
    title = f"第 {board.edition} 版，已冻结" if board.edition else "暂定"
    said = [f"冻结说明：{board.reason}"] if board.reason else []
    sites = [
        {
            "place": line.place,
            "code": line.code,
            "name": line.name,
            "points": show_fixed(line.points),
            "level": line.level,
        }
        for line in board.sites
    ]
    return Answer(
        lines=[f"{args.round} 轮乡镇排名（{title}）", *table(rows), *said, *board.notes],
        facts={
            "edition": board.edition,
            "digest": board.digest,
            "reason": board.reason,
            "townships": board.townships,
            "sites": sites,
            "notes": board.notes,
        },
    )
