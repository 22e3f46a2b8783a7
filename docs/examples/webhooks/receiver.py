"""A receiver of Deskclerk's webhooks that needs nothing but Python 3.8:

    WEBHOOK_SECRET=whsec_… python3 receiver.py --addr 127.0.0.1:9000 --journal journal.db

It verifies each request, refuses old ones, has each effect once however often a
webhook comes, and lets no older state of a document replace a newer one.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE = 5 * 60  # seconds
MAX_BODY = 8 << 20


def verify(key, headers, body, now):
    """Checks the time and the signature over id, time and the bytes as they came:
    never over JSON that was written anew."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit()):
        raise ValueError("no timestamp")
    if abs(now - int(timestamp)) > TOLERANCE:
        raise ValueError("too old or too new")
    signed = message_id.encode() + b"." + timestamp.encode() + b"." + body
    want = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    for one in headers.get("webhook-signature", "").split():  # two of them during a rotation
        if hmac.compare_digest(one.encode(), want.encode()):
            return
    raise ValueError("wrong signature")


def key_of(secret):
    """The bytes that sign, of a secret as it was shown."""
    if not secret.startswith("whsec_"):
        raise SystemExit("WEBHOOK_SECRET has to hold the endpoint's secret, whsec_…")
    return base64.b64decode(secret[len("whsec_") :])


class Journal:
    """Remembers what came, in one transaction with its effect."""

    def __init__(self, path):
        self.lock = threading.Lock()
        self.db = sqlite3.connect(path, check_same_thread=False)
        with self.db:
            self.db.execute("CREATE TABLE IF NOT EXISTS webhooks (id TEXT PRIMARY KEY)")
            self.db.execute(
                "CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, sequence INTEGER, status TEXT)"
            )

    def take(self, message_id, payload):
        """Has the webhook's effect once; gives what is new, or None."""
        data = payload["data"]
        document, sequence = data.get("document_id"), data["sequence"]
        with self.lock, self.db:
            if self.db.execute("INSERT OR IGNORE INTO webhooks VALUES (?)", (message_id,)).rowcount == 0:
                return None
            newest = True
            if document:
                changed = self.db.execute(
                    "INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
                    " SET sequence = excluded.sequence, status = excluded.status"
                    " WHERE excluded.sequence >= sequence",
                    (document, sequence, data.get("status")),
                )
                newest = changed.rowcount > 0
            return {
                "id": message_id,
                "type": payload["type"],
                "sequence": sequence,
                "document": document,
                "status": data.get("status"),
                "newest": newest,
            }


class Handler(BaseHTTPRequestHandler):
    key = b""
    journal = None

    def do_POST(self):
        length = int(self.headers.get("content-length") or 0)
        if length > MAX_BODY:
            return self.answer(413)
        body = self.rfile.read(length)
        try:
            verify(self.key, self.headers, body, time.time())
        except ValueError as error:
            return self.answer(401, str(error))
        new = self.journal.take(self.headers["webhook-id"], json.loads(body))
        if new:
            print(json.dumps(new), flush=True)
        return self.answer(204)

    def answer(self, status, text=""):
        body = text.encode()
        self.send_response(status)
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--addr", default="127.0.0.1:9000")
    parser.add_argument("--journal", default="journal.db")
    arguments = parser.parse_args()
    Handler.key = key_of(os.environ.get("WEBHOOK_SECRET", ""))
    Handler.journal = Journal(arguments.journal)
    host, port = arguments.addr.rsplit(":", 1)
    server = ThreadingHTTPServer((host, int(port)), Handler)
    print(f"listening on http://{host}:{server.server_address[1]}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
