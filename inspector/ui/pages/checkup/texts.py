"""Chinese texts of the page 体检."""

from __future__ import annotations

TITLE, LIST = "体检", "体检结果"
START, AGAIN, MEND = "开始体检", "再查一遍", "按记录改正"
CHECKING, MENDING = "正在体检", "正在按记录改正"
EMPTY = (
    "查数据库、记录链、每个包的签名、定稿、信任册、照片和磁盘，说清哪里不对、什么还完好、怎么办。\n"
    "只看不改；可以随时停。照片多时要几分钟。"
)
RUNNING = "正在查，先去别的页也行。"
ALL_WELL = "{count} 项都好。"
NOTES = "没有不好的；{notes} 项请留意。"
FAULTS = "{faults} 项不好，先看这几项。"
TOLD = "{at} 查的：{said}"
KEYS_EMPTY = (("F5", "开始体检"),)
KEYS = (("F5", "再查一遍"), ("↑↓", "看每一项"))

HELP = (
    "检查数据、照片、记录链和磁盘空间，只看不改。",
    "按 F5 开始；有问题的，每条都写着下一步。",
)
