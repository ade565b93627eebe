"""Chinese texts of the plan page."""

from __future__ import annotations

TITLE = "计划抽签"
PATTERNS = "排法"
PATTERN_WORDS = ("推磨式", "交叉式", "对调", "抽签")
PATTERN_TOLD = (
    "各组按乡镇顺序一起往前推几个乡镇。",
    "像推磨一样推，每个乡镇的村分给两个组，单双号各一半。",
    "两个组互换乡镇。",
    "抽签决定各组去哪个乡镇；种子留存，随时可以重抽核对。",
)
ROUND, SHIFT, SEED = "轮次", "推磨数", "种子"
KIND, KIND_HINT = "方式", "交叉考评"
SHIFT_HINT, SEED_HINT = "自动", "现抽"
PLAN, DISPATCH, DISPATCH_MORE = "排一轮", "写下发包", "再写一份"
VIEWS = "看法"
LIST, MATRIX, HANDED = "清单", "对照表", "下发清单"
SIDE = "检查"

EMPTY = (
    "{round} 轮还没有排。选好排法，按 F5 排一轮。\n"
    "排好以后先看哪组去哪里、各项检查过没过，再写下发包。"
)
NOT_HANDED = "{round} 轮还没有下发。按 F10 写下发包，每组一个包和一张组码条。"
SUBTITLE = "{round} 轮"
OUT = "{round} 轮已下发，不能重排；要另排一轮，先改轮次。"
NOT_OUT = "还没有下发，可以随时重排。"
FIRST_PLAN = "先排一轮，才能写下发包。"
SHIFT_BAD, SEED_BAD = "推磨数要填整数，或空着自动选。", "种子要填整数，或空着现抽。"
ROUND_MISSING = "先填轮次名称，如 2026-11。"

COLUMNS = ("组", "所在乡镇", "", "去查", "村", "约需")
DAYS = "{days} 天"
ARROW = "→"
MATRIX_NAME = "对照表：组和乡镇"
NOW, BEFORE, OWN, FREE = "本轮查", "前几轮查过", "本乡镇，不能查", "可以查"
CELL = "{team} {home} 组，{township}：{state}"

CHECKS, ALL_WELL, NOT_WELL = "约束检查", "全部通过", "{count} 项没通过"
WORKLOAD = "工作量"
DAYS_TOLD = "每天 {daily} 村，最少 {least} 天，最多 {most} 天。"
BUSIEST = "最忙的是 {teams} 组，{sites} 村。"
NOTES = "回避和没人去的"
NOTES_MORE = "另有 {count} 条，见对照表。"
AGAIN = "可复核"
SHIFT_TOLD, SEED_TOLD = "推磨数 {shift}。", "种子 {seed}。"
SAME_AGAIN = "同样的名册、同样的数，永远排出同样的结果。"

FOLDER = "下发包写到哪个文件夹"
CONFIRM_ACT = "下发 {count} 个包"
CONFIRM = (
    "{round} 轮，{count} 个组，共 {sites} 村。每组一个加密的下发包和一张组码条；包和组码条分开送。",
    "写到 {folder}",
    "下发以后本轮不能重排。",
)
WRITING, UNIT = "正在写下发包", "包"
WRITTEN = "{count} 个下发包写好并回读一致，在 {folder}"
HANDED_COLUMNS = ("组", "乡镇", "村", "组码", "文件", "大小", "写出时间")

KEYS = (
    ("F5", "排一轮"),
    ("F10", "写下发包"),
    ("Ctrl+Tab", "清单 / 对照表 / 下发清单"),
    ("↑ ↓", "选组"),
)

HELP = (
    "排一轮：谁查哪个乡镇、合不合规矩，再给每个组写下发包。",
    "选轮次和方式，按提示排；排好了下发，组码条打印出来随包交给组长。",
)
