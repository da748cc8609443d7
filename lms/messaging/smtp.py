"""The mail server, spoken to so that a mail leaves once, and none holds up the others.

Two things that Django's backend leaves open. A server may accept a mail and answer late:
who hangs up meanwhile sends it twice, so the answer to the text is waited for as long as
RFC 5321 (4.5.3.2.6) asks. And a server may drip its answers, so that no single read takes
long and the whole never ends: what is waited for is the whole.
"""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

# Seconds for all of a mail but the answer to its text, and for that.
PATIENCE = 60
PATIENCE_AT_THE_END = 600
GIVES_THE_TEXT = 354


class _Lines:
    """What a server answers, read until a moment that does not move with each byte."""

    def __init__(self, conversation: _Conversation) -> None:
        self._conversation = conversation
        self._read = b""

    def readline(self, size: int) -> bytes:
        while b"\n" not in self._read and len(self._read) < size:
            sock = self._conversation.sock
            sock.settimeout(self._conversation.seconds_left())
            more = sock.recv(8192)
            if not more:
                break
            self._read += more
        end = self._read.find(b"\n") + 1 or len(self._read)
        end = min(end, size)
        line, self._read = self._read[:end], self._read[end:]
        return line

    def close(self) -> None:
        self._read = b""


class _Conversation(smtplib.SMTP):
    """An SMTP connection with an end to its patience, that tells when the text goes."""

    sock: socket.socket
    before_the_text: Callable[[], None] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        self._until = monotonic() + PATIENCE
        super().__init__(*args, **options)

    def wait_at_most(self, seconds: float) -> None:
        """From now on."""
        self._until = monotonic() + seconds

    def seconds_left(self) -> float:
        """Raises ``TimeoutError`` when there are none."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("The mail server took too long.")
        return left

    def sendmail(self, *args: Any, **options: Any) -> Any:
        self.wait_at_most(PATIENCE)
        return super().sendmail(*args, **options)

    def quit(self) -> Any:
        self.wait_at_most(5)
        return super().quit()

    def send(self, s: Any) -> None:
        if self.sock:
            try:
                self.sock.settimeout(self.seconds_left())
            except TimeoutError as error:
                self.close()
                raise smtplib.SMTPServerDisconnected(str(error)) from error
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock:
            self.file = _Lines(self)
        code, text = super().getreply()
        if code == GIVES_THE_TEXT:
            self._tell_that_the_text_goes()
            self.wait_at_most(PATIENCE_AT_THE_END)
        return code, text

    def _tell_that_the_text_goes(self) -> None:
        """What cannot be written down does not happen: the text stays here."""
        try:
            if self.before_the_text:
                self.before_the_text()
        except BaseException:
            self.close()
            raise


class _SecureConversation(_Conversation, smtplib.SMTP_SSL):
    """The same over TLS from the beginning."""


class PatientEmailBackend(EmailBackend):
    """Delivers through ``EMAIL_URL``; ``before_the_text`` is called when all is agreed.

    From that moment until the answer nobody knows whether the server has the mail.
    """

    before_the_text: Callable[[], None] | None = None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SecureConversation if self.use_ssl else _Conversation

    def open(self) -> bool | None:
        """A new conversation where the last one broke off."""
        if self.connection and self.connection.sock is None:
            self.connection = None
        return super().open()

    def send_messages(self, email_messages: Any) -> int:
        if isinstance(self.connection, _Conversation):
            self.connection.before_the_text = self.before_the_text
        return super().send_messages(email_messages)
