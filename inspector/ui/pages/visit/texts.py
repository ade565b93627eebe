"""Chinese texts of the visit page; the words for states are in ``domain.wording``."""

from __future__ import annotations

from datetime import datetime

from inspector.domain.scorecard import GapKind

TAIL = "尾号 {tail}"
HEADLINE, SCORING = "{place} {tail} · {part}", "打分"
FORM = "{count} 项"
SAVED = "{time} 已存"
UNSAVED = "这一项没存上"
BACK = "回到今日"
STEPS = "步骤"
REVIEW, REVIEW_KEY = "核对", "F5"
BY_STEP, BY_STAR = "按听看查", "按星"
VIEWS = "排列方式"
STARS = "星"
ITEMS = "考评项"
ROWS = "要点"
ITEM_COUNT = "{done}/{count} 项"
POINT_COUNT = "{done}/{count} 要点"
SO_FAR = "暂计"
WON_STARS = "已得 {stars} 星"
STARS_SHORT = "{stars} 星"
DONE_ITEMS = "已评 {done}/{count} 项"
PHOTOS_SHORT = "缺图 {count}"
ROW_NAME = "{code} {text} {state}"
ROW_POINTS = "得 {points} 分 满分 {max} 分"

FILLED = "其余无问题，一键记下的"
NOTE = "备注：{note}"
MET, NOT_MET = "符合", "不符合"
OWN_WORDS = "自写"
ALL_SEEN = "看足；没看足再填数"
OPEN_GRID = "进表格"
GRID_PREFILLED = "先按“全有”预填，只标缺的"
GRID_KEYS = "空格 有/缺    Del 不该有    回车 记下    Esc 退出"
GRID_DAY_KEYS = "0312 写 3月12日，顺序不对自动标出    空格 有/缺/乱    回车 记下    Esc 退出"
GRID_QUESTIONS = "→ 或 Q 抽问，题由本次考评抽定"
GRID_WRONG = "错 {count}"
NO_DAY = "没有这一天。四位数字写月和日，如 0312。"
WRONG_ORDER = "“{step}”早于前面的环节，记为顺序不对，扣一处。"
WRONG_ORDER_FREE = "“{step}”早于前面的环节，记为顺序不对，不扣分。"
DISORDERED = "乱"
GRID_FULL, GRID_SHORT, GRID_DISORDERED = "齐", "缺 {count}", "乱 {count}"

CONFIRM = "其余无问题，下一项"
CONFIRM_SAMPLED = "抽样看足，其余无问题"
PREVIOUS = "上一项"
PROMPTS = "提示"
NEXT_GAP = "下一缺口"
PHOTOS_BUTTON = "照片 {have}/{want}"
JUST_CONFIRMED = "刚确认 {item}，{points} 分"
STEP_CONFIRMED = "“{step}”这一步确认完了，接着“{next}”。"
DOCUMENTS = "要看的材料：{documents}"

ZERO_CASE, ZERO_NOT_FOUND, ZERO_FOUND = "零分情形", "未发现", "已认定"
ZERO_AGAIN = "认定“{condition}”，本项记 0 分：再按 Z"
ZERO_CHOOSE = "认定哪一条？按数字键：{conditions}"
ZERO_OFF_AGAIN = "取消零分认定：再按 Z"
ZERO_NONE = "本项没有零分情形。"
NA_AGAIN = "本项不适用：再按 N"
NA_OFF_AGAIN = "取消不适用：再按 N"
NA_REFUSED = "本项不能选“不适用”。{rule}"
NA_NO_RULE = "评分表没有写明本项可以不适用。"
NA_REASON = "评分表写明可以不适用"
NOT_APPLICABLE = "本项记为不适用：{reason}"
CLEAR_AGAIN = "清空这一行：再按 X"

