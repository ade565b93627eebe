"""Chinese texts of the ranking page."""

from __future__ import annotations

TITLE = "排名通报"
VIEWS, TOWNSHIPS, SITES = "看法", "乡镇", "村"
ROUND = "{round} 轮"
SIDE = "检查"
PRINT, PRINT_DRAFT = "打印排名表", "打印暂定稿"
PRINT_SAVE, PDF_FILTER = "保存排名表", "PDF (*.pdf)"
PRINTING, PRINTED = "正在写排名表", "已写好 {name}"
FREEZE, FREEZE_AGAIN = "冻结 {round} 排名", "冻结更正版"
FREEZING = "正在冻结"

NO_ROUND = "还没有排过一轮。先到计划抽签排一轮，收到数据包后这里给出名次。"
NOTHING = "{round} 轮还没有收到成绩。先到覆盖看收了多少，再来排名。"
TO_COVERAGE = "去看覆盖"

PROVISIONAL, FROZEN = "暂定", "已冻结 第{number}版"
PROVISIONAL_TOLD = "尚未冻结，不得印发；每收一个包都会变。"
FROZEN_TOLD = "{at} 冻结，记录码 {code}。以后收到的包不改这一版。"
CHANGED = "冻结以后成绩有变化，可以出更正版。"
ON_PAPER = "打印稿每页带“暂定”字样"

TOWNSHIP_COLUMNS = (
    "名次",
    "乡镇",
    "平均分（竖线为全县均分）",
    "得分",
    "五星村",
    "已查/应查",
    "提示",
)
SITE_COLUMNS = ("名次", "乡镇", "村", "得分", "满分", "折百分", "星级")
GROUP = "{group}组 · {count} 个"
SHARED = "并列"
TOLD = (
    "{group}组第 {place} 名 {name}，{percent} 分，"
    "已查 {sites} 村，应查 {planned} 村，五星村 {five} 个{mark}"
)
TAIL = "{name} {tail}"
STARS = "{level} 星"

CHECKS = "冻结前检查"
COVERED, CONFLICTS, RECOUNTS, PHOTOS = "覆盖", "冲突", "待核算", "照片没交全"
CASES = "{count} 处"
SITES_COUNT = "{count} 村"
READY = "可以冻结。"
ALREADY = "已经冻结，成绩没有变化，不用再冻结。"
REASON = "冻结说明：{reason}"
NOTES = "没有计入的"
NO_NOTES = "收到的都计入了。"
MEAN = "全县均分"
POINTS = "{points} 分"
RULE = "规则"

CONFIRM = (
    "{round} 轮，{townships} 个乡镇，{sites} 个村计入。",
    "冻结后名次、分数和记录码不再变；以后有更正，只能出更正版。",
)
CONFIRM_AGAIN = "第 {number} 版会注明更正了第 {before} 版，原来那一版保留。"
CONFIRM_OPEN = "{open}原因会记在这一版里，印在排名表上。"
WHY, WHY_HINT = "为什么现在冻结", "写明原因，如：暴雨封路，两村改到下一轮"
FROZE = "{round} 排名已冻结第 {number} 版，记录码 {code}"

KEYS = (
    ("↑ ↓", "选乡镇或村"),
    ("Enter", "看该乡镇的村"),
    ("Ctrl+Tab", "乡镇 / 村"),
    ("F7", "打印"),
    ("F10", "冻结"),
)

KEYS_EMPTY = (("Enter", "去看覆盖"), ("Tab", "下一处"))

HELP = (
    "看本轮名次和依据，冻结以后才能通报。",
    "还没收满、还有冲突没裁定的，先处理；都齐了再冻结。",
)
