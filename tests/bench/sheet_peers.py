"""Two measures for score sheets: WeasyPrint with the same words, and the least any program must do.

The floor knows where every text stands (it was laid out beforehand) and writes the file by hand:
glyph codes, deflated pages, photos passed through, one font subset that was made once, without the
dictionaries and the text layer that a reader needs.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from inspector.platform.resources import resource
from inspector.sheets.fonts import bold, regular
from inspector.sheets.leaf import Leaf
from inspector.sheets.page import A4, HEIGHT, WIDTH, Page, PaperSize, Style
from inspector.sheets.paper import Paper
from inspector.sheets.pictures import Picture

CSS = """
@page { size: A4; margin: 18mm 15mm 26mm 20mm; @bottom-center { content: counter(page); } }
@font-face { font-family: S; src: url(%(regular)s); }
@font-face { font-family: S; font-weight: bold; src: url(%(bold)s); }
body { font: 8.6pt/1.45 S; } h1 { font-size: 17pt; text-align: center; margin: 0 }
p { margin: 2pt 0 } table { width: 100%%; border-collapse: collapse }
td { border-bottom: .35pt solid #bbb; padding: 1.5pt 3pt; vertical-align: top }
.n { text-align: right } img { width: 80mm; height: 60mm } svg { width: 17mm; height: 17mm }
"""


@dataclass(frozen=True, slots=True)
class _Put:
    """A text where it stands."""

    x: float
    y: float
    text: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet whose layout is done: texts, other marks and photos of each page."""

    pages: tuple[tuple[tuple[_Put, ...], bytes, tuple[str, ...]], ...]
    pictures: Mapping[str, Picture]


class _Watched(Page):
    """A page that keeps its texts apart, and all else as marks."""

    texts: list[_Put]

    def text(self, x: float, y: float, text: str, style: Style, extra: float = 0) -> None:
        del extra  # sheets do not spread their lines
        self.texts.append(_Put(x, y, text, style.size, style.face().faces[0] is not _REGULAR))


class _Watching(Paper):
    """A paper that keeps what is put on it."""

    def __init__(self, leaf: Leaf) -> None:
        super().__init__(title=leaf.title, author=leaf.author, at=leaf.at, common=leaf.common)
        self.kept: list[tuple[tuple[_Put, ...], bytes, tuple[str, ...]]] = []
        self.shown: dict[str, Picture] = {}

    def page(self, size: PaperSize = A4) -> Page:
        page = _Watched(self._show, size)
        page.texts = []
        return page

    def put(self, page: Page) -> None:
        names = tuple(sorted(page.objects & self.shown.keys()))
        texts = tuple(page.texts) if isinstance(page, _Watched) else ()
        self.kept.append((texts, page.content, names))
        super().put(page)

    def picture(self, picture: Picture) -> str:
        name = super().picture(picture)
        self.shown[name] = picture
        return name


def lay(leaf: Leaf) -> Laid:
    """Lay a sheet out beforehand."""
    paper = _Watching(leaf)
    leaf.draw(paper)
    return Laid(tuple(paper.kept), paper.shown)


class Floor:
    """Writes laid sheets by hand; ``sheets`` say which glyphs the one subset needs."""

    def __init__(self, sheets: Iterable[Laid]) -> None:
        signs = sorted(
            {
                sign
                for laid in sheets
                for texts, _, _ in laid.pages
                for put in texts
                for sign in put.text
            }
        )
        self._codes = {ord(sign): code for code, sign in enumerate(signs, start=1)}
        faces = (_REGULAR, _BOLD)
        self._fonts = tuple(
            face.program(tuple(ord(sign) for sign in signs if sign in face.characters), ())[0]
            for face in faces
        )

    def write(self, laid: Laid) -> bytes:
        """Return the sheet's file."""
        objects: list[bytes] = [b"", b""]
        objects += [_stream(font) for font in self._fonts]
        names = {name: len(objects) + 1 + at for at, name in enumerate(laid.pictures)}
        objects += [
            _stream(
                picture.content,
                b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB"
                b"/BitsPerComponent 8/Filter/DCTDecode" % (picture.width, picture.height),
            )
            for picture in laid.pictures.values()
        ]
        kids = []
        for texts, marks, shown in laid.pages:
            drawn = "\n".join(self._show(put) for put in texts).encode() + marks
            objects.append(_stream(zlib.compress(drawn)))
            uses = b" ".join(b"/%s %d 0 R" % (name.encode(), names[name]) for name in shown)
            objects.append(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
                b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<<%s>>>>>>"
                % (round(WIDTH), round(HEIGHT), len(objects), uses)
            )
            kids.append(b"%d 0 R" % len(objects))
        objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
        objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
        return _file(objects)

    def _show(self, put: _Put) -> str:
        code = put.text.translate(self._codes).encode("utf-16-be").hex()
        font = "F2" if put.bold else "F1"
        return f"0 g BT {put.x:.2f} {HEIGHT - put.y:.2f} Td /{font} {put.size:g} Tf <{code}> Tj ET"


def _stream(content: bytes, entries: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _file(objects: list[bytes]) -> bytes:
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, content in enumerate(objects, start=1):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        places.append(at)
        at += len(part)
        parts.append(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, at)
    )
    return b"".join(parts)


def html_of(words: Mapping[str, Any], folder: Path) -> str:
    """Return the words of a sheet as a page for WeasyPrint."""

    def say(key: str) -> str:
        return escape(str(words[key]))

    rows = "".join(_row(row) for row in words["rows"])
    facts = "".join(f"<td>{escape(a)}<br>{escape(b)}</td>" for a, b in words["facts"])
    stars = "".join(
        f"<td><b>{escape(one['name'])}</b><br>{one['points']} {one['of']} {one['verdict']}</td>"
        for one in words["stars"]
    )
    sign = "".join(f"<td>{escape(a)}<br>{escape(b)}</td>" for a, b in words["sign"])
    photos = "".join(
        f'<span><img src="{(folder / name).as_uri()}">{escape(caption)}</span>'
        for name, caption in words["photos"]
    )
    css = CSS % {
        "regular": resource("fonts", "NotoSansSC-Regular.ttf").as_uri(),
        "bold": resource("fonts", "NotoSansSC-Bold-GB.ttf").as_uri(),
    }
    return (
        f"<html lang=zh><style>{css}</style><body><p>{say('head_left')} {say('head_right')}"
        f"<h1>{say('title')}</h1><p>{say('subtitle')}<p><b>{say('township')} {say('site')}</b> "
        f"{say('tail')} {say('level')} {say('total')} {say('scale')}<table><tr>{facts}</table>"
        f"<table><tr>{stars}</table><table>{rows}</table>"
        f"<p>{'<p>'.join(map(escape, words['end']))}<table><tr>{sign}</table>"
        f"<p>{'<p>'.join(map(escape, words['last']))}<p>{photos}"
        f"<p>{say('notice')} {say('code')}{words['qr']}"
    )


def _row(row: Mapping[str, Any]) -> str:
    lines = "".join(
        f"<p>{escape(str(line['tag']))} {escape(str(line['code']))} {escape(str(line['text']))}"
        f"<br>{escape(str(line['facts']))} {line['points']}"
        for line in row["lines"]
    )
    return (
        f"<tr><td>{row['code']}<td>{escape(str(row['title']))} {escape(str(row['faint']))}{lines}"
        f"<td class=n>{row['max']}<td class=n>{row['lost']}<td class=n>{row['got']}"
    )


_REGULAR, _BOLD = regular().faces[0], bold().faces[0]