ASK_WORDS, ASK_NOTE, ASK_BASIS = "自写原因", "备注（不扣分）", "零分依据（照片或文件名）"
ASK_NA = "为什么不适用"
ASK_TAKE, TYPED_TAKE = "写好，回到要点", "记成原因"
ASK_HINT = "回车 或 Esc 回到要点，写好的不会丢"
ASK_MORE = "↓ 换用其他常用原因"
TYPED_TOO_FAST = "字母没有当成扣分，写原因在这里写"
TYPED_HINT = "回车 记成原因，扣一处    Esc 不记"
TYPED_LETTERS = "只有字母，不能当原因。请写汉字，或按 Esc 不记"
DROPPED = "没有记“{text}”。要写，按 T，字还在。"
DOUBTED = "{count} {unit}？再按一次 Enter 确认，按 Backspace 改"
NOT_COUNTED = "{count} {unit}没有确认，没有记。"

VALUE_MISSING = "还差要填的数：{code} {text}。填好再按回车，先不填就再按一次回车。"
LEVEL_MISSING = "{code} {text}还没有等次：按 1–{count} 选；先不选就再按一次回车。"
SAMPLE_MISSING = "{code} 实看了几个？看足了按空格，没看足按 / 再填实看数；先不填就再按一次回车。"
REASON_MISSING = "{code} 扣了分，还没有原因：按 {letters} 选，或按 T 自写；先不写就再按一次回车。"
REASON_MISSING_OWN = "{code} 扣了分，还没有原因：按 T 自写；先不写就再按一次回车。"
NO_SAMPLES = "这里没有要填的抽样，按回车。"
WRONG_KEY = {
    "Deduct": "这一行按 A–F 记原因，或直接填数。",
    "YesNo": "符合就留着按回车；不符合按原因的字母。",
    "Sample": "不合格几个直接填数；都看足按 /；只看了 3 个按 / 再按 3。",
    "Level": "按 1–{count} 选等次。",
    "Bands": "直接填数。",
    "Ratio": "直接填数。",
}
TOO_MANY = "不合格数不能多于实查数。"
NO_GAP = "没有缺口了。"
UNDO = "撤销"
UNDONE, REDONE, NOTHING_TO_UNDO = "已撤销", "已重做", "没有可撤销的了。"

PHOTOS_OF_ITEM = "本项照片"
PHOTOS_NEED = "还缺 {count} 张"
PHOTO_ADD = "加照片"
PHOTO_HINTS = "要拍：{hints}"
PHOTO_NONE = "还没有照片。插上卡或手机按 Ctrl+O，或把文件拖到这里。"
PHOTO_NONE_KEPT = "这次考评没有照片。"
PHOTO_NO_PHOTO = "{codes} 只看不拍"
PHOTO_FILTER = "照片 (*.jpg *.jpeg *.png *.heic *.heif);;全部文件 (*)"
PHOTO_JOB, PHOTO_UNIT = "正在收照片", "照片"
PHOTO_TAKEN = "收下 {count} 张照片，挂在 {item}"
PHOTO_ON, PHOTO_OFF = "挂到 {item}", "已从 {item} 取下"
PHOTO_NONE_CHOSEN = "先用 [ ] 选一张照片。"
ATTACHED = "已挂"

QUESTIONS = "抽问"
RIGHT, WRONG, NOT_ASKED = "答对", "答错", "没问"
ANSWER_IN = "在这里核对：{hint}"
ASKED_COUNT = "问了 {asked} 题，答错 {wrong} 题"
ASKED_DONE = "回到打分"
COUNT_REPLACED = "先前填的 {count} 题改由抽问来数"
CLOCK_START, CLOCK_STOP = "开始计时", "停止计时"
CLOCK_LEFT = "讲话 {time}"
OVERTIME = "超 {time}"
NO_BANK = "县里没有下发题库，抽问直接在打分页按原因的字母记。"
NO_QUESTIONS = "这份评分标准没有抽问。"

CLUES = "负面清单线索"
CLUES_TOLD = "只记看到的事，不扣分、不影响星级；由县里联审，凭文书认定。本项的照片随线索上交。"
CLUE_FIELD = "看到了什么"
CLUE_PLACEHOLDER = "时间、地点、见到的情形"
CLUE_HINT = "回车 或 Esc 记下，空着就是不记"
CLUE_NOTE, CLUE_DROP = "记线索", "取消最后一条"
CLUE_KEPT = "{entry} 的线索记下了，附照片 {photos} 张。"
CLUE_DROPPED = "取消了线索：{what}"
NO_CLUE = "没有线索"
NO_LIST = "县里没有下发适用于本村的负面清单。"
LAST_TIME = "上次问题　{facts}"

