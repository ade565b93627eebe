"""Chinese texts of the coverage page."""

from __future__ import annotations

TITLE = "覆盖"
ROUND = "{round} 轮 · {pattern}式 · 下发 {out} 个包，收到 {came} 个"
NO_ROUND = "还没有排过一轮。先排一轮并下发，收到数据包后这里按村显示。"
TO_PLAN = "去排一轮"
IMPORT = "导入数据包"
PRINT = "打印催交单"
PRINT_SAVE = "保存覆盖情况"
PDF_FILTER = "PDF (*.pdf)"
PRINTING = "正在写覆盖情况"
PRINTED = "已写好 {name}"
SIDE = "清单"

RECEIVED = "/ {planned} 村已交"
FILTERS = "只看"
TOWNSHIP, TEAM, CELLS, COUNT = "乡镇", "组", "每格一个村，按代码排列", "已交/应交"
GRID = "覆盖情况"
TEAMS = "{teams} 组"
CELL = "{township} {name} {tail}"
CELL_TOLD = "{place}　{state}　{teams} 组"
COUNT_TOLD = "{name} 已交 {received}，应交 {planned}"

CONCERNS = "需要处理和未交"
ARRIVED, TO_SETTLE, MISSING = "刚收到", "需要处理", "未交"
PACKAGES, CASES, SITES = "{count} 个包", "{count} 件", "{count} 村"
NOTHING_ARRIVED = "还没有收到数据包。按 Ctrl+I 导入。"
NOTHING_TO_SETTLE = "没有要处理的。"
NOTHING_MISSING = "全部收齐。"
ARRIVED_TITLE = "{team}　照片 {photos} 张"
ARRIVED_AT = "{at} 收下，{records} 条记录"
MISSING_TITLE = "{township}　{team} 组欠 {count} 村"
PHOTOS_TOLD = "成绩已收，照片没有交全。请 {team} 组补交。"
SAME_VILLAGE = "、"

CARD_TITLE = "{township} {name}（{tail}）"
CARD_VISIT = "{team} 组　{state}"
CARD_POINTS_OF = "{points} 分（满分 {max}），不评星级"
CARD_POINTS = "{level} 星，{points} 分（满分 {max}）"
CARD_PHOTOS = "照片 {count} 张"
CARD_SEALED = "{at} 定稿"
CARD_OBJECTION = "村里的不同意见：{text}"
CARD_NOTHING = "还没有收到这个村的数据。请 {teams} 组交包。"
CARD_CLOSE = "返回"
UNSIGNED = "未签字"
UNSIGNED_TOLD = "{team} 已定稿，交来时还没签字"
REFUSED_TOLD = "{team} 查的，村里拒签；成绩有效，排复核时必查"
FLAGS = {
    "conflict": "两台电脑记得不一样，两份都留着，没有计入排名",
    "recount": "县里算出的分与外业不同，待核算",
    "late": "定稿后又改过",
    "refused": "村里拒签，成绩有效，要复核",
    "old_form": "用的是旧版评分标准",
}
KEYS = (
    ("↑ ↓ ← →", "走格"),
    ("Enter", "打开该村"),
    ("G", "下一个没收好的"),
    ("Ctrl+I", "导入数据包"),
    ("F7", "打印催交单"),
)

KEYS_EMPTY = (("Enter", "去排一轮"), ("Tab", "下一处"))

HELP = (
    "看本轮应查的村收到没有，缺哪些，哪些要处理。",
    "按 Ctrl+I 导入数据包；按 G 到下一个没收好的村。",
)
