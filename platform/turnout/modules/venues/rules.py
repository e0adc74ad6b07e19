"""Decisions about venues: addresses made of names."""

from collections.abc import Collection

from turnout.kernel import ids


def slug_of(name: str, taken: Collection[str]) -> str:
    """ASCII letters, digits and single hyphens; numbered when another has it already."""
    stem = ids.slug_of(name) or "room"
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
