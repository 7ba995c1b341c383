"""A stream of Server-Sent Events on FastAPI, as its documentation shows EventSourceResponse, ServerSentEvent and Last-Event-ID."""
import asyncio
import sys
from collections.abc import AsyncIterable
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel


class Message(BaseModel):
    data: str
    event: str = ""


app = FastAPI()
messages: list[Message] = []
published = asyncio.Condition()


@app.get("/events", response_class=EventSourceResponse)
async def events(last_event_id: Annotated[int | None, Header()] = None) -> AsyncIterable[ServerSentEvent]:
    following = last_event_id + 1 if last_event_id is not None else len(messages)
    while True:
        async with published:
            await published.wait_for(lambda: len(messages) > following)
        message = messages[following]
        yield ServerSentEvent(raw_data=message.data, event=message.event or None, id=str(following))
        following += 1


@app.post("/publish", status_code=204)
async def publish(message: Message) -> None:
    messages.append(message)
    async with published:
        published.notify_all()


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 8411, log_level="warning")
