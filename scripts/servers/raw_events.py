"""An event stream read as HTML 9.2.5 and 9.2.6 say. Shares no code with ssespec: what it reads is held against ssespec's verdicts."""


class EventReader:
    """Takes the bytes of a stream in any pieces. Events, comments and odd lines come with their offsets in the stream."""

    def __init__(self):
        self.bytes = bytearray()
        self.events = []
        self.comments = []
        self.unknown_fields = []
        self.ids_written = []
        self.retries = []
        self.blocks_without_data = []
        self.line_ends = {"lf": 0, "crlf": 0, "cr": 0}
        self.last_event_id = ""
        self._scanned = 0
        self._line_start = 0
        self._block_start = 0
        self._after_cr = False
        self._clear()

    def _clear(self):
        self._data = []
        self._type = ""
        self._id = None
        self._fields = 0

    def feed(self, piece, at):
        self.bytes += piece
        while self._scanned < len(self.bytes):
            byte = self.bytes[self._scanned]
            if self._after_cr:
                # A line ends at the CR; a LF right after it belongs to the same line end.
                self._after_cr = False
                if byte == 0x0A:
                    self.line_ends["crlf"] += 1
                    self._scanned += 1
                    self._line_start = self._scanned
                    if self.events and self.events[-1]["end"] == self._scanned - 1:
                        self.events[-1]["end"] = self._scanned
                    if self._block_start == self._scanned - 1:
                        self._block_start = self._scanned
                    continue
                self.line_ends["cr"] += 1
            if byte in (0x0A, 0x0D):
                line = bytes(self.bytes[self._line_start : self._scanned])
                if byte == 0x0A:
                    self.line_ends["lf"] += 1
                self._after_cr = byte == 0x0D
                begin = self._line_start
                self._scanned += 1
                self._line_start = self._scanned
                self._line(line, begin, at)
            else:
                # Jump to the next line end: a payload of a megabyte is one line.
                ends = [found for found in (self.bytes.find(b"\n", self._scanned), self.bytes.find(b"\r", self._scanned)) if found >= 0]
                self._scanned = min(ends) if ends else len(self.bytes)

    def _line(self, line, begin, at):
        if begin == 0 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        if line == b"":
            return self._dispatch(at)
        text = line.decode("utf-8", "replace")
        if text.startswith(":"):
            self.comments.append({"text": text, "at": at, "inside_block": self._fields > 0})
            return None
        name, _, value = text.partition(":")
        value = value[1:] if value.startswith(" ") else value
        self._fields += 1
        if name == "event":
            self._type = value
        elif name == "data":
            self._data.append(value)
        elif name == "id":
            self.ids_written.append(value)
            if "\0" not in value:
                self._id = value
        elif name == "retry":
            self.retries.append(value)
        else:
            self.unknown_fields.append(text[:200])
        return None

    def _dispatch(self, at):
        if self._id is not None:
            self.last_event_id = self._id
        if self._data:
            event = {"type": self._type or "message", "data": "\n".join(self._data), "id": self._id}
            self.events.append({**event, "last_event_id": self.last_event_id, "start": self._block_start, "end": self._line_start, "at": at})
        elif self._type:
            self.blocks_without_data.append(bytes(self.bytes[self._block_start : self._line_start])[:200].decode("utf-8", "replace"))
        self._block_start = self._line_start
        self._clear()
