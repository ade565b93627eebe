"""Chinese texts of the page 收工."""

from __future__ import annotations

TITLE, SUBTITLE = "收工", "把没有回执的打成回传包，写到 U 盘，读回核对"
WAITING = "已定稿 {sealed} 个站点，还有 {open} 个没有定稿（这次不交）"
ALL_WAIT = "{sealed} 个站点都已定稿，可以交包"
NOTHING = "还没有定稿的站点，没有可交的内容。"
ACKNOWLEDGED = "定稿的 {sealed} 个站点县办都已回执（第 {number} 号），没有要交的。"
OWED = "这次交 {records} 条记录、{photos} 张照片"
TARGET, TARGET_HINT, CHOOSE = "写到", "选 U 盘或文件夹", "选…"
COPY, COPY_HINT = "第二份", "可不填"
WAY, WAYS = "怎么带", ("U 盘", "聊天软件")
HAND_IN, JOB = "收工交包", "正在写回传包"
WHERE_FIRST = "先选写到哪里。"
DONE = "交好了：{name}，{visits} 个站点、{photos} 张照片，{size:.1f} MB，已读回核对。"
VOLUMES = "交好了：{count} 个包，{visits} 个站点、{photos} 张照片，{size:.1f} MB，都已读回核对。"
COPIED = "第二份在 {folder}，也核对过。"
KEEP = "现在可以拔下 U 盘，交给县考评办。本机的数据一份不删，等县里的回执。"
STOPPED = "中途停下：{planned} 个包写好 {done} 个，写好的可以先交。"
LOST = "有 {count} 张照片读不出来，没有装进包里，县里会看到缺哪几张。"
GIVEN_UP = "县办缺的 {count} 张照片，本机已按以前的回执清理，交不了。"
NO_COPY = "第二份没有写成：{why}"

AGAIN, AGAIN_KEY = "全部重交", "Ctrl+R"
AGAIN_WHY = "县办说数据丢了、要求重交时才用：已回执的也再装一遍"
AGAIN_ASK = (
    "定稿的 {sealed} 个站点、全部记录和本机还有的照片再写一次，已回执的也在内。",
    "县办说数据丢了、要求重交时才用；平时按收工交包。县办重复收下不会出错。",
)

RECEIPT, RECEIVING = "导入回执", "正在核对回执"
FILES_TITLE, FILTER = "选县办的回执", "回执 (*.wxp)"
CHECK, CHECK_HINT = "校验字", "县办电话里念的八个字"
HEARD = "校验字相符：县办已收下包号 {package} 的包。照片要等回执文件才能清理。"
DIFFERING = "县办收到的记录和本机的不一样（可能有另一台电脑用同一份数据），下次全部重交。"
CLASHES = "有 {count} 个站点在县办有冲突，等县办裁定。"

PURGE, PURGING = "清理照片", "正在清理照片"
PURGE_ASK = (
    "{count} 张照片，共 {size:.1f} MB，县办已在回执里说收到了原图。",
    "清理后本机只留小图，打印时写“照片已交县办”；分数和记录都在。",
)
PURGE_KEPT = "另有 {count} 张留着：县办还没有收到，或站点还没有定稿。"
PURGE_NONE = "没有可以清理的照片：要等县办的回执。"
PURGED = "已清理 {count} 张照片，腾出 {size:.1f} MB。"

VIEWS, SITES, PACKAGES = "看什么", "站点", "数据包"
SITE = "{name} {tail}"
SITE_COLUMNS = ("乡镇", "站点", "交到哪一步", "等了多久、缺什么")
PACKAGE_COLUMNS = ("号", "包号", "时间", "记录", "照片", "县办回执", "文件")
NO_PACKAGES = "还没有写过回传包。"
KEYS = (("F10", HAND_IN), ("Ctrl+I", RECEIPT), ("Ctrl+Tab", "站点 / 数据包"), ("Tab", "下一处"))

HELP = (
    "把定稿的村打成包，写到 U 盘，读回核对；县办的回执也在这里读。",
    "插上 U 盘，按 F10 收工交包；没定稿的村先回去定稿。",
)
