"""The level of quality that an installed adapter claims, and what it is exempt from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import yaml

FILE = "quality.yaml"
LEVELS = ("none", "bronze", "silver", "gold")
MONEY_RULES = frozenset(
    {
        "idempotency-keys-passed-on",
        "webhooks-verified-on-raw-body",
        "payments-pointed-to",
        "unclear-outcomes-reported",
        "concurrent-operations-safe",
        "facts-from-webhook-and-fetch-agree",
    }
)
"""Rules by which money is counted once: whoever is exempt from one is bronze at most."""
MOST_WITHOUT_THEM = "bronze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A level, and the rules that do not hold with their reasons."""

    level: str = "none"
    exemptions: Mapping[str, str] = field(default_factory=dict)


def honest(level: str, exemptions: Mapping[str, str]) -> str:
    """Return the level that the exemptions leave."""
    if level not in LEVELS:
        return "none"
    most = MOST_WITHOUT_THEM if MONEY_RULES & set(exemptions) else LEVELS[-1]
    return min(level, most, key=LEVELS.index)


@cache
def claim_of(module: str) -> Claim:
    """Read what the package of a module claims; nothing where the file is none."""
    try:
        said = yaml.safe_load(_text(module.partition(".")[0]))
    except yaml.YAMLError:
        return Claim()
    if not isinstance(said, dict):
        return Claim()
    listed = said.get("exemptions")
    reasons = listed if isinstance(listed, dict) else {}
    exemptions = {str(rule): str(why or "") for rule, why in reasons.items()}
    return Claim(level=honest(str(said.get("level")), exemptions), exemptions=exemptions)


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
