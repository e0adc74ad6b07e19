"""Saved searches: the form that asks for one, and the pages where they are looked after."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, Response, request
from werkzeug.datastructures import MultiDict

from turnout.kernel.context import PersonContext
from turnout.kernel.http.request_info import visitor
from turnout.kernel.http.secret_tries import count_wrong_secret
from turnout.modules.public_search.api import SearchCriteria
from turnout.modules.saved_searches import api as saved_searches
from turnout.modules.saved_searches.api import (
    MailCadence,
    NewSavedSearch,
    SavedSearch,
    SavedSearchNotFound,
    SavedSearchUpdate,
    TooManySavedSearches,
)
from turnout.site.directory import query_params, search
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, Personal, refused_page
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _, language, marked
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import (
    BOTH,
    add_pages,
    count_request,
    find_person,
    find_viewer,
    page,
)
from turnout.site.layout.views import Field, FormPage, Link, MessagePage, Option, OptionGroup
from turnout.site.rendering.renderer import Renderer

FORM: Final = "save-search"
OWN_FORM: Final = "saved-searches"
ASK: Final = "/events/save"
OWN: Final = f"{ACCOUNT}/saved-searches"
GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
READER: Final = "whoever reads the address's mail"
NOT_FOUND_STATUS: Final = 404
CADENCES: Final = {
    MailCadence.DAILY: marked("Every day"),
    MailCadence.WEEKLY: marked("Every week, on Thursday"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearchView:
    """One saved search with what can be done about it."""

    id: UUID
    title: str
    url: str
    """The directory with this search."""
    is_paused: bool
    next_on: str
    """The day of its next mail, if there is anything new then; empty while it is paused."""
    cadence: Field
    zone: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearchesPage:
    email: str
    searches: tuple[SavedSearchView, ...]
    said: str
    """What was done just now; empty when the page is only looked at."""
    error: str = ""
    form_token: str = ""
    """Of the account's page, whose forms a login's cookie proves; a link's secret needs none."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What whoever looks after the searches of an address may do."""

    update: Callable[[UUID, SavedSearchUpdate], SavedSearch]
    end: Callable[[UUID], None]
    end_every: Callable[[], None]

    @classmethod
    def by_secret(cls, secret: str) -> "Owner":
        who = visitor()
        return cls(
            partial(saved_searches.update_search, who, secret),
            partial(saved_searches.end_search, who, secret),
            partial(saved_searches.end_every_search, who, secret),
        )

    @classmethod
    def by_account(cls, viewer: PersonContext) -> "Owner":
        return cls(
            partial(saved_searches.update_own, viewer),
            partial(saved_searches.end_own, viewer),
            partial(saved_searches.end_every_own, viewer),
        )


class SavedSearchPages(FormPages):
    @page("anybody may ask; only the address itself confirms")
    def ask(self) -> Response:
        """The form for the search in the page's address; only the mail that follows confirms it."""
        given: MultiDict[str, str] = request.form if request.method == "POST" else request.args
        pairs = query_params.without(query_params.pairs_of(given), *query_params.HOW)
        person = find_person()
        typed_cadence = typed("cadence") or MailCadence.WEEKLY
        view = FormPage(
            title=_("Save this search"),
            text=_(
                "We email you when new events match: %(search)s. Nothing comes before you confirm"
                " your address, and every email has a link that ends it.",
                search=title_of(query_params.criteria_of(given)),
            ),
            button=_("Save the search"),
            action=ASK,
            hidden=(*pairs, ("time_zone", person.time_zone if person else "")),
            fields=(
                fields.email(typed("email") or (person.email if person else "")),
                _cadence(typed_cadence),
            ),
            links=(Link(label=_("Back to the events"), url=query_params.address(pairs)),),
        )
        return self.answered(FORM, view, partial(self._asked, given), tries="saved-search-network")

    def _asked(self, given: MultiDict[str, str]) -> Response:
        cadence = typed("cadence")
        new = NewSavedSearch(
            email=typed("email"),
            search=query_params.criteria_of(given),
            cadence=cadence if cadence in CADENCES else MailCadence.WEEKLY,
            time_zone=fields.known(typed("time_zone")),
            locale=language(),
        )
        asked = saved_searches.request_search(visitor(), new)
        view = MessagePage(
            title=_("Check your email"),
            text=_(
                "We wrote to %(address)s. Open the link in that email to confirm the search.",
                address=asked.email,
            ),
            action=Link(
                label=_("Back to the events"),
                url=query_params.address(query_params.pairs_of(given)),
            ),
        )
        return csrf.renew(self._personal.message(view))

    @page(READER)
    def saved_search(self, secret: str) -> Response:
        """A button that confirms it, then every search of the address."""
        count_request("write" if request.method == "POST" else "read")
        try:
            found = saved_searches.get_search(visitor(), secret)
            if found.confirmed_at is None:
                return self._confirmation(found, secret)
            said = _acted(Owner.by_secret(secret)) if request.method == "POST" else ""
            return self._shown(secret, found.email, said)
        except SavedSearchNotFound:
            return self._nothing()
        except TooManySavedSearches as refused:
            text = _(refused.title)
            view = MessagePage(title=_("The search is not saved"), text=text, kind="problem")
            return self._personal.message(view, status=refused.status)

    @page(GUESTS)
    def own_searches(self) -> Response:
        """Every search of the address of who is signed in."""
        viewer, person = find_viewer(), find_person()
        if viewer is None or person is None:
            return go_to(sign_in_path(OWN))
        count_request("write" if request.method == "POST" else "read")
        if request.method != "POST":
            return self._own(viewer, person.email)
        try:
            csrf.require_own(OWN_FORM)
            csrf.renew_key()
            return self._own(viewer, person.email, said=_acted(Owner.by_account(viewer)))
        except csrf.Stale as error:
            again = refused_page(error)
            shown = self._own(viewer, person.email, error=again.view.error, status=again.status)
            return again.mark(shown)
        except SavedSearchNotFound:
            return self._own(viewer, person.email)

    def _own(self, viewer: PersonContext, email: str, *, said: str = "", error: str = "",
             status: int = 200) -> Response:  # fmt: skip
        view = SavedSearchesPage(
            email=email,
            searches=tuple(_view(each) for each in saved_searches.list_own(viewer)),
            said=said,
            error=error,
            form_token=csrf.token_of(OWN_FORM),
        )
        title = _("Your saved searches")
        return self._personal.page("saved_searches.html", view, title=title, status=status)

    @page(READER)
    def unsubscribe(self, secret: str) -> Response:
        """Looking changes nothing; sending ends the search, as mail programs do by themselves."""
        count_request("hooks" if request.method == "POST" else "read")
        try:
            if request.method == "POST":
                saved_searches.unsubscribe(visitor(), secret)
                return self._personal.message(_ended())
            found = saved_searches.get_search(visitor(), secret)
        except SavedSearchNotFound:
            return self._nothing()
        form = FormPage(
            title=_("End this search"),
            text=_(
                "%(address)s gets no more emails about: %(search)s.",
                address=found.email,
                search=title_of(found.search),
            ),
            button=_("Unsubscribe"),
            links=(Link(label=_("Your saved searches"), url=f"{saved_searches.PAGE}/{secret}"),),
        )
        return self._personal.form(form)

    def _confirmation(self, found: SavedSearch, secret: str) -> Response:
        if request.method == "POST":
            confirmed = saved_searches.confirm_search(visitor(), secret)
            return go_to(f"{saved_searches.PAGE}/{confirmed.secret}?confirmed")
        form = FormPage(
            title=_("Confirm your saved search"),
            text=_(
                "%(address)s then gets an email when new events match: %(search)s.",
                address=found.email,
                search=title_of(found.search),
            ),
            button=_("Confirm the search"),
        )
        return self._personal.form(form)

    def _shown(self, secret: str, email: str, said: str) -> Response:
        try:
            searches = saved_searches.list_searches(visitor(), secret)
        except SavedSearchNotFound:
            return self._personal.message(_ended())
        if "confirmed" in request.args and not said:
            said = _("Your search is saved.")
        view = SavedSearchesPage(
            email=email, searches=tuple(_view(each) for each in searches), said=said
        )
        return self._personal.page("saved_searches.html", view, title=_("Your saved searches"))

    def _nothing(self) -> Response:
        count_wrong_secret()
        view = MessagePage(
            title=_("This link leads nowhere"),
            text=_("The search was ended or never confirmed, or the link was used."),
            kind="problem",
            action=Link(label=_("Back to the events"), url=query_params.PATH),
        )
        return self._personal.message(view, status=NOT_FOUND_STATUS)


