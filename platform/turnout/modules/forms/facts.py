"""Facts of forms; their names are older than this module and name the catalog."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChanged(Fact):
    """The form of an event has a new version."""

    name: ClassVar[str] = "catalog.form-changed.v1"
    event_id: UUID
    form_version_id: UUID
