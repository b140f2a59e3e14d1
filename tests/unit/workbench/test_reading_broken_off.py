"""A long file at the terminal: how far it has come is shown, and breaking off leaves nothing half-written."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

SENTENCE = "The mayor said that the bridge was shut. “We wait here now,” she added.\n\n"


def shown_until(screen: int, words: bytes) -> bytes:
    """What the terminal shows up to some words, or to the end."""
    seen = b""
    while words not in seen:
        try:
            seen += os.read(screen, 4096)
        except OSError:  # the other side is closed
            break
    return seen


def test_breaking_off_a_long_reading_ends_with_130_and_writes_nothing(tmp_path: Path) -> None:
    file, out = tmp_path / "long.txt", tmp_path / "out.json"
    file.write_text(SENTENCE * (4_000_000 // len(SENTENCE)), "utf-8")
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "truceline", "read", str(file), "--format", "json"]
    with out.open("wb") as opened:
        running = subprocess.Popen(
            command, stdin=terminal, stdout=opened, stderr=terminal, env={**os.environ, "TERM": "xterm"}
        )
    os.close(terminal)
    shown = shown_until(screen, b"1%")
    running.send_signal(signal.SIGINT)
    shown += shown_until(screen, b"Stopped.")
    assert running.wait() == 128 + signal.SIGINT
    os.close(screen)
    assert b"Reading long.txt" in shown
    assert b"Stopped." in shown
    assert b"Traceback" not in shown
    assert out.read_bytes() == b""
