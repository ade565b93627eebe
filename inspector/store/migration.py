"""Bringing an older store up to date, after a copy of it was made and read back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

import inspector
from inspector.store.backup import back_up
from inspector.store.engine import StoreDamaged, explaining_store, rebuilder

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(path: Path, key: bytes, found: str, scripts: Path = SCRIPTS) -> Path:
    """Run every migration after ``found`` in one transaction; return where the copy lies.

    If anything fails the store is as before.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable, StoreBusy: The disk refused.
        StoreDamaged: The store, its copy, or the outcome is not sound.
    """
    copy = path.with_name(f"{path.stem}-{found}.bak")
    back_up(path, key, copy)
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = rebuilder(path, key)
    try:
        with explaining_store(path), engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise StoreDamaged(path=path)
            connection.exec_driver_sql(
                "UPDATE meta SET value = ? WHERE key = 'program'", (inspector.__version__,)
            )
    finally:
        engine.dispose()
    return copy
