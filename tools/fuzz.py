"""Fuzzes intake and reader for some seconds: no bytes may crash them, or hold them for more than five seconds.

``fuzz.py SECONDS [FOLDER] [--blind]``; inputs that do harm are left in FOLDER. With atheris installed
(dependency group "fuzz") coverage guides it, from small files of every kind that is read; a
watched program takes about three times as long, which is allowed for. Without it, or with
--blind, inputs are mutated blindly, from a seed that is printed and from dense shapes of
60 kB, too. All seconds are those of the processor, so that a busy machine raises no alarm;
one that waits for ever is stopped by the clock.
"""

import contextlib
import io
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import docx

try:
    if "--blind" in sys.argv:
        raise ImportError("not asked for")  # noqa: TRY301 - taken as if it were not there
    import atheris

    watched: Any = atheris.instrument_imports(include=["truceline.reading"])
except ImportError:
    atheris = None
    watched = contextlib.nullcontext()
with watched:
    from truceline.reading.intake.receive import Custody, Hints, receive
    from truceline.reading.names import names_of
    from truceline.reading.outputs import reading_to_json
    from truceline.reading.page import reading_to_page
    from truceline.reading.proposals import propose_claims
    from truceline.reading.rules_reader import shipped_reader
    from truceline.testimony.register import Handling
    from truceline.values.problems import ValueProblem

NAMES = ("a.txt", "a.html", "a.pdf", "a.docx", "a.eml", "a")
LONGEST_SECONDS = 5
WATCHED = 3
"""How many times as long a program takes while atheris watches it."""
FOREVER_SECONDS = 120
LARGEST_INPUT = 60_000
GOLD = Path(__file__).parents[1] / "tests" / "gold" / "articles"
DENSE = (
    "'",
    " “a",
    '"a ',
    '"a b c d." ',
    "''a ",
    "‘a’s ",
    "(a ",
    "He said he said ",
    "He said: ",
    ", he said, ",
    "according to X, ",
    "said that he said that ",
    '"We stay here now," he said. ',
    "Ann Perle said Bo Tarn met her. ",
    "Ann Perle left. She said it was over. ",
    "“I was wrong when I said that Velmar Tarn shelled,” Ann Perle said. ",
    "(A by B, C, 3 May 2020) ",
    "12 killed and 30 wounded ",
    "a\n",
    "who which ",
    "Mr. ",
    "On 3 May 2020 Ann Perle said ",
    "He called it “a b,” ",
    "Mr. Hale said Ms. Perle said ",
    "told reporters that ",
    f"{'he said ' * 15}it. ",
    "“I was wrong,” Ann Perle said. Ann Perle said Velmar fell. ",
    "1\t2\t3\n",
    "no not never ",
    "[1] [2] ",
    "«Да», — сказал он. ",
    "قال «نعم» ",
    "« Oui », a dit Hale. ",
)
"""What was once slow, or might be: marks, cues, names, dates and citations by the thousand, with hardly a stop."""
READER = shipped_reader()
PLACES = names_of((), (), (), (("Velmar", "velmar"), ("Tarn", "tarn")))


def one_input(data: bytes) -> None:
    """What must hold: a document and its reading in every form, or one problem. The first byte picks the name."""
    if not data:
        return
    hints = Hints(NAMES[data[0] % len(NAMES)], "", "UTC", "", "", Handling.PUBLIC, "fuzz")
    try:
        intake = receive(data[1:], hints, Custody("", "", "2021-05-06", "fuzz", "", ()))
    except ValueProblem:
        return
    reading = READER.read(intake.document)
    proposals = propose_claims(reading, PLACES, "truce")
    reading_to_json(reading, intake.offsets, proposals)
    reading_to_page(reading)
    text = intake.document.text or ""
    for item in reading.statements:
        for start, end in (*item.source, *item.cue, *item.content, *item.hedges):
            assert 0 <= start < end <= len(text), (item.id, start, end)


