"""Chinese texts of the slate."""

from __future__ import annotations

SLATE = "起始"
SHOT_READ = "起始 已照 {shot}/{count}，已读到"
TALLY = "已照 {shot}/{count}，已读到 {read}/{count}；收照片以后才读得到"
SLATE_NAME = "起始牌 {township} {site} {clock}"
SHOOT = "每部手机拍一张本屏"
WHY = "校时、认人、分村都靠它"
BRIGHT = "屏幕调到最亮再拍；这一屏不随主题变化"
START = "开始打分"
BACK = "返回"
SKIP = "不拍，写原因"
SKIP_ACT = "不拍起始牌"
TURN = "现在拍"
DONE = "已拍"
WAITING = "未拍"
SET = "已校时"
PHONE = "手机 {seat}"
ROUND = "{kind}　{round}　{team} 组"
REASON = "组长写原因，例如：四不两直，进村前不亮牌"
SKIPPED_TOLD = "记下了：没有拍起始牌，照片按各手机自己的时间分"
CHIP_NAME = "{phone} {name} {state}，按 {seat}"

KEYS = (
    ("1–5", "这部手机拍好了"),
    ("Enter", "开始打分"),
    ("X", "不拍，写原因"),
    ("F3", "再看起始牌"),
    ("Esc", "返回"),
)

HELP = (
    "起始牌：每部手机拍一张本屏，用来校时、认人、分清是哪个村。",
    "屏幕调到最亮，每人拍一张，拍完按数字键；都拍了按 Enter 开始打分。",
)
