"""`python -m turnout_sandbox.provider --bind 127.0.0.1:8090 --state DIR` serves the sandbox."""

from turnout_sandbox.provider.app import Provider
from turnout_sdk.testing.provider.app import serve

if __name__ == "__main__":
    serve(Provider)
