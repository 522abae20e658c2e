"""A partnership as a file that can be read back: JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboard.contracts.cooperation import cooperation_rows
from dashboard.contracts.cooperation_read import FORM
from dashboard.contracts.file_json import INVENTED

if TYPE_CHECKING:
    from dashboard.contracts.cooperation import Cooperation


def cooperation_json(record: Cooperation, *, invented: bool = False) -> bytes:
    """Return a partnership as JSON, with the names of the columns as the schema has them."""
    marked = {INVENTED: True} if invented else {}
    tables: dict[str, Any] = {"format": FORM.mark, **marked, **cooperation_rows(record)}
    return (json.dumps(tables, ensure_ascii=False, indent=1) + "\n").encode()
