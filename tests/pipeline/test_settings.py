"""Settings: options before the environment before the file, and mistakes named with their place."""

from pathlib import Path

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.settings import FILE, load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder and an environment without our settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("CSRECON_DATABASE_URL", "CSRECON_ARCHIVE", "CSRECON_WORKERS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_each_source_goes_before_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().database_url == "sqlite:///csrecon.db"
    (folder / FILE).write_text('database_url = "sqlite:///file.db"\nworkers = 3\n')
    assert load_settings().database_url == "sqlite:///file.db"
    monkeypatch.setenv("CSRECON_DATABASE_URL", "sqlite:///environment.db")
    assert load_settings().database_url == "sqlite:///environment.db"
    chosen = load_settings(database="sqlite:///option.db", workers=5)
    assert (chosen.database_url, chosen.workers) == ("sqlite:///option.db", 5)
    assert load_settings().workers == 3


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CSRECON_DATABASE", "Is CSRECON_DATABASE_URL meant?"),
        ("CSRECON_ARCHVE", "Is CSRECON_ARCHIVE meant?"),
        ("CSRECON_COLOUR_OF_MOON", "Those are: CSRECON_DATABASE_URL, "),
    ],
)
def test_a_misspelt_variable_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(UnusableInput, match=name) as told:
        load_settings()
    assert said in str(told.value)


def test_a_misspelt_setting_in_the_file_names_the_nearest(folder: Path) -> None:
    (folder / FILE).write_text('databse_url = "sqlite:///x.db"\n')
    with pytest.raises(UnusableInput, match=r"Is database_url meant\?"):
        load_settings()


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSRECON_DATABASE_URL", "")
    assert load_settings().database_url == "sqlite:///csrecon.db"


@pytest.mark.parametrize(
    ("database", "archive"),
    [
        ("sqlite:///csrecon.db", "csrecon-archive"),
        ("sqlite:///records/csrecon.db", "records/csrecon-archive"),
        ("sqlite:////srv/records/csrecon.db?mode=rw", "/srv/records/csrecon-archive"),
        ("postgresql://clerk@server/records", "csrecon-archive"),
    ],
)
def test_the_archive_lies_beside_the_database(database: str, archive: str) -> None:
    assert load_settings(database=database).archive_folder == Path(archive)


def test_an_archive_that_is_named_lies_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSRECON_ARCHIVE", "/srv/papers")
    assert load_settings(database="sqlite:///records/csrecon.db").archive_folder == Path("/srv/papers")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("workers = 0", "workers in csrecon.toml cannot be 0"),
        ("wrokers = 2", "csrecon.toml sets wrokers, which is no setting"),
        ("workers = ", "csrecon.toml in this folder is not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named(folder: Path, text: str, said: str) -> None:
    (folder / FILE).write_text(text)
    with pytest.raises(UnusableInput, match=said):
        load_settings()


def test_a_mistake_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSRECON_WORKERS", "many")
    with pytest.raises(UnusableInput, match="CSRECON_WORKERS cannot be 'many'"):
        load_settings()


def test_limits_follow_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSRECON_MAX_SECONDS", "7")
    monkeypatch.setenv("CSRECON_MAX_MEGABYTES", "3")
    limits = load_settings().limits
    assert (limits.seconds, limits.size) == (7, 3_000_000)
