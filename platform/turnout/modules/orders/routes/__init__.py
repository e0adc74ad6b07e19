"""HTTP of a purchase, and of what its organizers say about paying."""

from turnout.modules.orders.routes.files import blueprint as files
from turnout.modules.orders.routes.held import blueprint as held
from turnout.modules.orders.routes.orders import blueprint as orders
from turnout.modules.orders.routes.plans import blueprint as plans
from turnout.modules.orders.routes.returns import blueprint as returns
from turnout.modules.orders.routes.rights import blueprint as rights
from turnout.modules.orders.routes.terms import blueprint as terms

blueprints = (orders, plans, returns, files, rights, held, terms)
