#!/usr/bin/env python3
"""Hands files in and has the result of each exactly once, whatever breaks.

    DESKCLERK_TOKEN=… collect.py --url http://127.0.0.1:7411 --state work.db FILE…

It follows the events. With --hook and the secret of a webhook endpoint in
WEBHOOK_SECRET it listens for file.processed and file.failed instead, and looks
into the events only for what no webhook told of: at its start and now and then.

Everything the client must remember lies in one SQLite file, and each step is a
transaction: the key that a file is handed in with, the id it was given, its
result, and the number of the last event that was seen. So it may be ended at any
time and started again with the same arguments; it goes on where it was. It needs
nothing but Python's standard library.

Results are written to standard output when all are there, one JSON object a line.
"""

import argparse
import http.client
import json
import os
import pathlib
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, str(pathlib.Path(__file__).parent / "webhooks"))
from receiver import MAX_BODY, key_of, verify  # noqa: E402

RECONCILE = 10  # seconds between looks into the events while webhooks are awaited
PATIENCE = 300  # seconds that the program may be out of reach before this gives up
DONE = {"completed", "completed_with_warnings", "needs_review", "approved", "rejected", "failed_terminal"}


class Api:
    """Speaks to the program and tries again what may pass by itself."""

    def __init__(self, url, token):
        self.base, self.token = url.rstrip("/") + "/api/v1", token

    def call(self, method, path, body=None, headers=None):
        """Gives status and JSON. 404, 410, 415 and 422 are answers; other errors are raised."""
        headers = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        since, pause = time.monotonic(), 0.1
        while True:
            wait = pause
            try:
                request = urllib.request.Request(self.base + path, data=body, method=method, headers=headers)
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as error:
                problem = read_problem(error)
                if error.code in (404, 410, 413, 415, 422):
                    return error.code, problem
                if problem.get("class") != "retryable":
                    raise SystemExit(f"{method} {path}: {error.code} {problem.get('code')}: {problem.get('hint')}")
                wait = float(error.headers.get("Retry-After") or pause)
            except (OSError, http.client.HTTPException, json.JSONDecodeError):
                pass  # refused, cut off in the middle, or too slow: nobody knows whether it arrived
            if time.monotonic() - since > PATIENCE:
                raise SystemExit(f"{method} {path}: out of reach for {PATIENCE} s")
            time.sleep(wait)
            pause = min(pause * 2, 5)


def read_problem(error):
    try:
        return json.load(error)
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        return {"class": "retryable"}


def open_state(path):
    state = sqlite3.connect(path, timeout=30)
    state.executescript("""
        CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, key TEXT NOT NULL, document TEXT, result TEXT, via TEXT);
        CREATE TABLE IF NOT EXISTS hooks (id TEXT PRIMARY KEY, document TEXT NOT NULL, heard INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS seen (one INTEGER PRIMARY KEY CHECK (one = 1), event INTEGER NOT NULL);
    """)
    return state


def hand_in(api, state, files):
    """Gives every file its key before it is sent for the first time."""
    with state:
        state.executemany("INSERT OR IGNORE INTO files (path, key) VALUES (?, ?)", [(f, str(uuid.uuid4())) for f in files])
    for path, key in state.execute("SELECT path, key FROM files WHERE document IS NULL AND result IS NULL").fetchall():
        name = urllib.parse.quote(pathlib.Path(path).name)
        status, answer = api.call("POST", f"/documents?filename={name}", pathlib.Path(path).read_bytes(), {"Idempotency-Key": key})
        with state:
            if status < 300:
                document = answer["documents"][0]
                state.execute("UPDATE files SET document = ? WHERE path = ?", (document["id"], path))
            else:  # not a document: that is its result
                state.execute("UPDATE files SET result = ? WHERE path = ?", (json.dumps({"error": answer}), path))


def fetch(api, state, document, via, event=None):
    """Stores a finished document and what told of it in one transaction; a second
    time it changes nothing."""
    status, result = api.call("GET", f"/documents/{document}")
    with state:
        if status == 404:
            result = {"id": document, "status": "deleted"}
        if status == 404 or result["status"] in DONE:
            state.execute(
                "UPDATE files SET result = ?, via = ? WHERE document = ? AND result IS NULL", (json.dumps(result), via, document)
            )
        if event is not None:
            state.execute("UPDATE seen SET event = ?", (event,))


