"""Chinese texts of the page 纸面; the words for states are in ``domain.wording``."""

from __future__ import annotations

TITLE = "纸面"
HELP = (
    "先印出空白表到村里手填，回来照纸录入；重要的村由第二个人照同一份纸再录一遍。",
    "选村，印空白打分表、走访记录条，或写出录入表。填好的录入表从这里录入、核对。",
)
SUBTITLE = "{sites} 个站点，{double} 个双人核对过"
WHOSE, WAYS = "印哪些", ("这个村", "本组全部")
BLANK, STRIP, BOOK, CARD = "空白打分表", "走访记录条", "录入表", "按键卡"
BLANK_KEY, STRIP_KEY, BOOK_KEY, CARD_KEY = "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"
ENTER, ENTER_KEY = "录入填好的表", "Ctrl+I"
SECOND, SECOND_KEY = "第二个人录", "Ctrl+D"
CHECK, CHECK_KEY = "核对纸面", "F6"
CODE, CODE_HINT, CODE_WAS = "记录码", "打分表表脚的记录码，或扫二维码", "记录码 {code}"
CODE_FITS, CODE_DIFFERS = "记录码对得上，请核对纸上的数", "与现在的记录不一致"
NAME, NAME_HINT = "姓名", "第二个录的人，或作决定的人"
LIST = "站点"
DIFFERENCES = "出入"
EMPTY = "本组这一轮还没有要打分的站点。打开下发包后再来印表。"
BACK = "回到站点"
TAIL = "尾号 {tail}"
SITE_WORDS = "{state}，{double}"
FIRST, SECOND_SAYS, ANEW = "第一遍（{name}）", "第二遍（{name}）", "现在记的"
DIFFERS = "第一遍：{first}\n第二遍：{second}"
OPEN_COUNT = "{place}：两遍有 {count} 处出入"
OPEN_ASIDE = "第一遍 {first}，第二遍 {second}，比对 {compared} 个要点"
ALL_SETTLED = "{place}：已双人核对，比对 {compared} 个要点"
SETTLED_BY = "{by} 定：{choice}。第一遍：{first}；第二遍：{second}"
SETTLED_HEAD = "已经定的"
NAME_FIRST = "先写姓名，再录或再定。"
NO_SECOND = "这个村还没有录第二遍。"
WRITTEN = "写好 {count} 个文件：{path}"
ENTERED = "录入 {count} 个站点。"
PASSED_OVER = "{place}{why}。"
VERIFIED = "核对 {count} 个站点，{open} 个有出入。"
SETTLED = "{code} 定了，还有 {count} 处。"
ALL_DONE = "都定了，已双人核对。"
JOB_PRINT, JOB_ENTER, JOB_SECOND, UNIT = "正在排版", "正在录入", "正在核对", "站点"
ASK_OUT = "写到哪个文件夹"
ASK_BOOK, FILTER = "选填好的录入表", "录入表 (*.xlsx)"
CHOICE_WORDS = {"first": "照第一遍", "second": "照第二遍", "anew": "照现在记的"}
CHOOSE_FIRST, CHOOSE_SECOND, CHOOSE_ANEW = "照第一遍", "照第二遍", "照现在记的"

KEYS = (
    ("↑ ↓", "选村"),
    ("Enter", "看两遍的出入"),
    (BLANK_KEY, "印空白打分表"),
    (STRIP_KEY, "印走访记录条"),
    (BOOK_KEY, "写出录入表"),
    (CARD_KEY, "印按键卡"),
    (ENTER_KEY, "录入填好的表"),
    (SECOND_KEY, "第二个人录"),
    (CHECK_KEY, CHECK),
)
DIFFERENCE_KEYS = (
    ("↑ ↓", "选出入"),
    ("1", CHOOSE_FIRST),
    ("2", CHOOSE_SECOND),
    ("3", CHOOSE_ANEW),
    ("E", "去打分页改"),
    ("Esc", BACK),
)
