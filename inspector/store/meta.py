"""What the folder knows about itself."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.store.rows import Rows
from inspector.store.schema import MetaRow

_NEW = insert(MetaRow).values(key=bindparam("key"), value=bindparam("value"))
_PUT = _NEW.on_conflict_do_update(index_elements=["key"], set_={"value": _NEW.excluded.value})


class Meta:
    """Texts by key, such as ``county``, ``stream`` or ``invitation/2026-11/T07``."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, key: str) -> str | None:
        """Return one text, or None."""
        found = self._rows.read(select(MetaRow.value).where(MetaRow.key == key))
        return found[0][0] if found else None

    def put(self, key: str, value: str) -> None:
        """Write one text, replacing the earlier one."""
        self._rows.write(_PUT, {"key": key, "value": value})

    def under(self, prefix: str) -> dict[str, str]:
        """Return all texts whose key begins with ``prefix``, by the rest of the key."""
        found = self._rows.read(
            select(MetaRow.key, MetaRow.value)
            .where(MetaRow.key.startswith(prefix, autoescape=True))
            .order_by(MetaRow.key)
        )
        # LIKE does not tell capitals apart
        return {key.removeprefix(prefix): value for key, value in found if key.startswith(prefix)}

    def remove(self, key: str) -> None:
        """Forget one text, if there is one."""
        self._rows.write(delete(MetaRow).where(MetaRow.key == key))
