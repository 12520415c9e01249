"""Holds the installed packages against requirements.lock: a lock file that nobody reads would promise the same model, and not keep it."""

import os
from importlib.metadata import PackageNotFoundError, version

from features import DataFault

LOCK = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "requirements.lock")


def locked(text):
    """The name and version of each line `name==version`; comments and empty lines are passed over."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return dict(line.split("==") for line in lines if line)


def installed(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def refuse_other_versions(path=LOCK, installed=installed):
    """Refuses to go on with other packages; gives what is installed, for the log."""
    with open(path, encoding="utf-8") as file:
        expected = locked(file.read())
    other = [f"{name} {installed(name) or 'missing'}, expected {wanted}" for name, wanted in expected.items() if installed(name) != wanted]
    if other:
        raise DataFault(f"requirements.lock: found {'; '.join(other)} (pip install -r requirements.lock)")
    return ", ".join(f"{name} {wanted}" for name, wanted in expected.items())
