"""The country and the social links of an organization, on a page."""

from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.business_profiles.api import BusinessProfile, NewBusinessProfile
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.page_access import page
from turnout.site.layout.views import Field, FormPage, Option, OptionGroup
from turnout.site.organizations.social import NAMES, country_options
from turnout.site.settings.entry import GUESTS, enter

LONGEST_LINK: Final = 500
WORDS: Final = {"/country": marked("Please choose one of the list")}


class BusinessProfilePages(FormPages):
    @page(GUESTS)
    def business_profile(self, organization_id: UUID) -> Response:
        """Where the organization is registered, and where else it is found."""
        entered = enter(organization_id, "organizations.manage")
        if isinstance(entered, Response):
            return entered
        found = business_profiles.get_profile(entered.ctx)
        view = FormPage(
            title=_("Country and social links"),
            text=_("Your public page and search engines show them."),
            button=_("Save"),
            fields=(_country(found), *(_link(network, found) for network in NAMES)),
            hidden=(("version", str(found.version)),),
            links=(entered.link_back(""),),
        )

        def saved() -> Response:
            links = {each: typed(each, longest=LONGEST_LINK).strip() for each in NAMES}
            new = NewBusinessProfile(
                country=typed("country", longest=2),
                social_links={each: url for each, url in links.items() if url},
            )
            version = typed("version", longest=18)
            seen = int(version) if version.isascii() and version.isdecimal() else None
            try:
                business_profiles.put_profile(entered.ctx, new, version=seen)
            except Invalid as error:
                raise _of_form(error) from None
            return csrf.renew(entered.back("", "profile"))

        return self.decided("business-profile", view, saved)


def _of_form(error: Invalid) -> Invalid:
    """The same refusal, by the names of the form's fields."""
    at_fields = Invalid(
        *(
            FieldError(each.pointer.replace("/social_links", ""), _link_words(each), fields.SAME)
            for each in error.errors
        )
    )
    return fields.in_words(at_fields, WORDS)


def _link_words(error: FieldError) -> str:
    network = error.pointer.rpartition("/")[2]
    if error.code == "other-host" and network in NAMES:
        return _("This address is not at %(network)s.", network=NAMES[network])
    return _("Use an address that begins with https://.")


def _country(found: BusinessProfile) -> Field:
    unsaid = Option(value="", label=_("Not said"))
    return Field(
        name="country",
        label=_("Country of the legal seat"),
        kind="select",
        autocomplete="country",
        value=typed("country", longest=2) or found.country,
        groups=(OptionGroup(label="", options=(unsaid, *country_options())),),
        hint=_("Invoices name it where their settings name none."),
        is_optional=True,
    )


def _link(network: str, found: BusinessProfile) -> Field:
    return Field(
        name=network,
        label=NAMES[network],
        kind="url",
        autocomplete="off",
        value=typed(network, longest=LONGEST_LINK) or found.social_links.get(network, ""),
        longest=LONGEST_LINK,
        is_optional=True,
    )
