import pytest
from tests.modules.files.senders import Uploader

from turnout.kernel import runtime


@pytest.fixture
def uploader(client):
    return Uploader(client)


@pytest.fixture
def configure(app, settings, monkeypatch):
    """Run with other settings for the length of a test."""

    def changed(**values):
        monkeypatch.setattr(runtime.current(), "settings", settings.model_copy(update=values))

    return changed
