"""How an adapter introduces itself to Turnout, and what it is lent."""

import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from ssl import SSLContext
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, get_args, runtime_checkable

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from turnout_sdk.errors import Misconfigured
from turnout_sdk.page_fields import PageFields
from turnout_sdk.quality_claim import claim_of
from turnout_sdk.version import SDK_VERSION, is_in_range

if TYPE_CHECKING:
    from requests import Session

PortT = TypeVar("PortT")


class Kind(StrEnum):
    """What an adapter is for."""

    PAYMENTS = "payments"
    SMS = "sms"
    EMAIL = "email"
    CALENDAR = "calendar"
    PUSH = "push"
    CHAT = "chat"
    STORAGE = "storage"
    SEARCH = "search"
    CRM = "crm"
    CHALLENGE = "challenge"
    WALLET = "wallet"

    @property
    def group(self) -> str:
        """Name the entry-point group in which adapters of this kind are found."""
        return f"turnout.{self.value}"


class AdapterSettings(BaseModel):
    """What an organization fills in. Secrets are `SecretStr`; unknown fields are refused.

    A field with `json_schema_extra={"x-fixed-in-production": True}` (an `api_base`) keeps its
    default in production: the platform refuses to change it there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def fixed_address(default: str) -> Any:
    """Declare a provider's address (`api_base`): tests may change it, production may not."""
    return Field(
        default=default, title="Address", json_schema_extra={"x-fixed-in-production": True}
    )


Connector = Callable[[str, int, float], socket.socket]
"""Host, port and seconds → a connected socket with that time-out; OSError when there is none."""


def connect_directly(host: str, port: int, seconds: float) -> socket.socket:
    """Connect wherever a name leads: for tests, and for servers that the operator named."""
    return socket.create_connection((host, port), seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What Turnout lends to one connection; tests lend fakes.

    `http` carries tracing and refuses private networks. `connect(host, port, seconds)` is for what
    speaks no HTTP: it looks the name up once, connects to an address that it checked, raises
    OSError otherwise; TLS over it is verified by the name, by `tls` where there is one: the
    authorities of the operator's own network; None: by the system's. `webhook_url` is where the
    provider is to deliver for this connection, None for kinds without webhooks. `public_url` is the
    address of the site.
    """

    http: httpx.Client
    now: Callable[[], datetime]
    public_url: str = "http://localhost"
    webhook_url: str | None = None
    sleep: Callable[[float], None] = time.sleep
    connect: Connector = connect_directly
    tls: SSLContext | None = None

    def requests_session(self) -> "Session":
        """Lend a `requests.Session` over `http`, so that a vendor's library calls through it.

        Needs the extra `turnout-sdk[requests]`. The session knows no proxy, netrc or certificate
        of the machine, and no time-out of its own is longer than the client's.
        """
        from turnout_sdk.requests_session import session_over

        return session_over(self.http)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The answer of a health check; `detail` is shown to the organizer and holds no secret.

    `is_live` says whether the credentials move real money; the platform calls a connection of
    the other mode unhealthy. None: nobody can tell.
    """

    is_healthy: bool
    detail: str = ""
    account: str | None = None
    is_live: bool | None = None


@runtime_checkable
class Checks(Protocol):
    """Any kind may offer a health check."""

    def health(self) -> Health:
        """Prove with one cheap, harmless call that the settings work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter(Generic[PortT]):
    """The object an entry point names. It is data: building it calls nothing and nobody.

    `page_fields` is for providers whose fields may stand on a page of ours.
    """

    key: str
    title: str
    kind: Kind
    sdk: str
    settings: type[AdapterSettings]
    capabilities: Any
    build: Callable[[Any, Services], PortT]
    page_fields: PageFields | None = None

    def is_compatible(self, sdk_version: str = SDK_VERSION) -> bool:
        return is_in_range(self.sdk, sdk_version)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the settings; secrets are marked `writeOnly`."""
        return self.settings.model_json_schema()

    def secret_names(self) -> frozenset[str]:
        """Name the settings that must be stored encrypted and never given back."""
        return frozenset(
            name
            for name, field in self.settings.model_fields.items()
            if _holds_secret(field.annotation)
        )

    def configure(self, values: Mapping[str, Any]) -> AdapterSettings:
        """Check `values`; raise Misconfigured naming the fields, never their contents.

        What a validator of the settings says (ValueError) reaches the person who filled them in.
        """
        try:
            return self.settings.model_validate(dict(values))
        except ValidationError as error:
            problems = _problems(error, self._secrets_in(values))
            said = "; ".join(f"{each.replace('/', '.')}: {why}" for each, why in problems.items())
            raise Misconfigured(said.removeprefix(": "), fields=problems) from None

    def _secrets_in(self, values: Mapping[str, Any]) -> list[str]:
        found = (values.get(name) for name in self.secret_names())
        several = (each if isinstance(each, list | tuple) else [each] for each in found)
        return [each for texts in several for each in texts if isinstance(each, str) and each]

    def open(self, values: Mapping[str, Any], services: Services) -> PortT:
        """Check the settings and build the port over them."""
        return self.build(self.configure(values), services)

    def quality(self) -> str:
        """Return the level (none, bronze, silver, gold) that the adapter's `quality.yaml` claims.

        The file is packed beside the adapter's code, or stands at the root of its distribution.
        Whoever is exempt from a rule about money is bronze at most.
        """
        return claim_of(self.build.__module__).level

    def exemptions(self) -> dict[str, str]:
        """Return the rules of the scale that the adapter is exempt from, with the reasons."""
        return dict(claim_of(self.build.__module__).exemptions)

    def describe(self) -> dict[str, Any]:
        """Return everything the console shows about the adapter, ready for JSON."""
        return {
            "key": self.key,
            "title": self.title,
            "kind": self.kind.value,
            "sdk": self.sdk,
            "settings": self.schema(),
            "secrets": sorted(self.secret_names()),
            "capabilities": as_data(self.capabilities),
            "quality": self.quality(),
            "exemptions": self.exemptions(),
            "page_fields": self._described_fields(),
        }

    def _described_fields(self) -> Any:
        """Say what a page is given for the fields; raise ValueError when that cannot be."""
        if self.page_fields is None:
            return None
        self.page_fields.require_settings(self.schema().get("properties", {}))
        self.page_fields.read()
        return as_data(self.page_fields)


def as_data(value: Any) -> Any:
    """Turn capabilities (dataclasses, sets, enums) into plain JSON values, in fixed order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_data(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, frozenset | set):
        return sorted((as_data(each) for each in value), key=str)
    if isinstance(value, list | tuple):
        return [as_data(each) for each in value]
    return value.value if isinstance(value, StrEnum) else value


def _holds_secret(annotation: Any) -> bool:
    return annotation is SecretStr or any(_holds_secret(each) for each in get_args(annotation))


def _problems(error: ValidationError, secrets: Iterable[str]) -> dict[str, str]:
    """Say what is wrong by field; an adapter's own words, without the secrets of the settings."""
    found: dict[str, str] = {}
    for each in error.errors(include_input=False, include_url=False):
        own = each.get("ctx", {}).get("error")
        said = each["type"].replace("_", " ") if own is None else _without(secrets, str(own))
        where = "/".join(str(part) for part in each["loc"])
        found[where] = f"{found[where]}; {said}" if where in found else said
    return found


def _without(secrets: Iterable[str], text: str) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "…")
    return text
