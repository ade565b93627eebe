"""Chinese texts of the frame around all pages; every page has its own texts beside it."""

from __future__ import annotations

PRODUCT = "五星考评"
TITLE, TITLE_PAGE = "{page} — {product}", "{page} · {place}"

STOP = "停止"
STOPPING = "正在停止…"
QUEUED = "后面还有 {count} 个"
LEFT_SECONDS = "约剩 {seconds} 秒"
LEFT_MINUTES = "约剩 {minutes} 分钟"

UNDO = "撤销"
CLOSE = "知道了"
COPY_DETAILS = "复制详情"
COPIED = "详情已复制"
WHAT_HAPPENED = "出了什么事"
WHAT_NEXT = "下一步"
BUG_TITLE = "程序出错了"
BUG_SENTENCE = "刚才的操作没有做完。已经存下的数据不受影响。"
BUG_ADVICE = "点“复制详情”，把内容发给技术人员；可以继续使用，或关掉重开。"

KEYS_TITLE, KEYS_ALL = "本页按键", "到处都能用"
HELP, HELP_OF = "帮助", "{page}　帮助"
KEYS_EVERYWHERE = (
    ("F1", "帮助和按键"),
    ("Ctrl+K", "找村、页面、命令"),
    ("F9", "日间 / 强光 / 夜间"),
    ("F11", "全屏"),
    ("Ctrl+=", "放大"),
    ("Ctrl+-", "缩小"),
    ("Ctrl+L", "上锁"),
    ("Esc", "返回上一层"),
    ("Tab", "下一个区域"),
    ("Shift+Tab", "上一个区域"),
)
PALETTE, PALETTE_LIST = "找村、页面、命令", "找到的"
PALETTE_HINT = "村名、拼音首字母、尾号，或页面、命令"
PALETTE_NOTHING = "没有找到。换几个字，或只打首字母、尾号。"
GOAL_SITES, GOAL_PAGES, GOAL_HERE, GOAL_FRAME = "村（社区）", "页面", "本页", "界面"
WEAR, BIGGER, SMALLER, WHOLE_SCREEN = "换成{title}", "放大一级", "缩小一级", "全屏 / 还原"
THEME_ASIDE = {"light": "室内", "outdoor": "户外看得清", "dark": "夜里不刺眼"}
FOLD, UNFOLD = "收起边栏", "展开边栏"
ALL_KEYS = "全部按键"
THEME_NOW = "界面：{title}"
SCALE_NOW = "界面放大 {percent}%"
NAVIGATION = "导航"

SITES, VISIT, HANDING, SETTINGS = "站点", "考评", "收工", "设置"
CHECKUP = "体检"
TODAY, PROBLEMS, PAPER = "今日", "问题", "纸面"
BACK = "返回"
WHO_TODAY, WHO_BEGINS = "今天谁到场", "谁去 {place}"
WHO_HOW = "按空格或序号勾选。到场的人记进考评记录，签字的也是他们。"
IS_THERE, IS_ABSENT, MUST_AVOID = "到场", "没来", "要回避，不去：{rule}"
BEGIN_WITH, NOTE_WHO = "换人，{count} 人开始", "记下 {count} 人到场"
GROUP_ROUND, GROUP_BASE = "本轮", "基础"
TEAM = "{county} {team} 组"
ROUND = "{round} 轮"
FORM = "{count} 项"
TAIL = "尾号 {tail}"
POINTS = "{level} 星 {points} 分"
DONE = "已评 {done}/{count} 项"
PHOTOS = "照片 {count} 张"
OPENING, CREATING, PLAYING = "正在打开", "正在建库", "正在准备样例县（只在第一次）"
UNPACKING = "正在打开下发包"
UNLOCKING, REMEMBERING, CHANGING_PIN = "正在换口令", "正在问系统密钥环", "正在改口令"
BACKUP, BACKING_UP = "备份", "自动备份"
BACKUP_FIRST = "今天的改动还没有备份，正在备份，几秒就好。再点一次关闭就不等了。"
NO_BACKUP = "自动备份没有做成：{why}"
RESTORING = "正在恢复"
NOT_REMEMBERED = "本机记住的口令用不了，请输口令。"
LOCK_LATER = "“{title}”还没做完，做完就上锁。"
LEAVE_LATER = "正在停下“{title}”，停好就关上。"
STOP_AND_CLOSE = "停下来并关闭"
STILL_WORKING = "“{title}”还没做完。停下来不会损坏数据，没做完的部分不写入。"
SAMPLE_COUNTY = "样例县"
PRACTICE = "练习"
PRACTICE_STRIP = "练习，不会上交。村和人都是虚构的，结束就全删掉。"
PRACTICE_END, PRACTICE_MAKING, PRACTICE_SWEEP = "结束练习", "正在准备练习", "清理上次的练习"
PRACTICE_NO_LOCK = "练习不上锁。要离开，按“结束练习”。"
STEP = "步"
UNSAFE = (
    "PySide6 {qt} 与这个 Python 一起用会崩溃。请运行 python3 build/run.py，它会装上合适的版本。"
)

ONLY_READING = "{cause}，现在只能看不能改。{safe}{advice}"
ON_RESERVE = "磁盘快满了，正在用预留的空间。请做完手头的就收工交包，再清理磁盘。"
CLOCK_WRONG = "{doubt}请校准时钟。打分照常，先后次序不看时钟。"
TRY_AGAIN, TRYING_DISK = "再试", "正在试写磁盘"
NOT_KEPT = "有一项还没存上，磁盘写不进去。再点一次就放弃这一项。"

QT_GAPS = {
    "Look in:": "位置：",
    "Files of type:": "文件类型：",
    "Folder": "文件夹",
    "File Folder": "文件夹",
    "Drive": "磁盘",
    "Date Modified": "修改时间",
    "Size": "大小",
}
"""What Qt's own Chinese texts leave out."""
