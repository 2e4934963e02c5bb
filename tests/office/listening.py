"""A gateway of the tests: a real HTTP server on this machine that answers what the test says and keeps what it gets."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace


@contextmanager
def gateway():
    """`answers` are given one by one, the last again and again; None leaves the caller waiting till the end."""
    kept = SimpleNamespace(answers=[200], got=[], headers=[], over=threading.Event())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append(json.loads(body))
            kept.headers.append(dict(self.headers))
            answer = kept.answers.pop(0) if len(kept.answers) > 1 else kept.answers[0]
            if answer is None:
                kept.over.wait(10)
                return
            self.send_response(answer, "Secret: khoa-bi-mat")  # what a careless gateway might say
            if 300 <= answer < 400:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "11")
            self.end_headers()
            self.wfile.write(b"khoa-bi-mat")

        do_GET = do_POST

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    kept.address = f"http://127.0.0.1:{server.server_port}/messages"
    try:
        yield kept
    finally:
        kept.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
