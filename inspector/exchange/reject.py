"""Why a package is not taken: one class for each check, in the order of the checks.

Source: package format, section 9. Everything that reading a hostile file can raise is a
:class:`Reject`, or an error of the disk.
"""

from __future__ import annotations

from typing import ClassVar

from inspector.domain.errors import InspectorError


class Reject(InspectorError):
    """A package was refused, and nothing of it was taken.

    ``step`` is the check of section 9 that it failed. ``keep`` says that the file is sound and
    must not be thrown away: a newer program or a named decision may still want it.
    """

    step: ClassVar[int]
    keep: ClassVar[bool] = False


class TooLarge(Reject):
    """The file is larger than any package may be."""

    code = "P101"
    step = 1
    what = "文件太大（{size:,} 字节），数据包最多 {limit:,} 字节。"
    next_step = "确认选的是数据包；照片太多时请对方分成几个包导出。"


class NotAPackage(Reject):
    """The file does not begin as a package does."""

    code = "P102"
    step = 2
    what = "这个文件不是数据包。"
    next_step = "请选择扩展名为 .wxp 的文件。"


class CutOff(Reject):
    """The file ends too early."""

    code = "P103"
    step = 2
    what = "包不完整（只有 {size:,} 字节，应有{expected}）。"
    next_step = "重新拷贝一次；还不行就请对方重新导出。"


class FrameDamaged(Reject):
    """A line before the header does not follow the grammar."""

    code = "P104"
    step = 2
    what = "数据包开头被改动（“{line}”一行读不出）。"
    next_step = "重新拷贝一次，不要用其他软件打开后另存；还不行就请对方重新导出。"


class TooNew(Reject):
    """A newer program wrote it; it is not damaged."""

    code = "P105"
    step = 2
    keep = True
    what = "新版本数据包，请升级（{feature}）。"
    next_step = "升级本程序后再导入；文件没有损坏，请留着。"


class UnknownKey(Reject):
    """Nobody enrolled the key that signed it."""

    code = "P106"
    step = 3
    what = "不认识这台电脑（密钥 {key}），它没有在本县登记。"
    next_step = (
        "请对方在原来的数据文件夹里用“全部重交”再导出一次；没有打开过本组下发包的，先打开再录入。"
    )


class EnrolmentRefused(Reject):
    """The enrolment line does not prove that the laptop opened one of our dispatches."""

    code = "P107"
    step = 3
    keep = True
    what = "这台电脑的登记凭据不对（{why}）。"
    next_step = "请电话核对对方的指纹 {fingerprint}；对不上的，请对方重新打开本轮下发包再导出。"


class SignatureWrong(Reject):
    """The signature does not fit the header."""

    code = "P108"
    step = 4
    what = "签名不对，数据包被改动过。"
    next_step = "不要使用这个文件，请对方重新导出；再次出现请报告县办。"


class HeaderMalformed(Reject):
    """The header is signed, but breaks the rules of the format."""

    code = "P110"
    step = 5
    what = "数据包的说明部分不合格式（{where}）。"
    next_step = "请对方升级程序后重新导出。"


class OtherCounty(Reject):
    """It belongs to another county."""

    code = "P111"
    step = 5
    what = "这是别的县的数据包（{county}），本县是 {ours}。"
    next_step = "确认文件没有拿错。"


class WrongSigner(Reject):
    """The key is known, but may not sign this kind of package or for this team."""

    code = "P112"
    step = 5
    what = "签名的电脑（{signer}）不能发出“{kind}”包（{team}）。"
    next_step = "请由本组登记过的电脑重新导出。"


class DeviceRevoked(Reject):
    """A revoked key signed it, after the last package taken before; a person decides."""

    code = "P109"
    step = 6
    keep = True
    what = "{team} 组的这台电脑（指纹 {fingerprint}）已停用，这是停用以后的包。"
    next_step = "包原样隔离；由县办负责人决定采用还是不采用。"


class SecondLaptop(Reject):
    """The invitation is in order, but the team has another laptop already."""

    code = "P123"
    step = 6
    keep = True
    what = "{team} 组已登记过电脑，这是另一台（指纹 {fingerprint}）。"
    next_step = "包原样隔离；请电话核对对方的指纹，相符的由县办采用。"


class Forked(Reject):
    """Another package, or another record, bears the same number of the same stream (分叉)."""

    code = "P124"
    step = 6
    keep = True
    what = "分叉警报：{team} 组有两个不同的{what}都是第 {number} 号，数据文件夹被复制过。"
    next_step = "后到的包原样隔离，有关的村先不排名；请问清两台电脑，再决定采用还是不采用。"


class Outdated(Reject):
    """A dispatch older than what this laptop already trusts."""

    code = "P113"
    step = 6
    what = "这个下发包已经过时（版本 {version}，已有 {known}）。"
    next_step = "请向县办要最新的下发包。"


class Altered(Reject):
    """Size or digest of the payload differ from what was signed."""

    code = "P114"
    step = 7
    what = "数据包内容与签名不符，拷贝时出错或被改动。"
    next_step = "重新拷贝一次；还不行就请对方重新导出。"


class NotForUs(Reject):
    """None of our keys opens it."""

    code = "P115"
    step = 8
    what = "这个数据包不是发给本机的，打不开。"
    next_step = "确认文件没有拿错；换过电脑的，用恢复密钥打开。"


class SealBroken(Reject):
    """The age file inside breaks off or does not decrypt."""

    code = "P116"
    step = 8
    what = "数据包解密失败，内容已损坏。"
    next_step = "重新拷贝一次；还不行就请对方重新导出。"


class ContainerRefused(Reject):
    """The zip inside does not follow the strict profile."""

    code = "P117"
    step = 9
    what = "数据包内部结构不合规定（{where}）。"
    next_step = "请对方用本程序重新导出，不要自行打包。"


class RecordsRefused(Reject):
    """A record breaks the rules of the format."""

    code = "P118"
    step = 11
    what = "数据包里第 {line} 条记录不合格式（{why}）。"
    next_step = "请对方升级程序后重新导出。"


class PictureRefused(Reject):
    """A photo is not what its name says, or larger than allowed."""

    code = "P119"
    step = 12
    what = "数据包里的照片 {name} 不能接收（{why}）。"
    next_step = "请对方在程序里重新添加这张照片后导出。"
