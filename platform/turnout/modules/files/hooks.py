"""Questions answered from above: whether an event exists, and where files are used."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.references import Reference
from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

EVENT_EXISTS: Final = Hook[Callable[[Transaction, UUID], bool]]()
"""Says whether the event is one of this organization."""
FILE_USES: Final = Hook[Callable[[Transaction], list[Reference]]]()
"""Lists which events show or link which files: covers, logos, photos, texts."""
