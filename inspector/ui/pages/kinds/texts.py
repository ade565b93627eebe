"""What the page of kinds says."""

from __future__ import annotations

TITLE = "选考评方式"
LIST = "可以打开的考评"
PLANNED, FREE = "分派给本组的", "自己开始的"
NEW = "可以开始"
ORDINAL = "第 {ordinal} 次"
BACK = "回到今日"
ABOUT = (
    "同一个村可以有几次考评：分派给本组的，和考评规则让考评组自己开始的。",
    "选一个按 Enter 打开；打分的方式各算各的，只有参与排名的进排名。",
)
KEYS = (("↑ ↓", "选一个"), ("Enter", "打开"), ("Esc", BACK))
