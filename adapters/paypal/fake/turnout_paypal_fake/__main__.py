"""`python -m turnout_paypal_fake --bind 127.0.0.1:8093 --state DIR` serves the fake."""

from turnout_paypal_fake.app import Provider
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Provider)
