"""A little LRS in a process of its own that misbehaves when told to.

usage: lrs_server.py PORT FOLDER

It keeps what it stored in FOLDER, so killing and starting it again forgets nothing. Each
POST of statements takes the next fault of the queue, if there is one; without it the LRS
behaves: a batch is taken whole or not at all, a known id is a 409 (``known``: 200 for
those who forgive), a ``bad`` id a 400.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import struct
import sys
import threading
import time
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

AUTH = "Basic " + base64.b64encode(b"campus:zeer-geheim-0815").decode()


class Shelf:
    """What was stored, every request that came, and how to behave."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "statements.jsonl"
        self.lock = threading.Lock()
        self.stored = {}
        if self.file.exists():
            for line in self.file.read_text().splitlines():
                statement = json.loads(line)
                self.stored[statement["id"]] = statement
        self.order = list(self.stored)
        self.requests = []
        self.parts = {}
        self.manners = {
            "known": 409,
            "bad": [],
            "faults": [],
            "always": None,
            "pace": 0,
        }

    def add(self, statements):
        with self.file.open("a") as file:
            for statement in statements:
                self.stored[statement["id"]] = statement
                self.order.append(statement["id"])
                file.write(json.dumps(statement) + "\n")

    def next_fault(self):
        if self.manners["always"]:
            return self.manners["always"]
        return self.manners["faults"].pop(0) if self.manners["faults"] else None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else an answer of two small packets waits forty milliseconds for an ACK.
    disable_nagle_algorithm = True
    shelf: Shelf

    def log_message(self, *args):
        pass

    def do_GET(self):
        shelf = self.shelf
        if self.path == "/ids":
            with shelf.lock:
                self.say(200, json.dumps(shelf.order))
        elif self.path == "/look":
            with shelf.lock:
                seen = {
                    "requests": shelf.requests,
                    "parts": shelf.parts,
                }
                self.say(200, json.dumps(seen))
        else:
            self.say(404, "")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.shelf = Handler.shelf  # whatever is forgotten while this one is answered
        if self.path == "/forget":
            Handler.shelf = Shelf(Path(body.decode()))
            self.say(204, "")
            return
        if self.path == "/manners":
            with self.shelf.lock:
                self.shelf.manners |= json.loads(body)
            self.say(204, "")
            return
        time.sleep(self.shelf.manners["pace"])
        with self.shelf.lock:
            fault = self.shelf.next_fault()
            if fault in ("store and reset", "store and hang"):
                self.answer(body)
            elif fault is None:
                self.say(*self.answer(body))
                return
            self.shelf.requests.append({"fault": fault})
        self.misbehave(fault)

    def answer(self, body):
        """The status and the body of a good LRS."""
        kind = self.headers["Content-Type"]
        parts = self.parts_of(kind, body)
        text = parts.pop(None)
        statements = json.loads(text)
        self.shelf.requests.append(
            {
                "version": self.headers["X-Experience-API-Version"],
                "type": kind.partition(";")[0],
                "text": text.decode(),
                "size": len(body),
                "peer": self.client_address[1],
            }
        )
        if self.path != "/xapi/statements" or self.headers["Authorization"] != AUTH:
            return 401, "Who are you?"
        ids = [statement["id"] for statement in statements]
        if bad := set(ids) & set(self.shelf.manners["bad"]):
            return 400, f"I do not like {sorted(bad)}."
        if any(one in self.shelf.stored for one in ids):
            if self.shelf.manners["known"] == 409:
                return 409, "I have one of these."
            fresh = [s for s in statements if s["id"] not in self.shelf.stored]
            self.shelf.add(fresh)
            return 200, json.dumps(ids)
        wanted = [a["sha2"] for s in statements for a in s.get("attachments", [])]
        if not set(wanted) <= set(parts):
            return 400, "An attachment is missing."
        self.shelf.parts |= {k: v.decode() for k, v in parts.items()}
        self.shelf.add(statements)
        return 200, json.dumps(ids)

    def parts_of(self, kind, body):
        if not kind.startswith("multipart/mixed"):
            return {None: body}
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        parts = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
            content = part.get_payload(decode=True)
            sha2 = part["X-Experience-API-Hash"]
            assert sha2 in (None, hashlib.sha256(content).hexdigest())
            parts[sha2] = content
        return parts

    def misbehave(self, fault):
        if fault in ("reset", "store and reset"):
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
            self.close_connection = True
        elif fault in ("hang", "store and hang"):
            time.sleep(600)
        elif fault == "drip":
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 6000:
                self.connection.sendall(bytes([byte]))
                time.sleep(0.1)
        elif fault == "garbage":
            self.connection.sendall(b"\x00\xff\xfenot http at all\r\n\r\n")
            self.close_connection = True
        else:
            time.sleep(fault.get("wait", 0))
            self.say(fault["status"], fault.get("body", ""), fault.get("headers", {}))

    def say(self, status, body, headers=()):
        data = body.encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if status != 204:
            self.wfile.write(data)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        """Connections that end badly are what this server is for."""


if __name__ == "__main__":
    Handler.shelf = Shelf(Path(sys.argv[2]))
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
