"""Cuts a stream and comes back with the last event ID: once while nothing is published, and again and again while events flow."""
import threading
import time

from raw_stream import ACCEPT, Stream, brief, connected, shown

PUBLISHERS = 4
BUSY_EVENTS = 120
CUT_AFTER = 8
FILLER = "x" * 4000
MOST_CUTS = 12


def resuming(target, exchange):
    """A client is cut, misses two events and comes back with its last event ID."""
    stream = connected(target)
    own = stream.feed()
    # Where the server gives no ids, the publisher does, if the hook has a place for them.
    gives = target.has_place_for("{{id}}") and not (own and own[-1]["last_event_id"])

    def publish(text):
        target.publish(text, id=text.replace(" ", "-") if gives else "")
        return text

    before = publish(f"before {target.number()}")
    stream.until(lambda _events: stream.has(before))
    own = stream.feed()
    given = own[-1]["last_event_id"] if own else ""
    if given == "":
        stream.response.close()
        return {"ids": False}
    stream.response.close()
    time.sleep(0.3)
    missed = [publish(f"missed {target.number()}") for _ in range(2)]
    again = Stream(target, [ACCEPT, ("Last-Event-ID", given)])
    again.until(lambda _events: again.has(missed[1]), 2.0)
    live = publish(f"live {target.number()}")
    again.until(lambda _events: again.has(live), 2.0)
    events = again.feed()
    position = [next((index for index, own in enumerate(events) if text in own["data"]), None) for text in missed]
    again.response.close()
    latest = Stream(target, [ACCEPT, ("Last-Event-ID", events[-1]["last_event_id"] if events else given)])
    latest.until(lambda _events: False, 1.0)
    old = [brief(own) for own in latest.feed() if own["id"]]
    latest.response.close()
    caught_up = exchange(target, fields=[ACCEPT, ("Last-Event-ID", events[-1]["last_event_id"] if events else given)], seconds=1.0)
    return {
        "ids": True,
        "ids_of_publisher": gives,
        "last_event_id": given,
        "status": again.response.status,
        "replayed": [index is not None for index in position],
        "in_order": None not in position and position == sorted(position),
        "repeated": any(before in own["data"] for own in events),
        "live": any(live in own["data"] for own in events),
        "first_events": [brief(own) for own in events[:4]],
        "caught_up": caught_up,
        "old_events": old[:4],
        "old_event_count": len(old),
        "busy": busy(target) if not gives else None,
    }


def returning(target):
    """A client that was given no id is cut and comes back without one."""
    stream = connected(target)
    before = f"received {target.number()}"
    target.publish(before)
    stream.until(lambda _events: stream.has(before))
    stream.response.close()
    time.sleep(0.3)
    again = Stream(target)
    again.until(lambda _events: again.has(before), 1.0)
    live = f"live {target.number()}"
    target.publish(live)
    again.until(lambda _events: again.has(live), 2.0)
    again.response.close()
    return {"live": again.has(live), "received_again": again.has(before)}


def busy(target):
    """The client is cut after every few events while others are published, and comes back each time."""
    name, accepted = target.number(), set()

    def publish(first):
        for index in range(first, BUSY_EVENTS, PUBLISHERS):
            text = f"busy-{name}-{index}-{FILLER}"
            if target.publish(text) in range(200, 300):
                accepted.add(text)

    publishers = [threading.Thread(target=publish, args=(first,)) for first in range(PUBLISHERS)]
    stream, got, twice, last, repeat = connected(target), [], 0, "", None
    for publisher in publishers:
        publisher.start()
    for cuts in range(MOST_CUTS + 1):
        flowing = any(publisher.is_alive() for publisher in publishers) and cuts < MOST_CUTS
        if flowing:
            begun = len(stream.feed())
            stream.until(lambda events: len(events) >= begun + CUT_AFTER, 1.0)
        else:
            # What comes twice may come after the last event.
            stream.until(lambda _events: False, 2.0)
        own = [event for event in stream.feed() if f"busy-{name}-" in event["data"]]
        datas = [event["data"] for event in own]
        again = next((event for index, event in enumerate(own) if event["data"] in got or event["data"] in datas[:index]), None)
        if again is not None and repeat is None:
            repeat = {"last_event_id_sent": last, "id": again["id"], **shown(stream.reader.bytes[again["start"] : again["end"]])}
        twice += len(datas) - len(set(datas))
        got += datas
        last = stream.reader.last_event_id or last
        stream.response.close()
        if not flowing:
            break
        stream = Stream(target, [ACCEPT, ("Last-Event-ID", last)])
    for publisher in publishers:
        publisher.join()
    return {
        "cuts": cuts,
        "published": len(accepted),
        "lost": sum(not any(text in data for data in got) for text in accepted),
        "repeated": len(got) - len(set(got)),
        "twice_on_one_stream": twice,
        "around_a_repeat": repeat,
    }
