"""HTTP of saved searches: asked for by anybody, looked after by a mail's secret or signed in."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import personal, public, secret_in
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.headers import SAVED_SEARCH_SECRET
from turnout.modules.saved_searches import service
from turnout.modules.saved_searches.schemas import NewSavedSearchSchema, SavedSearchUpdateSchema
from turnout.modules.saved_searches.types import (
    AskedSavedSearch,
    ConfirmedSearch,
    NewSavedSearch,
    SavedSearch,
    SavedSearchUpdate,
)

blueprint = StrictBlueprint(
    "saved-searches",
    __name__,
    url_prefix="/api/v1/saved-searches",
    description="New events that match a search, told by mail",
)
PROOF = "the secret in the address's mail is the proof"


@blueprint.route("")
class SavedSearches(MethodView):
    @public("anybody may ask; only the address itself confirms", limited="saved-search-network")
    @blueprint.doc(operationId="requestSavedSearch")
    @blueprint.arguments(NewSavedSearchSchema)
    @blueprint.response(202, response(AskedSavedSearch))
    def post(self, ctx: Visitor, new: NewSavedSearch) -> AskedSavedSearch:
        """Save a search for an address, which confirms it by the link of a mail.

        The answer is the same whatever is known of the address.
        """
        return service.request_search(ctx, new)

    @public(PROOF, limited="secret")
    @blueprint.doc(operationId="listSavedSearches")
    @blueprint.response(200, list_of(SavedSearch))
    def get(self, ctx: Visitor) -> Page[SavedSearch]:
        """List every confirmed search of the address."""
        return Page(service.list_searches(ctx, secret_in(SAVED_SEARCH_SECRET)), None)

    @public(PROOF, limited="secret")
    @blueprint.doc(operationId="endSavedSearches")
    @blueprint.response(204)
    def delete(self, ctx: Visitor) -> None:
        """End every search of the address."""
        service.end_every_search(ctx, secret_in(SAVED_SEARCH_SECRET))


@blueprint.route("/confirmation")
class Confirmation(MethodView):
    @public(PROOF, limited="secret")
    @blueprint.doc(operationId="confirmSavedSearch")
    @blueprint.response(200, response(ConfirmedSearch))
    def post(self, ctx: Visitor) -> ConfirmedSearch:
        """Confirm as the address that its mails are wanted; the answer's `secret` opens it.

        The same search as one that the address has is that one.
        """
        return service.confirm_search(ctx, secret_in(SAVED_SEARCH_SECRET))


@blueprint.route("/<uuid:saved_search_id>")
class OneSavedSearch(MethodView):
    @public(PROOF, limited="secret")
    @blueprint.doc(operationId="updateSavedSearch")
    @blueprint.arguments(SavedSearchUpdateSchema)
    @blueprint.response(200, response(SavedSearch))
    def patch(self, ctx: Visitor, changes: SavedSearchUpdate, saved_search_id: UUID) -> SavedSearch:
        """Pause or resume a search of the address, or change when its mail comes."""
        secret = secret_in(SAVED_SEARCH_SECRET)
        return service.update_search(ctx, secret, saved_search_id, changes)

    @public(PROOF, limited="secret")
    @blueprint.doc(operationId="endSavedSearch")
    @blueprint.response(204)
    def delete(self, ctx: Visitor, saved_search_id: UUID) -> None:
        """End one search of the address."""
        service.end_search(ctx, secret_in(SAVED_SEARCH_SECRET), saved_search_id)


of_person = StrictBlueprint(
    "own-saved-searches",
    __name__,
    url_prefix="/api/v1/me/saved-searches",
    description="The saved searches of your address",
)


@of_person.route("")
class OwnSavedSearches(MethodView):
    @personal()
    @of_person.doc(operationId="listOwnSavedSearches")
    @of_person.response(200, list_of(SavedSearch))
    def get(self, ctx: PersonContext) -> Page[SavedSearch]:
        """List every confirmed search of your address."""
        return Page(service.list_own(ctx), None)

    @personal()
    @of_person.doc(operationId="endOwnSavedSearches")
    @of_person.response(204)
    def delete(self, ctx: PersonContext) -> None:
        """End every search of your address."""
        service.end_every_own(ctx)


@of_person.route("/<uuid:saved_search_id>")
class OwnSavedSearch(MethodView):
    @personal()
    @of_person.doc(operationId="updateOwnSavedSearch")
    @of_person.arguments(SavedSearchUpdateSchema)
    @of_person.response(200, response(SavedSearch))
    def patch(
        self, ctx: PersonContext, changes: SavedSearchUpdate, saved_search_id: UUID
    ) -> SavedSearch:
        """Pause or resume one of your searches, or change when its mail comes."""
        return service.update_own(ctx, saved_search_id, changes)

    @personal()
    @of_person.doc(operationId="endOwnSavedSearch")
    @of_person.response(204)
    def delete(self, ctx: PersonContext, saved_search_id: UUID) -> None:
        """End one of your searches."""
        service.end_own(ctx, saved_search_id)


blueprints = (blueprint, of_person)
