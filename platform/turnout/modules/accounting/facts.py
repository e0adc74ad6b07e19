"""Facts of accounting."""

from dataclasses import dataclass
from typing import ClassVar

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksExported(Fact):
    """Somebody took the books of a period out; days are ISO dates, both included."""

    name: ClassVar[str] = "accounting.books-exported.v1"
    format: str
    since: str
    until: str
