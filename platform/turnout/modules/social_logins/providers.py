"""The providers that the operator set up: our data file, and what the settings say over it."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from turnout.kernel import codec, runtime
from turnout.modules.social_logins.errors import SocialProviderNotFound
from turnout.modules.social_logins.types import Outsider, ProviderSetup, SocialProvider
from turnout.openid.types import Client, Identity

DATA: Final = Path(__file__).with_name("providers.yaml")
TRUE: Final = (True, 1, "1", "true")
"""How providers write that a claim other than `email_verified` is so."""


def list_providers() -> list[SocialProvider]:
    """Those that are set up, in the order of the settings."""
    return [SocialProvider(key=key, title=each.title) for key, each in _setups().items()]


def provider_of(key: str) -> SocialProvider:
    """The provider; of one that is set up no more, its key is its title."""
    known = _setups().get(key)
    return SocialProvider(key=key, title=known.title if known else key.title())


def client_of(key: str) -> Client:
    """What we are at a provider; SocialProviderNotFound for one that is not set up."""
    setup = _setups().get(key)
    if setup is None:
        raise SocialProviderNotFound
    base = runtime.current().settings.public_url.rstrip("/")
    return Client(
        issuer=setup.issuer,
        client_id=setup.client_id,
        client_secret=setup.client_secret,
        redirect_uri=f"{base}/sign-in/with/{key}/return",
        scopes=setup.scopes,
        discovery_url=setup.discovery_url,
        endpoints=setup.endpoints,
    )


def outsider_of(key: str, found: Identity) -> Outsider:
    """What a link needs; an address counts as proved only by the provider's own claim for that."""
    proof = _setups()[key].email_proof
    if proof == "email_verified":
        is_proved = found.is_email_verified
    else:
        is_proved = bool(proof) and found.claims.get(proof) in TRUE
    return Outsider(
        provider=key,
        issuer=found.issuer,
        subject=found.subject,
        email=found.email[:320],
        is_email_proved=is_proved and bool(found.email),
        name=" ".join(found.name.split())[:120],
    )


def _setups() -> dict[str, ProviderSetup]:
    return _read(runtime.current().settings.social_sign_in.get_secret_value())


@lru_cache(maxsize=8)
def _read(said: str) -> dict[str, ProviderSetup]:
    """ValueError names what is wrong with the setting, and never its secrets."""
    known: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    try:
        asked = codec.decode(said, dict[str, dict[str, Any]])
        return {
            key: codec.convert({**known.get(key, {}), **each}, ProviderSetup)
            for key, each in asked.items()
        }
    except msgspec.MsgspecError as error:
        raise ValueError(f"TURNOUT_SOCIAL_SIGN_IN: {error}") from None
