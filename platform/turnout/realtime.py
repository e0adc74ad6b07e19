"""Live numbers over server-sent events: one Redis subscription per listener, no database."""

import json
from collections.abc import AsyncIterator
from uuid import UUID

import redis.asyncio as redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from turnout.kernel.settings import Settings, load_settings

KEEP_ALIVE_SECONDS = 15.0
MOST_LISTENERS = 2000


def create_app(settings: Settings | None = None) -> Starlette:
    """`/healthz` and `/live/v1/organizations/{o}/events/{e}`: public numbers only."""
    live = Live(settings or load_settings())
    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route(
                "/live/v1/organizations/{organization_id:uuid}/events/{event_id:uuid}",
                live.stream,
            ),
        ]
    )


async def healthz(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok\n")


class Live:
    """The listeners of this process; beyond a bound a newcomer is told to come back."""

    def __init__(self, settings: Settings) -> None:
        self._redis = redis.from_url(settings.redis_url.get_secret_value())
        self._headers = {
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
            "Access-Control-Allow-Origin": settings.public_url,
        }
        self._listeners = 0

    async def stream(self, request: Request) -> Response:
        if self._listeners >= MOST_LISTENERS:
            return JSONResponse(
                {"type": "/problems/busy", "title": "Too many listeners", "status": 503},
                status_code=503,
                headers={"Retry-After": "10"},
                media_type="application/problem+json",
            )
        organization: UUID = request.path_params["organization_id"]
        event: UUID = request.path_params["event_id"]
        return StreamingResponse(
            self._numbers(f"live:{organization}:{event}"),
            media_type="text/event-stream",
            headers=self._headers,
        )

    async def _numbers(self, channel: str) -> AsyncIterator[str]:
        """Yield the latest numbers first, then each change, and a comment as a pulse."""
        self._listeners += 1
        try:
            async with self._redis.pubsub() as listener:
                await listener.subscribe(channel)
                last = await self._redis.get(f"{channel}:last")
                if last:
                    yield _event(last)
                while True:
                    message = await listener.get_message(
                        ignore_subscribe_messages=True, timeout=KEEP_ALIVE_SECONDS
                    )
                    yield _event(message["data"]) if message else ": still here\n\n"
        finally:
            self._listeners -= 1


def _event(raw: bytes | str) -> str:
    numbers = json.loads(raw)
    return f"event: {numbers.get('kind', 'numbers')}\ndata: {json.dumps(numbers)}\n\n"
