"""Chinese texts of 问题."""

from __future__ import annotations

TITLE = "问题"
SUBTITLE = "上次未销号 {earlier} 件，本轮查出 {own} 件"
LIST = "问题"
SEARCH = "搜村：汉字、拼音首字母或尾号"
SHOWN = "看哪些"
WAYS = ("全部", "上次未销号", "本轮查出")
SITE = "{township} {name}　尾号 {tail}"
EARLIER, OWN = "上次 {count} 件　", "本轮 {count} 件"
STILL, FOUND = "未销号", "本轮查出"
WHERE = "{code} {title}"
ROUND = "{round} 轮"
EMPTY = "还没有问题：上次没有留下未销号的，本轮也还没查出。"
EMPTY_WAYS = ("", "上次没有留下未销号的问题。", "本轮还没有查出问题。")
NO_MATCH = "没有符合“{text}”的。按 Esc 清除。"
KEYS = (
    ("↑ ↓", "选问题"),
    ("Enter", "去那个村的这一项"),
    ("1 2 3", "全部 / 上次 / 本轮"),
    ("/", "搜村"),
    ("Esc", "清除搜索"),
)
HELP = (
    "上次查出还未销号的，和本轮查出的，按村列在这里；只写事实，不写分数。",
    "选中一条按 Enter，去那个村的这一项核对。",
)
