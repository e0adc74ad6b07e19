"""Questions answered from above: whether an event exists, and where files are used."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.files.types import FileUse

EVENT_EXISTS: Final = Hook[Callable[[Transaction, UUID], bool]]()
"""Says whether the event is one of this organization."""
FILE_USES: Final = Hook[Callable[[Transaction, Sequence[UUID]], list[FileUse]]]()
"""Lists where these files are shown or linked: covers, logos, photos, texts."""
