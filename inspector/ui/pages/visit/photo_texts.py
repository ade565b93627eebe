"""Chinese texts of sorting photos."""

from __future__ import annotations

from datetime import datetime

from inspector.domain.slate import SLACK, How, PhoneClock

PILE_ALL = "全部"
PILE_LOOSE = "待归类"
PILE_HUNG = "已归类"
PILE_ASIDE = "放一边"
PILES = "看哪些照片"
PHONES = "手机"
GROUPS = "照片分组"
ITEMS = "归到哪一项"
IMPORT = "收照片"
FILES = "选文件"
ALSO = "时间不对的也收"
SUGGEST = "建议 {star} {item} {title}"
NEED = "还需 {count} 张"
ON = "已归 {items}"
COUNT = "{count} 张"
SORTED = "已归类 {done} / {all}"
UNKNOWN_PHONE = "没写型号的相机"
NOBODY = "不知道是谁的"
NO_TIME = "没有拍摄时间"
TYPED_STAR = "归到 {star} _　{title}，再按一位"
STAR_HEAD = "归到 {star}　{title}"
NO_PHOTO = "只看不拍"
OWNER_NOW = "这部手机：{owner}"
CHOSEN = "已选 {count} 张"

JOB = "收照片"
UNIT = "照片"

NO_SUGGESTION = "没有建议：按两位数归到条目，例如 3 2"
NOTHING_HERE = "这里没有照片"
NO_ITEM = "这颗星没有第 {number} 项"
LOOK_ONLY = "{item} 只看不拍，照片不能归到这里"
HUNG_ON = "{count} 张归到 {item}"
PUT_ASIDE = "{count} 张放一边：留在本机，不交"
BACK_FROM_ASIDE = "{count} 张放回待归类"
UNDONE = "已撤销"

IMPORTED = "收好 {new} 张新照片"
SLATES = "{count} 部手机按起始牌校了时"
DOUBLES_HERE = "重复 {count} 张已跳过"
DOUBLES_AT = "{count} 张已在 {place}"
OUTSIDE = "{count} 张不在本村时间内，没有收"
OLDER = "{count} 张是别的日子的，没有看"
STRANGE = "有 {places} 的起始牌，没有用来校时"
NO_CARD = "没有找到卡、手机或收图文件夹里今天的照片"
WAITING = "收图里来了新照片，按 Ctrl+O 收进来"
ALL_SORTED = "照片都归好了。再插手机或卡，按 Ctrl+O；回打分按 Esc。"
NONE_HERE = "这里没有照片。"

TIME_ACT = "这张拍的是起始牌"
TIME_WORD = "照片里起始牌上的时间（时:分:秒）"
TIME_SET = "校好了：{camera}"

HOW_TITLE = "照片怎样进来"
HOW = (
    ("usb", "插卡或插手机", "读卡器、数据线都行；手机选“传输文件”。按 Ctrl+O，一次全收。"),
    ("folder-open", "放进收图文件夹", "点“打开收图文件夹”，把照片拖进去，回来按 Ctrl+O。"),
    ("tray-arrow-down", "拖到这里", "直接把照片或文件夹拖进这一页。"),
)
HOW_NOTE = "重复的会跳过；别的村、别的日子的不会收。没归类的照片留在本机，不交。"

ARROW = "箭头"
CIRCLE = "圆圈"
COVER = "遮挡"
OPEN_INBOX = "打开收图文件夹"
CHANGE_INBOX = "换一个文件夹"
INBOX_NOW = "收图文件夹换成 {folder}"
NO_FILE_MANAGER = "打不开文件管理器，收图文件夹在 {folder}"

UNCLEAR = "{count} 张分不清是哪一部 {model} 拍的，按 Y 选"
UNCLEAR_PHONE = "分不清　{model}"
UNCLEAR_CLOCK = "有两部以上，按 Y 选"
WHICH_ACT = "就是这一部"
WHICH_WORD = "写号码"
WHICH_LINE = "{number}　{phone}"
WHICH_TOLD = "组里不止一部 {model}。这 {count} 张是哪一部拍的："
WHICH_NONE = "没有第 {number} 部"
WHICH_SET = "{count} 张是 {phone} 拍的"

TAKE_PHOTO = "拍照"
SHOOT = "拍一张"
LIVE_NAME = "相机里看到的"
NO_FRAME = "相机还没有画面，等一下再拍"
SHOT = "已拍 {count} 张"
CAMERA_NOTE = "拍好的在待归类里；按本机的钟，不用起始牌。"
CAMERA_BACK = "返回"
CAMERA_LOST = "相机断开了，拍好的都在；插好相机再按 F2"
NO_CAMERA = "没有找到相机"
LAPTOP_OWNER = "本机拍的，不用认人"
OWN_CLOCK = "就是本机的钟"

CAMERA_KEY = ("F2", TAKE_PHOTO)
CAMERA_KEYS = (("Space", "拍一张"), ("Enter", "拍一张"), ("Esc", "返回"))

