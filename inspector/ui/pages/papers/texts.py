"""Chinese texts of the page 文书."""

from __future__ import annotations

TITLE = "文书"
HELP = (
    "县里要签字、印发、存档的文书都在这里，看到的就是印出来的。",
    "左边选一种文书，再选要印的几份，右边看好了按 F7 打印或存成文件。",
)
DOCUMENTS, PICKS = "文书", "选哪几份"
SEARCH = "汉字、拼音首字母或尾号"
PICKED = "已选 {picked} / {count}"
NOT_FOUND = "没有符合的，共 {count} 份。清掉搜索再看。"
ONE_FILE = "合成一个文件"

PRINT, PRINT_ON = "打印", "接着打"
SAVE_PDF, SAVE_TABLE = "存 PDF", "存表格"
VERIFY = "核对纸面"
NOTHING_PICKED = "没有选中一份，空格选"
NO_PAPER = "这种文书现在印不了，原因在右边"
GO_ON_FROM = "F7 从第 {leaf} 份第 {page} 页接着打，Esc 从头打：{words}"
MORE_PICKED = "选中的 {picked} 份都会印，有 {hidden} 份没显示在搜索里"

DRAWING = "正在排版"
LOOK_JOB = "排版"
SAVE_JOB, PRINT_JOB, UNIT = "存{title}", "打印{title}", "份"
REFUSED = "{what}\n{advice}"

ASK_FOLDER = "存到哪个文件夹"
ASK_FILE = "存成什么文件"
PDF_FILTER, TABLE_FILTER = "PDF (*.pdf)", "表格 (*.xlsx);;CSV 文件 (*.csv)"
SAVED_ONE = "已存到 {path}"
SAVED_MANY = "已存 {count} 份到 {path}"
FAILED_HEAD = "有 {count} 份没有做成，其余的都好了"
PRINTED = "已送打印机 {pages} 页"
STOPPED = "已停。送出的会打完，再按 F7 从停下的地方接着打"

CODE = "记录码"
CODE_HINT = "记录码，或扫二维码"
MATCHES, DIFFERS = "记录码对得上，请核对纸上的数", "与现在的记录不一致"
SHOW_EDITION = "看这一版"
CLOSE = "收起"
TOLD = "结果"

KEYS = (
    ("F7", "打印"),
    ("Ctrl+S", "存 PDF"),
    ("Ctrl+E", "存表格"),
    ("Space", "选，不选"),
    ("Ctrl+A", "全选，全不选"),
    ("/", "找"),
    ("F6", "核对纸面"),
    ("Ctrl+F", "文中查找"),
    ("PgUp PgDn", "翻页"),
    ("+ -", "放大 缩小"),
)
