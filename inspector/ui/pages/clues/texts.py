"""Chinese texts of the page 线索联审."""

from __future__ import annotations

TITLE = "线索联审"
TOLD = "待联审 {waiting} 条，缓议 {put_off} 条，已有结论 {done} 条"
EMPTY = "各组还没有报负面清单线索。部门直接认定的，也在这里登记。"
LIST = "线索"
WAITING, PUT_OFF, DONE = "待联审", "缓议", "已有结论"
COUNT = "{count} 条"
LINE = "{entry}　{condition}"
STATE_LINE = "{state}　{entry}　{condition}"
HEAD = "{entry}　{condition}"
LISTED_OFFICE = "清单写明由 {office} 认定"
REPORT = "{team} 组　{round} 轮"
NO_REPORT = "没有考评组报过，由部门直接认定。"
PHOTOS = "照片 {count} 张"
DECISIONS = "联审经过"
DECIDED = "{verdict}　{office} {document}，{decided}认定，有效到 {until}"
DECIDED_PAPERS = "{verdict}　{office} {document}，{decided}"
DECIDED_SHORT = "{verdict}　{decided}"
ENTERED = "{by} 于 {at} 登记"
ENTERED_WHY = "{by} 于 {at} 登记：{why}"
VERDICT = "联审结论"
DOCUMENT, DOCUMENT_HINT = "文书号", "如 县联审〔2026〕3号"
OFFICE, OFFICE_HINT = "认定单位", "谁查实的"
DECIDED_ON, DECIDED_ON_HINT = "认定日期", "如 {day}"
BY, BY_HINT = "登记人", "写姓名"
WHY, WHY_HINT = "说明", "缓议的写原因，其他可不写"
ENTER = "登记结论"
ENTERED_NOW = "已登记：{place} {entry} {verdict}。"
ENTERED_UPHELD = "已登记：{place} {entry} {verdict}，有效到 {until}。得分照常，星级按清单算。"
DIRECT, DIRECT_ACT = "直接登记", "登记部门认定的一条"
DIRECT_SITE, DIRECT_SITE_HINT = "站点", "村名、尾号或代码"
DIRECT_ENTRY, DIRECT_ENTRY_HINT = "清单条目", "如 N07"
DAY_MISSING = "还缺认定日期。请照文书上的日期写，如 2026-11-05。"
CHOOSE_FIRST = "先选一条结论：联审通过、联审不成立、缓议，或者撤销。"

KEYS = (
    ("↑ ↓", "选一条"),
    ("Enter", "写结论"),
    ("F10", ENTER),
    ("Ctrl+N", DIRECT),
    ("Esc", "回清单"),
)
KEYS_EMPTY = (("Ctrl+N", DIRECT), ("Enter", "按按钮"))

HELP = (
    "考评组只报看到了什么，不扣分。县里联审有了文书、单位、日期，才影响星级。",
    "选一条，按 Enter 写结论和文书，按 F10 登记。登记过的不改，只能再登记一次。",
)
