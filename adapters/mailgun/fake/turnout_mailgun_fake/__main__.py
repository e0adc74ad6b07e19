"""`python -m turnout_mailgun_fake --bind 127.0.0.1:8131 --state DIR` plays Mailgun."""

from turnout_mailgun_fake.service import Service
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Service)
