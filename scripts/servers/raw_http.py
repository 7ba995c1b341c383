"""HTTP/1.1 on a plain socket, with its own chunked decoding. Shares no code with ssespec."""
import select
import socket
import time


class Response:
    """One exchange on a connection of its own. `pump` reads what has come; `content` is decoded."""

    def __init__(self, host, port, method, target, fields=(), version="1.1", body=b""):
        self.socket = socket.create_connection((host, port), timeout=5)
        lines = [f"{method} {target} HTTP/{version}".encode(), f"Host: {host}:{port}".encode()]
        lines += [name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) for name, value in fields]
        self.began = time.monotonic()
        self.method = method
        self.raw = bytearray()
        self.content = bytearray()
        self.arrivals = []
        self.status_line, self.status, self.headers = None, None, []
        self.head_after_ms = None
        self.framing = None
        self.ended = None
        self.faults = []
        self._read = 0
        self._left = None
        self.socket.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)

    def header(self, name):
        values = [value for own, value in self.headers if own.lower() == name]
        return values[0] if values else None

    def pump(self, seconds):
        """Reads for at most this long, and until something came. Says whether the exchange goes on."""
        if self.ended is not None:
            return False
        ready, _, _ = select.select([self.socket], [], [], max(0, seconds))
        if not ready:
            return True
        try:
            piece = self.socket.recv(1 << 16)
        except OSError as error:
            self.ended = f"the connection broke: {error.__class__.__name__}"
            return False
        if piece == b"":
            self._closed()
            return False
        self.raw += piece
        self._head() if self.status is None else None
        if self.status is not None and self.ended is None:
            self._body()
        return self.ended is None

    def until(self, seen, seconds):
        """Pumps until `seen()` or the time is up."""
        till = time.monotonic() + seconds
        while not seen() and time.monotonic() < till:
            if not self.pump(till - time.monotonic()):
                break
        return seen()

    def _closed(self):
        if self.framing == "close":
            self.ended = "the connection was closed"
        else:
            self.ended = "the connection was closed before the response was complete"

    def _head(self):
        end = self.raw.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.raw[:end]).decode("latin-1").split("\r\n")
        self.head_after_ms = round((time.monotonic() - self.began) * 1000, 1)
        self.status_line = head[0]
        self.status = int(head[0].split(" ")[1])
        self.headers = [tuple(part.strip() for part in line.partition(":")[::2]) for line in head[1:]]
        self._read = end + 4
        length = self.header("content-length")
        if self.method == "HEAD" or self.status in (204, 304) or self.status < 200:
            self.framing = "none"
            self.ended = "no content follows"
        elif (self.header("transfer-encoding") or "").lower() == "chunked":
            self.framing, self._left = "chunked", None
        elif length is not None:
            self.framing, self._left = "content-length", int(length)
            if self._left == 0:
                self.ended = "the content was complete"
        else:
            self.framing = "close"

    def _take(self, count):
        piece = bytes(self.raw[self._read : self._read + count])
        self._read += len(piece)
        self.content += piece
        if piece:
            self.arrivals.append((len(self.content), time.monotonic()))
        return len(piece)

    def _body(self):
        if self.framing == "close":
            self._take(len(self.raw) - self._read)
        elif self.framing == "content-length":
            self._left -= self._take(self._left)
            if self._left == 0:
                self.ended = "the content was complete"
        else:
            while self.ended is None and self._chunk():
                pass

    def _chunk(self):
        """One step of RFC 9112, 7.1: a size, or a part of the data."""
        if self._left is None:
            end = self.raw.find(b"\r\n", self._read)
            if end < 0:
                return False
            size = bytes(self.raw[self._read : end]).split(b";")[0].strip()
            try:
                self._left = int(size, 16)
            except ValueError:
                self.faults.append(f"a chunk's size is {size[:40]!r}")
                self.ended = "the chunked coding is broken"
                return False
            self._read = end + 2
            if self._left == 0:
                self.ended = "the last chunk came"
                return False
        if self._left > 0:
            taken = self._take(min(self._left, len(self.raw) - self._read))
            self._left -= taken
            if self._left > 0:
                return False
        if len(self.raw) - self._read < 2:
            return False
        if self.raw[self._read : self._read + 2] != b"\r\n":
            self.faults.append("no CRLF after a chunk's data")
        self._read += 2
        self._left = None
        return True

    def takes_another_request(self, target, seconds=2.0):
        """Whether the connection, after its response, answers a second request: "answered", "closed" or "nothing"."""
        try:
            self.socket.sendall(f"HEAD {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        except OSError:
            return "closed"
        ready, _, _ = select.select([self.socket], [], [], seconds)
        if not ready:
            return "nothing"
        try:
            return "answered" if self.socket.recv(4096).startswith(b"HTTP/1.") else "closed"
        except OSError:
            return "closed"

    def close(self):
        self.socket.close()
