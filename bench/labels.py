"""What labels cost: the table of files a second and bytes by format, and the benches of the mark and of manifests."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
import orjson

from bench.labels_files import rows, table
from bench.machine import load_average, machine

ROOT: Final = Path(__file__).resolve().parent.parent
RESULTS: Final = ROOT / "bench" / "results" / "labels.json"
OTHERS: Final = {"mark": "bench.labels_mark", "c2pa": "bench.labels_c2pa"}
"""Benches that are run too; each writes results of its own."""


def others(quick: bool) -> dict[str, str]:
    """Runs the other benches that are there; their results, by what they measure, below bench/results."""
    found = {}
    for name, module in OTHERS.items():
        if find_spec(module) is None:
            click.echo(f"\n{module} is not there")
            continue
        click.echo(f"\n{module}")
        asked = ["--quick"] if quick and name == "mark" else []
        subprocess.run([sys.executable, "-m", module, *asked], cwd=ROOT, check=True)
        found[name] = f"labels_{name}.json"
    return found


@click.command()
@click.option("--quick", is_flag=True, help="A smoke run of the mark.")
@click.option("--only-files", is_flag=True, help="Leave the mark and the manifests out.")
def main(quick: bool, only_files: bool) -> None:
    """Measures what labels cost."""
    told: dict[str, Any] = {"machine": machine(ROOT)}
    click.echo("  ".join(f"{name} {value}" for name, value in told["machine"].items()))
    with TemporaryDirectory(prefix="guiju-") as folder:
        told["files"] = rows(Path(folder))
    click.echo("\n".join(table(told["files"])))
    told["machine"]["load_after"] = load_average()
    told["others"] = {} if only_files else others(quick)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    click.echo(f"\nwritten to {RESULTS}")


if __name__ == "__main__":
    main()
