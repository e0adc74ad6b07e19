"""A label printer as a socket of this machine: it takes ZPL, and answers `~HS`."""

import socket
import threading

HOST_STATUS = b"~HS\r\n"


class LabelPrinter:
    """A label printer as a socket: what it got, and how it answers `~HS`.

    It prints as soon as it has a label, unless `paper` is False: then the label waits inside.
    """

    def __init__(self, **stated):
        self.answers = stated.get("answers", True)
        self.hang_up_after = stated.get("hang_up_after")
        self.paper = stated.get("paper", True)
        self.runs_out = False
        """Its paper ends with the next label, which stays inside."""
        self.head_open = False
        self.received = b""
        self.waiting = 0
        self.changed = threading.Condition()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)  # who waits for a connection would keep it open
        self.listener.close()
        self.thread.join()

    def load_paper(self):
        with self.changed:
            self.paper, self.runs_out, self.waiting = True, False, 0
            self.changed.notify_all()

    def wait_for(self, condition, seconds=10):
        with self.changed:
            assert self.changed.wait_for(condition, seconds), self.received[-200:]

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        got = b""
        with connection:
            while True:
                try:
                    part = connection.recv(4096)
                except OSError:
                    return
                if not part:
                    break
                got += part
                asked = got.count(HOST_STATUS)
                got = got.replace(HOST_STATUS, b"")
                if self.hang_up_after is not None and len(got) >= self.hang_up_after:
                    # With the rest unread this is a reset, as of a cable that was pulled.
                    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    return
                if b"^XZ" in got:
                    self._print(got)
                    got = b""
                if self.answers:
                    connection.sendall(self._status() * asked)
        if got:
            self._print(got)

    def _print(self, label):
        with self.changed:
            self.received += label
            self.paper = self.paper and not self.runs_out
            self.waiting = 0 if self.paper else self.waiting + 1
            self.changed.notify_all()

    def _status(self):
        paper_out = int(not self.paper)
        head = int(self.head_open)
        first = f"030,{paper_out},0,1245,{self.waiting:03},0,0,0,000,0,0,0"
        second = f"001,0,{head},0,1,2,6,0,00000000,1,000"
        return "".join(f"\x02{line}\x03\r\n" for line in (first, second, "1234,0")).encode()
