"""What is announced of exports."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExportCompleted(Fact):
    """The file can be downloaded until it expires."""

    name: ClassVar[str] = "order_exports.completed.v1"
    export_id: UUID
    kind: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExportEnded(Fact):
    """There is no file: a part could not be made (`failed`), or its job was `cancelled`."""

    name: ClassVar[str] = "order_exports.ended.v1"
    export_id: UUID
    state: str
