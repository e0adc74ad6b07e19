"""Live numbers over server-sent events: one Redis subscription per listener, no database."""

import json
from collections.abc import AsyncIterator
from uuid import UUID

import redis.asyncio as redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from turnout.kernel.settings import Settings, load_settings

KEEP_ALIVE_SECONDS = 15.0
MOST_LISTENERS = 2000


def create_app(settings: Settings | None = None) -> Starlette:
    """`/healthz` and `/live/v1/organizations/{o}/events/{e}`: public availability only."""
    settings = settings or load_settings()
    client = redis.from_url(settings.redis_url.get_secret_value())
    listeners = 0

    async def healthz(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    async def live(request: Request) -> StreamingResponse | JSONResponse:
        nonlocal listeners
        if listeners >= MOST_LISTENERS:
            return JSONResponse(
                {"type": "/problems/busy", "title": "Too many listeners", "status": 503},
                status_code=503,
                headers={"Retry-After": "10"},
                media_type="application/problem+json",
            )
        organization: UUID = request.path_params["organization_id"]
        event: UUID = request.path_params["event_id"]

        async def stream() -> AsyncIterator[str]:
            nonlocal listeners
            listeners += 1
            try:
                async for text in _messages(client, f"live:{organization}:{event}"):
                    yield text
            finally:
                listeners -= 1

        return StreamingResponse(
            stream(),
            media_type="text/event-stream",
            headers={
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
                "Access-Control-Allow-Origin": settings.public_url,
            },
        )

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route(
                "/live/v1/organizations/{organization_id:uuid}/events/{event_id:uuid}", live
            ),
        ]
    )


async def _messages(client: "redis.Redis", channel: str) -> AsyncIterator[str]:
    """Server-sent events: the latest numbers first, then each change, a comment as a pulse."""
    async with client.pubsub() as listener:
        await listener.subscribe(channel)
        last = await client.get(f"{channel}:last")
        if last:
            yield _event(last)
        while True:
            message = await listener.get_message(
                ignore_subscribe_messages=True, timeout=KEEP_ALIVE_SECONDS
            )
            yield _event(message["data"]) if message else ": still here\n\n"


def _event(raw: bytes) -> str:
    numbers = json.loads(raw)
    return f"event: {numbers.get('kind', 'numbers')}\ndata: {json.dumps(numbers)}\n\n"
