"""A raw client and a raw origin on both sides of a hop: raw.py HOP_PORT ORIGIN_PORT. Prints what they see as JSON. Shares no code with ssespec."""
import json
import queue
import socket
import struct
import sys
import threading
import time

HOP, ORIGIN = int(sys.argv[1]), int(sys.argv[2])
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n%s\r\n\r\n"
WAIT = 3.0

arrived = queue.Queue()


server = socket.create_server(("127.0.0.1", ORIGIN))


def listen():
    while True:
        connection, _ = server.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(65536)
            if not part:
                break
            head += part
        if head:
            arrived.put((connection, head))


def ask(fields=b""):
    client = socket.create_connection(("127.0.0.1", HOP))
    client.sendall(b"GET /?raw=%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n%s\r\n" % (time.monotonic_ns(), HOP, fields))
    origin, head = arrived.get(timeout=10)
    return client, origin, head


def waits(client, text):
    """Seconds until the client has received the text, or None."""
    began, received = time.monotonic(), b""
    while time.monotonic() - began < WAIT:
        client.settimeout(max(0.01, WAIT - (time.monotonic() - began)))
        try:
            part = client.recv(65536)
        except socket.timeout:
            return None
        received += part
        if text in received:
            return time.monotonic() - began
        if not part:
            return None
    return None


def is_chunked(head):
    return b" HTTP/1.1\r\n" in head


def begin(origin, head):
    origin.sendall(HEAD % (b"Transfer-Encoding: chunked" if is_chunked(head) else b"Connection: close"))


def event(origin, head, text):
    data = b"data: %s\n\n" % text
    origin.sendall(b"%x\r\n%s\r\n" % (len(data), data) if is_chunked(head) else data)


def everything(client):
    client.settimeout(WAIT)
    received = b""
    try:
        while part := client.recv(65536):
            received += part
    except (socket.timeout, ConnectionResetError):
        pass
    return received


threading.Thread(target=listen, daemon=True).start()

client, origin, head = ask(b"X-Of-Connection: 1\r\nConnection: X-Of-Connection\r\n")
seen = {"connection_field_forwarded": b"x-of-connection" in head.lower()}
begin(origin, head)
seen["head_s"] = waits(client, b"\r\n\r\n")
event(origin, head, b"first")
seen["event_s"] = waits(client, b"first")
client.close()
origin.settimeout(6)
try:
    origin.recv(1)
    seen["leaving_heard"] = True
except socket.timeout:
    seen["leaving_heard"] = False
except ConnectionResetError:
    seen["leaving_heard"] = True

client, origin, head = ask()
begin(origin, head)
event(origin, head, b"whole")
time.sleep(0.5)
origin.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
origin.close()
received = everything(client)
# Delimited by the connection's end, a cut cannot be told from an end.
chunked = b"transfer-encoding: chunked" in received.lower()
seen["cut_looks_complete"] = b"whole" in received and (received.endswith(b"0\r\n\r\n") or not chunked)
print(json.dumps(seen))