TURN = "转 90°"
ZOOM = "放大"
DRAW = "圈画遮挡"
CLOSE_NAME = "放大看照片"
CLOSE_BACK = "回归类"
TURNED = "转了 90°，原照片没有改动"
TAKE_BACK = "去掉一处"
SAVE_MARKS = "保存圈画"
SHAPES = "已画 {count} 处"
MARK_NAME = "在照片上圈画"
COVER_NOTE = "遮挡的地方交出去就看不到了；没遮的原图只留在本机。"
MARKED = "圈画已保存"
SORT = "归类"
LOOSE_PHOTOS = "未归照片 {count} 张，不交"

EXPORT = "导出带说明的"
EXPORT_JOB = "导出照片"
EXPORTED = "导出 {count} 张到 {folder}，原照片没有改动"

MARK_KEYS = (
    ("W", "箭头"),
    ("O", "圆圈"),
    ("M", "遮挡"),
    ("← → ↑ ↓", "移动"),
    ("Shift+↑", "改大小"),
    ("Del", "去掉一处"),
    ("R", "转 90°"),
    ("Z", "放大"),
    ("Enter", "保存"),
    ("Esc", "不保存"),
)

CLOSE_KEYS = (
    ("Z", "再放大，到头还原"),
    ("← → ↑ ↓", "放大时移动，不放大时换张"),
    ("R", "转 90°"),
    ("O", "圈画遮挡"),
    ("Ctrl+Z", "撤销"),
    ("Esc", "回归类"),
)

KEYS = (
    ("↑ ↓", "换组"),
    ("← →", "换张"),
    ("Space", "加选"),
    ("Enter", "采纳建议"),
    ("1–9 1–9", "两位数归到条目"),
    ("X", "放一边"),
    ("Ctrl+Z", "撤销"),
    ("O", "圈画遮挡"),
    ("Z", "放大看"),
    ("R", "转 90°"),
    ("B", "这张是起始牌"),
    ("Y", "手机是谁的"),
    ("Tab", "换区"),
    ("E", "导出带说明的"),
    ("Ctrl+O", "收照片"),
    CAMERA_KEY,
    ("I", "时间不对的也收"),
    ("Esc", "回打分"),
)


def clock_words(clock: PhoneClock | None, *, known: bool) -> str:
    """Say how a phone's clock stands: ``慢 2 分 04 秒，已校``."""
    if clock is None:
        return "未拍起始牌，按文件时间"
    off = _off(clock.offset)
    if not known:
        return (
            f"未拍起始牌，按上次：{off}" if clock.how is not How.NAMED else "未拍起始牌，按文件时间"
        )
    return off if off == "准" else f"{off}，已校"


def _off(offset: int) -> str:
    if abs(offset) <= SLACK:
        return "准"
    word = "慢" if offset > 0 else "快"
    days, rest = divmod(abs(offset), 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return f"{word} {days} 天"
    if hours:
        return f"{word} {hours} 时 {minutes:02d} 分"
    return f"{word} {minutes} 分 {seconds:02d} 秒" if minutes else f"{word} {seconds} 秒"


def offset_words(offset: int) -> str:
    """Say a correction as people write one: ``+2:04``."""
    sign = "+" if offset >= 0 else "−"
    minutes, seconds = divmod(abs(offset), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{sign}{days} 天 {hours:02d}:{minutes:02d}:{seconds:02d}"
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{seconds:02d}"
    return f"{sign}{minutes}:{seconds:02d}"


def corrected_words(taken_at: str, offset: int) -> str:
    """Say the camera's own time and what was added: ``原 08:50:37，校正 +2:04``."""
    return f"原 {taken_at[11:19]}，校正 {offset_words(offset)}"


def time_words(at: datetime | None) -> str:
    """Say when a picture was taken."""
    return NO_TIME if at is None else f"{at:%H:%M:%S}"


def span_words(begin: datetime | None, end: datetime | None) -> str:
    """Say from when to when a group was taken: ``08:49–08:55``."""
    if begin is None or end is None:
        return NO_TIME
    first, last = f"{begin:%H:%M}", f"{end:%H:%M}"
    return first if first == last else f"{first}–{last}"


HELP = (
    "把照片归到各项：哪张证明什么，不要的移开，人脸和证件遮掉。",
    "建议对的按 Enter 采纳；不对的按两位数归到一项；收照片按 Ctrl+O。",
)

HELP_CAMERA = (
    "用本机的相机拍照，拍好的和手机的照片一样归类。",
    "Space 或 Enter 拍一张，拍完按 Esc；到照片归类里归到各项。",
)

HELP_CLOSE = (
    "放大看一张照片：看清台账上的字，躺倒的照片转正。",
    "Z 放大，方向键移动，R 转 90°，看完按 Esc 回去。",
)

HELP_MARK = (
    "在照片上圈出问题、遮住人脸和证件；原图不变，只改导出的那张。",
    "O 圆圈、W 箭头、M 遮挡，画好按 Enter 保存；画错了按 Del 去掉。",
)
