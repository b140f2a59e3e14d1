"""The program's own files as a browser gets them: the stylesheet, what npm built, and nothing else."""

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen
from starlette.requests import Request
from starlette.responses import FileResponse, Response

HERE = Path(__file__).parent
BUILT = HERE / "static"
OWN = HERE / "assets"
_FOREVER = "public, max-age=31536000, immutable"


@frozen
class ServedFile:
    """One file, with what it is, its compressed forms, and the start of its hash."""

    path: Path
    media_type: str
    packed: Mapping[str, Path]
    version: str
    named_by_content: bool


@frozen
class ServedFiles:
    """All files that may be asked for, by name: a name that is not listed is not looked for on disk."""

    files: Mapping[str, ServedFile]

    def address(self, name: str) -> str:
        """Where a file is found, in a form that may be kept for ever; "" when it is not there."""
        found = self.files.get(name)
        return f"/static/{name}?v={found.version}" if found is not None else ""

    def answer(self, name: str, request: Request) -> Response:
        """The file of that name, or 404."""
        found = self.files.get(name)
        if found is None:
            return Response(status_code=404)
        accepted = request.headers.get("accept-encoding", "")
        lasts = found.named_by_content or request.query_params.get("v") == found.version
        headers = {"vary": "accept-encoding", "cache-control": _FOREVER if lasts else "no-cache"}
        coding = next((name for name in found.packed if name in accepted), "")
        # Parts of a file are parts of it as it is.
        if coding and "range" not in request.headers:
            headers["content-encoding"] = coding
            return FileResponse(found.packed[coding], headers=headers, media_type=found.media_type)
        return FileResponse(found.path, headers=headers, media_type=found.media_type)


_PACKED = {"br": ".br", "gzip": ".gz"}
_NAMED_BY_CONTENT = "parts/"


def served_files(folders: tuple[Path, ...] = (OWN, BUILT)) -> ServedFiles:
    """What these folders hold, listed once."""
    found: dict[str, ServedFile] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.suffix in _PACKED.values():
                continue
            name = path.relative_to(folder).as_posix()
            forms = {coding: path.with_name(path.name + ending) for coding, ending in _PACKED.items()}
            found[name] = ServedFile(
                path=path,
                media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
                packed={coding: form for coding, form in forms.items() if form.is_file()},
                version=hashlib.sha256(path.read_bytes()).hexdigest()[:12],
                named_by_content=name.startswith(_NAMED_BY_CONTENT),
            )
    return ServedFiles(found)
