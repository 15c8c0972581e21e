"""A list of sources is read whole, or the mistake in it is named."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.sources import SourcesError, load, select, span

GOOD = """
[defaults]
user_agent = "Nightdesk/0.1 (+https://example.org/about)"
delay = 2.0

[[source]]
name = "gazette"
home = "https://gazette.example/"

[[source]]
name = "herald"
home = "https://herald.example/"
delay = 5
"""


def listed(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_hold_where_an_entry_says_nothing(tmp_path):
    gazette, herald = load(listed(tmp_path, GOOD))
    assert (gazette.delay, herald.delay) == (2.0, 5.0)
    assert gazette.revisits[0] == timedelta(hours=1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dealy = 3", "entry 2 (herald): unknown key 'dealy'; did you mean 'delay'?"),
        ('timezone = "Karachi"', "'Karachi' is no time zone"),
        ('article = "("', "is no regular expression"),
        ('archive = "https://herald.example/today"', "holds no day"),
        ("delay = 0", "allowed only with allow_private"),
        ('user_agent = "bot"', "must tell whom to write to"),
        ('feeds = ["/feed"]', "is no web address"),
        ('revisit = ["soon"]', "is not a length of time"),
        ("max_pages = 'many'", "max_pages"),
        ("concurrency = 0", "concurrency: Input should be greater than or equal to 1, not 0"),
        ('country = "Pakistan"', "country"),
    ],
)
def test_a_mistake_names_file_entry_and_key(tmp_path, line, said):
    path = listed(tmp_path, GOOD.replace("delay = 5", line))
    with pytest.raises(SourcesError) as error:
        load(path)
    assert said in str(error.value)
    assert str(path) in str(error.value)


def test_wrong_toml_names_the_line(tmp_path):
    with pytest.raises(SourcesError, match="line 3"):
        load(listed(tmp_path, "[defaults]\ndelay = 1\nname = \n"))


def test_a_missing_list_says_how_to_name_another(tmp_path):
    with pytest.raises(SourcesError, match="--sources FILE"):
        load(tmp_path / "none.toml")


def test_two_entries_of_one_name_are_refused(tmp_path):
    with pytest.raises(SourcesError, match="'herald'"):
        load(listed(tmp_path, GOOD.replace("gazette", "herald")))


def test_an_unknown_source_is_refused_with_the_nearest_name(tmp_path):
    sources = load(listed(tmp_path, GOOD))
    assert [source.name for source in select(sources, ["herald"])] == ["herald"]
    with pytest.raises(SourcesError, match="did you mean 'herald'"):
        select(sources, ["heralt"])


def test_lengths_of_time_are_a_number_and_a_unit():
    assert span("90s") == timedelta(seconds=90)
    assert span("0.5h") == timedelta(minutes=30)


def test_the_list_that_we_ship_is_sound_and_says_where_each_address_was_found():
    sources = load(Path(__file__).parent.parent / "sources.toml")
    assert sources[0].name == "dawn"
    assert len(sources) > 40
    assert len({source.country for source in sources}) >= 15
    assert all(source.verified and source.language and source.timezone != "UTC" for source in sources)
    assert len({source.home for source in sources}) == len(sources)
