"""What the survey page says, key by key."""

from __future__ import annotations

BACK = "回到今日"
TAIL = "尾号 {tail}"
SAVED = "{time} 已存"
UNSAVED = "这一条没存上"
SEALED_AT = "{time} 已定稿"
LIST = "发现"
COUNT = "发现 {count} 条"
EMPTY = "还没有写发现。写一条，或者记“没有发现问题”。"
EMPTY_RETURNS = "还没有写问题。带入以前的问题，或者自己写一条。"
ADD = "加一条"
NOTHING = "没有发现问题"
NOTHING_TOLD = "已记“没有发现问题”。要写发现，请先去掉这一条。"
DROP = "去掉"
DROPPED = "去掉了第 {number} 条，Ctrl+Z 放回。"
RESTORED = "放回了第 {number} 条。"
BRING = "带入以前的问题"
BROUGHT = "带入了 {count} 个问题，逐个写结果。"
NONE_TO_BRING = "没有以前留下的问题。"
NUMBER = "第 {number} 条"
SECTION = "环节"
UNSAID = "未选"
ITEM, ITEM_HINT = "考评项", "可不填，如 ST-2 或村容"
ITEM_UNKNOWN = "没有这一项，请照评分表写编号或名称"
ITEM_MANY = "有 {count} 项都叫这个，写编号：{codes}"
OUTCOME = "整改结果"
PROBLEM = "问题"
PROBLEM_HINT = "写清是哪个问题，如 后街垃圾堆放"
FACT, REMARK = "实情", "备注"
FACT_HINT = "看到什么、问到什么：时间、地点、数目"
REMARK_HINT = "现在怎么样，还差什么"
CAUSE, CAUSE_HINT = "症结", "为什么会这样"
PROPOSAL, PROPOSAL_HINT = "办法", "怎么解决，谁来办"
PHOTOS = "照片 {count} 张"
LOOK_ONLY = "这一项只看不拍"
PHOTO_ADD = "加照片"
PHOTO_DROP = "取下照片"
PHOTO_LIST = "这一条的照片"
PHOTO_FILTER = "照片 (*.jpg *.jpeg *.heic *.heif *.png)"
PHOTO_JOB, PHOTO_UNIT = "收照片", "张"
PHOTO_TAKEN = "第 {number} 条加了 {count} 张照片。"
PHOTO_REFUSED = "{count} 个文件没有收下：{first}"
SHEET = "存 PDF"
SHEET_TITLE = "把考评记录存为 PDF"
SHEET_NAME = "{kind}_{township}{name}_{tail}.pdf"
SHEET_JOB = "排版考评记录"
SHEET_SAVED = "考评记录已存到 {path}"
SEAL = "定稿"
SEAL_KEY = "Ctrl+Enter"
SEAL_ASK = "定稿后内容不能再改。"
SEAL_ACT = "把{name}的{kind}定稿"
MISSING = "还缺 {count} 处：{first}"
READY = "不缺内容，可以定稿。"
HINTED = "可以定稿；{first}。"
FROZEN = "已定稿，内容不能再改。"
SEALED = "已定稿，记录码 {code}。打印两份，签完锁定。"
SIGNED = "{state}，已锁定，记录码 {code}。"
SHEET_DRAFT = "还没定稿，不能打印签字用的记录。先定稿。"
SIGN = "签字"
PRINT_TWO = "打印两份"
COPIES_TOLD = "先打印两份，签完一个按一次 Enter"
LOCK_UNPRINTED = "都签好了，还没打印记录"
BACK_TO_LIST = "看发现"
REFUSE_TOLD = "记录仍有效，写明拒签。要两名考评员证明。"
LOCK_ACT = "锁定{name}的记录"
LOCK_TOLD = "锁定后记录和签字都不能再改。"
LOCKED_NOW = "已锁定，可以收工交包了"

ABOUT = (
    "这里写不打分的考评：左边是各条发现，右边写实情、症结和办法，写了就存。",
    "加一条写内容、加照片；确实没有的记“没有发现问题”；写完定稿、打印、签字。",
)
KEYS = (
    ("↑ ↓", "选一条"),
    ("Enter", "去写"),
    ("Ctrl+N", ADD),
    ("Ctrl+O", PHOTO_ADD),
    ("Delete", DROP),
    ("Ctrl+Z", "放回"),
    ("Ctrl+S", SHEET),
    (SEAL_KEY, SEAL),
    ("Esc", BACK),
)
SEALED_KEYS = (
    ("↑ ↓", "选一条"),
    (SEAL_KEY, SIGN),
    ("F7", PRINT_TWO),
    ("Ctrl+S", SHEET),
    ("Esc", BACK),
)
SIGN_KEYS = (
    ("↑ ↓", "选人"),
    ("Enter", "已签"),
    ("J", "拒签"),
    ("K", "受托人签"),
    ("W", "不在"),
    ("I", "屏上手写"),
    ("F7", PRINT_TWO),
    ("Ctrl+Enter", "锁定"),
    ("R", "重开修改"),
    ("X", "重来"),
    ("Esc", BACK_TO_LIST),
)
LOCKED_KEYS = (("F7", PRINT_TWO), ("Ctrl+S", SHEET), ("Esc", BACK_TO_LIST))
