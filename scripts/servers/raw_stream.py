"""The server that raw.py reads: its streams, its publish hook, and one publication beside a canary."""
import base64
import http.client
import json
import time
from urllib.parse import urlsplit

from raw_events import EventReader
from raw_http import Response

WAIT_S = 4.0
SHOWN_BYTES = 700
ACCEPT = ("Accept", "text/event-stream")


class Target:
    def __init__(self, config):
        url = urlsplit(config["url"])
        self.host, self.port = url.hostname, url.port
        self.target = url.path + ("?" + url.query if url.query else "")
        self.hook = config["hooks"]["publish"]
        self.numbers = 0

    def number(self):
        self.numbers += 1
        return f"raw{self.numbers}"

    def has_place_for(self, placeholder):
        return placeholder in json.dumps(self.hook["body"])

    def open(self, method="GET", fields=(ACCEPT,), version="1.1", body=b""):
        return Response(self.host, self.port, method, self.target, fields, version, body)

    def publish(self, data, event="", id=""):
        """Calls the hook. Gives its status, or why there was none."""
        values = {"{{data}}": data, "{{event}}": event, "{{id}}": id}
        template = self.hook["body"]
        if isinstance(template, str):
            body, kind = values.get(template, template).encode(), "text/plain"
        else:
            body, kind = json.dumps({key: values.get(value, value) for key, value in template.items()}), "application/json"
        headers = {"Content-Type": kind, **self.hook.get("headers", {})}
        url = urlsplit(self.hook["url"])
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=15)
        try:
            connection.request("POST", url.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException) as error:
            return error.__class__.__name__
        finally:
            connection.close()


class Stream:
    """An open stream and the events on it."""

    def __init__(self, target, fields=(ACCEPT,), version="1.1"):
        self.response = target.open(fields=fields, version=version)
        self.reader = EventReader()
        self._fed = 0

    def feed(self):
        for end, at in self.response.arrivals:
            if end > self._fed:
                self.reader.feed(bytes(self.response.content[self._fed : end]), at)
                self._fed = end
        self.response.arrivals.clear()
        return self.reader.events

    def until(self, seen, seconds=WAIT_S):
        return self.response.until(lambda: seen(self.feed()), seconds)

    def has(self, text, after=0):
        return any(text in event["data"] for event in self.feed()[after:])

    def open(self):
        kind = self.response.header("content-type") or ""
        return self.response.status == 200 and kind.startswith("text/event-stream") and self.response.ended is None


def shown(content):
    content = bytes(content)
    return {"length": len(content), "b64": base64.b64encode(content[:SHOWN_BYTES]).decode()}


def brief(event):
    return {key: (event[key][:300] if isinstance(event[key], str) else event[key]) for key in ("type", "data", "id", "last_event_id")}


def connected(target, fields=(ACCEPT,)):
    """A stream whose listener is in place: a publication has arrived on it."""
    stream = Stream(target, fields)
    stream.response.until(lambda: stream.response.status is not None, 2.0)
    for _ in range(5):
        number = target.number()
        target.publish(f"ready {number}")
        if stream.until(lambda _events: stream.has(f"ready {number}"), 1.0) or stream.response.ended is not None:
            break
    return stream


def one(target, stream, data, event="", seconds=WAIT_S, id=""):
    """Publishes a payload and then a canary. Gives what came for the payload, and the stream to go on with."""
    begin, events_before = len(stream.reader.bytes), len(stream.feed())
    began = time.monotonic()
    status = target.publish(data, event, id)
    stream.until(lambda events: len(events) > events_before, 0.3)
    canary = f"canary {target.number()}"
    target.publish(canary)
    came = stream.until(lambda _events: stream.has(canary, events_before), seconds)
    events = stream.feed()[events_before:]
    last = next((index for index, own in enumerate(events) if canary in own["data"]), len(events))
    own, end = events[:last], events[last]["start"] if last < len(events) else len(stream.reader.bytes)
    seen = {
        "published": data[:300] if len(data) > 300 else data,
        "publish_status": status,
        "bytes": shown(stream.reader.bytes[begin:end]),
        "events": [brief(one) for one in own[:5]],
        "event_count": len(own),
        "whole": len(own) == 1 and matches(own[0]["data"], data),
        "after_ms": round((own[0]["at"] - began) * 1000, 1) if own else None,
        "canary": came,
        "stream_ended": stream.response.ended,
    }
    if event:
        seen["name"] = event
    if id:
        seen["id"] = id
    if not came or stream.response.ended is not None:
        stream.response.close()
        return seen, connected(target)
    return seen, stream


def matches(got, data):
    """Whether an event's data is the payload: as it is, line ends being LF, or as JSON text of it."""
    if got == data.replace("\r\n", "\n").replace("\r", "\n"):
        return True
    try:
        return json.loads(got) == data
    except ValueError:
        return False
