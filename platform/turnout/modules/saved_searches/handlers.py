"""Who composes the mails of saved searches."""

from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.saved_searches import composer

notifications.PLATFORM_COMPOSERS.update(
    {
        Template.SAVED_SEARCH_ASKED: composer.compose_asked,
        Template.SAVED_SEARCH_EVENTS: composer.compose_events,
    }
)
