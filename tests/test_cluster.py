"""A cluster of two hosts that share no folder, articles and tables in a store like S3: the same bytes as here."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.running import SAMPLES

distributed = pytest.importorskip("distributed")
pytest.importorskip("s3fs")
fsspec, moto = pytest.importorskip("fsspec"), pytest.importorskip("moto.server")

# A store in this process takes any key.
ANYBODY = {"AWS_ACCESS_KEY_ID": "anybody", "AWS_SECRET_ACCESS_KEY": "anybody", "AWS_DEFAULT_REGION": "us-east-1"}
ARTICLES = ("afrique-cacao", "justice-proces", "sport-handball")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Give a file system like S3, with some articles in it."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (*ANYBODY.items(), ("AWS_ENDPOINT_URL", f"http://{host}:{port}"), ("HOME", str(tmp_path))):
        monkeypatch.setenv(name, value)
    fsspec.filesystem("s3").clear_instance_cache()
    system = fsspec.filesystem("s3")
    system.mkdir("presse")
    for name in ARTICLES:
        system.put_file(str(SAMPLES / f"{name}.txt"), f"presse/2024/{name}.txt")
    yield system
    system.clear_instance_cache()
    server.stop()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """Give the address of a Dask scheduler whose two workers each live in a folder of their own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "dask"]
    started = [[*dask, "scheduler", "--host", address, "--no-dashboard", "--no-show"]]
    started += [
        [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", f"host{number}",
         "--local-directory", str(tmp_path / f"host{number}")]
        for number in (1, 2)
    ]  # fmt: skip
    here = os.pathsep.join(filter(None, (str(SAMPLES.parent), os.environ.get("PYTHONPATH"))))
    processes = []
    for place, line in enumerate(started):
        folder = tmp_path / f"host{place}"
        folder.mkdir()
        env = {**os.environ, "PYTHONPATH": here}
        processes.append(subprocess.Popen(line, cwd=folder, env=env, stderr=subprocess.DEVNULL))
    yield address
    for process in reversed(processes):
        process.terminate()
        process.wait(20)


def hosts_at_work(address: str) -> set[str]:
    """Wait for two workers, and return the folders in which they are."""
    with distributed.Client(address, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
        return set(client.run(os.getcwd).values())


def test_two_hosts_write_to_an_address_what_one_process_writes_here(
    bucket: Any, scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.engine.reading.BATCH", 1)  # so that each host has something to do
    assert len(hosts_at_work(scheduler)) == 2
    address = ["s3://presse/2024", "s3://presse/tables", "--engine", "dask", "--scheduler", scheduler]
    done = CliRunner().invoke(main, ["extract", "-q", *address, "--no-cache", "--format", "csv"])
    assert done.exit_code == 0, done.output
    folder = tmp_path / "2024"
    bucket.get("presse/2024/", f"{folder}/", recursive=True)
    here = CliRunner().invoke(main, ["extract", "-q", str(folder), str(tmp_path / "out"), "--format", "csv"])
    assert here.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").glob("*.csv"))
    assert "quotes.csv" in names
    for name in names:
        assert bucket.cat_file(f"presse/tables/{name}") == (tmp_path / "out" / name).read_bytes(), name
