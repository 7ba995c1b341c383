"""A stream of Server-Sent Events on aiohttp with aiohttp-sse, as its README shows sse_response and its chat example a queue per client."""
import asyncio
import sys

from aiohttp import web
from aiohttp_sse import sse_response

queues: set[asyncio.Queue] = set()


async def events(request: web.Request) -> web.StreamResponse:
    async with sse_response(request) as resp:
        queue = asyncio.Queue()
        queues.add(queue)
        try:
            while resp.is_connected():
                message = await queue.get()
                await resp.send(message["data"], event=message.get("event") or None, id=message.get("id") or None)
        finally:
            queues.discard(queue)
    return resp


async def publish(request: web.Request) -> web.Response:
    message = await request.json()
    for queue in queues:
        queue.put_nowait(message)
    return web.Response(status=204)


app = web.Application(client_max_size=32 * 2**20)
app.router.add_route("GET", "/events", events)
app.router.add_route("POST", "/publish", publish)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 8414, print=None)
