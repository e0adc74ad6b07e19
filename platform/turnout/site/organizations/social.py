"""Social links, country and badge of an organization, in the words of pages."""

from collections.abc import Mapping
from typing import Final

from turnout.kernel.typed_addresses import COUNTRIES
from turnout.modules.business_profiles.api import SocialNetwork
from turnout.modules.verifications.api import VerificationProof
from turnout.search_words.texts import plain_letters
from turnout.site.events.cards import is_web_address
from turnout.site.l10n.formats import country_name
from turnout.site.l10n.i18n import marked
from turnout.site.layout.views import Option, SocialLink

NAMES: Final[Mapping[str, str]] = {
    SocialNetwork.MASTODON: "Mastodon",
    SocialNetwork.BLUESKY: "Bluesky",
    SocialNetwork.LINKEDIN: "LinkedIn",
    SocialNetwork.INSTAGRAM: "Instagram",
    SocialNetwork.YOUTUBE: "YouTube",
    SocialNetwork.FACEBOOK: "Facebook",
    SocialNetwork.TIKTOK: "TikTok",
    SocialNetwork.X: "X",
    SocialNetwork.GITHUB: "GitHub",
}
"""Names of networks, which no language translates."""
VERIFIED_BY: Final[Mapping[str, str]] = {
    VerificationProof.DOMAIN: marked("Its domain is proven"),
    VerificationProof.DOCUMENTS: marked("Its documents were checked"),
    VerificationProof.PAYMENT_ACCOUNT: marked("Its payment account is known"),
}
"""What the badge of an organization rests on."""


def social_links(links: Mapping[str, str]) -> tuple[SocialLink, ...]:
    """The links in the order of the networks, only those to web addresses."""
    return tuple(
        SocialLink(network=each, label=NAMES[each], url=links[each])
        for each in NAMES
        if is_web_address(links.get(each, ""))
    )


def country_options() -> tuple[Option, ...]:
    """Every country by its name in the page's language."""
    named = {code: country_name(code) for code in COUNTRIES}
    inside = sorted(named, key=lambda code: plain_letters(named[code]))
    return tuple(Option(value=code, label=named[code]) for code in inside)
