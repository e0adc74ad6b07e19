"""HTTP of events: events themselves, series, their programme and its files, who takes part."""

from turnout.modules.events.routes import (
    agendas,
    events,
    exports,
    favourites,
    feeds,
    imports,
    invitations,
    public,
    registrations,
    self_service,
    series,
    sessions,
    speakers,
    sponsors,
)

blueprints = (
    events.blueprint,
    public.blueprint,
    invitations.blueprint,
    series.blueprint,
    sessions.blueprint,
    speakers.blueprint,
    favourites.blueprint,
    imports.blueprint,
    exports.blueprint,
    feeds.blueprint,
    sponsors.blueprint,
    self_service.blueprint,
    agendas.blueprint,
    registrations.blueprint,
)
