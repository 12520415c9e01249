"""Serves the model over HTTP, on ports and Unix sockets, with Python's own library.

    python3 model/serve.py --model folder --urls "http://127.0.0.1:8080;http://unix:/run/loans.sock"

POST /predict takes one loan, a list of them, or {"rows": [...]}, and answers
{"predictions": [{"score": 0.05}], "model": "sha256:...", "requestId": "..."}. A loan that breaks schema.json is answered with 400
and what was found and expected. GET /v2/health/live, GET /v2/health/ready. SIGTERM: no longer ready, then nothing new is accepted,
what was accepted is answered, and the server ends with 0.
"""

import argparse
import hashlib
import json
import math
import os
import re
import secrets
import select
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn, UnixStreamServer
from urllib.parse import urlsplit

import pandas as pd

from contract import Contract
from features import COLUMNS, LABEL, DataFault
from loan_model import LoanModel, printed
from loan_requests import Refused, rows_of

HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMA = os.path.join(os.path.dirname(HERE), "schema.json")
MOST_BYTES, MOST_FAULTS, MOST_REQUESTS = 4 << 20, 1_000, 64
DRAIN_DELAY, DRAIN_TIME = 1, 30
REQUEST_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")


class Service:
    """The model, and how many requests are under way."""

    def __init__(self, model, contract):
        self.model, self.contract = LoanModel.load(model), contract
        self.digest = digest_of(model)
        self.slots = threading.BoundedSemaphore(MOST_REQUESTS)
        self.under_way, self.changed = 0, threading.Condition()
        self.is_draining = False
        # A model that fails shall fail here, and not at the first loan.
        if not math.isfinite(self.scores([dict.fromkeys(COLUMNS)])[0]):
            raise DataFault(f"{model}: found a score that is no number for a loan of which nothing is known")

    def scores(self, rows):
        """The scores as predict.py prints them, so that both say the same."""
        table = pd.DataFrame(rows, dtype=object, columns=list(self.contract.fields))
        return [float(printed(score)) for score in self.model.scores(table).tolist()]

    def begin(self, by):
        with self.changed:
            self.under_way += by
            self.changed.notify_all()

    def wait(self, seconds):
        with self.changed:
            return self.changed.wait_for(lambda: self.under_way == 0, seconds)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "loans", ""
    timeout = 30
    wbufsize = -1
    service = None
    disable_nagle_algorithm = False

    def parse_request(self):
        # What has been read so far is a request that must be answered.
        self.service.begin(1)
        self.is_counted = True
        return super().parse_request()

    def handle_one_request(self):
        self.is_counted = False
        try:
            super().handle_one_request()
        finally:
            if self.is_counted:
                self.service.begin(-1)

    def do_GET(self):
        # Nobody reads a body here; what is left of one would be taken for the next request.
        self.close_connection |= "Content-Length" in self.headers or "Transfer-Encoding" in self.headers
        if self.path == "/v2/health/live":
            self.send(200, {"live": True})
        elif self.path == "/v2/health/ready":
            self.send(503 if self.service.is_draining else 200, {"ready": not self.service.is_draining})
        elif self.path == "/predict":
            self.refuse(405, "found another method, expected POST", {"Allow": "POST"})
        else:
            self.refuse(404, "found no such path, expected one of /v2/health/live, /v2/health/ready, /predict")

    do_HEAD = do_GET

    def do_DELETE(self):
        self.close_connection |= "Content-Length" in self.headers or "Transfer-Encoding" in self.headers
        allowed = "POST" if self.path == "/predict" else "GET"
        self.refuse(405, f"found another method, expected {allowed}", {"Allow": allowed})

    do_PUT = do_PATCH = do_OPTIONS = do_DELETE

    def do_POST(self):
        given = self.headers.get("X-Request-Id", "")
        name = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
        try:
            body = self.body()
            if self.path != "/predict":
                raise Refused(405 if self.path.startswith("/v2/health/") else 404, "found no such path to post to, expected /predict")
            if not self.service.slots.acquire(blocking=False):
                raise Refused(429, f"found {MOST_REQUESTS} predictions under way, expected fewer: try again")
            try:
                self.predict(body, name)
            finally:
                self.service.slots.release()
        except Refused as refused:
            self.refuse(refused.status, str(refused), {"X-Request-Id": name}, requestId=name)
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Exception as fault:  # whatever the model does, the next request finds a server
            log("error", "request failed", requestId=name, error=repr(fault))
            self.refuse(500, "the model failed; the server's log says how", {"X-Request-Id": name}, requestId=name)

    def predict(self, body, name):
        rows, faults = rows_of(body, self.service.contract)
        if faults:
            self.refuse(
                400, f"found {len(faults)} {'value' if len(faults) == 1 else 'values'} that the contract does not admit",
                {"X-Request-Id": name}, requestId=name, faultCount=len(faults), faults=faults[:MOST_FAULTS])
            return
        scores = [{"score": score} for score in self.service.scores(rows)]
        self.send(200, {"predictions": scores, "model": self.service.digest, "requestId": name}, {"X-Request-Id": name})

    def body(self):
        """The request's body; refuses one that is too large before it is read."""
        kind = self.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
            self.close_connection = True
            self.leave_aside()
            raise Refused(415, "found another kind of body, expected content-type application/json in UTF-8, not compressed")
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self.chunks()
        length = self.length()
        if length is None:
            self.close_connection = True
            raise Refused(411, "found no length of the body, expected Content-Length, or chunks")
        if length > MOST_BYTES:
            self.leave_aside()
        self.refuse_larger(length)
        return self.rfile.read(length)

    def length(self):
        """The body's length as the request says it, or None. Of more digits than any body has bytes the first are enough."""
        text = self.headers.get("Content-Length", "")
        return int((text.lstrip("0") or "0")[:18]) if text.isascii() and text.isdigit() else None

    def leave_aside(self):
        """Reads a body that nobody wants: who still sends would not read the answer. What is larger than this is cut off all the same."""
        left = min(self.length() or 0, 4 * MOST_BYTES)
        while left > 0 and (part := self.rfile.read(min(left, 1 << 16))):
            left -= len(part)

    def chunks(self):
        parts, total = [], 0
        while True:
            try:
                size = int(self.rfile.readline(100).split(b";")[0], 16)
            except ValueError:
                size = -1
            if size < 0:
                self.close_connection = True
                raise Refused(400, "found a chunk without its length, expected one")
            total += size
            self.refuse_larger(total)
            parts.append(self.rfile.read(size))
            self.rfile.readline(100)
            if size == 0:
                return b"".join(parts)

    def refuse_larger(self, size):
        if size > MOST_BYTES:
            self.close_connection = True
            raise Refused(413, f"found a body of more than {MOST_BYTES} bytes, expected {MOST_BYTES} at most")

    def refuse(self, status, message, headers=(), **more):
        self.send(status, {"error": message, "status": status, **more}, headers)

    def send(self, status, answer, headers=()):
        body = json.dumps(answer, allow_nan=False, separators=(",", ":")).encode()
        self.send_response(status)
        for name, value in {**dict(headers), "Content-Type": "application/json", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        if self.service.is_draining:
            self.close_connection = True
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        """Nothing: a line for each loan would cost more than its score."""


class Ports(ThreadingMixIn, TCPServer):
    daemon_threads, allow_reuse_address, request_queue_size = True, True, 128


class Sockets(ThreadingMixIn, UnixStreamServer):
    daemon_threads, request_queue_size = True, 128

    def server_bind(self):
        if os.path.exists(self.server_address) and not is_in_use(self.server_address):
            os.unlink(self.server_address)
        super().server_bind()
        # Who may come to it is said by its folder.
        os.chmod(self.server_address, 0o666)


def is_in_use(path):
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


def server_of(url):
    if url.startswith("http://unix:/"):
        return Sockets(url[len("http://unix:"):].rstrip("/"), Handler)
    address = urlsplit(url)
    if address.scheme != "http" or not address.hostname or not address.port:
        raise DataFault(f"--urls: found '{url}', expected one like http://127.0.0.1:8080 or http://unix:/run/model.sock")
    return Ports((address.hostname, address.port), Handler)


def digest_of(folder):
    """The digest of a folder of files, as MlCi makes it: of the sorted lines `path NUL sha256 LF`."""
    files = sorted(os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/") for at, _, names in os.walk(folder) for name in names)
    lines = "".join(f"{name}\0{sha256_of(os.path.join(folder, name))}\n" for name in files)
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def sha256_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def log(level, message, **more):
    print(json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "level": level, "message": message, **more}), file=sys.stderr, flush=True)


