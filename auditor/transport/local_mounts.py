"""Whether a folder lies on this machine's own disks or on another machine's, mounted over the network."""

import os
from pathlib import Path

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "gfs2", "ocfs2"}
)
"""File system types of other machines' disks (mount(8), fs/ of Linux)."""

_NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs", "fuse.davfs", "fuse.curlftpfs")


def file_system_of(path: str, mountinfo: Path = Path("/proc/self/mountinfo")) -> str:
    """The type of the file system that ``path`` lies on (``ext4``, ``nfs4``); raises OSError when it cannot be told.

    Read from /proc/self/mountinfo (proc_pid_mountinfo(5)); the longest mount point that holds the path decides, the
    last of several over one another.
    """
    wanted = os.path.realpath(path, strict=True)
    best, found = -1, ""
    for line in mountinfo.read_bytes().splitlines():
        left, dash, right = line.partition(b" - ")
        fields, kinds = left.split(b" "), right.split(b" ")
        if not dash or len(fields) < 5:
            continue
        point = os.fsdecode(_unescape(fields[4]))
        if (wanted == point or wanted.startswith(point.rstrip("/") + "/")) and len(point) >= best:
            best, found = len(point), os.fsdecode(kinds[0])
    if not found:
        raise OSError(f"no mount point holds the folder: {os.path.basename(path)}")
    return found


def is_network(kind: str) -> bool:
    """True when files of such a file system lie on another machine."""
    return kind in _NETWORK or kind.startswith(_NETWORK_FUSE)


def _unescape(field: bytes) -> bytes:
    r"""Mount points write blanks as \040 and the like (proc_pid_mountinfo(5))."""
    for code, byte in ((b"\\040", b" "), (b"\\011", b"\t"), (b"\\012", b"\n"), (b"\\134", b"\\")):
        field = field.replace(code, byte)
    return field
