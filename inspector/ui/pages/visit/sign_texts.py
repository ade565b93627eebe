"""Chinese texts of 核对 and 签字; the words for states are in ``domain.wording``."""

from __future__ import annotations

FEEDBACK = "请{name}核对"
FEEDBACK_NOBODY = "请村里核对"
DISAGREE = "不同意的地方可以当场提"
OF_MAX = "{points} 分（满分 {max}）"
GOT, SO_FAR = "得 {level} 星", "暂计 {level} 星"
LOSSES = "扣分 {count} 处，共 {points} 分"
NO_LOSSES = "没有扣分"
OBJECTIONS = "村里的不同意见 {count} 条"
OBJECTIONS_KEYS = "村里的不同意见 {count} 条（Enter 改，Del 删）"
OBJECTION = "{about}：{text}（{by}）"
OVERALL = "整体"
OBJECTION_BY = "村里的不同意见，{by} 提出"
FOR_SECRETARY = "给书记看"
CLOSE = "返回"
PRINT_TWO = "打印两份"
SHOW_SHEET = "看打分表"
SAVE = "存 PDF"

OBJECT = "记村里的不同意见"
OBJECT_SHORT = "不同意见"
OBJECT_EDIT = "改这条不同意见"
OBJECT_ABOUT = "关于哪一项"
OBJECT_ABOUT_HINT = "填编号，如 ST-2；对整体的意见不用填"
OBJECT_TEXT = "村里怎么说"
OBJECT_BY = "谁提的"
OBJECT_UNKNOWN = "没有编号为 {code} 的考评项，没有记下。请照扣分清单填编号，或留空。"
OBJECT_KEPT = "记下了，随记录走，印在打分表上"
OBJECT_DROPPED = "这条意见删掉了"
OBJECT_VOIDS = "打分表已定稿，记下后会按新内容重新定稿，原来打印的作废，要再打印两份。"
OBJECT_SEALED_AGAIN = "意见记下了，已重新定稿，请再打印两份"
OBJECT_REASON = "签字前村里提出不同意见"

LEAVE, LEAVE_NOTE = "写明为什么留着", "记下"
LEAVE_REASON = "原因"
LEFT = "已写原因：{reason}"
LEAVE_ALL, LEAVE_ALL_REASON = "这 {count} 处都写这个原因", "都因为"
LEAVE_ALL_TOLD = "{head}，写一个原因，每处都记上。"
LEAVE_REST_TOLD = "{head}，其中 {count} 处已写原因的不变，其余都记这一个。"
LEAVE_AGAIN_TOLD = "{head}，都写过原因了；这里写的换掉它们。"
ALL_LEFT = "都因为：{reason}"
LEFT_ALL_KEPT = "{count} 处的原因记下了，随记录走"
LEFT_KEPT = "原因记下了，随记录走"
LEAVE_MUST = "这一处必须补上，不能带原因离开。"
SEAL_LEFT = "还有 {count} 处可以带原因离开，没写原因的在这里一并写明。"
SEAL_ASK = "定稿后内容不能再改，要改只能写明原因重新定稿。"

REOPEN = "重开修改"
REOPEN_TOLD = "已打印的作废，改好要重新定稿、打印、签字。原来的定稿留在档案里。"
REOPEN_REASON = "为什么要改"
REOPENED = "已重开，改好再定稿"
CORRECT = "加一条更正"
CORRECT_BEGIN = "正在更正：到要改的项里改好，再回“签字”提交；原表不动。"
CORRECT_SUBMIT = "提交更正"
CORRECT_DROP = "放弃更正"
CORRECT_TOLD = "{items}：由 {before} 分改为 {after} 分。签过字的原表永远可查，新表印上这条更正。"
CORRECT_REASON, CORRECT_BY = "更正原因", "更正人"
CORRECT_NONE = "还没有改动。先到要改的项里改好。"
CORRECTED = "更正已记入档案，新表的记录码已换"
CORRECTING = "更正中，改了 {count} 项"
CORRECTIONS = "更正 {count} 条"

