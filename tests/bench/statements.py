"""The frozen SQL of the floor, by name."""

import re
from pathlib import Path

SOURCE = Path(__file__).with_name("floor.sql")


def named() -> dict[str, str]:
    """`schema`, `order` and `scan` as they stand in floor.sql."""
    parts = re.split(r"^-- name: (\w+)\n", SOURCE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
