"""The line of the fault tests leaves nothing open itself: what it forgets fails whichever test comes next."""

import gc
import socket
import threading

from tests.faults.letters import MailServer
from tests.faults.proxy import Fault, FaultyLine


def test_a_line_that_is_cut_forgets_nobody_whom_it_is_just_taking_in() -> None:
    over = threading.Event()

    def knock(port: int) -> None:
        while not over.is_set():
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1) as end:
                    end.recv(3)
            except OSError:
                over.wait(0.001)

    with MailServer() as server, FaultyLine(server.port) as line:
        knocking = [threading.Thread(target=knock, args=(line.port,)) for _ in range(4)]
        for one in knocking:
            one.start()
        for _ in range(30):
            line.put(Fault.CUT)
            line.put(Fault.NONE)
        over.set()
        for one in knocking:
            one.join()
    gc.collect()  # pytest ends this test with an error for each line that is collected open
    assert line.taken > 0
