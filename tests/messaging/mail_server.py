"""A mail server of our own that remembers what it accepted, and can be a bad one.

It speaks real SMTP on a real port, so that a process that is killed leaves it exactly
what a real server would get. ``accepted`` holds what was acknowledged or, as a server
that got the whole text must, kept though nobody waited for the answer.
"""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class MailServer:
    """How it behaves may change while it runs."""

    refuses: set[str] = field(default_factory=set)
    full: set[str] = field(default_factory=set)  # mailboxes, for now
    answers: dict[bytes, bytes] = field(default_factory=dict)  # to a command, not 250
    answers_late: float = 0  # seconds before it says that it has the text
    drips: float = 0  # seconds between two characters of what it says
    hangs_up_after: bytes = b""  # a command
    accepted: list[tuple[str, Message]] = field(default_factory=list)
    visits: int = 0

    def __enter__(self) -> MailServer:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def ids_of(self, address: str) -> list[str]:
        """The Message-IDs of what reached an address, in order."""
        return [mail["Message-ID"] for to, mail in self.accepted if to == address]

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            threading.Thread(target=self._talk, args=(visitor,), daemon=True).start()

    def _talk(self, visitor: socket.socket) -> None:
        try:
            with visitor, visitor.makefile("rb") as lines:
                self._say(visitor, b"220 test")
                recipients: list[str] = []
                for line in lines:
                    command = line[:4].upper().strip()
                    if self.hangs_up_after and command == self.hangs_up_after:
                        return
                    if command == b"DATA":
                        self._say(visitor, b"354 go on")
                        text = self._text(lines)
                        if text is None:
                            return  # hung up in the middle: nothing was handed over
                        mail = message_from_bytes(text)
                        if command not in self.answers:
                            self.accepted += [(to, mail) for to in recipients]
                        time.sleep(self.answers_late)
                    self._say(visitor, self._answer(command, line, recipients))
                    if command == b"QUIT":
                        return
        except OSError:
            return

    def _answer(self, command: bytes, line: bytes, recipients: list[str]) -> bytes:
        if command == b"MAIL":
            recipients.clear()
        if command in self.answers:
            return self.answers[command]
        if command == b"RCPT":
            address = line.decode().partition("<")[2].partition(">")[0]
            if address in self.refuses:
                return b"550 nobody here"
            if address in self.full:
                return b"452 mailbox full"
            recipients.append(address)
        return b"221 bye" if command == b"QUIT" else b"250 ok"

    def _text(self, lines: object) -> bytes | None:
        read = []
        for line in lines:
            if line == b".\r\n":
                return b"".join(read)
            read.append(line)
        return None

    def _say(self, visitor: socket.socket, words: bytes) -> None:
        if not self.drips:
            visitor.sendall(words + b"\r\n")
            return
        for character in words + b"\r\n":
            visitor.sendall(bytes([character]))
            time.sleep(self.drips)
