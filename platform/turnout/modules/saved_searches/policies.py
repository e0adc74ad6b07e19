"""Who saves searches: whoever reads the mail of an address, proved by the secret in it."""

from typing import Final

OPEN: Final = {"forget_old": "a job: forgets what nobody confirmed or uses"}
