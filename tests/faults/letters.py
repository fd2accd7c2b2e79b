"""A mail server of our own: it keeps what it takes, and refuses as it is told."""

import socketserver
import threading
from types import TracebackType
from typing import Self


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters on a port of this machine; `answer` is what it says to each sender."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.letters: list[str] = []
        self.answer = "250 yes"
        self.port = int(self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None = None,
        _error: BaseException | None = None,
        _trace: TracebackType | None = None,
    ) -> None:
        self.shutdown()
        self.server_close()

    def numbers(self) -> list[str]:
        """Return the Message-ID of each letter taken."""
        lines = [line for letter in self.letters for line in letter.splitlines()]
        return [line.partition(":")[2].strip() for line in lines if line.startswith("Message-ID:")]


class Talk(socketserver.StreamRequestHandler):
    """One conversation of RFC 5321, as short as it can be."""

    server: MailServer

    def handle(self) -> None:
        """Talk until the other side is done."""
        self.say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                letter = []
                while (line := self.rfile.readline()) and line != b".\r\n":
                    letter.append(line)
                if line:
                    self.server.letters.append(b"".join(letter).decode())
                    self.say("250 taken")
            elif word == b"RCPT":
                self.say(self.server.answer)
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")

    def say(self, line: str) -> None:
        """Say one line."""
        self.wfile.write(line.encode() + b"\r\n")
