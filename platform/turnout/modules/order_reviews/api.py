"""The front door of order reviews."""

from turnout.modules.order_reviews.policies import DECIDE
from turnout.modules.order_reviews.service import decide_in
