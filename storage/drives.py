"""What kind of disk a folder lies on: one that shares its files with other computers, or not."""

from __future__ import annotations

import os
from pathlib import Path

# File systems whose files lie on another computer: their locks cannot be relied on.
_SHARED = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "webdav", "davfs"),
        *("fuse.sshfs", "fuse.davfs2", "fuse.rclone", "glusterfs", "fuse.glusterfs", "ceph"),
    )
)
_MOUNTS = Path("/proc/mounts")
_REMOTE = 4  # Windows: DRIVE_REMOTE


def share_of(folder: Path) -> str | None:
    """The kind of network share a folder lies on; None for a disk of this computer."""
    if os.name == "nt":
        return _windows_share(folder)
    return shared_mount(folder.resolve(), _mounts())


def shared_mount(folder: Path, mounts: str) -> str | None:
    """The same, told by the list of mounts as Linux writes it (`man 5 proc`)."""
    found: tuple[int, str] = (-1, "")
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        at = Path(parts[1].replace("\\040", " "))
        if folder.is_relative_to(at):
            found = max(found, (len(at.parts), parts[2]))
    return found[1] if found[1] in _SHARED else None


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:  # no Linux
        return ""


def _windows_share(folder: Path) -> str | None:
    import ctypes

    if folder.drive.startswith("\\\\"):
        return "network share"
    api = getattr(ctypes, "windll").kernel32  # noqa: B009
    return "network drive" if api.GetDriveTypeW(f"{folder.drive}\\") == _REMOTE else None
