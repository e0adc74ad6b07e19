"""Decisions about venues: addresses made of names."""

import re
import unicodedata
from collections.abc import Collection

MAX_SLUG = 60


def slug_of(name: str, taken: Collection[str], *, otherwise: str = "room") -> str:
    """ASCII letters, digits and single hyphens; numbered when another has it already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-") or otherwise
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
