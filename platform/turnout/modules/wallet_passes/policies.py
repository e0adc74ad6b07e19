"""Who may have a pass: whoever holds the ticket."""

from typing import Final

OPEN: Final[dict[str, str]] = {
    "add_to_wallet": "the pages of an order or a ticket, whose secret was proven",
    "answer_device": "anyone; a pass is given to who has its token, which the pass itself carries",
}
"""Use cases without a permission of their own, and who may call them."""
