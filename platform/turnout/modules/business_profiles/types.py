"""What crosses this module's border: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from marshmallow import fields


class SocialNetwork(StrEnum):
    """Where else an organization is found, in the order in which its page names them."""

    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    LINKEDIN = "linkedin"
    INSTAGRAM = "instagram"
    YOUTUBE = "youtube"
    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    X = "x"
    GITHUB = "github"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBusinessProfile:
    country: str = ""
    social_links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessProfile:
    """What an organization says of itself beside its name."""

    component: ClassVar[str] = "BusinessProfile"
    id: Annotated[UUID, "All zeros where nothing was ever said"]
    country: Annotated[str, "ISO 3166-1 alpha-2 of the legal seat, or empty"]
    social_links: Annotated[
        dict[str, str],
        fields.Dict(
            keys=fields.String(),
            values=fields.String(),
            required=True,
            metadata={"description": "By network, each an address that begins with https://"},
        ),
    ]
    version: int

    @classmethod
    def of(cls, **row: Any) -> "BusinessProfile":
        """The links in the order of the networks."""
        links = row["social_links"]
        inside = {each.value: links[each] for each in SocialNetwork if each in links}
        return cls(**row | {"social_links": inside})


NOTHING_SAID: Final = BusinessProfile(id=UUID(int=0), country="", social_links={}, version=0)
