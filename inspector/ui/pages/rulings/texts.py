"""Chinese texts of the page 冲突裁定."""

from __future__ import annotations

TITLE = "冲突裁定"
TOLD = "{round} 轮　{open} 个站点等裁定，已裁定 {done} 个"
NO_ROUND = "还没有排过一轮。"
NOTHING = "{round} 轮各组各电脑记的都一致，没有要裁定的。"
TO_COVERAGE = "去看覆盖"
SITES = "要裁定的站点"
OPEN, DONE = "{count} 处待裁定", "已裁定"
SIDE = "{mark}机　{by}　{at}"
TEAM_SIDE = "{by}　{at} 定稿"
POINTS = "{points} 分"
NO_POINTS = "算不出分"
CHOOSE, CHOSEN = "以{mark}为准", "已选{mark}"
LAPTOP = "{mark}机"
ALL = "全部以{mark}为准"
RULED = "{by} 已裁定：{why}"
PHOTOS = "照片 {count} 张"
BY, BY_HINT = "裁定人", "写姓名"
WHY, WHY_HINT = "理由", "写一句，记入档案，如：现场复看，以组长机为准"
RULE = "裁定"
CHOOSE_FIRST = "先在每一处选以哪台电脑为准。"
LEFT = "已记下，{place} 还有 {left} 处待裁定。"
SETTLED = "{place} 已裁定：{points} 分，{level}，计入排名。"
PICKED = "{place} 已裁定：用 {team} 组的。"
KEYS = (("↑↓", "换站点"), ("Tab", "下一处"), ("Enter", "选这一边"), ("F10", "裁定"))

KEYS_EMPTY = (("Enter", "去看覆盖"), ("Tab", "下一处"))

HELP = (
    "同一个村两份记录不一样时，由有权的人裁定用哪一份，两份都留底。",
    "看两边差在哪里，选一份，写明谁定的、为什么，按 F10。",
)
