"""Chinese texts of the page 设置."""

from __future__ import annotations

TITLE = "设置"
THEME, THEME_SUB = "界面", "太阳底下用强光，晚上用夜间；随时按 F9 换"
SIZE, SIZE_SUB = "字的大小", "随时按 Ctrl+= 放大，Ctrl+- 缩小"
FOLDER, FOLDER_SUB = "数据文件夹", "关上现在的，回到开始页"
LEAVE = "打开别的数据文件夹"
ABOUT = "五星考评 {version}，全部离线，数据加密存在本机。"
KEYS = (
    ("F9", "换界面"),
    ("Ctrl+=", "放大"),
    ("Ctrl+-", "缩小"),
    ("Ctrl+L", "上锁"),
    ("Tab", "下一处"),
)

LOCK = "自动上锁"
LOCK_SUB = "这么久没人动键盘鼠标，就关上数据文件夹；输口令回到原处，已录的都在"
MINUTES = {5: "5 分钟", 15: "15 分钟", 30: "30 分钟", 0: "不自动上锁"}
LOCK_NOW = "现在上锁"

PIN, PIN_SUB = "口令", "上锁以后、重开程序以后都要输；忘了口令，外业用组码、县办用恢复密钥另设"
REMEMBER = "在本机记住口令"
REMEMBERED = "记住了：这个用户在这台电脑上打开不再问口令。上锁以后仍要输。"
FORGOTTEN = "不再记住，下次打开要输口令。"
PIN_FIELDS = {
    "old": ("现在的口令", ""),
    "new": ("新口令", "至少 6 位"),
    "again": ("再输一次新口令", ""),
}
CHANGING, KEEPING = "正在改口令", "正在记下"
CHANGE, CHANGED = "改口令", "口令已改。组码、恢复密钥照旧能用。"
ALL_THREE = "三格都要填。"
PINS_DIFFER = "两次输入的新口令不一样。"
PIN_SHORT = "口令至少 6 位。"

HELP = (
    "换界面和字的大小，设自动上锁，改口令，换数据文件夹。",
    "太阳底下选强光，看不清就放大；改了马上生效，不用保存。",
)
