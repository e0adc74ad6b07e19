"""HTTP of events: events themselves, their programme, its imports."""

from turnout.modules.events.routes import events, imports, people, sessions

blueprints = (events.blueprint, sessions.blueprint, people.blueprint, imports.blueprint)
