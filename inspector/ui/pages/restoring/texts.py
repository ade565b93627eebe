"""Chinese texts of the page 从备份恢复."""

from __future__ import annotations

TITLE = "从备份恢复"
SUBTITLE = "备份不动，恢复到一个空文件夹"
BACK = "返回"
SOURCE, SOURCE_HINT = "备份在哪里", "“五星考评备份”文件夹，或它所在的盘、U 盘"
LIST = "有哪几份"
TARGET, TARGET_HINT = "恢复到", "选一个空文件夹"
CHOOSE = "选…"
OPENER = "用什么打开"
WAYS = ("口令", "组码", "恢复密钥")
WAY_HINTS = (
    "备份时的口令",
    "外业：备份前最近一次打开的下发包的组码",
    "县办：建县库时抄下的，AGE-SECRET-KEY-1 开头",
)
NEW_PIN, NEW_PIN_HINT, AGAIN = "新口令", "至少 6 位", "再输一次新口令"
ACT, JOB, OPEN = "恢复", "正在恢复", "打开"

SNAPSHOT = "{at:%Y-%m-%d %H:%M}"
HOLDS = "{records} 条记录、{photos} 张照片"
UNFINISHED = "没有写完或缺文件，不能用"
PICKED = "恢复 {at:%Y-%m-%d %H:%M} 的这份"
NONE = "这里没有备份。请选“五星考评备份”文件夹，或它所在的盘。"
NO_SOURCE, NO_SNAPSHOT = "先选备份在哪里。", "先选一份完整的备份。"
NO_TARGET, NO_SECRET = "先选恢复到哪个空文件夹。", "还没输{name}。"
PINS_DIFFER, PIN_SHORT = "两次输入的新口令不一样。", "口令至少 6 位。"
WORKING = "正在恢复，可以停止，停了不留下任何东西。"
STOPPED = "已停止，没有留下任何东西。"
ONE_BEFORE = "已选中前一份 {at:%Y-%m-%d %H:%M}，按“恢复”再试。"

DONE = "恢复好了：{records} 条记录、{photos} 张照片，都核对过。"
LOST = "有 {count} 张照片在备份里已坏或缺，请考评组重交。"
ANEW = (
    "这是 {at:%Y-%m-%d %H:%M} 的样子；那以后别处有没有更新的，这里看不出来。"
    "外业请重交一次包，县办请重收一次包，重的会自动认出来。原来那台机器不要再用。"
)
KEYS = (("F10", ACT), ("Tab", "下一处"), ("Esc", BACK))

HELP = (
    "从备份恢复出一个新的数据文件夹，原来的不动。",
    "选备份所在的文件夹，选一份，给新文件夹选个空位置，按 F10。",
)
