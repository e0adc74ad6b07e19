"""`python -m turnout_bellpay_fake --bind 127.0.0.1:8097 --state DIR` plays Bellpay."""

from turnout_bellpay_fake.app import Provider
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Provider)
