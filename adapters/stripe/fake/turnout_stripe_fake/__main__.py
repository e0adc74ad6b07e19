"""`python -m turnout_stripe_fake --bind 127.0.0.1:8092 --state DIR` serves the fake."""

from turnout_sdk.testing.provider.app import serve
from turnout_stripe_fake.app import Provider

if __name__ == "__main__":
    serve(Provider)
