"""Chinese texts of the intake page."""

from __future__ import annotations

TITLE = "收包"
FILES, FOLDER = "选数据包", "选文件夹"
READ, ACCEPT, COVERAGE = "读 {count} 个包", "收下 {count} 个包", "看覆盖"
FILES_TITLE, FOLDER_TITLE = "选考评组交来的数据包", "选 U 盘或文件夹"
FILTER = "数据包 (*.wxp);;全部文件 (*)"
SIDE = "包里有什么"
LIST = "数据包"
ENDING, DISPATCHED = ".wxp", "下发_"

EMPTY = (
    "插上考评组的 U 盘，按 Ctrl+I 选数据包，或把文件拖到这里。\n"
    "先读出包里有什么、会改什么，看过以后再收下；不收就什么都不写入。"
)
NONE_IN_FOLDER = "“{folder}”里没有考评组交来的数据包（.wxp）。"
FOUND = "找到 {count} 个包，选中 {chosen} 个。还没有读，什么都没有写入。"
READ_TOLD = "读完了，还没有写入。按 Enter 收下，按 Esc 不收。"
NOTHING_TO_TAKE = "没有能收的包，什么都没有写入。看每个包下面的原因。"
RECEIPTS, RECEIPTS_WRITING = "写回执", "正在写回执"
RECEIPTS_WRITTEN = "写好 {count} 张回执，已读回核对：{folder}"
CHECK = "校验字 {check}，考评组电话来问时念给他们。"
DONE = "收下 {taken} 个包，拒收 {refused} 个。"
DONE_APART = "收下 {taken} 个包，拒收 {refused} 个，隔离 {apart} 个，等人决定。"
READING, TAKING, FORGETTING, UNIT = "正在读数据包", "正在收包", "正在清理没收的照片", "包"
BUSY = "正在{what}，可以先去别的页。"
READING_SHORT, TAKING_SHORT = "读包", "收包"

PLAN = "会改什么"
REFUSED = "拒收"
PACKAGE_TITLE = "{team} 组　{round} 轮　{sites} 村　照片 {photos} 张"
FILE_TOLD = "{file}　{size}"
FILE_ID = "{file}　{size}　包号 {id}"
SEEN = "以前收过，再收没有变化"
TAKEN = "已收下"
STATE_FOUND, STATE_READ, STATE_CLASH = "没读", "可以收", "有冲突，可以收"
TAKEN_CLASH = "已收下，有冲突"
MISSING_PHOTOS = "缺照片 {count} 张"
NEW_LAPTOP = "（新电脑，收下后登记）"

FACTS = ("考评组", "轮次", "电脑", "自称写出", "评分标准", "记录", "照片", "大小", "包号")
WHAT, MEANS, NEXT = "出了什么事", "会怎样", "下一步"
NOTHING_WRITTEN = "没有写入任何内容，别的包照常收。"
SITE_COLUMNS = ("村", "照片", "会怎样")
NOT_READ = "还没有读。选中后按 Enter，先看包里有什么。"
SITES_TITLE = "{count} 村"
CODE = "错误码 {code}"

APART, APART_BUTTON, APART_BACK = "隔离", "隔离 {count} 个", "回收包"
APART_TOLD = (
    "这些包原样留着，没有写入。看原因，该打电话的核对指纹，再由负责人决定；决定记入档案，不能改。"
)
APART_TITLE = "{team} 组　第 {seq} 号包　包号 {id}"
APART_MARK = "　签名的电脑：{mark}"
APART_BY, APART_BY_HINT = "决定人", "姓名"
APART_WHY, APART_WHY_HINT = "理由", "一句话，如：电话核对过指纹，是换用的电脑"
ADMIT, DISMISS, DECIDING = "采用", "不采用", "正在按决定办理"
WAITS, IS_APART = "等决定，收下时隔离", "已隔离，等决定"
KEYS_APART = (("↑↓", "选包"), ("Tab", "写决定人和理由"), ("Esc", "回收包"))

KEYS_EMPTY = (("Ctrl+I", "选数据包"), ("Ctrl+O", "选文件夹"))
KEYS_FOUND = (
    ("Enter", "读出包里有什么"),
    ("Space", "选或不选"),
    ("Ctrl+I", "再选"),
    ("Esc", "不收"),
)
KEYS_READ = (
    ("Enter", "收下"),
    ("Space", "选或不选"),
    ("G", "下一个有冲突或拒收的"),
    ("Esc", "不收，什么都不写入"),
)
KEYS_DONE = (("Enter", "看覆盖"), ("G", "下一个有冲突或拒收的"), ("Ctrl+I", "再收"))

HELP = (
    "看 U 盘里有哪些数据包，会带来什么变化，看清楚再收下。",
    "先选包，按 Enter 读出计划，再按一次收下；回执一起写回 U 盘。",
)
