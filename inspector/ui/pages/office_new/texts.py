"""Chinese texts of the page that makes a county office."""

from __future__ import annotations

TITLE = "新建县库"
BACK, CREATE, CHOOSE = "返回", "建库", "选…"
SIDE = "要准备什么"

SITES, SITES_HINT = "站点名册", "CSV 或 Excel：代码、名称、级别、上级代码"
TEAMS, TEAMS_HINT = "考评组名单", "CSV 或 Excel：考评组、姓名、分工、所在乡镇"
FOLDER, FOLDER_HINT = "存放数据文件夹", "选一个空文件夹；数据都加密存在这里"
PIN, PIN_HINT = "口令", "至少 6 位"
AGAIN = "再输一次口令"
POLICY, POLICY_HINT = "考评规则", "可以不选，用自带的示范规则"
RUBRICS, RUBRICS_HINT = "评分标准", "可以不选，用自带的农村和社区两套；多个文件用分号隔开"
OPTIONAL = "可以不选"
SEPARATOR = ";"
TABLES = "名册 (*.csv *.xlsx);;全部文件 (*)"
FORMS = "YAML (*.yaml *.yml);;全部文件 (*)"

MISSING = "还差：{names}。"
PINS_DIFFER = "两次输入的口令不一样。"
PIN_SHORT = "口令至少 6 位。"
NO_FILE = "找不到“{name}”：{path}"
WORKING = "正在核对名册，核对无误才建库。"

PREPARE = (
    (
        "站点名册",
        "一行一个地方，从县、乡镇到村。要有代码、名称、级别、上级代码四列；统计局的表可以直接用。",
    ),
    ("考评组名单", "一行一个人。要有考评组、姓名、分工、所在乡镇；要回避的乡镇和村也写在这里。"),
    ("口令", "打开县库要输。忘了口令，用恢复密钥另设一个。"),
    ("恢复密钥", "建好以后显示一次，抄下来锁进保险柜。"),
)
FAULTS = "{file} 有 {count} 处问题"
FAULTS_MEAN = "什么都没有建。改好文件以后再按建库。"
FAULT_LIST = "名册的问题"

MADE = "{county}的县库建好了"
MADE_TOLD = "{townships} 个乡镇，{sites} 个站点，{teams} 个考评组。"
KEY_TITLE = "恢复密钥"
KEY_TOLD = (
    "照着抄两份，分开锁好。只显示这一次：口令忘了，用它另设；电脑坏了，用它打开备份。"
    "五个字一组是为了好抄，组间的空格不算。"
)
COPY, COPIED = "复制", "已复制，贴到别处以后请删掉"
WRITTEN = "已经抄下，并且核对过"
NOT_WRITTEN = "先抄下恢复密钥，再打开县库。"
OPEN = "打开县库"

KEYS = (("Tab", "下一处"), ("Enter", "建库"), ("F8", "要准备什么"), ("Esc", "返回"))
KEYS_FAULTY = (("↑ ↓", "看问题"), ("Tab", "下一处"), ("Enter", "建库"), ("Esc", "返回"))
KEYS_MADE = (("Space", "已经抄下"), ("Enter", "打开县库"))

HELP = (
    "建立县库：导入站点名册和考评组名册，选好评分标准和口令。",
    "四项填好按 Enter 建库；恢复密钥只显示一次，抄下来锁好。",
)
