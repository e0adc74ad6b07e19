"""The suites of the conformance kit: one per capability, each a class of tests."""
