"""Where Firststop keeps what it makes: one folder, never the package's own."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def var_folder() -> Path:
    """Return the folder for data, indexes and caches.

    `FIRSTSTOP_VAR` names it; in a checkout it is ``var/``; an installed package uses the user's data folder.
    """
    named = os.environ.get("FIRSTSTOP_VAR")
    if named:
        return Path(named).resolve()
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "firststop"
