"""HTTP of the catalog: ticket types, and the registration form, of an event."""

from turnout.modules.catalog.routes import forms, ticket_types

blueprints = (ticket_types.blueprint, forms.blueprint)
