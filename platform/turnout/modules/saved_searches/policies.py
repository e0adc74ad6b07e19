"""Who saves searches: whoever reads an address's mail, proved by its secret or the account's."""

from typing import Final

OPEN: Final = {"forget_old": "a job: forgets what nobody confirmed or uses"}
