"""Agreements printed as files that read back the same."""

from textwrap import dedent

from truceline.agreement.parse import read_agreement
from truceline.agreement.printing import print_agreement, print_provision

CANONICAL = dedent("""\
    id = "a"
    title = "A \\"truce\\""
    kind = "ceasefire"
    zone = "Asia/Damascus"
    declared = "2016-02-22"
    from = "2016-02-27"
    until = "2016-03-12"
    sponsors = ["us", "russia"]
    ethprio = 652057
    pax = 1507
    documents = ["statement"]
    breach-word = "breach"

    [[condition]]
    id = "c"
    actor = "x"
    position = "accepted"

    [[provision]]
    id = "p"
    version = "us"
    clause = "1 (a)"
    text = "No fire.\\nNone."
    prohibits = ["use-of-weapons", "siege"]
    of = ["mlrs"]
    binds = { actors = ["x", "y"], and = ["supporting", "associated-with"], closed = true, other-than = ["z"] }
    protects = { accepted = "a", kinds = ["medical", "bound"] }
    excludes = [{ actor = "z" }, { list = "l" }]
    area = { within = "35 km", of = "line" }
    where = "origin"
    from = "2016-02-27T00:00[UTC]"
    unless = ["proportionate-self-defence"]
    provided = ["c"]
    commanders = ["commanded"]
    according-to = ["us"]

    [[provision]]
    id = "access"
    requires = "access"
    for = "each-request"
    within-days = 3
    effort = "means"
    binds = { holds = "place" }
    protects = "everyone"
    provided = ["c"]

    [[provision]]
    id = "release"
    requires = "release"
    for = "request"
    binds = "anyone"
    period = "2016-03"

    [[provision]]
    id = "withdraw"
    version = "un"
    requires = "withdrawal"
    of = ["mlrs"]
    by = "2016-03-01[UTC]"
    late-is-breach = true
    afterwards = { prohibits = ["presence"], unless = ["in-storage"] }
    binds = { accepted = "a" }
    area = "zone"
    until = "2016-04-01"
    according-to = ["un"]

    [[provision]]
    id = "escort"
    permits = ["deployment"]
    binds = { actor = "x" }
    period = "../.."
    overrides = ["p"]
    """)


def test_a_file_in_the_printed_form_is_printed_as_it_was() -> None:
    assert print_agreement(read_agreement(CANONICAL, "a.toml")) == CANONICAL


def test_what_a_requirement_turns_into_is_printed_with_it_and_what_stands_alone_alone() -> None:
    text = CANONICAL[: CANONICAL.index("[[condition]]")]
    agreement = read_agreement(
        text
        + dedent("""\
            [[provision]]
            id = "withdraw"
            requires = "withdrawal"
            of = ["mlrs"]
            by = "2016-03-01"
            binds = { actors = ["north"] }
            afterwards = { prohibits = ["presence"] }

            [[provision]]
            id = "quiet"
            prohibits = ["shelling"]
            binds = "anyone"
            """),
        "a.toml",
    )
    owed, after, alone = agreement.provisions
    assert print_provision(agreement, owed) == print_provision(agreement, after)
    assert 'afterwards = { prohibits = ["presence"] }' in print_provision(agreement, after)
    assert read_agreement(text + print_provision(agreement, alone), "a.toml").provisions == (alone,)
