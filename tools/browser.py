"""Find Chromium for the browser tests, or bring it, or say exactly how to; never skip in silence."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HELP = "Browser tests need Chromium. Run this once:  sudo apt-get install chromium"


def installed() -> str | None:
    """Return the path of a Chromium that starts on this machine, one of Playwright's included."""
    for name in NAMES:
        if (found := shutil.which(name)) and starts(found):
            return found
    return from_playwright()


def starts(path: str) -> bool:
    """Whether a browser starts; one that lacks a library of the system does not."""
    return subprocess.run([path, "--version"], check=False, capture_output=True).returncode == 0


def from_playwright() -> str | None:
    """Return Playwright's own Chromium where it was installed before."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.access(path, os.X_OK) and starts(path) else None


def bring() -> None:
    """Install Chromium by apt as root, by Playwright otherwise."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)
    if installed() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Exit 0 when there is a browser afterwards."""
    if installed() is None:
        bring()
    if installed() is None:
        print(HELP, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
