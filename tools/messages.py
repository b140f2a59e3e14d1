"""Brings the catalogues of the reports up to date, or with ``--check`` says what is not translated."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

REPORTS = Path(__file__).parents[1] / "src" / "truceline" / "workbench" / "reports"
KEYWORDS = {"N_": None, "count": (1, 2)}
HEADER = "# The words of reports in this language; `python tools/messages.py` adds what is new."


def template() -> Catalog:
    """Every message that the code has."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(REPORTS, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _, _, message, _, _ in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message)
    return catalog


def catalogues() -> list[Path]:
    """The catalogue of each language but the one the messages are written in."""
    return sorted((REPORTS / "locale").glob("*.po"))


def read(file: Path) -> Catalog:
    """A catalogue as it stands."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.stem)


def missing(file: Path) -> list[str]:
    """The messages that a catalogue has no translation of, and those it has that are gone."""
    known, wanted = read(file), template()
    there = {message.id for message in known if message.id}
    untranslated = [str(one.id) for one in wanted if one.id and not _is_translated(known, one.id)]
    return untranslated + [f"gone: {id}" for id in there - {message.id for message in wanted}]


def _is_translated(known: Catalog, id: str | tuple[str, ...] | list[str]) -> bool:
    message = known.get(id if isinstance(id, str) else id[0])
    if message is None or not message.string:
        return False
    return isinstance(message.string, str) or all(message.string)


def update(file: Path) -> None:
    """Add what is new, without a translation, and drop what is gone."""
    catalog = read(file)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = HEADER
    written = BytesIO()
    write_po(written, catalog, width=0, sort_output=True, omit_header=False, no_location=True)
    lines = written.getvalue().decode().splitlines()
    # Dates and tool versions would change the file whenever it is written.
    kept = [line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated-By'))]
    file.write_text("\n".join(kept).rstrip() + "\n", "utf-8")


def main() -> None:
    """Update every catalogue, or check it."""
    wrong = 0
    for file in catalogues():
        if "--check" not in sys.argv:
            update(file)
        for message in missing(file):
            wrong += 1
            print(f"{file.name}: {message}")
    sys.exit(1 if wrong and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
