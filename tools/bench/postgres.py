"""A PostgreSQL server of our own for as long as a measurement takes: in a folder, on a socket.

Needs PostgreSQL's programs with PostGIS on this machine; as root it runs as the account that
the package made, since a server refuses to run as root.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ACCOUNT = "postgres"
SETTINGS = (
    "listen_addresses=''", "fsync=off", "synchronous_commit=off", "shared_buffers=1GB", "work_mem=512MB",
    "maintenance_work_mem=1GB", "max_parallel_workers_per_gather=0", "jit=off", "autovacuum=off",
)  # fmt: skip


def programs() -> Path | None:
    """The folder of the newest server's programs, None where there is none with PostGIS."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    extension = Path("/usr/share/postgresql")
    usable = [one for one in found if (extension / one.parts[-3] / "extension/postgis.control").exists()]
    return usable[-1].parent if usable else None


@contextmanager
def server() -> Iterator[str]:
    """The connection string of a new, empty server; gone afterwards.

    Parallel workers are off, so that the backend's processor seconds are all that were used.
    """
    where = programs()
    assert where is not None, "no PostgreSQL with PostGIS here"
    folder = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, ACCOUNT, ACCOUNT)
        data, options = (
            folder / "data",
            " ".join(f"-c {one}" for one in (*SETTINGS, f"unix_socket_directories={folder}")),
        )
        _as_account([where / "initdb", "-D", data, "-A", "trust", "-U", "bench", "--no-sync"])
        _as_account([where / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            yield f"host={folder} user=bench dbname=postgres"
        finally:
            _as_account([where / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_account(command: list[str | Path]) -> None:
    user = ACCOUNT if os.getuid() == 0 else None
    subprocess.run([str(word) for word in command], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


def backend_seconds(pid: int) -> float:
    """Processor seconds a server process has used so far (proc(5), utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
