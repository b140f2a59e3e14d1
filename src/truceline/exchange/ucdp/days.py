"""When a row was, and from when its sources are public: local days of its country."""

from truceline.exchange.ucdp.cells import Days
from truceline.exchange.ucdp.codebook import Codebook
from truceline.exchange.ucdp.names import slug
from truceline.values.when import Fills, Period

_NO_ZONE = "UTC"
_ISO_DAY = 10


class Calendar:
    """Periods of rows, each text read once.

    Days are local to the country (ruling 12). Where its zone is not known they are taken in
    UTC and a day wider either side, which holds the local day wherever it was.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._zones = codebook.zones
        self._no_dates = codebook.sources.no_dates
        self._days = Days()
        self._periods: dict[tuple[str, str, str], Period] = {}
        self._published: dict[tuple[str, str], Period | None] = {}

    def happened(self, start: str, end: str, country: str) -> Period:
        """From the first day a row gives to the last, some time within."""
        key = (start, end, country)
        found = self._periods.get(key)
        if found is None:
            found = self._periods[key] = self._period(start[:_ISO_DAY], end[:_ISO_DAY], country)
        return found

    def published(self, dates: str, country: str) -> Period | None:
        """The earliest of the articles' dates; None when the row states none."""
        key = (dates, country)
        if key not in self._published:
            days = sorted(day[:_ISO_DAY] for part in dates.split(";") if (day := part.strip()))
            stated = [day for day in days if day not in self._no_dates and self._days[day].code is None]
            self._published[key] = self._period(stated[0], stated[0], country) if stated else None
        return self._published[key]

    def _period(self, start: str, end: str, country: str) -> Period:
        zone = self._zones.get(slug(country))
        doubt = "" if zone is not None else "~"
        text = f"{start}{doubt}" if start == end else f"{start}{doubt}/{end}{doubt}"
        return Period(edtf=text, zone=zone or _NO_ZONE, fills=Fills.WITHIN, words="")
