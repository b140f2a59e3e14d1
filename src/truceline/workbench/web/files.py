"""The program's own files as a browser gets them: the stylesheet, what npm built, and nothing else."""

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen
from starlette.requests import Request
from starlette.responses import Response

HERE = Path(__file__).parent
BUILT = HERE / "static"
OWN = HERE / "assets"
_FOREVER = "public, max-age=31536000, immutable"


@frozen
class ServedFile:
    """One file, with what it is, its compressed form if there is one, and the start of its hash."""

    path: Path
    media_type: str
    packed: Path | None
    version: str


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
        packed = found.packed if "gzip" in request.headers.get("accept-encoding", "") else None
        headers = {"vary": "accept-encoding"}
        headers["cache-control"] = _FOREVER if request.query_params.get("v") == found.version else "no-cache"
        if packed is not None:
            headers["content-encoding"] = "gzip"
        body = (packed or found.path).read_bytes()
        return Response(body, headers=headers, media_type=found.media_type)


def served_files(folders: tuple[Path, ...] = (OWN, BUILT)) -> ServedFiles:
    """What these folders hold, listed once."""
    found: dict[str, ServedFile] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.suffix == ".gz":
                continue
            packed = path.with_name(path.name + ".gz")
            found[path.relative_to(folder).as_posix()] = ServedFile(
                path=path,
                media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
                packed=packed if packed.is_file() else None,
                version=hashlib.sha256(path.read_bytes()).hexdigest()[:12],
            )
    return ServedFiles(found)
