"""HTTP of participation."""

from turnout.modules.participation.routes import agendas, favourites, registrations

blueprints = (favourites.blueprint, agendas.blueprint, registrations.blueprint)
