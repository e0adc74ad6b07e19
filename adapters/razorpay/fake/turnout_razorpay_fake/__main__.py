"""`python -m turnout_razorpay_fake --bind 127.0.0.1:8094 --state DIR` serves the fake."""

from turnout_razorpay_fake.app import Provider
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Provider)
