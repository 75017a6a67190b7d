"""``guiju label key`` and ``chain``: keys that sign labels and mark pictures, and the chain that signs manifests."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from guiju.cli.columns import printable
from guiju.labels import ALGORITHMS, Algorithm, create_chain, generate_key, renew_chain, save_key

_MARK_BYTES = 32


@click.command("key")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--algorithm",
    type=click.Choice([*ALGORITHMS, "mark"]),
    default="ed25519",
    show_default=True,
    help="sm2sm3 is SM2 with SM3; mark makes the secret key of invisible marks.",
)
def key(file: Path, algorithm: str) -> None:
    """Make a key that signs labels, or that marks pictures; FILE is for its owner alone, and no key is overwritten.

    Beside a signing key lies FILE.pub, for those who verify.
    """
    public = file.with_name(f"{file.name}.pub")
    for one in (file, public):
        if one.exists():
            raise ValueError(f"{one}: is there already; no key is ever overwritten")
    if algorithm == "mark":
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(_MARK_BYTES) + "\n")
        click.echo(printable(str(file)))
        return
    chosen: Algorithm = next(one for one in ALGORITHMS if one == algorithm)
    made = generate_key(chosen)
    save_key(made, file)
    public.write_text(made.public.pem(), "ascii")
    click.echo(printable(f"{file}  {public}  {made.public.id}"))


@click.command("chain")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--organisation", metavar="NAME", default="", help="Who signs: readers of a manifest are shown this name."
)
@click.option("--country", metavar="CC", default="CN", show_default=True, help="Two letters.")
@click.option("--renew", is_flag=True, help="A new leaf for the chain that is there.")
def chain(folder: Path, organisation: str, country: str, renew: bool) -> None:
    """Make the chain of certificates that signs C2PA manifests: a root of your own, an intermediate, a leaf.

    The root's key belongs in a safe place; give its certificate to those who verify.
    """
    made = renew_chain(folder) if renew else create_chain(folder, organisation, country)
    click.echo(f"{printable(str(folder))}  until {made.until:%Y-%m-%d}")
