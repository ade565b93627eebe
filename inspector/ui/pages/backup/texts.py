"""Chinese texts of the page 备份."""

from __future__ import annotations

TITLE = "备份"
SUBTITLE = "改动过就自动备份，写完读回核对；照片也在内，和数据一样加密"
NOW, JOB = "现在备份", "正在备份"
FIRST, SECOND = "第一个位置", "第二个位置"
CHOOSE, DROP, USUAL = "选…", "不用了", "改回数据旁边"
NO_SECOND = "还没有设。选另一块盘或专用的 U 盘，电脑坏了、丢了也不怕。不要用交包的 U 盘。"

DONE = "上次备份 {at}，已读回核对：{records} 条记录、{photos} 张照片。"
CURRENT, OWED = "之后没有改动。", "之后有改动，到时自动备份。"
NEVER = "还没有备份过，到时自动备份。"
AWAY = "现在没有插上，插上以后自动补。"
SAME_DISK = "和数据在同一块盘上，盘坏了就都没了。"
DAMAGED = "备份里有 {count} 张照片已坏，本机也补不了。"

EVERY, EVERY_SUB = "多久一次", "有改动才备份；收包、交包以后会提前"
MINUTES = {15: "15 分钟", 30: "30 分钟", 60: "60 分钟"}

BACK = "要恢复"
BACK_SUB = (
    "在“设置”里按“打开别的数据文件夹”回到开始页，选“从备份恢复”。换一台电脑也行：带上备份文件夹，"
    "输口令、组码或恢复密钥。"
)
KEYS = (("F10", NOW), ("Tab", "下一处"))
