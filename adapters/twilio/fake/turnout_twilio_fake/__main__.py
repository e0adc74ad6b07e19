"""`python -m turnout_twilio_fake --bind 127.0.0.1:8133 --state DIR` plays Twilio."""

from turnout_sdk.testing.provider.app import serve
from turnout_twilio_fake.service import Service

if __name__ == "__main__":
    serve(Service)
