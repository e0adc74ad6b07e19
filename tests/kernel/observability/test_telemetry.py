import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from turnout.kernel.observability import telemetry


@pytest.fixture
def spans():
    """Trace into memory; calling it gives the finished spans by name."""
    exporter = InMemorySpanExporter()
    telemetry.configure("", role="web", processor=SimpleSpanProcessor(exporter))
    yield lambda: {each.name: each for each in exporter.get_finished_spans()}
    telemetry.shutdown()


def test_a_span_has_its_name_attributes_and_role(spans):
    with telemetry.span("transaction", organization_id="o1", statements=3):
        pass
    span = spans()["transaction"]
    assert dict(span.attributes) == {"turnout.organization_id": "o1", "turnout.statements": 3}
    assert span.resource.attributes["service.name"] == "turnout-web"


def test_spans_stand_inside_of_each_other(spans):
    with telemetry.span("request"), telemetry.span("transaction"):
        pass
    assert spans()["transaction"].parent.span_id == spans()["request"].context.span_id


def test_a_failure_shows_its_type_and_none_of_its_words(spans):
    with pytest.raises(ValueError, match="ada"), telemetry.span("task"):
        raise ValueError("ada@example.org")
    span = spans()["task"]
    assert span.status.status_code is StatusCode.ERROR
    assert "ada@example.org" not in span.to_json()
    assert "ValueError" in span.to_json()


def test_a_task_continues_the_trace_of_the_request_that_caused_it(spans):
    with telemetry.span("request"):
        headers = telemetry.outgoing()
    with telemetry.span("task", carrier={"Traceparent": headers["traceparent"]}):
        pass
    assert spans()["task"].context.trace_id == spans()["request"].context.trace_id
    assert spans()["task"].parent.span_id == spans()["request"].context.span_id


def test_a_malformed_trace_header_starts_a_trace_of_its_own(spans):
    with telemetry.span("request", carrier={"traceparent": "00-zz-zz-zz"}):
        pass
    assert spans()["request"].parent is None


def test_logs_learn_the_ids_of_the_present_span(spans):
    with telemetry.span("request"):
        ids = telemetry.trace_ids()
    assert ids["trace_id"] == f"{spans()['request'].context.trace_id:032x}"
    assert telemetry.trace_ids() == {}


def test_without_an_endpoint_nothing_is_traced_and_spans_are_one_object():
    telemetry.configure("", role="web")
    assert telemetry.span("a") is telemetry.span("b", x=1)
    with telemetry.span("a"):
        assert telemetry.trace_ids() == {}
        assert telemetry.outgoing() == {}


def test_with_an_endpoint_spans_are_sent_there(monkeypatch):
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    paths = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        telemetry.configure(f"http://127.0.0.1:{server.server_port}", role="worker")
        with telemetry.span("task"):
            pass
        telemetry.shutdown()
        server.shutdown()
        thread.join()
    assert paths == ["/v1/traces"]
