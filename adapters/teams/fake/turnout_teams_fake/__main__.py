"""`python -m turnout_teams_fake --bind 127.0.0.1:8144 --state DIR` plays Teams."""

from turnout_sdk.testing.provider.app import serve
from turnout_teams_fake.service import Service

if __name__ == "__main__":
    serve(Service)