PAUSE = "暂停本村"
PAUSE_TOLD = "已记的都在，回来从原来那一行接着打。"
PAUSE_REASON = "为什么先走"

SIGN, SEE_SIGNED = "签字", "看签字"
SIGNERS = "签字的人"
SEAL_FIRST = "先在“核对”里定稿，再打印、签字"
TO_REVIEW = "去核对"
COPIES_TOLD = "打分表、问题清单各两份；签完按 Enter"
PRINTED = "{told}，签完一个按一次 Enter"
SIGNED_AT = "{time} {word}"
SIGN_NOW = "已签"
REFUSE = "拒签"
DEPUTY = "受托人签"
ABSENT = "不在"
DRAW = "屏上手写"
CLEAR = "重来"
SIGN_ROW = "{name} {title} {state}"
ASK_NAME = "{title}的姓名"
ASK_NAME_ACT = "记为已签"
REFUSE_ACT = "记为拒签"
REFUSE_TOLD = "成绩仍有效，本次考评自动进入复核。要两名考评员证明。"
REASON = "原因"
WITNESS = "证明人 {n}"
DEPUTY_ACT = "记为受托人签"
DEPUTY_NAME, DEPUTY_RELATION = "受托人姓名", "身份"
DEPUTY_HINT = "如 村委会副主任"
ABSENT_ACT = "记为不在"
ONLY_SECRETARY = "只有党组织书记这一行可以这样记。"
NOT_SECRETARY = "书记不在的，按 K 由受托人签；不肯签的，按 J 拒签。"
LOCK = "锁定"
LOCK_ACT = "锁定{name}的打分"
LOCK_TOLD = "锁定后不能改分。要改只能加一条更正，写明原因和姓名；原表永远可查。"
LOCK_WAITS = "还差 {count} 人签字"
LOCK_READY = "都签好了，可以锁定"
LOCK_UNPRINTED = "都签好了，要签字的表还没打印"
NOT_PRINTED = "要签字的表还没有打印。纸上没有签字，就没有凭据。"
PRINT_FIRST = "先打印"
PRINTED_ELSEWHERE = "已在别处打印（按空格勾选，记进签字情况）"
LOCKED = "{state}，已锁定"
LOCKED_NOW = "已锁定，按 F10 收工交包"
LOCKED_REFUSED = "已按拒签锁定：成绩有效，回县办进入复核"

DRAW_TITLE = "请 {name} 在框里签名"
DRAW_DONE = "签好了"
DRAW_AGAIN = "擦掉重写"
DRAW_HINT = "用鼠标、触摸板或笔"

PRINT_JOB = "正在打印要签字的表"
PRINT_DONE = "打印机收下了 {copies} 份。签完一个按一次 Enter。"
PRINT_DRAFT = "还没定稿，不能打印签字用的表。先定稿。"

SIGN_KEYS = (
    ("↑ ↓", "选人"),
    ("Enter", "已签"),
    ("J", "拒签"),
    ("K", "受托人签"),
    ("W", "不在"),
    ("I", "屏上手写"),
    ("Y", "不同意见"),
    ("F7", "打印两份"),
    ("F6", "给书记看"),
    ("Ctrl+Enter", "锁定"),
    ("R", "重开修改"),
    ("X", "重来"),
    ("PgUp PgDn", "翻清单"),
    ("Esc", "回到核对"),
)
LOCKED_KEYS = (
    ("R", "加一条更正"),
    ("F6", "给书记看"),
    ("F7", "打印两份"),
    ("PgUp PgDn", "翻清单"),
    ("Esc", "回到核对"),
)
WAITING_KEYS = (("Enter", "去核对"), ("F6", "给书记看"), ("Esc", "回到核对"))
CORRECTING_KEYS = (
    ("Ctrl+Enter", "提交更正"),
    ("R", "放弃更正"),
    ("Ctrl+PgUp Ctrl+PgDn", "上一步 下一步"),
)
HELP = (
    "打印两份，一个一个签，签完锁定。",
    "选中一个人，签了按 Enter；不肯签按 J，书记不在按 K。都好了按 Ctrl+Enter 锁定。",
)
