"""Reads a server's event stream on a raw socket, with the standard library alone, and prints what it saw as JSON.

    python3 scripts/servers/raw.py examples/servers/NAME/ssespec.config.json

It shares no code with ssespec: `compare.ts` holds its answers against ssespec's verdicts.
"""
import json
import sys
import threading
import time

from raw_payloads import EVENT_NAMES, HAZARDOUS, IDS, LARGE, LAST_EVENT_IDS, METHODS, PAIR_BYTES, PAIRS, PAYLOADS, PLAIN_NAME
from raw_resume import resuming, returning
from raw_stream import ACCEPT, WAIT_S, Stream, Target, brief, connected, matches, one, shown

IDLE_S = 20.0


class Series:
    """Publishes one at a time, each on a stream that listens; where the stream ended, a new one goes on."""

    def __init__(self, target):
        self.target, self.streams, self.seen = target, [connected(target)], {}

    def publish(self, name, data, event="", seconds=WAIT_S, id=""):
        self.seen[name], after = one(self.target, self.streams[-1], data, event, seconds, id)
        if after is not self.streams[-1]:
            self.streams.append(after)

    def close(self):
        for stream in self.streams:
            stream.response.close()
        return self.seen


def publishing(target):
    """What may harm no stream, and what the streams had in common."""
    series = Series(target)
    for name, text in PAYLOADS.items():
        series.publish(name, text.replace("{n}", target.number()))
    series.publish("plain-name", f"named {target.number()}", PLAIN_NAME)
    for name, (size, characters) in LARGE.items():
        number = target.number()
        series.publish(name, number + characters * ((size - len(number)) // len(characters.encode())), seconds=15.0)
    streams = series.streams
    on_streams = on_all([stream.reader for stream in streams], [stream.response for stream in streams])
    return series.close(), head_of(streams[0].response), on_streams


def publishing_hazards(target):
    series = Series(target)
    for name, text in HAZARDOUS.items():
        series.publish(name, text.replace("{n}", target.number()))
    for name, event in EVENT_NAMES.items():
        number = target.number()
        series.publish(name, f"named {number}", event.replace("{n}", number))
    if target.has_place_for("{{id}}"):
        for name, id in IDS.items():
            number = target.number()
            series.publish(name, f"with an id {number}", id=id.replace("{n}", number))
    return series.close()


def publishing_pairs(target):
    """Two publications at the same time, read on two streams."""
    streams, pairs = [connected(target), connected(target)], []
    for stream in streams:
        stream.feed()
    for _ in range(PAIRS):
        texts = [f"{target.number()} " + own * PAIR_BYTES for own in ("a", "b")]
        statuses = {}
        publishers = [threading.Thread(target=lambda text=text: statuses.update({text: target.publish(text)})) for text in texts]
        for publisher in publishers:
            publisher.start()
        for publisher in publishers:
            publisher.join()
        for text in texts:
            for stream in streams:
                stream.until(lambda events, text=text: any(matches(event["data"], text) for event in events), 2.0)
            whole = [any(matches(event["data"], text) for event in stream.feed()) for stream in streams]
            pairs.append({"publish_status": statuses[text], "whole": whole, "ended": [stream.response.ended for stream in streams]})
    for stream in streams:
        stream.response.close()
    return pairs


def on_all(readers, responses):
    """What the streams had in common, over all of their bytes."""
    ids = [value for reader in readers for value in reader.ids_written]
    per_stream = [[event["id"] for event in reader.events if event["id"]] for reader in readers]
    return {
        "streams": len(readers),
        "ids": len(ids),
        "first_ids": ids[:3],
        "empty_ids": ids.count(""),
        "events_without_id": sum(event["id"] is None for reader in readers for event in reader.events),
        "duplicate_ids": sum(len(own) - len(set(own)) for own in per_stream),
        "retries": [value for reader in readers for value in reader.retries][:5],
        "unknown_fields": [text for reader in readers for text in reader.unknown_fields][:8],
        "blocks_without_data": [text for reader in readers for text in reader.blocks_without_data][:5],
        "line_ends": {kind: sum(reader.line_ends[kind] for reader in readers) for kind in ("lf", "crlf", "cr")},
        "odd_ids": [value for value in ids if odd(value)][:3],
        "begins_with": shown(readers[0].bytes[:120]),
        "chunk_faults": [fault for response in responses for fault in response.faults][:5],
    }


def odd(value):
    """An id that cannot stand in a header field as it is."""
    return value != value.strip(" \t") or not value.isascii() or any(ord(own) < 0x20 or ord(own) == 0x7F for own in value)


def head_of(response):
    return {"status_line": response.status_line, "status": response.status, "headers": response.headers, "framing": response.framing}


def opening(target, seen):
    """The headers, before anything was published; then an idle stream is listened to."""
    stream = Stream(target)
    response = stream.response
    response.until(lambda: response.status is not None, 1.5)
    seen["head"] = head_of(response)
    stream.until(lambda _events: False, IDLE_S)
    began = response.began
    seen["idle"] = {
        "seconds": IDLE_S,
        "head_after_ms": response.head_after_ms,
        "bytes": shown(stream.reader.bytes),
        "comments": [{"text": own["text"], "after_s": round(own["at"] - began, 2)} for own in stream.reader.comments[:10]],
        "events": [brief(own) for own in stream.reader.events[:5]],
        "ended": response.ended,
    }
    response.close()


def exchange(target, method="GET", fields=(ACCEPT,), version="1.1", seconds=2.0, body=b""):
    """What a request is answered, and whether it opens a stream."""
    response = target.open(method, fields, version, body)
    response.until(lambda: response.status is not None, 1.0)
    at_once = response.status is not None
    if not at_once and method == "GET":
        # Some servers send the headers with the first event.
        target.publish(f"headers {target.number()}")
    response.until(lambda: response.status is not None, 4.0)
    response.until(lambda: response.ended is not None, seconds)
    kind = response.header("content-type") or ""
    seen = {
        "status": response.status,
        "content_type": response.header("content-type"),
        "allow": response.header("allow"),
        "transfer_encoding": response.header("transfer-encoding"),
        "allow_origin": response.header("access-control-allow-origin"),
        "allow_credentials": response.header("access-control-allow-credentials"),
        "framing": response.framing,
        "after_ms": response.head_after_ms,
        "at_once": at_once,
        "ended": response.ended,
        "stream": response.status == 200 and kind.startswith("text/event-stream") and response.ended is None,
        "body": shown(response.content[:200]),
    }
    if method == "HEAD" and response.status is not None:
        response.until(lambda: False, 0.3)
        seen["content_after_head"] = len(response.raw) > response.raw.find(b"\r\n\r\n") + 4
        seen["then"] = response.takes_another_request(target.target)
    response.close()
    return seen


def requests(target):
    preflight = [("Origin", "https://page.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "last-event-id")]
    methods = {method: exchange(target, method, [ACCEPT, ("Content-Length", "0")] if method[0] == "P" else [ACCEPT]) for method in METHODS}
    return {
        "methods": methods,
        "preflight": exchange(target, "OPTIONS", preflight),
        "other-origin": exchange(target, fields=[ACCEPT, ("Origin", "https://page.example")]),
        "http-1-0": exchange(target, version="1.0"),
        "no-accept": exchange(target, fields=()),
        "any-accept": exchange(target, fields=[("Accept", "*/*")]),
        "last-event-ids": {name: exchange(target, fields=[ACCEPT, ("Last-Event-ID", value)], seconds=0.5) for name, value in LAST_EVENT_IDS.items()},
    }


def main(path):
    with open(path, encoding="utf-8") as file:
        target = Target(json.load(file))
    seen = {}
    idle = threading.Thread(target=opening, args=(target, seen))
    idle.start()
    time.sleep(2)
    # Requests are made beside the idle stream, unless their headers need an event to come.
    if "head" not in seen or seen["head"]["status"] is None:
        idle.join()
    seen["requests"] = requests(target)
    idle.join()
    seen["payloads"], head, seen["stream"] = publishing(target)
    if seen["head"]["status"] is None:
        seen["head"] = head
    seen["payloads"].update(publishing_hazards(target))
    seen["pairs"] = publishing_pairs(target)
    seen["resume"] = resuming(target, exchange)
    seen["return"] = returning(target)
    json.dump(seen, sys.stdout, ensure_ascii=True, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
