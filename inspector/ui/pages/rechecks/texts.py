"""Chinese texts of the page 复核."""

from __future__ import annotations

TITLE = "复核"
OF, NAME, SEED, SEED_HINT = "复核哪一轮", "复核轮次", "种子", "空着现抽"
RULE = (
    "按考评规则：抽 {ratio}%，每组至少 {least} 个，拒签的都复核；由别的组去。"
    "差超过 {limit} 分的，{over}。"
)
OVER_AGAIN, OVER_OPEN = "以复核分为准", "两个分都列出，等裁定"
NO_ROUND = "还没有排过一轮。先到计划抽签排一轮，各组交了成绩，再来抽复核。"
TO_PLAN = "去排一轮"
NOTHING_IN = "{of} 轮还没有收到定稿的成绩，收到以后再抽。"
TO_INTAKE = "去收包"
NOT_DRAWN = "{of} 轮收到 {sealed} 个站点的成绩，还没有抽复核。"
DRAW, DRAW_FIRST = "抽签", "抽复核样本"
DRAWN = "抽出 {count} 个站点，种子 {seed}。"
LEFT = "没有别的组能去：{places}。要县办自己派人。"
ROUND_MISSING = "先写复核轮次，如 2026-11-F。"
SEED_BAD = "种子要写整数，不超过九位；空着就现抽一个。"
DRAW_AGAIN = "已经抽过一次，种子 {seed}。"
DRAW_AGAIN_TOLD = "重抽换掉这份抽样清单；两次抽签都记入档案。"
DRAW_AGAIN_ACT = "重抽 {round} 轮"
ABOUT = "{round} 轮　{count} 个站点　种子 {seed}　收到 {came}　超限 {over}"
UNSEEDED = "不详"
COLUMNS = (
    "结果",
    "乡镇（街道）",
    "村（社区）",
    "尾号",
    "原考评组",
    "复核组",
    "原分",
    "复核分",
    "差",
)
LIST = "要复核的站点"
REFUSED = "拒签"
DISPATCH, WRITING, UNIT, FOLDER = "下发", "正在写下发包", "个组", "下发包写到哪里"
CONFIRM = (
    "{count} 个组共 {sites} 个站点，下发包写到 {folder}。",
    "下发以后不能再抽。复核组看不到原分。",
)
CONFIRM_ACT = "下发 {round} 轮"
WRITTEN = "写好 {count} 个下发包，已读回核对；组码在“计划抽签”的“下发”里：{folder}"
PRINT, PRINTING, PRINT_SAVE = "打印清单", "正在排版复核清单", "复核清单存到"
PDF_FILTER = "PDF (*.pdf)"
PRINT_NAME = "复核清单_{round}.pdf"
PRINTED = "已存 {name}"
WENT_OUT = "已下发，不能再抽。等复核组交回；原分不印在清单上，也不要告诉复核组。"
NOT_OUT = "抽样清单排好了，还没有下发。"

KEYS = (("↑ ↓", "选站点"), ("F5", DRAW), ("F7", PRINT), ("F10", DISPATCH))
KEYS_OUT = (("↑ ↓", "选站点"), ("F7", PRINT), ("F10", DISPATCH))
KEYS_FIRST = (("F5", DRAW), ("Tab", "下一处"))
KEYS_EMPTY = (("Enter", "按按钮"), ("Tab", "下一处"))

HELP = (
    "从一轮里抽几个村，由别的组再打一遍，比一比差多少。种子公开，谁都能照着再抽一遍。",
    "按 F5 抽签，F10 下发；交回来以后这里看原分、复核分、差，超限的排在最前。",
)
