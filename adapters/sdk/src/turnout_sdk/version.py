"""Which SDK an adapter was written for: semantic versions and ranges such as `>=1,<2`."""

import operator
import re
from collections.abc import Callable

from semver import Version

__all__ = ["SDK_VERSION", "Version", "is_in_range"]

SDK_VERSION = "1.16.0"

_COMPARATOR = re.compile(r"(>=|<=|==|!=|>|<)\s*(\S+)")
_COMPARE: dict[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def is_in_range(wanted: str, version: str = SDK_VERSION) -> bool:
    """Say whether `version` meets every comparator of `wanted` (comma means and).

    Missing parts of a version are zero. A pre-release of an excluded upper bound is excluded too:
    `<2` does not let 2.0.0-rc.1 in. Raise ValueError when either text cannot be understood.
    """
    actual = _version(version)
    comparators = [_comparator(part) for part in wanted.split(",")]
    return all(_holds(sign, actual, bound) for sign, bound in comparators)


def _version(text: str) -> Version:
    try:
        return Version.parse(text.strip(), optional_minor_and_patch=True)
    except ValueError:
        raise ValueError(f"not a semantic version: {text!r}") from None


def _comparator(text: str) -> tuple[str, Version]:
    found = _COMPARATOR.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a version range: {text!r}")
    return found[1], _version(found[2])


def _holds(sign: str, actual: Version, bound: Version) -> bool:
    if sign == "<" and not bound.prerelease:
        return actual.finalize_version() < bound
    return _COMPARE[sign](actual, bound)
