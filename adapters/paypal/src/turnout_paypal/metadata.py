"""The `custom_id` of our objects at PayPal, so that each of them names its order by itself.

A webhook about a refund or a dispute names a capture and no order, and reading it may ask nobody.
`custom_id` is handed down from an order to its captures, refunds, disputes and lines of reports;
so it holds the reference and, as soon as there is one, the order's id. Refunds hold our key too.
"""

import re
from dataclasses import dataclass
from typing import Any

_LABEL = re.compile(r"(?P<reference>.*?):(?P<order>[0-9A-Z]{13,20})(?::(?P<key>.+))?", re.DOTALL)
LONGEST = 127


@dataclass(frozen=True, slots=True)
class Label:
    """Which payment of ours a thing belongs to, and the key under which we asked for it."""

    reference: str
    order_id: str
    key: str | None = None

    @classmethod
    def read(cls, custom_id: Any) -> "Label | None":
        """Find the label; None for things that are not ours."""
        found = _LABEL.fullmatch(custom_id) if isinstance(custom_id, str) else None
        return cls(found["reference"], found["order"], found["key"]) if found else None

    def write(self) -> str:
        """Write it; a key that would not fit is left out."""
        short = f"{self.reference}:{self.order_id}"
        long = f"{short}:{self.key}"
        return long if self.key and len(long) <= LONGEST else short
