"""`python -m turnout_webpush_fake --bind 127.0.0.1:8133 --state DIR` plays web push."""

from turnout_sdk.testing.provider.app import serve
from turnout_webpush_fake.service import Service

if __name__ == "__main__":
    serve(Service)
