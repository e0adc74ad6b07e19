"""The front door of saved searches."""

from turnout.modules.saved_searches.errors import SavedSearchNotFound, TooManySavedSearches
from turnout.modules.saved_searches.rules import UNCONFIRMED_DAYS, address_of, pairs_of
from turnout.modules.saved_searches.secrets import PAGE
from turnout.modules.saved_searches.service import (
    confirm_search,
    end_every_own,
    end_every_search,
    end_own,
    end_search,
    get_search,
    list_own,
    list_searches,
    request_search,
    unsubscribe,
    update_own,
    update_search,
)
from turnout.modules.saved_searches.types import (
    MailCadence,
    NewSavedSearch,
    SavedSearch,
    SavedSearchUpdate,
)
