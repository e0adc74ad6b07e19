"""HTTP of events: events themselves, series, their programme, its imports."""

from turnout.modules.events.routes import (
    events,
    exports,
    imports,
    liking,
    people,
    public,
    series,
    sessions,
)

blueprints = (
    events.blueprint,
    public.blueprint,
    series.blueprint,
    sessions.blueprint,
    people.blueprint,
    liking.blueprint,
    imports.blueprint,
    exports.blueprint,
)
