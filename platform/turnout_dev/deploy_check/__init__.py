"""The ladder under the chart: lint, schemas, unit tests, rules, policy, then a real API server."""
