"""Large files: five hundred pages in bounded memory, and what is too large told at once."""

import subprocess
import sys
from pathlib import Path

import pytest

_LINES = 45
_MEMORY = 700 * 1024
"""Kilobytes; an empty reader takes about 150 MB of it."""
_MEASURE = """
import resource, sys
from pathlib import Path
from truceline.reading.intake.receive import Custody, Hints, receive
from truceline.reading.rules_reader import shipped_reader
from truceline.testimony.register import Handling
from truceline.values.problems import ValueProblem
file = Path(sys.argv[1])
hints = Hints(file.name, "", "UTC", "2021-06-28", "", Handling.PUBLIC, "test")
try:
    intake = receive(file.read_bytes(), hints, Custody("", "", "2021-06-28", "test", "", ()))
    said = len(shipped_reader().read(intake.document).statements)
    print(len(intake.document.text), said, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
except ValueProblem as error:
    print(error.problem.code, 0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def pdf_of(pages: int) -> bytes:
    """A PDF of pages full of sentences, each page told apart by its number."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in range(pages):
        lines = b"".join(
            b"(On page %d the mayor said that street %d was open to all of them.) Tj T* " % (page, line)
            for line in range(_LINES)
        )
        stream = b"BT /F1 10 Tf 14 TL 20 700 Td %s ET" % lines
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), pages)
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def measured(file: Path) -> tuple[str, int, int]:
    """What came of a file in a process of its own: characters or a code, statements, kilobytes at most."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(file)], capture_output=True, text=True, check=True
    )
    first, said, memory = done.stdout.split()
    return first, int(said), int(memory)


@pytest.mark.nightly
def test_five_hundred_pages_are_read_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf_of(500))
    characters, said, memory = measured(file)
    assert int(characters) > 1_000_000
    assert said > 20_000
    assert memory < _MEMORY


def test_pages_keep_their_order_and_are_named_in_the_map(tmp_path: Path) -> None:
    file = tmp_path / "short.pdf"
    file.write_bytes(pdf_of(3))
    _, said, _ = measured(file)
    assert said == 3 * _LINES


@pytest.mark.nightly
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a.eml"])
def test_a_hundred_megabytes_are_refused_at_once(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"The mayor said it was over. " * (100_000_000 // 28))
    code, _, memory = measured(file)
    assert code == "intake.too_large"
    assert memory < _MEMORY
