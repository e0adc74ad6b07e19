"""Fills the stack with paid orders in great number; prints whose they are and who sees them."""

import json
import sys

from tests.factories.many_sales import count_days, fill_sales
from turnout.cli import start_command


def main(superuser_url: str, count: str) -> None:
    start_command()
    filled = fill_sales(superuser_url, count=int(count))
    count_days(filled)
    made = filled.organization
    sys.stdout.write(json.dumps({"slug": made.slug, "email": made.owner.email}))


if __name__ == "__main__":
    main(*sys.argv[1:])
