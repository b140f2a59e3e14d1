"""A Spark session to work in: the one `spark-submit` has prepared, or one of this machine."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from truceline.assessment.engine.compiled import is_installed as has_kernels
from truceline.assessment.engine.spark import is_installed, without_warning_of_pandas
from truceline.values.problems import Problem, Problems

_SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""Set by spark-submit, which then has settled master and settings."""

_TRIES = 4
_LOOPBACK = "127.0.0.1"


def is_submitted() -> bool:
    """Whether this program was started by spark-submit."""
    return _SUBMITTED in os.environ


@contextmanager
def spark_session(master: str, threads: int) -> Iterator[Any]:
    """A session for as long as it is needed; ``master`` "" is this machine, or what spark-submit says.

    A session that is open already, as in a notebook, is worked in and left open.

    Raises:
        Problems: ``spark.missing`` or ``spark.java``.
    """
    check_spark()
    with without_warning_of_pandas():
        kind = import_module("pyspark.sql").SparkSession
        active = kind.getActiveSession()
        builder = kind.builder.appName("truceline")
        session = active or _configured(builder, master, threads).getOrCreate()
    if active is None:
        session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        if active is None:
            session.stop()


def check_spark() -> None:
    """See that what Spark needs on this machine is there.

    Raises:
        Problems: ``spark.missing`` or ``spark.java``.
    """
    if not is_installed():
        raise Problems([Problem("spark.missing", "pyspark")])
    if not has_kernels():
        raise Problems([Problem("spark.missing", "numba")])
    if not is_submitted() and java() is None:
        raise Problems([Problem("spark.java", os.environ.get("JAVA_HOME", "no java on the path"))])


def java() -> str | None:
    """The program Java, as Spark would find it."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


def _configured(builder: Any, master: str, threads: int) -> Any:
    settings = {"spark.ui.showConsoleProgress": "false"}
    if not is_submitted():
        # The same Python here and in the tasks, unless somebody has said which.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(master or f"local[{threads},{_TRIES}]")
        if not master:
            settings |= {
                "spark.ui.enabled": "false", "spark.driver.host": _LOOPBACK,
                "spark.driver.bindAddress": _LOOPBACK, "spark.sql.shuffle.partitions": str(threads),
            }  # fmt: skip
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder
