"""Laws of the add file: reading and writing are inverse, whatever the text."""

import json
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from tests.laws.strategies import batches

from truceline.exchange.addfile import read_add_file, write_add_file
from truceline.exchange.addfile.release import released
from truceline.testimony.batch import Batch
from truceline.testimony.register import Handling
from truceline.testimony.statement import Statement

ALL = frozenset(Handling)
MODEST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VALIDATOR = Draft202012Validator(
    json.loads(resources.files("truceline.data").joinpath("schemas/add-file.schema.json").read_text("utf-8"))
)


@pytest.mark.parametrize("form", ["toml", "jsonl"])
@given(batch=batches(), coder=st.sampled_from(["", "a"]))
@MODEST
def test_what_is_written_reads_as_the_same_batch_and_writes_the_same_bytes(
    form: str, batch: Batch, coder: str
) -> None:
    written = write_add_file(batch, zone="Asia/Damascus", coder=coder, form=form, handlings=ALL)  # type: ignore[arg-type]  # one of the two
    assert written.withheld == {}
    again = read_add_file(written.text, f"file.{form}", known=None)
    assert again == batch
    assert write_add_file(again, zone="Asia/Damascus", coder=coder, form=form, handlings=ALL) == written  # type: ignore[arg-type]  # one of the two


@given(batch=batches())
@MODEST
def test_every_line_written_is_valid_by_the_schema(batch: Batch) -> None:
    text = write_add_file(batch, zone="UTC", coder="a", form="jsonl", handlings=ALL).text
    for line in text.split("\n")[:-1]:
        VALIDATOR.validate(json.loads(line))


@given(batch=batches(), handlings=st.sets(st.sampled_from(Handling)).map(frozenset))
@MODEST
def test_nothing_of_another_handling_goes_out_and_all_withheld_is_counted(
    batch: Batch, handlings: frozenset[Handling]
) -> None:
    out = released(batch, handlings)
    assert all(source.handling in handlings for source in out.batch.sources)
    assert all(document.handling in handlings for document in out.batch.documents)
    hidden = {item.id for item in batch.sources} - {item.id for item in out.batch.sources}
    for statement in out.batch.statements:
        assert statement.handling in handlings
        assert not hidden & _sources_of(statement)
    kept = {item.id for item in out.batch.statements} | {item.id for item in out.batch.claims}
    assert {link.subject for link in out.batch.links} <= kept
    sizes = {
        name: len(getattr(batch, name)) - len(getattr(out.batch, name)) for name in ("sources", "claims")
    }
    assert {name: out.withheld.get(name, 0) for name in sizes} == sizes
    written = write_add_file(batch, zone="UTC", coder="", form="toml", handlings=handlings)
    assert read_add_file(written.text, "f.toml", known=None) == out.batch


def _sources_of(statement: Statement) -> set[str | None]:
    return {statement.speaker.source, *(hop.agent.source for hop in statement.chain)}
