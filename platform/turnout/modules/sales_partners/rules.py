"""Codes of sales partners, as they are written and as they are compared. Pure."""

import re
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.ticket_prices.api import LONGEST_PARTNER_CODE

BLANKS: Final = re.compile(r"[\s-]")
CODE: Final = re.compile(r"[0-9A-Z]{4,20}")
ALIKE: Final = str.maketrans("OIL", "011")
LONGEST_CODE: Final = LONGEST_PARTNER_CODE


def written(typed: str) -> str:
    """A code as it is shown; Invalid unless it has 4 to 20 letters and digits."""
    code = BLANKS.sub("", typed).upper()
    if not CODE.fullmatch(code):
        raise Invalid(FieldError("/code", "A code has 4 to 20 letters and digits."))
    return code


def key_of(typed: str) -> str:
    """What is compared: capitals, blanks and dashes do not matter; O is 0, and I and L are 1."""
    return BLANKS.sub("", typed).upper().translate(ALIKE)
