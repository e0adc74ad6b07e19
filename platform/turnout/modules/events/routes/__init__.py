"""HTTP of events: events themselves, series, their programme and its files, who takes part."""

from turnout.modules.events.routes import (
    agendas,
    events,
    exports,
    feeds,
    imports,
    invitations,
    liking,
    people,
    public,
    registrations,
    self_service,
    series,
    sessions,
    sponsors,
)

blueprints = (
    events.blueprint,
    public.blueprint,
    invitations.blueprint,
    series.blueprint,
    sessions.blueprint,
    people.blueprint,
    liking.blueprint,
    imports.blueprint,
    exports.blueprint,
    feeds.blueprint,
    sponsors.blueprint,
    self_service.blueprint,
    agendas.blueprint,
    registrations.blueprint,
)
