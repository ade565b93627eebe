"""Chinese texts of 今日."""

from __future__ import annotations

TITLE = "今日"
WEEKDAYS = "一二三四五六日"
SUBTITLE = "{day} 星期{weekday}{more}"
ROUND, TEAM_AT = "　{round} 轮", "　{team} 组查{townships}"
SEARCH = "搜村：汉字、拼音首字母或尾号"
LIST = "今天的村"
TAIL = "尾号 {tail}"
FORM = "{count} 项"
SECRETARY = "书记 {name}"
COUNTS = "{count} 个村，按行车顺序"
DONE_OF = "，已定稿 {done} 个"
FOUND = "找到 {found} 个，共 {all} 个"
NO_MATCH = "没有符合“{text}”的村，本组共 {all} 个。按 Esc 清除。"
EMPTY = "今天没有排村。从站点里加一个，或打开新的下发包。"
EMPTY_ACT = "加一个村"
NO_DISPATCH = "这里还没有分派给本组的村。从设置回到开始页，打开组码对应的下发包。"
ROAD_DONE = "本组的村都评完了，去收工。"
ALL_DONE = "今天的村都评完了，去收工。"
START, GO_ON, LOOK = "开始", "继续打分", "看结果"
PROBLEMS = "上次的问题 {count} 件未销号"
NO_PROBLEMS = "没有带来上次的问题"
NOT_TODAY = "不在今天的单子上"
RESULT = "{level} 星 {points} 分"
RESULT_OF, NO_POINTS = "{points} 分，满分 {max} 分，不评星级", "不打分"
PHOTOS = "照片 {count} 张"
SINCE, FROM_TO = "{at} 起", "{at}–{end}"
PUT_ON, TAKE_OFF, ADD = "加到今天", "拿下", "加一个村"
PUT, TAKEN = "{place} 加到今天。Ctrl+Z 撤销。", "{place} 从今天拿下。Ctrl+Z 撤销。"
UNDONE = "今天的单子改回来了。"
DEVICE = "设备"
TEAM = "{team} 组"
WHO = "谁到场"
ABSENT = "没来"
RECUSAL_CLEAR = "回避检查通过：没有人要回避今天的村"
RECUSAL_HIT = "{name} 要回避 {place}：{rule}"
RECUSAL_MORE = "还有 {count} 处要回避，开始那个村时再核对"
PROGRESS = "本轮"
PROGRESS_OF = "{done}/{count} 村"
HAND_IN = "收工交包"
SIDE = "设备和本组"
STRIP_PROGRESS = "本轮 {done}/{count} 村"
KEYS = (
    ("↑ ↓", "选村"),
    ("Enter", "开始或继续"),
    ("1–9", "直接打开"),
    ("/", "搜村"),
    ("F10", "收工"),
    ("Alt+↑ Alt+↓", "调整顺序"),
    ("+", "加到今天"),
    ("-", "拿下"),
    ("Ctrl+Z", "撤销"),
    ("P", "谁到场"),
    ("N", "换一种考评"),
    ("F8", "设备和本组"),
)
HELP = (
    "今天查哪几个村，设备和人齐不齐，都在这一页。",
    "选中村按 Enter 开始或接着打分；评完了按 F10 收工交包。",
)
