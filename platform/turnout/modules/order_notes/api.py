"""The front door of order notes."""

from turnout.modules.order_notes.policies import WRITE
from turnout.modules.order_notes.queries import list_notes, list_tags
from turnout.modules.order_notes.service import add_tag, tags_of
from turnout.modules.order_notes.types import OrderNote, OrderTag, TagsOfOrder
