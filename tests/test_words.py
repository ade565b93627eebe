"""One word for one thing: words that GLOSSARY.md has replaced do not come back."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
INSTEAD = {
    "优盘": "U 盘",
    "名单": "名册",
    "恢复钥匙": "恢复密钥",
    "政策": "考评规则",
    "校验码": "记录码",
    "纸条": "组码条",
    "钥匙": "密钥",
}
ELSEWHERE = {
    ("inspector/media/drawn.py", "名单"),  # a heading on a painted notice board: 低保名单公示
    ("inspector/ui/pages/office_new/texts.py", "名单"),
}


def pages() -> list[Path]:
    texts = [*(ROOT / "inspector").rglob("*.py"), *(ROOT / "docs").rglob("*.md")]
    return sorted([*texts, ROOT / "README.md", ROOT / "GLOSSARY.md"])


def test_no_text_uses_a_word_that_was_replaced() -> None:
    found = [
        f"{name}: {word}，应写 {INSTEAD[word]}"
        for path in pages()
        for name in [path.relative_to(ROOT).as_posix()]
        for word in INSTEAD
        if word in path.read_text("utf-8") and (name, word) not in ELSEWHERE
    ]
    assert found == []
