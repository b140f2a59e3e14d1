"""Reading what the command line names: texts, files of agreements and views, kept ones too."""

from pathlib import Path

from truceline.values.problems import Problem, Problems


def read_text(path: Path) -> str:
    """A file's text.

    Raises:
        Problems: ``cli.no_file`` when it cannot be read, ``cli.not_utf8`` when it is no text.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problems([Problem("cli.no_file", error.strerror or str(error), file=str(path))]) from error
    except UnicodeDecodeError as error:
        raise Problems([Problem("cli.not_utf8", f"byte {error.start}", file=str(path))]) from error
