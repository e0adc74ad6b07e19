"""The adapter keeps what every search adapter promises, against the fake of Elasticsearch."""

from turnout_elasticsearch_fake import fake

from turnout_elasticsearch import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
