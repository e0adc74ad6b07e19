"""`python -m turnout_amazonsns_fake --bind 127.0.0.1:8134 --state DIR` plays Amazon SNS."""

from turnout_amazonsns_fake.service import Service
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Service)
