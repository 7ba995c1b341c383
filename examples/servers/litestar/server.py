"""A stream of Server-Sent Events on Litestar, as its documentation shows ServerSentEvent and the channels plugin."""
import json
import sys
from collections.abc import AsyncGenerator
from typing import Any

import uvicorn
from litestar import Litestar, get, post
from litestar.channels import ChannelsPlugin
from litestar.channels.backends.memory import MemoryChannelsBackend
from litestar.response import ServerSentEvent, ServerSentEventMessage


@get("/events", sync_to_thread=False)
def events(channels: ChannelsPlugin) -> ServerSentEvent:
    async def generator() -> AsyncGenerator[ServerSentEventMessage, None]:
        async with channels.start_subscription(["events"]) as subscriber:
            async for message in subscriber.iter_events():
                fields = json.loads(message)
                yield ServerSentEventMessage(data=fields["data"], event=fields.get("event") or None, id=fields.get("id") or None)

    return ServerSentEvent(generator())


@post("/publish", status_code=204, request_max_body_size=32 * 2**20)
async def publish(data: dict[str, Any], channels: ChannelsPlugin) -> None:
    await channels.wait_published(data, ["events"])


app = Litestar([events, publish], plugins=[ChannelsPlugin(backend=MemoryChannelsBackend(), channels=["events"])])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 8415, log_level="warning")
