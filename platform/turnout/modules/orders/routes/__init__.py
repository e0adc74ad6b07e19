"""HTTP of orders."""

from turnout.modules.orders.routes.answer_files import blueprint as files
from turnout.modules.orders.routes.buyer_terms import blueprint as terms
from turnout.modules.orders.routes.cancellation import blueprint as rights
from turnout.modules.orders.routes.cancellation import returns
from turnout.modules.orders.routes.orders import blueprint as orders
from turnout.modules.orders.routes.payment_plans import blueprint as plans

blueprints = (orders, plans, returns, files, rights, terms)