MISSING_HEAD = "离村前还差 {count} 处"
NOTHING_MISSING = "没有缺口，可以定稿"
MUSTS_FILLED = "必补的都补齐了，可以定稿"
LEFT_AT_SEALING = "定稿时还缺 {count} 处"
NOTHING_LEFT = "定稿时没有缺口"
GAPS_OF_KIND = "{kind} {count} 处"
GAP_ADVICE = {
    GapKind.UNSET: "必补：去逐条评",
    GapKind.UNCONFIRMED: "必补：去那里按回车确认",
    GapKind.LATER: "必补：回去看过再评",
    GapKind.MEASURE: "必补：填数或选等次",
    GapKind.REASON: "必补：按字母写原因",
    GapKind.PROOF: "必补：挂照片，或按 M 写文件名",
    GapKind.PHOTOS: "可带原因离开",
}
ALL_BECAUSE, ALL_FROM_HERE = "一起写原因", "选中这行，一起写原因"
UNSET_COUNT = "{count} 个要点没评，本项没确认"
UNSET_BRIEF = "{count} 个要点"
MUST_MAY = "必补 {must}，可带原因离开 {may}"
GAPS = "缺口"
GO_THERE = "去补"
LOOK_THERE = "去看"
FEEDBACK = "反馈单预览"
LEVEL, LEVEL_SEALED = "暂计 {level} 星", "得 {level} 星"
LOSSES = "扣分 {count} 处"
NO_LOSSES = "没有扣分。"
TOTAL = "总分 {points} / {max}"
GAP_FILLED = "补好了"
PHOTOS_MISSING = "缺照片：按 Ctrl+O 收进来"
SEAL = "定稿"
SEAL_KEY = "Ctrl+Enter"
SEAL_FIRST = "补齐 {count} 处必补后可定稿"
FROZEN = "已定稿，内容不能再改。"
SEALED = "已定稿 {time}，记录码 {code}。"
SEALED_SHORT = "已定稿 {time}"
SEALED_BAR = "已定稿，只能看"
NEXT = "下一项"
SEAL_AGAIN = "把{name}的打分定稿"
SHEET = "看打分表"
SAVE_SHEET = "存 PDF"
PAPERS, PAPERS_DRAFT = "打分表和问题清单", "打分表"
SAVE_TITLE = "把{papers}存到"
SHEET_JOB = "正在排{papers}"
SHEET_SAVED = "{papers}已存到 {path}"
SHEET_NAME = "{papers}_{name}_{tail}.pdf"
SHEET_DRAFT = "还没定稿：这是草稿，不能签字。"
SHEET_PAGES = "{papers}，共 {count} 页"
BACK_TO_REVIEW = "回到核对"

SCORING_KEYS = (
    ("↑ ↓", "选要点"),
    ("A–F", "记一处并写明原因"),
    ("+ -", "增减"),
    ("0–9", "直接填数"),
    ("Backspace", "改数"),
    ("/", "实查数"),
    ("→", "进表格"),
    ("Enter", "其余无问题，下一项"),
    ("Space", "抽样看足，其余无问题"),
    ("H", "提示"),
    ("T", "自写"),
    ("M", "备注"),
    ("L", "稍后再看"),
    ("X", "清空一行"),
    ("Z", "零分情形"),
    ("N", "不适用"),
    ("P", "挂上选中的照片"),
    ("[ ]", "选照片"),
    ("Q", "抽问"),
    ("S", "讲话计时"),
    ("V", "负面清单线索"),
    ("G", "下一缺口"),
    ("PgUp PgDn", "上一项 下一项"),
    ("Alt+1", "第一颗星（到 Alt+5）"),
    ("Alt+0", "按听看查 / 按星"),
    ("Ctrl+Z", "撤销"),
    ("Ctrl+Y", "重做"),
    ("Ctrl+O", "收照片"),
    ("F3", "起始牌"),
    ("F4", "照片归类"),
    (REVIEW_KEY, REVIEW),
    ("F8", "照片栏"),
    ("F6", "给书记看"),
    ("Esc", BACK),
    ("Ctrl+W", "暂停本村"),
    ("F10", "收工"),
    ("Ctrl+PgUp Ctrl+PgDn", "上一步 下一步"),
)

