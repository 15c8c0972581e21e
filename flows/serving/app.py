"""Prefect's server, whose pages may talk to nobody but to it.

`python -m uvicorn --factory flows.serving.app:create` serves what `prefect server start` serves. The UI asks
a company's address at each visit, also where analytics are off, and shows remote images: browsers are told
not to.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

POLICY = (
    b"default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:;"
    b" style-src 'self' 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = [(b"content-security-policy", POLICY), (b"referrer-policy", b"no-referrer")]


def command(host: str, port: int) -> list[str]:
    """How the server is started."""
    app = ["--factory", "flows.serving.app:create"]
    rest = ["--host", host, "--port", str(port), "--log-level", "error", "--lifespan", "on"]
    return [sys.executable, "-m", "uvicorn", *app, *rest]


def create() -> Application:
    """The application, with a Content-Security-Policy on every answer."""
    from prefect.server.api.server import create_app

    return guarded(create_app())


def guarded(inner: Application) -> Application:
    """An ASGI application that adds HEADERS to what `inner` answers."""

    async def outer(scope: Message, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
            await send(message)

        await inner(scope, receive, send_more if scope["type"] == "http" else send)

    return outer
