"""Answers and problems as the sandbox writes them, and how a script spoils an answer."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from turnout_sandbox.provider.scripts import Script
from turnout_sdk.testing.serving import Reply, reply


def json_reply(status: int, answer: Any, headers: Mapping[str, str] | None = None) -> Reply:
    return reply(status, answer, {"Cache-Control": "no-store", **(headers or {})})


def problem(status: int, code: str, message: str, **more: Any) -> Reply:
    return json_reply(status, error_of(code, message, **more))


def error_of(code: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **more}}


def spoiled(answer: Reply, script: Script | None) -> Reply:
    """Let an answer suffer what a script asks for, after its effect is on disk."""
    if script is None:
        return answer
    match script.behaviour:
        case "slow":
            return replace(answer, pause_seconds=script.seconds)
        case "hang" | "drop":
            return replace(answer, pause_seconds=script.seconds, is_silent=True)
        case "error":
            return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong.")
        case _:
            return answer
