"""The shapes of European VAT identification numbers. Says what is well formed, never what exists.

Shapes are those that the VIES service publishes for each member state.
"""

import re
from typing import Final

_SHAPES: Final[dict[str, str]] = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"(\d{9}|\d{12})",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"[A-Z0-9+*]{12}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"(\d{9}|\d{12}|GD\d{3}|HA\d{3})",
}
_PATTERNS: Final = {prefix: re.compile(shape, re.ASCII) for prefix, shape in _SHAPES.items()}
EUROPEAN_UNION: Final = frozenset(
    {"GR" if prefix == "EL" else prefix for prefix in _SHAPES} - {"XI"}
)
"""Member states as ISO 3166 writes them. Northern Ireland has VAT numbers and is not one."""


def clean_tax_id(text: str) -> str:
    """Upper case without the blanks, dots and dashes that people write for reading."""
    return re.sub(r"[\s.\-/]", "", text).upper()


def country_of_vat_id(text: str) -> str | None:
    """The ISO 3166 country of a well-formed VAT number; None for any other text."""
    cleaned = clean_tax_id(text)
    prefix, rest = cleaned[:2], cleaned[2:]
    pattern = _PATTERNS.get(prefix)
    if pattern is None or pattern.fullmatch(rest) is None:
        return None
    return {"EL": "GR", "XI": "GB"}.get(prefix, prefix)


def is_vat_id(text: str, *, country: str = "") -> bool:
    """Whether it has the shape of a VAT number, of this country if one is named."""
    found = country_of_vat_id(text)
    return found is not None and country in ("", found)
