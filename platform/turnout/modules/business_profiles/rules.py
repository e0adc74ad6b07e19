"""Decisions about business profiles: pure, without clock or database."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from turnout.kernel.errors import FieldError
from turnout.kernel.typed_addresses import COUNTRIES, is_web_address
from turnout.modules.business_profiles.types import NewBusinessProfile, SocialNetwork

LONGEST_LINK: Final = 500
HOSTS: Final[Mapping[str, tuple[str, ...]]] = {
    SocialNetwork.LINKEDIN: ("linkedin.com",),
    SocialNetwork.INSTAGRAM: ("instagram.com",),
    SocialNetwork.YOUTUBE: ("youtube.com", "youtu.be"),
    SocialNetwork.FACEBOOK: ("facebook.com", "fb.com"),
    SocialNetwork.X: ("x.com", "twitter.com"),
    SocialNetwork.TIKTOK: ("tiktok.com",),
    SocialNetwork.GITHUB: ("github.com",),
    SocialNetwork.BLUESKY: ("bsky.app",),
}
"""Where the pages of a network stand; Mastodon stands at hosts of its own."""


def profile_errors(new: NewBusinessProfile) -> list[FieldError]:
    """What is wrong with a profile: a link that says Instagram leads to Instagram."""
    errors = []
    if new.country and new.country not in COUNTRIES:
        errors.append(FieldError("/country", "Use an ISO 3166-1 alpha-2 code, such as DE."))
    for network, url in new.social_links.items():
        pointer = f"/social_links/{network}"
        if network not in set(SocialNetwork):
            errors.append(FieldError(pointer, "There is no such network."))
        elif not url.startswith("https://") or not is_web_address(url, longest=LONGEST_LINK):
            errors.append(FieldError(pointer, "Use an address that begins with https://."))
        elif not _is_at(url, HOSTS.get(network, ())):
            says = f"Use an address at {HOSTS[network][0]}."
            errors.append(FieldError(pointer, says, "other-host"))
    return errors


def _is_at(url: str, hosts: tuple[str, ...]) -> bool:
    host = urlsplit(url).hostname or ""
    return not hosts or any(host == each or host.endswith(f".{each}") for each in hosts)
