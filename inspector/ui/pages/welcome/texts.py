"""Chinese texts of the welcome page."""

from __future__ import annotations

PRODUCT = "五星考评"
SAYING = "离线打分，一听二看三查；县里收齐，排名通报。"
SAMPLE, SAMPLE_SUB = "打开样例县", "虚构的县，已经查完一轮：看看收包、覆盖、排名和打分表"
OFFICE, OFFICE_SUB = "新建县库", "县级考评办：导入站点名册和考评组，排一轮，下发"
DISPATCH, DISPATCH_SUB = "打开下发包", "外业考评组：用 U 盘上的下发包和组码，开始打分"
PRACTICE, PRACTICE_SUB = "练习一遍", "外业打分的练习场：五个虚构的村，随便按，结束就全删掉"
FOLDER = "打开别的数据文件夹…"
RESTORE = "从备份恢复…"
RECENT = "最近打开"
NO_RECENT = "还没有打开过。打开一次以后，这里一按就到。"
ROLES = {"office": "县办", "field": "外业"}

PIN_TITLE = "输入口令"
PIN = "口令"
PIN_AGAIN = "再输一次口令"
PIN_RULE = "至少 6 位；这里以前打开过、口令又忘了的，就设个新的"
NEW_PIN, NEW_PIN_HINT = "新口令", "至少 6 位"
PIN_DEMO = "样例县的口令是 {pin}。"
PINS_DIFFER = "两次输入的口令不一样。"
PIN_SHORT = "口令至少 6 位。"
OPEN = "打开"
BACK = "返回"

FORGOT, FORGOT_TITLE, SET_PIN = "忘记口令", "另设口令", "换口令并打开"
FORGOT_FIELD = (
    "组码在组码条上，用这台机器最近一次打开的那个下发包的。组码条不在手边，打电话请县办念。"
    "数据都在，只换口令。"
)
FORGOT_OFFICE = "恢复密钥是建县库时抄下、锁起来的那一份。数据都在，只换口令。"
LAST_CODE_HINT = "十二个字母数字，大小写都行"
RECOVERY, RECOVERY_HINT = "恢复密钥", "AGE-SECRET-KEY-1 开头，空格不算，大小写都行"

LOCKED = "已锁定"
LOCKED_NOTE = "输口令回到原处，已录的都在。"
OTHER_FOLDER = "换数据文件夹"

DISPATCH_TITLE = "打开下发包"
PACKAGE_FILE, CODE = "下发包", "组码"
CODE_HINT = "组码条上的组码，大小写都行"
TARGET = "存放数据文件夹"
TARGET_HINT = "选一个空文件夹；数据都加密存在这里"
CHOOSE = "选…"
OPEN_PACKAGE = "打开下发包"
MISSING = "还差：{names}"
PACKAGE_FILTER = "下发包 (*.wxp);;全部文件 (*)"

KEYS = (
    ("Tab", "下一处"),
    ("Enter", "打开"),
    ("1", "样例县"),
    ("2", "新建县库"),
    ("3", "打开下发包"),
    ("4", "练习"),
)
LOCKED_KEYS = (("Enter", "打开"), ("Tab", "下一处"))
FORM_KEYS = (("Tab", "下一处"), ("Enter", "确定"), ("Esc", "返回"))

HELP = (
    "从这里开始：外业打开下发包，县办新建或打开县库，没用过的先练习。",
    "以前打开过的在右边，选中按 Enter；第一次用，按数字键选。",
)
HELP_LOCKED = (
    "数据文件夹已上锁，密钥已经从内存里清掉，别人打不开。",
    "输口令按 Enter，回到原处，已录的都在；忘了口令，按“忘记口令”另设。",
)
