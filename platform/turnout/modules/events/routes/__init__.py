"""HTTP of events: events themselves, what opens private ones, series."""

from turnout.modules.events.routes import events, invitations, public, series

blueprints = (events.blueprint, public.blueprint, invitations.blueprint, series.blueprint)
