"""What raw.py publishes, one at a time. `{n}` stands for a number of the run's own, so that no two payloads are the same."""

PAYLOADS = {
    "plain": "plain {n}",
    "quoted": 'a "quoted" word {n}',
    "leading-space": "  two spaces {n}",
    "trailing-space": "{n} two spaces  ",
    "tab": "\t{n}\ttabs\tbetween",
    "multi-byte": "{n} caf\u00e9 \u20ac \u4f60\u597d \U0001f600 e\u0301",
    "colon": ": {n} begins like a comment",
    "field-like": "id: forged-{n}",
}

# What may harm a stream: published last, on streams of their own.
HAZARDOUS = {
    "lf": "first {n}\nsecond",
    "crlf": "first {n}\r\nsecond",
    "cr": "first {n}\rsecond",
    "blank-lines": "first {n}\n\n\nfourth",
    "trailing-lf": "first {n}\n",
    "unicode-separators": "{n} next\u0085line\u2028separator\u2029end",
    "vt-ff": "{n} vertical\u000btab form\u000cfeed",
    "controls": "{n} \u0001\u0002\u0007\u0008\u001b\u001f\u007f end",
    "separators-1c-1e": "{n} a\u001cb\u001dc\u001ed",
    "nul": "{n} a\u0000b end",
    "forging-lf": "{n}\n\nid: forged-lf-{n}\ndata: forged-lf-{n}\n\n",
    "forging-cr": "{n}\rid: forged-cr-{n}\rdata: forged-cr-{n}\r\r",
    "empty": "",
}

PLAIN_NAME = "Raw-Tick"

# Each is published with the payload "named {n}".
EVENT_NAMES = {
    "name-lf": "tick\ndata: forged-name-{n}\nid: forged-name-{n}",
    "name-cr": "tick\rdata: forged-name-{n}\rid: forged-name-{n}",
    "name-crlf": "tick\r\nid: forged-name-{n}\r\n\r\ndata: forged-name-{n}",
}

# Each is published with the payload "with an id {n}", where the hook has a place for ids.
IDS = {
    "id-nul": "nul\u0000{n}.",
    "id-edge-space": " {n} ",
    "id-lf": "first\ndata: forged-id-{n}",
    "id-cr": "first\rdata: forged-id-{n}",
}

# How many bytes, and of which characters.
LARGE = {"64-kib": (1 << 16, "x"), "1-mib": (1 << 20, "x"), "1-mib-many-bytes": (1 << 20, "\u00e9\u20ac\U0001f600")}

# What two publishers send at the same time: more than one write holds, in one line.
PAIRS = 5
PAIR_BYTES = 24_000

LAST_EVENT_IDS = {
    "empty": b"",
    "unknown": b"raw-unknown-0",
    "number": b"99999999999999999999999999",
    "negative": b"-1",
    "long": b"x" * 4000,
    "not-utf-8": b"a\xff\xfe\x80",
    "json": b'{"$gt":""}',
}

METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"]
