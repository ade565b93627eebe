"""Chinese texts of the paper on the screen."""

PAPER = "纸面预览"
PAGE, OF = "第", "/ {count} 页"
PAGE_NAME = "页码，共 {count} 页"
FITS = ("适合宽度", "整页")
FIT_NAME = "大小"
PERCENT = "{percent}%"
LARGER, SMALLER = "放大", "缩小"
FIND, FIND_NAME = "查找", "在文中查找"
FIND_HINT = "输入要找的字"
NEXT, BEFORE = "下一处", "上一处"
CLOSE = "关闭查找"
FOUND = "{at} / {count} 处"
FOUND_SO_FAR = "{at} / {count} 处，还在找"
NOT_FOUND = "没有找到"
SEARCHING = "正在找"
FAILED = "纸面画不出来。请关掉这份再打开；还不行，请先存 PDF 看。"
KEYS = (
    ("Ctrl+F", "查找"),
    ("PgUp PgDn", "翻页"),
    ("+ -", "放大 缩小"),
    ("0", "适合宽度"),
)
