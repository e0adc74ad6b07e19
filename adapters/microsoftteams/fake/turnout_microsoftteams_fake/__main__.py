"""`python -m turnout_microsoftteams_fake --bind 127.0.0.1:8144 --state DIR` plays Teams."""

from turnout_microsoftteams_fake.service import Service
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Service)
