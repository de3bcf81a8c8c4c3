"""The papers of the captures in `seeds/`, read before they are shipped; `make seeds` writes them."""

from __future__ import annotations

from readerapp.actions import seeds
from readerapp.home import shipped


def wanted() -> bytes:
    """What the file must hold."""
    return seeds.ready(
        {path.name: path.read_bytes() for path in shipped("seeds").glob("*") if path.is_file()}
    )


if __name__ == "__main__":
    seeds.READY.write_bytes(wanted())
