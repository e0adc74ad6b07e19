"""Creating an organization, its overview, and the form of what it says of itself."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from uuid import UUID

from babel.numbers import get_currency_name
from flask import Response

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.request_info import request_id
from turnout.kernel.ids import new_id, slug_of
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.search_words.texts import plain_letters
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import LANGUAGES, _, language, marked, stem_of
from turnout.site.l10n.languages import name_of
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link, Option, OptionGroup
from turnout.site.settings.entry import (
    GUESTS,
    Frame,
    enter,
    home_of,
)
from turnout_sdk.currencies import EXPONENTS

NEW: Final = f"{ACCOUNT}/organizations/new"
LONGEST_NAME: Final = 200
LONGEST_SLUG: Final = 63
LONGEST_STEM: Final = 50
CHANCE_LETTERS: Final = 8
LONGEST_DESCRIPTION: Final = 5_000
LONGEST_ADDRESS: Final = 500
WORDS: Final = {
    "/name": marked("Use 1 to 200 visible characters, and no @."),
    "/website": marked("Use an address that begins with https:// or http://."),
    "/terms": marked("Use an address that begins with https:// or http://."),
    "/contact_email": marked("Please enter a valid email address"),
    "/currency": marked("Please choose one of the list"),
    "/time_zone": marked("Please choose one of the list"),
    "/locale": marked("Please choose one of the list"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    frame: Frame
    organization: organizations.Organization
    currency: str
    language: str
    may_change: bool
    console_url: str
    """Where its events are; empty for who sees none of them there."""
    may_create_events: bool


class ProfilePages(FormPages):
    @page(GUESTS)
    def create_organization(self) -> Response:
        """Create an organization; who does becomes its owner."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(NEW))
        viewer = replace(viewer, request_id=request_id())
        person = identity.get_me(viewer)
        return self.decided("create-organization", _creation(person), lambda: _created(viewer))

    @page(GUESTS)
    def overview(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, "organizations.read")
        if isinstance(entered, Response):
            return entered
        found = entered.organization
        sees_events = "events.read" in entered.ctx.permissions
        has_all_events = entered.ctx.event_ids is None
        view = OverviewPage(
            frame=entered.frame(""),
            organization=found,
            currency=_currency_name(found.currency),
            language=name_of(found.locale),
            may_change=entered.may("organizations.manage"),
            console_url=f"/console/{found.slug}" if sees_events else "",
            may_create_events=sees_events and has_all_events and entered.may("events.write"),
        )
        return self.shown("settings_overview.html", view, found.name)

    @page(GUESTS)
    def change_organization(self, organization_id: UUID) -> Response:
        """What the organization says of itself, and what it works in."""
        entered = enter(organization_id, "organizations.manage")
        if isinstance(entered, Response):
            return entered
        found = entered.organization

        def changed() -> Response:
            changes = organizations.OrganizationUpdate(
                name=typed("name"),
                slug=typed("slug", longest=LONGEST_SLUG),
                description=typed("description", longest=LONGEST_DESCRIPTION).replace("\r\n", "\n"),
                website=typed("website", longest=LONGEST_ADDRESS).strip(),
                contact_email=typed("contact_email").strip(),
                currency=typed("currency"),
                time_zone=typed("time_zone"),
                locale=_chosen_locale(found.locale),
            )
            version = typed("version", longest=18)
            seen = int(version) if version.isascii() and version.isdecimal() else None
            _in_own_words(
                lambda: organizations.update_organization(entered.ctx, changes, version=seen)
            )
            return csrf.renew(entered.back("", "profile"))

        return self.decided("organization-profile", _profile(found), changed)


def _created(viewer: PersonContext) -> Response:
    terms = typed("terms", longest=LONGEST_ADDRESS).strip()
    if terms:
        _in_own_words(lambda: _clean_terms(terms))
    name = typed("name")
    new = organizations.NewOrganization(
        owner_id=viewer.user_id,
        name=name,
        slug=typed("slug", longest=LONGEST_SLUG).strip() or _slug_for(name),
        currency=typed("currency"),
        time_zone=typed("time_zone"),
        locale=typed("locale"),
    )
    made: list[UUID] = []
    _in_own_words(lambda: made.append(organizations.create_organization(viewer, new)))
    if terms:
        ctx = organizations.membership_of(made[0], viewer.user_id, request_id=viewer.request_id)
        if ctx is not None:
            texts = {new.locale: organizations.LegalWording(url=terms)}
            organizations.publish_legal_text(ctx, organizations.LegalKind.TERMS, texts)
    return csrf.renew(go_to(f"{home_of(made[0])}?saved=created"))


def _slug_for(name: str) -> str:
    """An address name made of the name, with letters of chance where that one is not to be had."""
    stem = slug_of(name)
    if organizations.slug_errors(stem) or organizations.find_by_slug(stem) is not None:
        words = stem[:LONGEST_STEM].strip("-") or "organizer"
        return f"{words}-{new_id().hex[-CHANCE_LETTERS:]}"
    return stem


