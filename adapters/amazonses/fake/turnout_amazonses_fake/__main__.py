"""`python -m turnout_amazonses_fake --bind 127.0.0.1:8132 --state DIR` plays Amazon SES."""

from turnout_amazonses_fake.service import Service
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Service)