def add_to(app: Flask, renderer: Renderer) -> None:
    pages = SavedSearchPages(Personal(renderer))
    rules = (
        (ASK, pages.ask, BOTH),
        (OWN, pages.own_searches, BOTH),
        (f"{saved_searches.PAGE}/<secret>", pages.saved_search, BOTH),
        (f"{saved_searches.PAGE}/<secret>/unsubscribe", pages.unsubscribe, BOTH),
    )
    add_pages(app, rules, named="saved_searches_")


def title_of(criteria: SearchCriteria) -> str:
    """What is looked for in words: “jazz” · in Berlin · 25 km · Online."""
    pairs = saved_searches.pairs_of(criteria)
    said = [each.label for each in search.chosen_filters(pairs)]
    if criteria.within_km is not None:
        said.append(_("%(number)s km", number=criteria.within_km))
    return " · ".join(said) or _("all events")


def _acted(owner: Owner) -> str:
    """Do what a button of the page says; in words what was done."""
    action = typed("action")
    if action == "end-all":
        owner.end_every()
        return _("Your searches are ended.")
    try:
        search_id = UUID(typed("search"))
    except ValueError:
        raise SavedSearchNotFound from None
    if action == "end":
        owner.end(search_id)
        return _("The search is ended.")
    cadence, zone = typed("cadence"), typed("time_zone")
    changes = {
        "pause": SavedSearchUpdate(is_paused=True),
        "resume": SavedSearchUpdate(is_paused=False),
    }.get(action) or SavedSearchUpdate(
        cadence=cadence if cadence in CADENCES else None,
        time_zone=fields.known(zone, otherwise="") or None,
    )
    owner.update(search_id, changes)
    return _("Your change is saved.")


def _view(found: SavedSearch) -> SavedSearchView:
    local = found.next_at.astimezone(ZoneInfo(found.time_zone)) if found.next_at else None
    return SavedSearchView(
        id=found.id,
        title=title_of(found.search) if found.search.as_stored() else _("All events"),
        url=saved_searches.address_of(found.search),
        is_paused=found.is_paused,
        next_on=formats.long_day(local.date()) if local else "",
        cadence=_cadence(found.cadence),
        zone=fields.time_zone(found.time_zone),
    )


def _cadence(chosen: str) -> Field:
    options = tuple(Option(value=each, label=_(label)) for each, label in CADENCES.items())
    return Field(
        name="cadence",
        label=_("How often"),
        kind="select",
        autocomplete="off",
        value=chosen,
        groups=(OptionGroup(label="", options=options),),
        hint=_("In the morning, and only when something is new."),
    )


def _ended() -> MessagePage:
    return MessagePage(
        title=_("You are unsubscribed"),
        text=_("No more emails about this search come."),
        kind="good",
        action=Link(label=_("Back to the events"), url=query_params.PATH),
    )
