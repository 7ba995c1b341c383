"""Plays the test vectors for parsers to raw.py's event reader, whole and byte by byte, and prints those that it reads otherwise.

    python3 scripts/servers/raw_vectors.py suites/vectors/*.json
"""
import base64
import json
import sys

from raw_events import EventReader


def read(content, step):
    reader = EventReader()
    for begin in range(0, len(content), step):
        reader.feed(content[begin : begin + step], 0.0)
    events = [{"type": event["type"], "data": event["data"], "lastEventId": event["last_event_id"]} for event in reader.events]
    return {"events": events, "lastEventId": reader.last_event_id}


def main(paths):
    played, otherwise = 0, []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vectors = json.load(file)["vectors"]
        for vector in vectors:
            content = vector["text"].encode() if "text" in vector else base64.b64decode(vector["b64"])
            played += 1
            for step in (1, max(1, len(content))):
                got = read(content, step)
                if any(got[key] != expected for key, expected in vector["expect"].items() if key in got):
                    otherwise.append(vector["name"])
    json.dump({"played": played, "otherwise": otherwise}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
