"""A stream of Server-Sent Events on FastAPI. Needs `pip install fastapi uvicorn`."""
import asyncio
import re
import sys

import uvicorn
from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

app = FastAPI()
clients: set[asyncio.Queue[str]] = set()


class Message(BaseModel):
    data: str
    event: str = ""


async def beat(queue: asyncio.Queue[str]) -> None:
    while True:
        await asyncio.sleep(1)
        # A client that does not read gets no more heartbeats until it does.
        if queue.empty():
            queue.put_nowait(": \n\n")


async def stream():
    queue: asyncio.Queue[str] = asyncio.Queue()
    clients.add(queue)
    heartbeat = asyncio.create_task(beat(queue))
    try:
        while True:
            yield await queue.get()
    finally:
        heartbeat.cancel()
        clients.discard(queue)


@app.get("/events")
async def events():
    return StreamingResponse(stream(), media_type="text/event-stream", headers={"Cache-Control": "no-cache, no-transform"})


@app.post("/publish", status_code=204)
async def publish(message: Message):
    if re.search("[\r\n\0]", message.event):
        raise HTTPException(400, "an event name is one line")
    # Not splitlines(): it knows more line ends than the standard does.
    lines = [f"data: {line}\n" for line in re.split("\r\n|\r|\n", message.data)]
    name = f"event: {message.event}\n" if message.event else ""
    for queue in clients:
        queue.put_nowait(f"{name}{''.join(lines)}\n")
    return Response(status_code=204)


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 8001, log_level="warning")
