"""The server, run as its image runs it."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from loans import MODEL, many

from features import LABEL
from serve import digest_of

ASKED = [{name: value for name, value in loan.items() if name != LABEL} for loan in many(50, seed=3)]


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def run(script, *arguments):
    done = subprocess.run([sys.executable, os.path.join(MODEL, script), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)


class ServeTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(dir="/tmp")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.model, cls.path = os.path.join(cls.folder, "model"), os.path.join(cls.folder, "s")
        cls.write("train.csv", many(1500, seed=1))
        cls.write("loans.csv", ASKED)
        with open(os.path.join(cls.folder, "params.json"), "w", encoding="utf-8") as file:
            file.write("{}")
        run("train.py", "--data", os.path.join(cls.folder, "train.csv"), "--params", os.path.join(cls.folder, "params.json"), "--seed", "1", "--out", cls.model)
        run("predict.py", "--model", cls.model, "--data", os.path.join(cls.folder, "loans.csv"), "--out", os.path.join(cls.folder, "out.csv"))
        with open(os.path.join(cls.folder, "out.csv"), encoding="utf-8") as file:
            cls.scores = [float(line.split(",")[1]) for line in file.readlines()[1:]]
        cls.server = cls.start(cls.path)
        cls.addClassCleanup(cls.end, cls.server)

    @classmethod
    def write(cls, name, loans):
        with open(os.path.join(cls.folder, name), "w", encoding="utf-8") as file:
            file.writelines(",".join(row) + "\n" for row in (list(loans[0]), *(loan.values() for loan in loans)))

    @classmethod
    def start(cls, path):
        server = subprocess.Popen(
            [sys.executable, os.path.join(MODEL, "serve.py"), "--model", cls.model], stderr=subprocess.DEVNULL,
            env=os.environ | {"MLCI_SERVE_URLS": f"http://unix:{path}", "PYTHONDONTWRITEBYTECODE": "1"})
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and server.poll() is None:
            try:
                if cls.ask("GET", "/v2/health/ready", path=path)[0] == 200:
                    return server
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server does not become ready")

    @staticmethod
    def end(server):
        server.kill()
        server.wait()

    @classmethod
    def ask(cls, method, url, body=None, path=None, kind="application/json", **headers):
        connection = UnixConnection(path or cls.path)
        try:
            given = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
            connection.request(method, url, given, {"Content-Type": kind, **headers} if body is not None else headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or "null"), answer.headers
        finally:
            connection.close()

    def test_answers_are_the_batch_predictions_to_the_bit(self):
        status, answer, headers = self.ask("POST", "/predict", {"rows": ASKED}, **{"X-Request-Id": "mine-1"})
        self.assertEqual((status, answer["requestId"], headers["X-Request-Id"]), (200, "mine-1", "mine-1"))
        self.assertEqual([one["score"] for one in answer["predictions"]], self.scores)
        self.assertEqual(answer["model"], digest_of(self.model))
        for number in (0, 17):
            self.assertEqual(self.ask("POST", "/predict", ASKED[number])[1]["predictions"], [{"score": self.scores[number]}])

    def test_numbers_may_be_numbers(self):
        typed = {name: json.loads(value) if value.replace(".", "").isdigit() else value for name, value in ASKED[0].items()}
        self.assertEqual(self.ask("POST", "/predict", [typed])[1]["predictions"], [{"score": self.scores[0]}])

    def test_a_loan_that_breaks_the_contract_is_answered_with_field_and_expectation(self):
        status, answer, _ = self.ask("POST", "/predict", {"rows": [ASKED[0], ASKED[1] | {"term": "term_48"}]})
        self.assertEqual(status, 400)
        self.assertEqual(answer["error"], "found 1 value that the contract does not admit")
        self.assertEqual((answer["status"], answer["faultCount"], len(answer["requestId"])), (400, 1, 32))
        self.assertEqual(answer["faults"], [{"row": 1, "field": "term", "rule": "enum", "found": "'term_48'", "expected": 'one of "term_36", "term_60"'}])

    def test_other_requests_are_refused(self):
        for method, url, body, kind, status in (
            ("GET", "/predict", None, "", 405), ("GET", "/else", None, "", 404), ("POST", "/else", {}, "application/json", 404),
            ("POST", "/predict", b"[", "application/json", 400), ("POST", "/predict", {}, "text/plain", 415),
            ("POST", "/predict", b" " * ((4 << 20) + 1), "application/json", 413),
        ):
            with self.subTest(f"{method} {url} {kind}"):
                self.assertEqual(self.ask(method, url, body, kind=kind)[0], status)
        self.assertEqual(self.ask("GET", "/v2/health/live")[:2], (200, {"live": True}))
        self.assertEqual(self.ask("GET", "/v2/health/ready")[:2], (200, {"ready": True}))

    def test_a_body_may_come_in_chunks_and_a_connection_may_stay(self):
        connection = UnixConnection(self.path)
        body = json.dumps([ASKED[0]]).encode()
        for _ in range(3):
            connection.request("POST", "/predict", iter([body[:7], body[7:]]), {"Content-Type": "application/json"}, encode_chunked=True)
            answer = connection.getresponse()
            self.assertEqual(json.loads(answer.read())["predictions"], [{"score": self.scores[0]}])
        connection.close()

    def test_many_at_a_time_are_all_answered(self):
        answers = [None] * 24
        def one(number):
            answers[number] = self.ask("POST", "/predict", [ASKED[number]])[1]["predictions"]
        threads = [threading.Thread(target=one, args=(number,)) for number in range(len(answers))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [[{"score": score}] for score in self.scores[:24]])

    def test_sigterm_ends_it_once_all_is_answered(self):
        path = os.path.join(self.folder, "t")
        server = self.start(path)
        self.addCleanup(self.end, server)
        connection = UnixConnection(path)
        body = json.dumps([ASKED[0]]).encode()
        # Accepted, and not yet whole.
        connection.putrequest("POST", "/predict")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body[:10])
        self.assertEqual(self.ask("GET", "/v2/health/live", path=path)[0], 200)
        server.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 60
        while os.path.exists(path) and time.monotonic() < deadline:
            time.sleep(0.02)
        connection.send(body[10:])
        answer = connection.getresponse()
        self.assertEqual(json.loads(answer.read())["predictions"], [{"score": self.scores[0]}])
        connection.close()
        self.assertEqual(server.wait(60), 0)
        self.assertFalse(os.path.exists(path))

    def test_a_length_that_no_body_has_is_refused(self):
        for length, status in (("9" * 5_000, 413), ("0" * 5_000 + "1", 400), ("1e3", 411), ("-1", 411)):
            connection = UnixConnection(self.path)
            connection.putrequest("POST", "/predict")
            connection.putheader("Content-Type", "application/json")
            connection.putheader("Content-Length", length)
            with contextlib.suppress(OSError):  # it may have answered and gone
                connection.endheaders(b"[")
                connection.sock.shutdown(socket.SHUT_WR)
            self.assertEqual(connection.getresponse().status, status, length[:20])
            connection.close()

    def test_a_model_or_address_that_cannot_be_used_ends_it_with_a_message(self):
        for arguments, message in (
            (["--model", self.folder], "model.json"), (["--model", self.model, "--urls", "ftp://x"], "--urls: found 'ftp://x'"),
            (["--model", self.model, "--schema", "/nothing"], "/nothing: found"),
        ):
            done = subprocess.run([sys.executable, os.path.join(MODEL, "serve.py"), *arguments], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn(message, done.stderr)
            self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
