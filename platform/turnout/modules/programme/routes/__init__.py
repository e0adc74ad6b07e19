"""HTTP of programmes: sessions, speakers, tracks, files in and out, self-service."""

from turnout.modules.programme.routes import (
    exports,
    feeds,
    imports,
    self_service,
    sessions,
    speakers,
)

blueprints = (
    sessions.blueprint,
    speakers.blueprint,
    imports.blueprint,
    exports.blueprint,
    feeds.blueprint,
    self_service.blueprint,
)
