"""Why a file was not taken in as a photo."""

from __future__ import annotations

from inspector.domain.errors import InspectorError


class NotAPhoto(InspectorError):
    """The first bytes are not those of a JPEG, PNG or HEIC, whatever the name says."""

    code = "M101"
    what = "{name} 不是照片：只收 JPEG、PNG、HEIC 格式，改扩展名没有用。"
    next_step = "请选相机或手机拍的原图，再添加一次。"


class PhotoTooLarge(InspectorError):
    """The header announces more pixels than any camera of a team takes."""

    code = "M102"
    what = "{name} 太大（{width}×{height} 像素），上限是{limit}。"
    next_step = "请用手机重拍，或缩小后再添加。"


class PhotoFileTooLarge(InspectorError):
    """The file is longer than any photo of a team."""

    code = "M103"
    what = "{name} 有 {megabytes} MB，单张照片上限是 {limit} MB。"
    next_step = "请用手机重拍，或缩小后再添加。"


class PhotoCutOff(InspectorError):
    """A photo by its first bytes, but it cannot be decoded to the end."""

    code = "M104"
    what = "{name} 不完整或已损坏，解不开。"
    next_step = "请从手机或相机里重新复制这张照片，再添加一次。"


class PhotoEmpty(InspectorError):
    """A file of 0 bytes: a copy that never happened."""

    code = "M105"
    what = "{name} 是空文件。"
    next_step = "请从手机或相机里重新复制这张照片，再添加一次。"


class PhotoIsFolder(InspectorError):
    """A folder, a device or a pipe instead of a file."""

    code = "M106"
    what = "{name} 是文件夹，不是照片文件。"
    next_step = "请打开这个文件夹，选里面的照片。"


class PhotoGone(InspectorError):
    """Chosen, but not there any more."""

    code = "M107"
    what = "找不到 {name}，可能手机或 U 盘已拔出。"
    next_step = "请重新连接手机或 U 盘，再添加一次。"


class PhotoUnreadable(InspectorError):
    """The disk or the permissions refuse."""

    code = "M108"
    what = "读不了 {name}：{reason}。"
    next_step = "请检查权限和连接，或先把照片复制到本机，再添加一次。"


class PhotoTooHard(InspectorError):
    """Decoding it ended the decode process, or would have taken more than it may."""

    code = "M109"
    what = "{name} 解不开：{why}，已停下。"
    next_step = "别的照片不受影响。请换一张，或用手机重拍。"


class DecoderShut(InspectorError):
    """The decode process does not start, so nothing is known about any photo."""

    code = "M110"
    what = "解照片的进程启动不了：{why}。"
    next_step = "请重新启动程序；还不行，请看杀毒软件是否拦截了它，内存是否够用。"


class PhotoKnown(InspectorError):
    """Its file was taken in before, byte for byte; ``facts["digest"]`` names it."""

    code = "M111"
    what = "{name} 已经收过。"
    next_step = "不用再加。"


UNFIT = (NotAPhoto, PhotoTooLarge, PhotoFileTooLarge, PhotoCutOff, PhotoEmpty, PhotoTooHard)
"""What is wrong with the photo itself, and not with the disk or this program."""
