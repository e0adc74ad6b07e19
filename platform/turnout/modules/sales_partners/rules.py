"""Codes of sales partners, as they are written and as they are compared. Pure."""

import re
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import READ_AS
from turnout.kernel.typed_text import plain_code
from turnout.modules.ticket_prices.api import LONGEST_PARTNER_CODE

CODE: Final = re.compile(r"[0-9A-Z]{4,20}")
LONGEST_CODE: Final = LONGEST_PARTNER_CODE


def written(typed: str) -> str:
    """A code as it is shown; Invalid unless it has 4 to 20 letters and digits."""
    code = plain_code(typed)
    if not CODE.fullmatch(code):
        raise Invalid(FieldError("/code", "A code has 4 to 20 letters and digits."))
    return code


def key_of(typed: str) -> str:
    """What is compared: capitals, blanks and dashes do not matter; O is 0, and I and L are 1."""
    return plain_code(typed).translate(READ_AS)