def _clean_terms(address: str) -> None:
    """Invalid names the field of the form; nothing has been written yet."""
    try:
        organizations.clean_legal_texts({"en": organizations.LegalWording(url=address)})
    except Invalid as error:
        raise Invalid(*(FieldError("/terms", each.detail) for each in error.errors)) from None


def _in_own_words(act: object) -> None:
    """Do it; what is wrong with a field is said in the words of these pages."""
    try:
        act()  # type: ignore[operator]
    except organizations.SlugTaken as taken:
        raise Invalid(FieldError("/slug", taken.title, fields.SAME)) from None
    except Invalid as error:
        raise fields.in_words(error, WORDS) from None


def _creation(person: identity.Person) -> FormPage:
    locale = typed("locale") or language()
    return FormPage(
        title=_("Create an organization"),
        text=_("You become its owner. Everything here can be changed later."),
        button=_("Create the organization"),
        fields=(
            _name(typed("name")),
            replace(
                _slug(typed("slug")),
                hint=_("Its pages are found by it. Without one, we make it of the name."),
                is_optional=True,
            ),
            _currency(typed("currency") or "EUR"),
            replace(
                fields.time_zone(typed("time_zone") or person.time_zone),
                hint=_("For its figures and deadlines; each event has a time zone of its own."),
            ),
            replace(fields.language_field(locale), hint=_("For its emails and its texts.")),
            Field(
                name="terms",
                label=_("Address of your terms of service"),
                kind="url",
                autocomplete="off",
                value=typed("terms", longest=LONGEST_ADDRESS),
                longest=LONGEST_ADDRESS,
                hint=_("Buyers agree to them. You can write them here later."),
                is_optional=True,
            ),
        ),
        links=(Link(label=_("Back to your account"), url=ACCOUNT),),
    )


def _profile(found: organizations.Organization) -> FormPage:
    return FormPage(
        title=_("Change %(name)s", name=found.name),
        button=_("Save"),
        fields=(
            _name(typed("name") or found.name),
            _slug(typed("slug") or found.slug),
            Field(
                name="description",
                label=_("Description"),
                kind="lines",
                autocomplete="off",
                value=typed("description", longest=LONGEST_DESCRIPTION) or found.description,
                longest=LONGEST_DESCRIPTION,
                is_optional=True,
            ),
            Field(
                name="website",
                label=_("Website"),
                kind="url",
                autocomplete="url",
                value=typed("website", longest=LONGEST_ADDRESS) or found.website,
                longest=LONGEST_ADDRESS,
                is_optional=True,
            ),
            Field(
                name="contact_email",
                label=_("Email for visitors"),
                kind="email",
                autocomplete="email",
                value=typed("contact_email") or found.contact_email,
                is_optional=True,
            ),
            _currency(typed("currency") or found.currency),
            replace(
                fields.time_zone(typed("time_zone") or found.time_zone),
                hint=_("For its figures and deadlines; each event has a time zone of its own."),
            ),
            replace(
                fields.language_field(typed("locale") or _page_language(found.locale)),
                hint=_("For its emails and its texts."),
            ),
        ),
        hidden=(("version", str(found.version)),),
        links=(Link(label=_("Back"), url=home_of(found.id)),),
    )


def _name(value: str) -> Field:
    return Field(
        name="name",
        label=_("Name of the organization"),
        autocomplete="organization",
        value=value,
        longest=LONGEST_NAME,
    )


def _slug(value: str) -> Field:
    return Field(
        name="slug",
        label=_("Address name"),
        autocomplete="off",
        value=value,
        longest=LONGEST_SLUG,
        hint=_("Its pages are found by it: small letters, digits and hyphens."),
    )


def _currency(value: str) -> Field:
    return Field(
        name="currency",
        label=_("Currency"),
        kind="select",
        autocomplete="transaction-currency",
        value=value,
        groups=(OptionGroup(label="", options=_currencies(language())),),
    )


@lru_cache(maxsize=16)
def _currencies(tag: str) -> tuple[Option, ...]:
    """Every currency by its name in a language."""
    named = {code: get_currency_name(code, locale=tag) for code in EXPONENTS}
    inside = sorted(named, key=lambda code: plain_letters(named[code]))
    return tuple(Option(value=code, label=f"{named[code]} ({code})") for code in inside)


def _currency_name(code: str) -> str:
    return f"{get_currency_name(code, locale=language())} ({code})"


def _page_language(locale: str) -> str:
    """The page language nearest to a tag: `de-CH` is German."""
    stem = stem_of(locale)
    return stem if stem in LANGUAGES else locale


def _chosen_locale(present: str) -> str | None:
    chosen = typed("locale")
    return None if chosen == _page_language(present) else chosen
