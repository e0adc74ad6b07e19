"""Fills the stack with paid orders in great number; prints whose they are and who sees them."""

import json
import sys

from tests.factories.many_sales import fill_sales
from turnout.cli import start_command


def main(superuser_url: str, count: str) -> None:
    start_command()
    made = fill_sales(superuser_url, count=int(count)).organization
    sys.stdout.write(json.dumps({"slug": made.slug, "email": made.owner.email}))


if __name__ == "__main__":
    main(*sys.argv[1:])