def serve(service, servers, stop):
    threads = [threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}) for server in servers]
    for thread in threads:
        thread.start()
    log("info", "ready", model=service.digest, urls=[str(server.server_address) for server in servers])
    stop.wait()
    # Who sends requests here learns that this server goes, before it accepts nothing any more.
    service.is_draining = True
    time.sleep(DRAIN_DELAY)
    for server in servers:
        server.shutdown()
        # Who is in the queue has been let in, and does not know that nobody comes any more.
        server.timeout = 0
        while select.select([server], [], [], 0)[0]:
            server.handle_request()
        server.server_close()
        if isinstance(server, Sockets):
            os.unlink(server.server_address)
    is_done = service.wait(DRAIN_TIME)
    log("info" if is_done else "error", "stopped", left=service.under_way)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", required=True, help="the folder that train.py wrote")
    options.add_argument("--urls", default=os.environ.get("MLCI_SERVE_URLS") or "http://127.0.0.1:8080", help="where to listen, parted by semicolons")
    options.add_argument("--schema", default=SCHEMA, help="the data contract")
    given = options.parse_args()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    try:
        Handler.service = Service(given.model, Contract.read(given.schema, LABEL))
        servers = [server_of(url.strip()) for url in given.urls.split(";") if url.strip()]
    except (DataFault, OSError) as fault:
        sys.exit(str(fault))
    serve(Handler.service, servers, stop)


if __name__ == "__main__":
    main()
