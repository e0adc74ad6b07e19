"""What somebody likes and where: chosen among what is on, and the events that fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, request

from turnout.kernel.db.pagination import page_request
from turnout.kernel.errors import Invalid
from turnout.modules.profiles import api as profiles
from turnout.modules.public_search import api as public_search
from turnout.search_words.texts import plain_letters
from turnout.site.events.page import event_cards
from turnout.site.forms import csrf
from turnout.site.forms.pages import FormPages, refused_page
from turnout.site.l10n.formats import category_name
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import EventCard, Option

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
INTERESTS: Final = f"{ACCOUNT}/interests"
FOR_YOU: Final = f"{ACCOUNT}/for-you"
FORM: Final = "interests"
MOST_CITIES: Final = 30
MOST_EVENTS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestsPage:
    categories: tuple[Option, ...]
    places: tuple[Option, ...]
    chosen: frozenset[tuple[str, str]]
    """`categories` or `places`, and the value."""
    error: str
    form_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForYouPage:
    interests: tuple[str, ...]
    events: tuple[EventCard, ...]


class InterestPages(FormPages):
    @page(GUESTS)
    def interests(self) -> Response:
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(INTERESTS))
        if request.method != "POST":
            count_request()
            return self._page(profiles.get_interests(viewer))
        sent = profiles.Interests(
            categories=tuple(request.form.getlist("categories")),
            places=tuple(request.form.getlist("places")),
        )
        try:
            count_request("write")
            csrf.require_own(FORM)
            profiles.set_interests(viewer, categories=sent.categories, places=sent.places)
        except (csrf.Stale, Invalid) as error:
            again = refused_page(error)
            says = again.view.error or _("Choose at most 30 of each.")
            return again.mark(self._page(sent, error=says, status=again.status))
        return csrf.renew(go_to(f"{ACCOUNT}?saved=interests"))

    @page(GUESTS)
    def for_you(self) -> Response:
        """Events of the categories that somebody likes, in the places that they chose."""
        count_request("search")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(FOR_YOU))
        liked = profiles.get_interests(viewer)
        view = ForYouPage(
            interests=(*map(category_name, liked.categories), *liked.places),
            events=event_cards(
                public_search.list_recommended(viewer, page_request(None, MOST_EVENTS)).events.items
            ),
        )
        return self._personal.page("for_you.html", view, title=_("For you"))

    def _page(
        self, interests: profiles.Interests, *, error: str = "", status: int = 200
    ) -> Response:
        everything = public_search.search(public_search.EventSearch(), page_request(None, 1))
        categories = [each.value for each in everything.categories]
        cities = [each.value for each in public_search.list_cities(limit=MOST_CITIES)]
        view = InterestsPage(
            categories=_options(
                [(each, category_name(each)) for each in (*categories, *interests.categories)]
            ),
            places=_options([(each, each) for each in (*cities, *interests.places)]),
            chosen=frozenset(
                [("categories", each) for each in interests.categories]
                + [("places", each) for each in interests.places]
            ),
            error=error,
            form_token=csrf.token_of(FORM),
        )
        return self._personal.page("interests.html", view, title=_("Your interests"), status=status)


def _options(named: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    """Each value once, by name; what was chosen stays on offer when nothing of it is on."""
    found = (Option(value=value, label=label) for value, label in dict.fromkeys(named))
    return tuple(sorted(found, key=lambda each: plain_letters(each.label)))
