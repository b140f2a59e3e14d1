"""What each screen weighs on the wire, in both languages, over the bundled example and a larger record."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.workbench import Workbench, large_world, opened, record_of

from truceline.workbench.web.access import See
from truceline.workbench.web.files import served_files

KB = 1024
PAGE = 10 * KB
FIRST_LOAD = 200 * KB
MANY = 200
SCREENS = (
    "/compare", "/crux", "/documents", "/inbox", "/agreements", "/agreement/{}", "/agreement/{}/standings",
    "/agreement/{}/zones", "/agreement/{}/trial", "/agreement/{}/text", "/actors", "/actors/relations",
    "/actors/control", "/actors/indicators", "/talks", "/views", "/reports", "/record", "/changes?since=1", "/jobs",
    "/you", "/reference",
)  # fmt: skip


@pytest.fixture(scope="module", params=["example", "larger"])
def made(
    request: pytest.FixtureRequest, example: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workbench]:
    path = example
    if request.param == "larger":
        path = record_of(large_world(600), tmp_path_factory.mktemp("weighed"))
    with opened(path, patience=600) as workbench:
        yield workbench


def weight(workbench: Workbench, address: str, **headers: str) -> int:
    """The bytes of an answer as they go over the wire."""
    answer = workbench.client.get(address, headers={"accept-encoding": "gzip", **headers})
    assert answer.status_code == 200, address
    return int(answer.headers["content-length"])


def incidents(workbench: Workbench) -> list[str]:
    """The incidents of the ledger."""
    rows = csv.DictReader(io.StringIO(workbench.client.get("/situation.csv").text))
    return [row["incident"] for row in rows]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_is_light_and_so_is_every_next_page(made: Workbench, language: str) -> None:
    spoken = {"accept-language": language}
    agreement = next(iter(made.holding.sight(See.LEAD).agreements))
    actors = list(made.holding.sight(See.LEAD).snapshot().actors)
    for screen in (*SCREENS, *(f"/actor/{one}" for one in actors[:5])):
        assert weight(made, screen.format(agreement), **spoken) <= PAGE, screen
    for screen in ("/situation", "/situation?from=2016-03-01&to=2016-03-31", "/situation?outcome=none"):
        assert weight(made, screen, **spoken) <= PAGE, screen


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_dossier_and_every_document_is_light(made: Workbench, language: str) -> None:
    snapshot = made.holding.sight(See.LEAD).snapshot()
    texts = [id for id, one in snapshot.documents.items() if one.text is not None]
    told = incidents(made)
    # In the larger record one incident is like another.
    chosen = told if len(told) < MANY else told[:: len(told) // 10]
    addresses = [f"/incident/{one}" for one in chosen] + [f"/document/{one}" for one in texts]
    weights = {address: weight(made, address, **{"accept-language": language}) for address in addresses}
    assert {address: found for address, found in weights.items() if found > PAGE} == {}


def test_the_first_load_is_within_two_hundred_kilobytes(made: Workbench) -> None:
    """The page with its pictures, every file of its own squeezed, and what its map and days ask for."""
    files = served_files()
    own = sum(
        min(path.stat().st_size for path in (one.path, *one.packed.values()))
        for name, one in files.files.items()
        if not name.startswith(("reader", "manifest", "built", "base/world")) and "map_tiles" not in name
    )
    # Elsewhere a stretch of the world takes the place of the shipped region.
    own += max(
        weight(made, f"/basemap/land_{box}.json") for box in ("30_0_60_30", "0_20_50_60", "10_30_50_60")
    )
    data = sum(
        weight(made, f"/data/{name}?bbox=35,32,43,38&zoom=6")
        for name in ("cells", "days", "zones", "labels", "places")
    )
    assert weight(made, "/situation", **{"accept-language": "ar"}) + own + data <= FIRST_LOAD


def test_a_dossier_shows_every_part_when_asked_and_the_same_in_place(made: Workbench) -> None:
    incident = incidents(made)[0]
    whole = made.client.get(f"/incident/{incident}?part=all").text
    short = made.client.get(f"/incident/{incident}").text
    assert 'class="unfold"' not in whole
    links = re.findall(r'<a class="unfold"[^>]* href="([^"]*)"', short)
    assert links
    for link in links:
        address, _, id = link.replace("&amp;", "&").partition("#")
        unfolded = made.client.get(address).text
        assert f'id="{id}"' in unfolded
        assert f'data-hx-target="#{id}"' not in unfolded
        in_place = made.client.get(address, headers={"hx-request": "true"}).text
        assert f'id="{id}"' in in_place
        assert len(in_place) < len(unfolded) / 2
