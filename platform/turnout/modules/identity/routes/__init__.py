"""HTTP of identity."""

from turnout.modules.identity.routes import auth, invitations, me, members

blueprints = (auth.blueprint, me.blueprint, members.blueprint, invitations.blueprint)
