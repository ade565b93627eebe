"""Chinese texts of the list of sites."""

from __future__ import annotations

TITLE = "站点"
SEARCH = "搜村：汉字、拼音首字母或尾号"
LIST = "站点"
TAIL = "尾号 {tail}"
SECRETARY = "书记 {name}"
COUNTS = "共 {all} 个，未开始 {planned}，进行中 {open}，已定稿 {sealed}"
ALL = "共 {all} 个站点"
FOUND = "找到 {found} 个，共 {all} 个"
START, GO_ON, LOOK = "开始", "继续打分", "看结果"
EMPTY = "这里还没有站点。从设置回到开始页，打开新的下发包；还是没有，请县办核对名册。"
NO_MATCH = "没有符合“{text}”的站点，共 {all} 个。按 Esc 清除。"
KEYS = (
    ("↑ ↓", "选村"),
    ("Enter", "开始或继续"),
    ("/", "搜村"),
    ("G", "下一个没定稿的"),
    ("Esc", "清除搜索"),
    ("F10", "收工"),
)
LOOK_KEYS = (("↑ ↓", "选村"), ("/", "搜村"), ("G", "下一个没定稿的"), ("Esc", "清除搜索"))

HELP = (
    "本县或本组的村（社区），打几个字就能找到。",
    "上下键选村，按 Enter 打开；按 / 找村，首字母、尾号都行。",
)
