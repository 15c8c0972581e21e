"""What nightdesk.toml and the environment say is read whole, or the mistake in it is named."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.config import KEYS, ConfigError, load
from flows.settings import Desk
from tests.commandline import ROOT, nightdesk, one_sentence

LARGE = """
archive = "s3://news/desk/"
s3_endpoint = "https://s3.example.org/"
warehouse = "ducklake:postgres:dbname=news host=db.example.org user=desk"
warehouse_data = "s3://news/lake"
prefect_api = "http://desk.example.org:4200/api"
prefect_pool = "crawlers"
"""


def told(tmp_path: Path, text: str, **environ: str):
    path = tmp_path / "nightdesk.toml"
    path.write_text(text, encoding="utf-8")
    return load(tmp_path / "home", path, environ)


def refused(tmp_path: Path, text: str, **environ: str) -> str:
    with pytest.raises(ConfigError) as error:
        told(tmp_path, text, **environ)
    return str(error.value)


def test_nothing_set_is_one_machine_and_one_home(tmp_path):
    config = load(tmp_path, environ={"NIGHTDESK_CONFIG": ""})
    assert (config.archive, config.warehouse, config.prefect_api, config.file) == (
        None,
        "warehouse.duckdb",
        None,
        None,
    )
    assert config.environment() == {"NIGHTDESK_CONFIG": ""}


def test_every_key_is_read(tmp_path):
    config = told(tmp_path, LARGE)
    assert config.archive == "s3://news/desk"
    assert config.s3_endpoint == "https://s3.example.org"
    assert config.is_lake
    assert config.warehouse_data == "s3://news/lake"
    assert config.prefect_pool == "crawlers"


def test_a_config_is_frozen(tmp_path):
    with pytest.raises(ValidationError):
        told(tmp_path, LARGE).archive = "elsewhere"


def test_the_environment_has_the_last_word(tmp_path):
    config = told(tmp_path, LARGE, NIGHTDESK_PREFECT_POOL="others", NIGHTDESK_ARCHIVE_KEEP="true")
    assert (config.prefect_pool, config.archive_keep) == ("others", True)


def test_a_child_comes_to_the_same_config(tmp_path):
    config = told(tmp_path, LARGE, NIGHTDESK_ARCHIVE_KEEP="true")
    assert load(config.home, environ=config.environment()) == config
    assert config.environment()["PREFECT_API_URL"] == config.prefect_api


def test_a_directory_is_meant_from_where_the_file_lies(tmp_path):
    assert told(tmp_path, 'archive = "disk/news"').archive == str(tmp_path / "disk" / "news")


def test_the_file_in_the_home_is_found_before_that_in_the_working_directory(tmp_path, monkeypatch):
    home, here = tmp_path / "home", tmp_path / "here"
    for folder, pool in ((home, "of_home"), (here, "of_here")):
        folder.mkdir()
        (folder / "nightdesk.toml").write_text(f'prefect_pool = "{pool}"')
    monkeypatch.chdir(here)
    assert load(home, environ={}).prefect_pool == "of_home"
    assert load(tmp_path, environ={}).prefect_pool == "of_here"
    assert load(home, environ={"NIGHTDESK_CONFIG": ""}).prefect_pool is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('archvie = "s3://news"', "unknown key 'archvie'; did you mean 'archive'?"),
        ("colour = 1", "unknown key 'colour'; allowed: archive, "),
        ('archive = "s3:/news"', "archive: 's3:/news' names no bucket; write s3://bucket"),
        ('archive = "s3://UPPER"', "names no bucket"),
        ('archive = "gs://news"', "archive: 'gs://news' is neither a directory nor s3://bucket/prefix"),
        ("archive = 7", "archive: Input should be a valid string, not 7"),
        ('archive_keep = "perhaps"', "archive_keep: Input should be a valid boolean"),
        ('s3_endpoint = "s3.example.org"', "s3_endpoint: 's3.example.org' is no web address"),
        (
            'warehouse = "news.db"',
            "warehouse: 'news.db' is neither 'warehouse.duckdb' nor 'ducklake:postgres:",
        ),
        ('warehouse = "ducklake:postgres:dbname=news"', "needs warehouse_data"),
        ('warehouse_data = "lake"', "warehouse_data belongs to warehouse = 'ducklake:"),
        ('prefect_pool = "two words"', "prefect_pool: String should match"),
        ('prefect_pool = "nightdesk"', "the desk's own work pool"),
        ("archive = ", "is not TOML"),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path, line, said):
    sentence = refused(tmp_path, line)
    assert said in sentence
    assert str(tmp_path / "nightdesk.toml") in sentence


def test_a_mistake_in_the_environment_names_the_variable(tmp_path):
    assert refused(tmp_path, "", NIGHTDESK_ARCHIVE="gs://news").startswith("NIGHTDESK_ARCHIVE, archive: ")


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ('archive = "s3://AKIA1:hush@news/desk"', "AWS_ACCESS_KEY_ID"),
        ('s3_endpoint = "https://key:hush@s3.example.org"', "AWS_ACCESS_KEY_ID"),
        ('s3_endpoint = "https://s3.example.org/?X-Amz-Signature=hush"', "AWS_ACCESS_KEY_ID"),
        ('warehouse = "ducklake:postgres:dbname=news password=hush"', "PGPASSWORD or ~/.pgpass"),
        ('warehouse = "ducklake:postgres:postgresql://desk:hush@db/news"', "PGPASSWORD or ~/.pgpass"),
        ('prefect_api = "http://desk:hush@desk.example.org:4200/api"', "NIGHTDESK_LOGIN"),
        ('aws_secret_access_key = "hush"', "AWS_SECRET_ACCESS_KEY"),
    ],
)
def test_a_credential_is_refused_and_not_repeated(tmp_path, line, instead):
    sentence = refused(tmp_path, line)
    assert "it holds a credential; take it out" in sentence
    assert instead in sentence
    assert "hush" not in sentence


def test_a_user_without_a_password_is_fine(tmp_path):
    line = 'warehouse = "ducklake:postgres:postgresql://desk@db/news"\nwarehouse_data = "lake"'
    assert told(tmp_path, line).is_lake


def test_a_desk_hands_its_config_on(tmp_path, monkeypatch):
    (tmp_path / "nightdesk.toml").write_text('archive = "elsewhere"')
    monkeypatch.delenv("NIGHTDESK_CONFIG", raising=False)
    given = Desk.here(home=tmp_path).environment()
    assert given["NIGHTDESK_ARCHIVE"] == str(tmp_path / "elsewhere")
    assert given["NIGHTDESK_CONFIG"] == str(tmp_path / "nightdesk.toml")


def test_the_command_says_what_is_wrong_in_one_line(tmp_path):
    (tmp_path / "mine.toml").write_text("colour = 1")
    said = nightdesk("--config", tmp_path / "mine.toml", "run", home=tmp_path)
    assert "unknown key 'colour'" in one_sentence(said)


def test_one_machine_imports_nothing_of_a_cluster(tmp_path):
    code = "import sys; from flows.settings import Desk; Desk.here().environment(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"fsspec", "s3fs", "botocore", "psycopg", "duckdb"} & set(done.stdout.split())


def test_the_keys_are_documented():
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"`{key}`" in page
        assert f"`NIGHTDESK_{key.upper()}`" in page