def waiting(state):
    return {row[0] for row in state.execute("SELECT document FROM files WHERE result IS NULL AND document IS NOT NULL")}


def collect(api, state):
    """Looks at each document once, then follows the events."""
    for document in waiting(state):
        fetch(api, state, document, "look")
    while waiting(state):
        follow(api, state, "30s")


def follow(api, state, wait):
    """Fetches what the next page of events tells of; gives whether there may be more."""
    pending = waiting(state)
    (after,) = state.execute("SELECT event FROM seen").fetchone()
    status, page = api.call("GET", f"/events?after={after}&limit=500&wait={wait}")
    if status == 410 or status < 300 and page["last"] < after:  # too old, or of another database
        start_from_now(api, state)
        for document in pending:
            fetch(api, state, document, "look")
        return False
    for event in page["events"]:
        told = event["type"] in ("document.finished", "document.failed", "document.deleted", "document.approved", "document.rejected")
        if told and event.get("document_id") in pending:
            fetch(api, state, event["document_id"], "events", event["seq"])
    with state:
        state.execute("UPDATE seen SET event = ?", (page["next"],))
    return page["next"] < page["last"]


def listen(path, address, key):
    """Takes webhooks in: each is in the file before it is acknowledged, and once
    however often it comes."""
    arrived = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(min(length, MAX_BODY))
            try:
                if len(body) < length:
                    raise ValueError("cut off")
                verify(key, self.headers, body, time.time())
            except ValueError:
                self.send_response(401)
                self.end_headers()
                return
            told = sqlite3.connect(path, timeout=30)
            with told:
                told.execute(
                    "INSERT OR IGNORE INTO hooks (id, document) VALUES (?, ?)",
                    (self.headers["webhook-id"], json.loads(body)["data"].get("document_id", "")),
                )
            told.close()
            arrived.set()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    host, port = address.rsplit(":", 1)
    server = ThreadingHTTPServer((host, int(port)), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"listening on {host}:{server.server_address[1]}", file=sys.stderr, flush=True)
    return arrived


def hear(api, state, arrived):
    """Waits for webhooks, and looks into the events for what was missed."""
    look = 0.0
    while waiting(state):
        arrived.clear()
        for hook, document in state.execute("SELECT id, document FROM hooks WHERE NOT heard").fetchall():
            if document in waiting(state):
                fetch(api, state, document, "webhook")
            with state:
                state.execute("UPDATE hooks SET heard = 1 WHERE id = ?", (hook,))
        if time.monotonic() >= look:
            while follow(api, state, "0s"):
                pass
            look = time.monotonic() + RECONCILE
        if waiting(state):
            arrived.wait(max(0.0, look - time.monotonic()))


def start_from_now(api, state):
    _, status = api.call("GET", "/status")
    with state:
        state.execute("INSERT INTO seen VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET event = excluded.event", (status["last_event"],))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--url", default=os.environ.get("DESKCLERK_URL", "http://127.0.0.1:7411"))
    options.add_argument("--hook", metavar="HOST:PORT", help="listen here for webhooks")
    options.add_argument("--state", required=True, help="SQLite file with everything to remember")
    options.add_argument("files", nargs="+")
    given = options.parse_args()
    token = os.environ.get("DESKCLERK_TOKEN")
    if not token:
        raise SystemExit("set DESKCLERK_TOKEN to the token")
    api, state = Api(given.url, token), open_state(given.state)
    if state.execute("SELECT 1 FROM seen").fetchone() is None:
        start_from_now(api, state)  # before the first file: no event of ours can be missed
    arrived = listen(given.state, given.hook, key_of(os.environ.get("WEBHOOK_SECRET", ""))) if given.hook else None
    hand_in(api, state, given.files)
    if arrived:
        hear(api, state, arrived)
    else:
        collect(api, state)
    for path, via, result in state.execute("SELECT path, via, result FROM files ORDER BY path"):
        print(json.dumps({"file": path, "via": via, **json.loads(result)}))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
