"""Which SDK an adapter was written for: semantic versions and ranges such as `>=1,<2`."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import total_ordering

SDK_VERSION = "1.3.0"

_VERSION = re.compile(
    r"(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:\.(0|[1-9]\d*))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
)
_COMPARATOR = re.compile(r"(>=|<=|==|!=|>|<)\s*(\S+)")
_COMPARE: dict[str, Callable[["Version", "Version"], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A semantic version; missing parts are zero, build metadata does not count."""

    major: int
    minor: int = 0
    patch: int = 0
    pre_release: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Version":
        """Raise ValueError for what is not a semantic version."""
        found = _VERSION.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a semantic version: {text!r}")
        major, minor, patch, pre_release = found.groups()
        identifiers = tuple(pre_release.split(".")) if pre_release else ()
        if not all(identifiers):
            raise ValueError(f"not a semantic version: {text!r}")
        return cls(int(major), int(minor or 0), int(patch or 0), identifiers)

    def __lt__(self, other: "Version") -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[tuple[int, int, int], bool, tuple[tuple[bool, int, str], ...]]:
        # A release stands above its pre-releases; numbers stand below words.
        identifiers = tuple(
            (not each.isdecimal(), int(each) if each.isdecimal() else 0, each)
            for each in self.pre_release
        )
        return (self.major, self.minor, self.patch), not self.pre_release, identifiers


def is_in_range(wanted: str, version: str = SDK_VERSION) -> bool:
    """Say whether `version` meets every comparator of `wanted` (comma means and).

    A pre-release of an excluded upper bound is excluded too: `<2` does not let 2.0.0-rc.1 in.
    Raise ValueError when either text cannot be understood.
    """
    actual = Version.parse(version)
    comparators = [_comparator(part) for part in wanted.split(",")]
    return all(_holds(sign, actual, bound) for sign, bound in comparators)


def _comparator(text: str) -> tuple[str, Version]:
    found = _COMPARATOR.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a version range: {text!r}")
    return found[1], Version.parse(found[2])


def _holds(sign: str, actual: Version, bound: Version) -> bool:
    if sign == "<" and not bound.pre_release:
        release = Version(actual.major, actual.minor, actual.patch)
        return release < bound
    return _COMPARE[sign](actual, bound)
