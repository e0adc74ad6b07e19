"""The level of quality that an installed adapter claims, read without a YAML library."""

import re
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

FILE = "quality.yaml"
LEVELS = ("none", "bronze", "silver", "gold")

_LEVEL = re.compile(r"^level:\s*([a-z]+)\s*(?:#.*)?$", re.MULTILINE)


@cache
def claimed_level(module: str) -> str:
    """Say what the package of a module claims; `none` where it claims nothing that is known."""
    found = _LEVEL.search(_text(module.partition(".")[0]))
    return found[1] if found and found[1] in LEVELS else "none"


def _text(package: str) -> str:
    """Read the file from inside the package or, in a checkout, from above its `src`."""
    spec = find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        return ""
    packed = resources.files(package) / FILE
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    for folder in spec.submodule_search_locations:
        distribution = Path(folder).parents[1]
        if (distribution / "pyproject.toml").is_file() and (distribution / FILE).is_file():
            return (distribution / FILE).read_text(encoding="utf-8")
    return ""
