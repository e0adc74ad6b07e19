"""HTTP of events: events themselves, series, their programme and its files."""

from turnout.modules.events.routes import (
    events,
    exports,
    feeds,
    imports,
    invitations,
    public,
    self_service,
    series,
    sessions,
    speakers,
)

blueprints = (
    events.blueprint,
    public.blueprint,
    invitations.blueprint,
    series.blueprint,
    sessions.blueprint,
    speakers.blueprint,
    imports.blueprint,
    exports.blueprint,
    feeds.blueprint,
    self_service.blueprint,
)