def seeds() -> list[bytes]:
    """Small files of every kind, each behind the byte that picks its name."""
    articles = [path.read_bytes()[:4000] for path in sorted(GOLD.iterdir()) if path.is_file()][:6]
    words = articles[0].decode("utf-8", errors="replace")[:800] if articles else "The mayor said it was over."
    page = f"<html><head><title>T</title></head><body><article><p>{words}</p><script>x</script></article></body></html>"
    mail = f"From: a@example.org\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}"
    written = docx.Document()
    written.add_paragraph(words)
    file = io.BytesIO()
    written.save(file)
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"
    by_name = {0: articles, 1: [page.encode()], 2: [pdf], 3: [file.getvalue()], 4: [mail.encode()]}
    return [bytes([number]) + content for number, contents in by_name.items() for content in contents]


def dense() -> list[bytes]:
    """What is hardest to read in the largest input."""
    return [b"\x00" + (shape * (LARGEST_INPUT // len(shape.encode()))).encode() for shape in DENSE]


def blindly(seconds: int, folder: Path) -> int:
    """Without atheris: bytes flipped, cut, doubled and spliced at random. The exit status."""
    seed = int(time.time())
    print(f"blind mutations, seed {seed}")
    chance, known = random.Random(seed), [*dense(), *seeds()]  # noqa: S311 - no secret
    began, runs, longest = time.process_time(), 0, 0.0
    while time.process_time() - began < seconds:
        data = known[runs] if runs < len(known) else _mutated(chance, known)
        started = time.process_time()
        try:
            one_input(data)
        except Exception:  # noqa: BLE001 - whatever escapes is what is looked for
            traceback.print_exc()
            return _left(data, folder, "crash")
        took = time.process_time() - started
        if took > LONGEST_SECONDS:
            return _left(data, folder, "slow")
        runs, longest = runs + 1, max(longest, took)
    print(f"{runs} inputs in {seconds} s, no harm done; the slowest took {longest:.1f} s")
    return 0


def _mutated(chance: random.Random, known: list[bytes]) -> bytes:
    data = bytearray(chance.choice(known))
    for _ in range(chance.randint(1, 8)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        change = chance.choice(("flip", "cut", "repeat", "splice"))
        if change == "flip":
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif change == "cut":
            del data[at:to]
        elif change == "repeat":
            data[at:at] = data[at:to] * chance.randint(1, 20)
        else:
            data[at:at] = chance.choice(known)[at:to]
        del data[LARGEST_INPUT:]
    return bytes(data) or b"\x00"


def _left(data: bytes, folder: Path, kind: str) -> int:
    file = folder / f"{kind}-{time.time_ns()}"
    file.write_bytes(data)
    print(f"{kind}: left in {file}")
    return 1


def guided(seconds: int, folder: Path) -> None:
    """With atheris; it ends the process itself, with a status that is not 0 when harm was found."""
    corpus = Path(tempfile.mkdtemp())
    for number, content in enumerate(seeds()):
        (corpus / str(number)).write_bytes(content)
    settings = [
        f"-max_total_time={seconds}", f"-timeout={FOREVER_SECONDS}", f"-max_len={LARGEST_INPUT}", "-rss_limit_mb=2000",
        f"-artifact_prefix={folder}/", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *settings, str(corpus)], _timed)
    atheris.Fuzz()


def _timed(data: bytes) -> None:
    """One input, within its seconds of the processor."""
    started = time.process_time()
    one_input(data)
    took = time.process_time() - started
    assert took <= WATCHED * LONGEST_SECONDS, f"slow: {took:.1f} s"


def main(arguments: list[str]) -> int:
    """The exit status: 0 when no input did harm."""
    seconds = int(arguments[0]) if arguments else 600
    arguments = [argument for argument in arguments if argument != "--blind"]
    folder = Path(arguments[1]) if len(arguments) > 1 else Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    if atheris is None:
        return blindly(seconds, folder)
    guided(seconds, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
