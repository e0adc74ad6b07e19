"""HTTP of events: events themselves, and what opens private ones."""

from turnout.modules.events.routes import events, invitations, public

blueprints = (events.blueprint, public.blueprint, invitations.blueprint)
