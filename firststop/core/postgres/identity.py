"""As whom the server runs: PostgreSQL refuses root, and the data must stay with its owner."""

import contextlib
import os
import pwd
import shutil
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from firststop.core.postgres.binaries import Binaries, copied_binaries, package_binaries, run
from firststop.core.postgres.errors import OwnerError
from firststop.core.postgres.places import SYSTEM_ROOT, Place

SYSTEM_USER = "firststop"


class Kind(StrEnum):
    """The ways to run the server."""

    SELF = "self"
    NAMESPACE = "namespace"
    OTHER_USER = "other_user"


@dataclass(frozen=True)
class Identity:
    """As whom the server runs: `uid` owns its files, `prefix` goes before each of its programs."""

    kind: Kind
    uid: int
    prefix: tuple[str, ...]
    binaries: Binaries
    sentence: str

    def command(self, program: str, *arguments: str) -> list[str]:
        """Return the command line that runs `program` as this identity."""
        return [*self.prefix, self.binaries.path(program), *arguments]


def identify(place: Place) -> Identity:
    """Return as whom the server of `place` runs, or will run once it is made.

    Raises `OwnerError` where the data belongs to somebody this process may not act for.
    """
    me, owner = os.geteuid(), owner_of(place)
    if me != 0:
        return _as_self(place, me, owner)
    if owner:
        return _as_owner(owner, moved=place.entrance.is_symlink())
    if namespace_works(place):
        return _in_namespace()
    if place.data.exists():
        raise OwnerError(
            f"{place.data} belongs to root, and this machine refuses the user namespace that root needs.",
            f"Give it to an ordinary user: chown -R {SYSTEM_USER} {place.folder}/",
        )
    return _as_owner(system_user(), moved=True)


def owner_of(place: Place) -> int | None:
    """Return the user id that owns the database's folder, None when there is no folder."""
    try:
        return place.folder.stat().st_uid
    except FileNotFoundError:
        return None


def settle(place: Place) -> Identity:
    """Make the database's folder where it is missing and return as whom the server runs.

    Raises `OwnerError`, and `OSError` where the folder cannot be made.
    """
    place.var.mkdir(parents=True, exist_ok=True)
    identity = identify(place)
    if owner_of(place) is None:
        _make_folder(place, identity)
    return identity


def namespace_works(place: Place) -> bool:
    """Try whether root may run the programs and use the folder of `place` inside a user namespace."""
    postgres = package_binaries().path("postgres")
    if place.folder.exists():
        test, folder = 'test -x "$1" -a -w "$1" && exec "$2" --version', place.folder
    else:  # root will make it there
        test, folder = 'test -x "$1" && exec "$2" --version', place.var
    try:
        return run([*_namespace(), "/bin/sh", "-c", test, "sh", str(folder), postgres]).returncode == 0
    except FileNotFoundError:
        return False


def _namespace() -> tuple[str, ...]:
    # Inside, root's files belong to the mapped user. PostgreSQL looks its name up, so it must be one that
    # exists; the overflow user would make strangers' files look like ours.
    known = [user for user in pwd.getpwall() if 0 < user.pw_uid < 65534] or pwd.getpwall()
    inside = next((user for user in known if user.pw_name == "daemon"), known[0])
    return ("unshare", "-U", f"--map-user={inside.pw_uid}", f"--map-group={inside.pw_gid}", "--")


def _in_namespace() -> Identity:
    sentence = "as root inside a user namespace, where it has no rights of root"
    return Identity(Kind.NAMESPACE, 0, _namespace(), package_binaries(), sentence)


def _as_self(place: Place, me: int, owner: int | None) -> Identity:
    if owner not in (None, me):
        raise OwnerError(
            f"The database in {place.folder} belongs to {_name(owner or 0)}, and you are {_name(me)}.",
            f"Run this as {_name(owner or 0)}, or name a folder of your own in FIRSTSTOP_VAR.",
        )
    return Identity(Kind.SELF, me, (), package_binaries(), f"as you ({_name(me)})")


def _as_owner(uid: int, *, moved: bool) -> Identity:
    why = "PostgreSQL refuses root" + (" and this machine refuses user namespaces" if moved else "")
    sentence = f"as {_name(uid)}, who owns the data, because {why}"
    group = next((user.pw_gid for user in pwd.getpwall() if user.pw_uid == uid), uid)
    prefix = ("setpriv", f"--reuid={uid}", f"--regid={group}", "--clear-groups", "--")
    identity = Identity(Kind.OTHER_USER, uid, prefix, package_binaries(), sentence)
    if not _can_run(identity):
        # Their home hides the programs from this user.
        return replace(identity, binaries=copied_binaries(identity.binaries, _open_root()))
    return identity


def _can_run(identity: Identity) -> bool:
    # By way of a shell: setpriv itself still has root's rights when it looks for the program.
    shell = [*identity.prefix, "/bin/sh", "-c", 'exec "$1" --version', "sh", identity.binaries.path("postgres")]
    return run(shell).returncode == 0


def system_user() -> int:
    """Return the id of the system user that runs the server for root; makes it where the machine allows."""
    names = {user.pw_name: user.pw_uid for user in pwd.getpwall()}
    if SYSTEM_USER not in names:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
        if useradd:
            run([useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER])
            names = {user.pw_name: user.pw_uid for user in pwd.getpwall()}
    return names.get(SYSTEM_USER) or names["nobody"]


def _open_root() -> Path:
    for folder in (SYSTEM_ROOT.parent, SYSTEM_ROOT):
        if not folder.exists():
            folder.mkdir(mode=0o755, parents=True)
    # A strict umask would hide it from the user that it is made for.
    SYSTEM_ROOT.chmod(0o755)
    return SYSTEM_ROOT


def _make_folder(place: Place, identity: Identity) -> None:
    """Make the folder, or a link to where the other user reaches it; another starter may do so just now."""
    if place.entrance.is_symlink():
        place.entrance.unlink(missing_ok=True)
    if identity.kind is not Kind.OTHER_USER:
        place.entrance.mkdir(mode=0o700, exist_ok=True)
        return
    target = _open_root() / place.name
    target.mkdir(mode=0o700, exist_ok=True)
    os.chown(target, identity.uid, -1)
    with contextlib.suppress(FileExistsError):
        place.entrance.symlink_to(target)


def _name(uid: int) -> str:
    return next((user.pw_name for user in pwd.getpwall() if user.pw_uid == uid), f"user {uid}")