SEALED_KEYS = (
    ("↑ ↓", "选要点"),
    ("Enter", "下一项"),
    ("PgUp", "上一项"),
    ("Esc", BACK),
    ("F6", "给书记看"),
    ("F7", "打印两份"),
    (REVIEW_KEY, REVIEW),
    ("F10", "收工"),
    ("H", "提示"),
    ("F8", "照片栏"),
    ("Alt+0", "按听看查 / 按星"),
    ("Ctrl+PgUp Ctrl+PgDn", "上一步 下一步"),
)
SEALED_REVIEW_KEYS = (
    ("Ctrl+Enter", "签字"),
    ("F6", "给书记看"),
    ("F7", "打印两份"),
    ("P", "看打分表"),
    ("R", "重开或更正"),
    ("F10", "收工"),
    ("Esc", "看各项"),
    ("Ctrl+PgUp Ctrl+PgDn", "上一步 下一步"),
)
REVIEW_KEYS = (
    ("↑ ↓", "选缺口"),
    ("Enter", "去补"),
    ("1–9", "直达"),
    ("T", "为什么留着"),
    ("Y", "不同意见"),
    (SEAL_KEY, "定稿"),
    ("F6", "给书记看"),
    ("P", "看打分表"),
    ("Esc", "回到打分"),
    ("Ctrl+Z", "撤销"),
    ("Ctrl+W", "暂停本村"),
    ("Ctrl+PgUp Ctrl+PgDn", "上一步 下一步"),
)
CLUE_KEYS = (
    ("↑ ↓", "选清单条目"),
    ("Enter", "记线索"),
    ("X", "取消最后一条"),
    ("Esc", "回到打分"),
)
ASKING_KEYS = (
    ("↑ ↓", "选题"),
    ("1", "答对"),
    ("0", "答错"),
    ("S", "开始或停止计时"),
    ("Enter Esc", "回到打分"),
)
SHEET_KEYS = (
    ("PgUp PgDn", "翻页"),
    ("F7", "打印两份"),
    ("Ctrl+F", "查找"),
    ("+ -", "放大 缩小"),
    ("Esc", "回到核对"),
)


def moment(at: datetime) -> str:
    """Return a time as people say it: 11月5日 11:02."""
    return f"{at.month}月{at.day}日 {at:%H:%M}"


HELP = (
    "一听二看三查，逐项打分：只记毛病，没毛病的按 Enter 一次确认。",
    "看到一处毛病按一次 A–F；这一项看完按 Enter，就到下一项。不知道差什么，按 G。",
)
HELP_SEALED = (
    "这个村已经定稿，只看不改。",
    "打印两份签字；要改，重新定稿并写明原因。",
)
HELP_REVIEW = (
    "看还缺什么，再把扣分一条条念给村里听。",
    "按 Enter 去补缺口，补好自己回来；缺口清零就定稿，打印两份签字。",
)
HELP_SHEET = (
    "打分表的样子，和打印出来的一样；定稿后连同问题清单。",
    "按 F7 打印两份，没有打印机就存成 PDF；按 Esc 返回。",
)

HELP_CLUES = (
    "负面清单线索：看到什么、在哪里、照片，只记事实，不扣分。",
    "选条目，写看到了什么；认定归县里联审，这里不下结论。",
)

HELP_ASKING = (
    "听：随机抽 5 题问，计时 5 分钟，答对答错各按一个键。",
    "念题，答对按 1、答错按 0；要计时按 S；问完按 Enter 回到打分。",
)
