"""`python -m turnout_sendgrid_fake --bind 127.0.0.1:8130 --state DIR` plays SendGrid."""

from turnout_sdk.testing.provider.app import serve
from turnout_sendgrid_fake.service import Service

if __name__ == "__main__":
    serve(Service)
