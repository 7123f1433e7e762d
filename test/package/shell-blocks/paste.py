"""Pastes blocks into interactive shells, each in its own shell, folder and pseudo-terminal, as a reader of the docs does.

Reads {"argv": [...], "env": {...}, "answer": "...", "blocks": [{"cwd": "...", "text": "..."}]} from stdin. Prints what each
shell wrote, as a JSON list.
"""
import json
import os
import pty
import select
import signal
import sys
import termios
import time

MAX_SECONDS = 120


def waits_for_secret(terminal):
    """Whether a program reads a line without showing it. The shell's own line editor reads single characters."""
    flags = termios.tcgetattr(terminal)[3]
    return bool(flags & termios.ICANON) and not flags & termios.ECHO


def paste(argv, env, answer, cwd, text):
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execve(argv[0], argv, env)
    written = b""
    # A question stops the paste: what follows it is typed when it is asked.
    pieces = [text.rstrip("\n") + "\n"]
    pieces.append(answer + "\n" if "read -" in text else "")
    pieces.append("exit\n")
    deadline = time.monotonic() + MAX_SECONDS
    while time.monotonic() < deadline:
        if pieces and (len(pieces) != 2 or not pieces[0] or waits_for_secret(terminal)):
            os.write(terminal, pieces.pop(0).encode())
        if not select.select([terminal], [], [], 0.02)[0]:
            continue
        try:
            some = os.read(terminal, 65536)
        except OSError:
            some = b""
        if not some:
            break
        written += some
    else:
        os.kill(pid, signal.SIGKILL)
        written += b"\nsyntax error: the shell still waits for input"
    os.close(terminal)
    os.waitpid(pid, 0)
    return written.decode(errors="replace")


job = json.load(sys.stdin)
json.dump(
    [paste(job["argv"], job["env"], job["answer"], block["cwd"], block["text"]) for block in job["blocks"]], sys.stdout
)
