"""A stream of Server-Sent Events on Python's http.server, as tutorials write it. README.md says what is wrong."""
import queue
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

clients = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/events":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        events = queue.Queue()
        clients.append(events)
        try:
            while True:
                try:
                    text = events.get(timeout=1)
                    for line in text.splitlines():
                        self.wfile.write(f"data: {line}\n".encode())
                    self.wfile.write(b"\n")
                except queue.Empty:
                    self.wfile.write(b": ping\n\n")
                self.wfile.flush()
        except OSError:
            clients.remove(events)

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        for events in clients:
            events.put(text)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8000), Handler)
print(f"listening on {server.server_port}", flush=True)
server.serve_forever()
