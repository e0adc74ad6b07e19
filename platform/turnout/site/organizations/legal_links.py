"""Where an organization's legal texts stand, and what they are called."""

from typing import Final

from turnout.modules.organizations.api import LegalKind
from turnout.site.l10n.i18n import _, language, marked
from turnout.site.layout.views import Link, OrganizationCard

VERSION: Final = "version"
"""The part of the address that asks for one of the versions."""
TITLES: Final = {
    LegalKind.TERMS: marked("Terms of service"),
    LegalKind.PRIVACY: marked("Privacy policy"),
    LegalKind.IMPRINT: marked("Imprint"),
}


def legal_links(home: OrganizationCard) -> tuple[Link, ...]:
    """The texts that are in force, for the foot of the organization's pages."""
    return tuple(
        Link(label=_(title), url=text_path(home.slug, kind))
        for kind, title in TITLES.items()
        if kind in home.legal
    )


def text_path(slug: str, kind: LegalKind, *, number: int | None = None) -> str:
    """Where a text stands; with a number that very version, in the language of the page at hand."""
    path = f"/{slug}/{kind}"
    return f"{path}?{VERSION}={number}&lang={language()}" if number else path
