"""What a provider's own fields need of the page that shows them, declared as data.

An adapter packs one browser module. Turnout serves it from its own origin and allows the page,
and no other page, what is declared here and nothing else. The module exports

    mount(place, {token, options, locale, title, returnUrl, look}) → Promise<{confirm, unmount?}>

It draws the fields into `place` and resolves when a buyer can type. `confirm()` resolves with
`{outcome, message}`: `done` (the buyer has done their part: the server says what became of it),
`again` (declined or incomplete; another try is possible in the same fields) or `over` (these
fields lead nowhere any more). What is typed goes to the provider and never to Turnout.

The module of a challenge draws a widget instead: `turnout_sdk.challenge` has its contract.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

LARGEST_MODULE = 16_384
"""Bytes. A module loads the provider's script; it is not that script."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PORT = r"(?::[1-9][0-9]{0,4})?"
_NAMED = re.compile(rf"https://(?:{_LABEL}\.)+[a-z]{{2,63}}{_PORT}")
_WILD = re.compile(rf"https://\*\.(?:{_LABEL}\.)+[a-z]{{2,63}}")
_EXACT = re.compile(rf"https?://(?:{_LABEL}\.)*{_LABEL}{_PORT}")
_FILE = re.compile(r"[a-z][a-z0-9_-]*\.js")


@dataclass(frozen=True, slots=True)
class OriginOf:
    """The origin of the address in a setting, which has to be marked `x-fixed-in-production`."""

    setting: str


Origin = str | OriginOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """What a page may reach for the fields: exact origins, or wildcards that were declared."""

    scripts: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    connections: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


_PURPOSES = tuple(each.name for each in fields(Origins))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields:
    """The module, and the origins from which its page may load, frame, call, show and style.

    `module` is a file of `package`. An origin is `https://host`, with a port if need be. One
    that begins with `*.` needs `wildcards_because`: where the provider publishes that it must
    be so. `needs` names settings without whose value a connection has no fields on a page.
    """

    package: str
    module: str = "fields.js"
    scripts: tuple[Origin, ...] = ()
    frames: tuple[Origin, ...] = ()
    connections: tuple[Origin, ...] = ()
    images: tuple[Origin, ...] = ()
    styles: tuple[Origin, ...] = ()
    wildcards_because: str = ""
    needs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for a declaration that no page could be given."""
        if not _FILE.fullmatch(self.module):
            raise ValueError(f"page fields: {self.module!r} is no name of a module (name.js)")
        for origin in self.declared():
            if isinstance(origin, str):
                self._require_origin(origin)

    def declared(self) -> tuple[Origin, ...]:
        return (*self.scripts, *self.frames, *self.connections, *self.images, *self.styles)

    def _require_origin(self, origin: str) -> None:
        if _WILD.fullmatch(origin):
            if not self.wildcards_because.strip():
                raise ValueError(f"page fields: {origin} needs wildcards_because")
        elif not _NAMED.fullmatch(origin):
            raise ValueError(f"page fields: {origin!r} is not an origin (https://host)")

    def read(self) -> bytes:
        """Return the module; raise ValueError when it is not packed, or too large."""
        content = _packed(self.package, self.module)
        if not 0 < len(content) <= LARGEST_MODULE:
            raise ValueError(
                f"page fields: {self.module} has {len(content)} bytes, at most {LARGEST_MODULE}"
            )
        return content

    def origins(self, values: Mapping[str, Any], *, is_secure: bool = True) -> Origins | None:
        """Resolve what is declared with a connection's settings; None: it has no fields.

        `is_secure` lets nothing pass but https. An address that is none never becomes an origin.
        """
        if any(not values.get(name) for name in self.needs):
            return None
        found = {
            name: [_resolved(each, values, is_secure=is_secure) for each in getattr(self, name)]
            for name in _PURPOSES
        }
        if any(each is None for every in found.values() for each in every):
            return None
        return Origins(**{name: _sorted(every) for name, every in found.items()})

    def require_settings(self, properties: Mapping[str, Mapping[str, Any]]) -> None:
        """Raise ValueError unless the settings that are named exist, and cannot be anything."""
        for each in self.declared():
            if isinstance(each, OriginOf) and not properties.get(each.setting, {}).get(
                "x-fixed-in-production"
            ):
                raise ValueError(
                    f"page fields: the setting {each.setting} is not fixed in production"
                )
        missing = [name for name in self.needs if name not in properties]
        if missing:
            raise ValueError(f"page fields: there is no setting {missing[0]}")


def merged(every: Iterable[Origins]) -> Origins:
    """Join what several adapters need on one page."""
    listed = tuple(every)
    several = {name: [each for one in listed for each in getattr(one, name)] for name in _PURPOSES}
    return Origins(**{name: _sorted(every) for name, every in several.items()})


def origin_of(address: object, *, is_secure: bool = True) -> str | None:
    """Find the origin of an address; None for what has none that a page could be given."""
    if not isinstance(address, str):
        return None
    try:
        parts = urlsplit(address)
        found = f"{parts.scheme}://{parts.netloc}".lower()
    except ValueError:
        return None
    if not _EXACT.fullmatch(found) or (is_secure and parts.scheme != "https"):
        return None
    return found


def _resolved(origin: Origin, values: Mapping[str, Any], *, is_secure: bool) -> str | None:
    if isinstance(origin, str):
        return origin
    return origin_of(values.get(origin.setting), is_secure=is_secure)


def _sorted(every: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({each for each in every if each is not None}))


@cache
def _packed(package: str, name: str) -> bytes:
    try:
        return resources.files(package).joinpath(name).read_bytes()
    except (ModuleNotFoundError, OSError, TypeError):
        raise ValueError(f"page fields: {package} packs no {name}") from None
