"""A stream of Server-Sent Events on Starlette with sse-starlette, as its README shows EventSourceResponse with a generator of dicts."""
import asyncio
import sys

import uvicorn
from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

queues: set[asyncio.Queue] = set()


async def generate_events():
    queue = asyncio.Queue()
    queues.add(queue)
    try:
        while True:
            yield await queue.get()
    finally:
        queues.discard(queue)


async def sse_endpoint(request):
    return EventSourceResponse(generate_events())


async def publish(request):
    message = await request.json()
    event = {name: message[name] for name in ("data", "event", "id") if name == "data" or message.get(name)}
    for queue in queues:
        queue.put_nowait(event)
    return Response(status_code=204)


app = Starlette(routes=[Route("/events", sse_endpoint), Route("/publish", publish, methods=["POST"])])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 8412, log_level="warning")
