"""`python -m turnout_firebase_fake --bind 127.0.0.1:8153 --state DIR` plays Firebase."""

from turnout_firebase_fake.service import Service
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Service)
