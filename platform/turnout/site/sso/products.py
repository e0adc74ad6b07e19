"""What to do at each identity provider; the words stand in `products.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("products.yaml")
OTHER: Final = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlGuide:
    """What to do at one product for SAML; labels stay in its own words."""

    steps: tuple[str, ...]
    entity_label: str
    acs_label: str
    metadata_at: str
    """Where it shows the address, or the file, of its metadata."""
    example: str
    logout_label: str = ""
    """Empty where the product takes no address to sign out at."""
    groups: str = ""

    @classmethod
    def of(cls, said: dict[str, Any]) -> "SamlGuide":
        return cls(**said | {"steps": tuple(said["steps"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One product: what to do there, and where it shows what is to be copied from there."""

    title: str
    steps: tuple[str, ...]
    redirect_label: str
    """What the product calls the redirect URI; these stay in its own words."""
    issuer_at: str
    client_id_at: str
    key_at: str
    """Where it shows the client secret."""
    example: str
    """What its issuers look like."""
    saml: SamlGuide
    scim_address_at: str
    """Where it takes the address of a directory (SCIM), and the token."""
    scim_token_at: str
    has_one_issuer: bool = False
    """Whether the example is the issuer of everybody."""
    groups: str = ""
    """What is to be known about its groups."""

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Guide":
        saml = SamlGuide.of(said["saml"])
        return cls(**said | {"steps": tuple(said["steps"]), "saml": saml})


@lru_cache(maxsize=1)
def guides() -> Mapping[str, Guide]:
    """Every product by its key, in the order in which they are offered."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {key: Guide.of(said) for key, said in read.items()}


def guide_of(product: str) -> Guide:
    return guides().get(product) or guides()[OTHER]
