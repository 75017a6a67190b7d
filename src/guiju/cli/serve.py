"""``guiju serve``: the gateway in front of a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from guiju.cli.version_text import other_lines
from guiju.config import Config
from guiju.gateway import build_app, opened, quiet_logs
from guiju.gateway import serve as run
from guiju.wiring import ledger_of, others_at_hand, parts_of, settings_of


@click.command("serve")
@click.option("--upstream", metavar="URL", help="Address of an OpenAI-compatible API; it ends in /v1.")
@click.option("--upstream-key-env", metavar="VAR", help="The environment variable that holds the upstream's key.")
@click.option("--model", "models", metavar="M", multiple=True, help="A model to offer; again for more (default: all).")
@click.option("--host", metavar="H", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--producer", metavar="CODE", help="Your provider code of 27 characters, for labels.")
@click.option(
    "--words", metavar="FILE", multiple=True, type=click.Path(path_type=Path), help="A lexicon; again for more."
)
@click.option("--label", type=click.Choice(["start", "end", "client"]), help="Where the visible label stands.")
@click.option(
    "--demo", is_flag=True, default=None, help="Accept a stand-in provider code; mark all evidence as a demo."
)
@click.pass_context
def serve(context: click.Context, /, **given: Any) -> None:
    """Serve a model lawfully: prompts and answers checked, answers labelled, every decision in evidence."""
    config = Config.read(context.find_root().params["path"], lang=context.obj.lang, **given)
    settings = settings_of(config)
    quiet_logs()
    bound = opened(config.host, config.port)
    host, port = bound.getsockname()[:2]
    with bound, ledger_of(config) as ledger:
        parts = parts_of(config, ledger)
        if not parts.keys.list():
            click.echo("no application has a key yet: guiju keys create NAME", err=True)
        for line in other_lines(others_at_hand(parts.packs, parts.packs.ids), config.lang):
            click.echo(line, err=True)
        app = build_app(parts, settings)
        run(
            app,
            bound,
            lambda: click.echo(f"serving http://{host}:{port}/v1, status page http://{host}:{port}/", err=True),
        )
