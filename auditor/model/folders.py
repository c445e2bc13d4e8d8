"""How folders of a target are named: relative to the folder that its transport reaches."""


def folder_under(root: str, folder: str) -> str:
    """``folder`` relative to ``root``, without empty and ``.`` components; the empty text is ``root`` itself.

    A folder written absolutely is taken as it is when it lies under ``root``. One that does not, or that has ``..``,
    keeps its leading ``/`` or ``..``: transports refuse it.
    """
    base = root.rstrip("/")
    if folder.startswith("/") and (folder == base or folder.startswith(base + "/")):
        folder = folder[len(base) :]
        absolute = ""
    else:
        absolute = "/" if folder.startswith("/") else ""
    return absolute + "/".join(part for part in folder.split("/") if part not in ("", "."))


def inside(folder: str, path: str) -> str:
    """A file's path relative to ``folder``, both relative to the same root."""
    return path[len(folder) + 1 :] if folder and path.startswith(folder + "/") else path
