"""Fetch the GOV.UK and MoJ front ends and write the parts we use to static/vendor.

The packages come through `npm pack`; their integrity hashes must match
vendor-lock.json. What may only be used on GOV.UK (the GDS Transport typeface, the
crest, the crown) is taken out, and a check afterwards fails loudly if any is left.
Run it with `python scripts/vendor_frontend.py`; it does nothing when static/vendor
already holds what the lock names, unless `--again` is given.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "vendor-lock.json"
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / "vendored.json"

FONTS = 'arial,"Liberation Sans",helvetica,sans-serif'
FORBIDDEN = (
    "gds transport",
    "crest",
    "crown",
    "@font-face",
    "govuk-icon",
    "sourcemappingurl",
    "/assets/",
)

# package name -> (folder inside the tarball, stem of the compiled files, our folder)
PARTS = {
    "govuk-frontend": ("package/dist/govuk", "govuk-frontend", "govuk"),
    "@ministryofjustice/frontend": ("package/moj", "moj-frontend", "moj"),
}


def main() -> None:
    """Fetch, check, clean and write; say what was written."""
    lock = json.loads(LOCK.read_text())
    fresh_enough = STAMP.exists() and json.loads(STAMP.read_text()) == lock
    if fresh_enough and "--again" not in sys.argv:
        print("static/vendor is up to date")
        return
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "vendor"
        for package in lock["packages"]:
            tarball = fetch(package, Path(scratch))
            write_part(package["name"], tarball, fresh)
        (fresh / "vendored.json").write_text(json.dumps(lock))
        check_clean(fresh)
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(fresh, VENDOR)
    count = sum(1 for path in VENDOR.rglob("*") if path.is_file())
    print(f"static/vendor: {count} files written")


def fetch(package: dict[str, str], scratch: Path) -> Path:
    """Download one package and return its tarball; stop if its hash is not the
    locked one."""
    spec = f"{package['name']}@{package['version']}"
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the front end: install the npm package")
    answer = subprocess.run(
        [npm, "pack", spec, "--json", "--silent"],
        cwd=scratch,
        check=False,
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        sys.exit(f"npm could not fetch {spec}:\n{answer.stderr or answer.stdout}")
    stem = package["name"].lstrip("@").replace("/", "-")
    tarball = scratch / f"{stem}-{package['version']}.tgz"
    digest = hashlib.sha512(tarball.read_bytes()).digest()
    found = "sha512-" + base64.b64encode(digest).decode()
    if found != package["integrity"]:
        sys.exit(
            f"{spec} is not the locked package\n"
            f"  locked: {package['integrity']}\n  found:  {found}"
        )
    return tarball


def write_part(name: str, tarball: Path, target: Path) -> None:
    """Copy one package's compiled css, its script and the images its css names."""
    inside, stem, folder = PARTS[name]
    out = target / folder
    (out / "images").mkdir(parents=True)
    with tarfile.open(tarball) as files:

        def read(path: str) -> bytes:
            member = files.extractfile(f"{inside}/{path}")
            if member is None:
                sys.exit(f"{name} has no {path}")
            return member.read()

        css = clean_css(read(f"{stem}.min.css").decode())
        (out / f"{stem}.min.css").write_text(css)
        script = without_source_map(read(f"{stem}.min.js").decode())
        (out / f"{stem}.min.js").write_text(script)
        for image in sorted(set(re.findall(r"url\(images/([^)]+)\)", css))):
            (out / "images" / image).write_bytes(read(f"assets/images/{image}"))


def clean_css(css: str) -> str:
    """The stylesheet in our typeface, without the crest, the crown and far-off
    addresses, so that hashed static names work."""
    css = re.sub(r"/\*!.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", FONTS)
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    css = re.sub(r"(?<=[{}])[^{},]*[-_](?:crown|crest)\b[^{},]*\{[^}]*\}", "", css)
    css = css.replace("url(/assets/images/", "url(images/")
    return without_source_map(css)


def without_source_map(text: str) -> str:
    """The text without its pointer to a source map, which we do not ship."""
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "", text)


def check_clean(folder: Path) -> None:
    """Stop when anything that belongs to GOV.UK, or a far-off address, is left."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        words = path.name.lower()
        if path.suffix in {".css", ".js", ".svg"}:
            words += path.read_text().lower()
        for word in FORBIDDEN:
            if word in words:
                sys.exit(f"{path.name} still holds {word!r}")


if __name__ == "__main__":
    main()
