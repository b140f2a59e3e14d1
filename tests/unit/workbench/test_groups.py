"""Options said once and taken by several commands."""

from typing import Annotated

import typer
from attrs import frozen
from typer.testing import CliRunner

from truceline.workbench.groups import grouped


@frozen
class Weather:
    wind: Annotated[int, typer.Option("--wind", help="How strong.")] = 3
    skies: Annotated[list[str] | None, typer.Option("--sky", help="What it looks like.")] = None


@frozen(kw_only=True)
class Journey:
    by: Annotated[str, typer.Option("--by", help="How one goes.")] = "road"
    weather: Weather


def asked(*words: str) -> str:
    app = typer.Typer()

    @app.command()
    @grouped
    def tell(place: Annotated[str, typer.Argument()], *, weather: Weather, loud: bool = False) -> None:
        """What is said of the weather."""
        typer.echo(f"{place} {weather!r} {loud}")

    return CliRunner().invoke(app, list(words)).output


def test_the_options_of_a_group_come_as_one_value_beside_the_others() -> None:
    assert asked("Velmar", "--wind", "5", "--sky", "grey", "--sky", "low", "--loud") == (
        "Velmar Weather(wind=5, skies=['grey', 'low']) True\n"
    )


def test_what_is_not_given_of_a_group_is_as_the_group_says() -> None:
    assert asked("Velmar") == "Velmar Weather(wind=3, skies=None) False\n"


def test_help_tells_the_options_of_a_group_in_its_place() -> None:
    told = asked("--help")

    assert told.index("--wind") < told.index("--sky") < told.index("--loud")
    assert "What is said of the weather." in told
    assert "How strong." in told


def test_a_group_may_hold_another() -> None:
    app = typer.Typer()

    @app.command()
    @grouped
    def go(*, journey: Journey) -> None:
        typer.echo(repr(journey))

    told = CliRunner().invoke(app, ["--wind", "5", "--by", "rail"]).output
    assert told == "Journey(by='rail', weather=Weather(wind=5, skies=None))\n"
