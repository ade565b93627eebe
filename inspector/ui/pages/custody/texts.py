"""Chinese texts of the page 交接台账."""

from __future__ import annotations

TITLE = "交接台账"
ABOUT = "{round} 轮　{late}　天数按本机时钟算，{limit} 天算拖久了"
LATE, NONE_LATE = "{count} 个组拖久了", "没有拖久的组"
COLUMNS = (
    "考评组",
    "已交站点",
    "电脑",
    "最后一包",
    "没到的包",
    "缺照片",
    "最近回执",
    "拖了多久",
    "隔离",
)
SITES, LAPTOPS = "{handed}/{assigned}", "{count} 台"
LAST, RECEIPT = "{seq} 号 {at}", "第 {number} 号 {at}"
TO_COME = "有 {count} 张照片先到了，它们的记录还没到，先留着。"
GAPS_TOLD = "{gaps}：不影响导入，后面的包会补上。"
NO_GAPS = "包号没有断的。"
NONE_CAME = "还没有收到过包，没有回执可写。"
NO_ROUND = "还没有排过一轮。先到计划抽签排一轮，下发以后这里记着谁交了、谁没交。"
TO_PLAN = "去排一轮"
WRITE, WRITING, FOLDER = "写回执", "正在写回执", "回执写到哪里"
WRITTEN = "写好 {count} 张回执，已读回核对：{folder}"
KEYS = (("↑ ↓", "选考评组"), ("F10", WRITE), ("F5", "重新算"))

KEYS_EMPTY = (("Enter", "去排一轮"), ("Tab", "下一处"))

HELP = (
    "看每个组、每台机器交了什么，县办回执到哪里，谁逾期没交。",
    "没交的打印催交单；交过没回执的，请他把包再拿来。",
)
