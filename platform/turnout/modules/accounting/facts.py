"""Facts of accounting."""

from dataclasses import dataclass
from typing import ClassVar

from turnout.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesFound(Fact):
    """A reconciliation found differences that it could not mend by itself."""

    name: ClassVar[str] = "accounting.differences-found.v1"
    count: int
