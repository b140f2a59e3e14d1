"""Reading what the command line names: texts, files of agreements and views, kept ones too."""

from pathlib import Path

from truceline.values.problems import Problem, Problems

# A file is read whole; an endless one must not take the memory of the machine.
LARGEST = 256 * 1024 * 1024


def read_text(path: Path) -> str:
    """A file's text.

    Raises:
        Problems: ``cli.no_file`` when it cannot be read, ``cli.not_utf8`` when it is no text,
            ``cli.too_large`` when it has no end, or none near.
    """
    try:
        with path.open("rb") as file:
            read = file.read(LARGEST + 1)
    except OSError as error:
        raise Problems([Problem("cli.no_file", error.strerror or str(error), file=str(path))]) from error
    if len(read) > LARGEST:
        raise Problems([Problem("cli.too_large", f"more than {LARGEST} bytes", file=str(path))])
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problems([Problem("cli.not_utf8", f"byte {error.start}", file=str(path))]) from error
