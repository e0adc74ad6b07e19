"""Names that go with the next major version: they work until then, and say what to use instead.

The policy is in `docs/reference/sdk-versions.md`; `DEPRECATED` is all that it applies to now.
"""

import warnings
from dataclasses import dataclass
from typing import Final


class SdkDeprecation(DeprecationWarning):
    """A name of the SDK that the next major version will not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecated:
    """What goes: since when it warns, with which version it goes, and what takes its place."""

    name: str
    since: str
    gone_in: str
    instead: str

    def __str__(self) -> str:
        return (
            f"{self.name} is deprecated since SDK {self.since} and gone in {self.gone_in}:"
            f" use {self.instead}"
        )


DEPRECATED: Final = (
    Deprecated(
        name="turnout_sdk.testing.Stage",
        since="1.3.0",
        gone_in="2.0.0",
        instead="turnout_sdk.testing.ProviderServer",
    ),
    Deprecated(
        name="turnout_sdk.testing.conformance(stage=…)",
        since="1.3.0",
        gone_in="2.0.0",
        instead="conformance(start_provider=…)",
    ),
)


def warn(name: str, *, stacklevel: int = 3) -> None:
    """Warn whoever used a deprecated name; `stacklevel` 3 is the caller of our caller."""
    [found] = [each for each in DEPRECATED if each.name == name]
    warnings.warn(str(found), SdkDeprecation, stacklevel=stacklevel)
