"""HTTP of programmes: sessions, speakers, tracks, files in and out, self-service."""

from turnout.modules.programme.routes import exports, imports, sessions, speakers

blueprints = (
    sessions.blueprint,
    speakers.blueprint,
    imports.blueprint,
    exports.blueprint,
    exports.feeds_blueprint,
    speakers.self_service_blueprint,
)
