"""European VAT identification numbers: form and check digits, never whether one was issued."""

import re
from typing import Final

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from turnout.kernel.typed_text import plain_code

EUROPEAN_UNION: Final = frozenset(each.upper() for each in vat.MEMBER_STATES) - {"XI"}
"""Member states as ISO 3166 writes them. Northern Ireland has VAT numbers and is not one."""
LONGEST: Final = 14
"""Two letters and at most twelve signs, in every member state."""
NORTHERN_IRELAND: Final = re.compile(r"XI(\d{9}|\d{12}|GD\d{3}|HA\d{3})", re.ASCII)


def clean_tax_id(text: str) -> str:
    """Upper case without the blanks, dots and dashes that people write for reading."""
    return re.sub(r"[./]", "", plain_code(text))


def country_of_vat_id(text: str) -> str | None:
    """The ISO 3166 country of a valid VAT number; None for any other text.

    Numbers of Northern Ireland are those of GB, and known by their form alone.
    """
    cleaned = clean_tax_id(text)
    if NORTHERN_IRELAND.fullmatch(cleaned):
        return "GB"
    prefix = cleaned[:2]
    country = "GR" if prefix == "EL" else prefix
    if country not in EUROPEAN_UNION or prefix == "GR":
        return None
    return country if len(cleaned) <= LONGEST and _is_valid(cleaned) else None


def is_vat_id(text: str, *, country: str = "") -> bool:
    """Whether it is a valid VAT number, of this country if one is named."""
    found = country_of_vat_id(text)
    return found is not None and country in ("", found)


def _is_valid(number: str) -> bool:
    """Whether the library knows it as it stands: what it would complete or fold is not valid."""
    try:
        return bool(number.isascii() and vat.validate(number) == number)
    except ValidationError:
        return False
