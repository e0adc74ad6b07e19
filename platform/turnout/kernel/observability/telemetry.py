"""OpenTelemetry traces: a span per request, transaction, task and adapter call; off by default."""

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.trace import Tracer

Value = str | int | float | bool
NOTHING: AbstractContextManager[None] = nullcontext()

_provider: "TracerProvider | None" = None
_tracer: "Tracer | None" = None


def configure(
    endpoint: str, *, role: str, version: str = "", processor: "SpanProcessor | None" = None
) -> None:
    """Send traces to an OTLP/HTTP collector; without an endpoint (and processor) there are none.

    Spans go out in batches from a thread of their own, and are dropped when the collector is
    away. `processor` takes them instead, for tests. Call once per process, after any fork.
    """
    global _provider, _tracer  # noqa: PLW0603  one process traces to one place
    shutdown()
    if processor is None and not endpoint:
        return
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    resource = Resource.create(
        {"service.name": f"turnout-{role}", "service.namespace": "turnout"}
        | ({"service.version": version} if version else {})
    )
    _provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    _provider.add_span_processor(processor or _exporting(endpoint))
    _tracer = _provider.get_tracer("turnout")


def is_on() -> bool:
    """Whether anybody takes the spans."""
    return _tracer is not None


def shutdown() -> None:
    """Send what is left, and trace no more."""
    global _provider, _tracer
    provider, _provider, _tracer = _provider, None, None
    if provider is not None:
        provider.shutdown()


def span(
    name: str, *, carrier: Mapping[str, str] | None = None, **attributes: Value
) -> AbstractContextManager[None]:
    """Time a block as `name`; attributes are ids and states, never personal data.

    `carrier` (headers of a request or message) makes it the continuation of the caller's trace.
    Costs next to nothing while tracing is off.
    """
    if _tracer is None:
        return NOTHING
    return _recorded(_tracer, name, carrier=carrier, attributes=attributes)


@contextmanager
def _recorded(
    tracer: "Tracer",
    name: str,
    *,
    carrier: Mapping[str, str] | None,
    attributes: Mapping[str, Value],
) -> Generator[None]:
    from opentelemetry.trace import StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    # WSGI capitalises the names of headers; the propagator looks for small letters.
    headers = {key.lower(): value for key, value in (carrier or {}).items()}
    parent = TraceContextTextMapPropagator().extract(headers) if headers else None
    # Messages of exceptions may quote what people typed: only the type is written down.
    with tracer.start_as_current_span(
        name,
        parent,
        attributes={f"turnout.{key}": value for key, value in attributes.items()},
        record_exception=False,
        set_status_on_exception=False,
    ) as started:
        try:
            yield
        except BaseException as error:
            started.set_status(StatusCode.ERROR, type(error).__name__)
            raise


def outgoing() -> dict[str, str]:
    """Headers that let another process continue the present trace; empty while tracing is off."""
    headers: dict[str, str] = {}
    if _tracer is not None:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        TraceContextTextMapPropagator().inject(headers)
    return headers


def traceparent() -> str:
    """The present place in the trace, as W3C Trace Context writes it; empty outside of one."""
    return outgoing().get("traceparent", "")


def trace_ids() -> dict[str, str]:
    """`trace_id` and `span_id` of the present span, for logs; empty outside of one."""
    if _tracer is None:
        return {}
    from opentelemetry.trace import get_current_span

    context = get_current_span().get_span_context()
    if not context.is_valid:
        return {}
    return {"trace_id": f"{context.trace_id:032x}", "span_id": f"{context.span_id:016x}"}


def _exporting(endpoint: str) -> "SpanProcessor":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    address = endpoint.rstrip("/")
    if not address.endswith("/v1/traces"):
        address += "/v1/traces"
    return BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=5))
