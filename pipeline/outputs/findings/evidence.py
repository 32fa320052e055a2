"""A finding's evidence pack: a zipped BagIt bag that is read, and proved unchanged, without csrecon.

The bag is written here and only proved by the bagit library: that one makes bags by changing the folder
in which the whole process works, which a server cannot have.
"""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Engine

from extractors import VERSION
from pipeline.archive.page_images import PageImages
from pipeline.basics.errors import OutOfReach, not_written
from pipeline.basics.whole_files import write_whole_file
from pipeline.checks.catalogue import CHECKS
from pipeline.checks.docstrings import read_docstring
from pipeline.checks.finding import RegisterEvidence
from pipeline.findings.stored import find_one, finding_to_json
from pipeline.findings.waivers import waivers_of
from pipeline.logbook.audit_log import entries, head_of
from pipeline.outputs.findings.cited import documents_of, facts_at, rows_of
from pipeline.outputs.findings.pictures import pictures
from pipeline.outputs.findings.rendering import render, source
from pipeline.queries import finding_parts
from pipeline.record.database import read_transaction

_SCALE = 2.0
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: the same record gives the same bytes


def write_evidence(engine: Engine, images: PageImages, id: str, target: Path, *, now: datetime) -> int:
    """Writes the pack of the finding whose fingerprint begins with `id`; gives the number of its files.

    Raises UnusableInput where no one finding does or the file cannot be written. `now` is told in the pack.
    """
    name, files = evidence_files(engine, images, id, now=now)
    packed = _zipped(name, files)
    try:
        write_whole_file(target, packed)
    except OSError as problem:
        raise not_written(target, problem) from problem
    return len(files)


def evidence_zip(engine: Engine, images: PageImages, id: str, *, now: datetime) -> bytes:
    """The same pack as bytes, for whoever sends it on."""
    return _zipped(*evidence_files(engine, images, id, now=now))


def evidence_files(
    engine: Engine, images: PageImages, id: str, *, now: datetime
) -> tuple[str, dict[str, bytes]]:
    """The bag's name, and its files by their paths within it."""
    with read_transaction(engine) as connection:
        stored = find_one(connection, id)
        parts = finding_parts(connection, stored.fingerprint)
        places = parts[1] if parts else ()
        facts = facts_at(connection, places)
        rows = rows_of(connection, places, stored.finding.reference)
        papers = documents_of(connection, places)
        log, head = entries(connection, stored.fingerprint), head_of(connection)
    waivers = waivers_of(engine, stored.fingerprint)
    drawn = list(pictures(images, places, whole=True, scale=_SCALE))
    page = render(
        "evidence.html",
        stored=stored,
        check=read_docstring(next(check.doc for check in CHECKS if check.code == stored.finding.code)),
        pictures=drawn,
        cited=[one for one in stored.finding.evidence if isinstance(one, RegisterEvidence)],
        facts=facts,
        rows=rows,
        waivers=waivers,
        log=log,
        head_of_log=head,
        now=now,
        version=VERSION,
        style=source("paper.css"),
    )
    data = {
        "index.html": page.encode(errors="replace"),
        "finding.json": _json(finding_to_json(stored)),
        "facts.json": _json(facts),
        "register.json": _json(rows),
        "documents.json": _json(papers),
        "log.json": _json(
            {
                "head": asdict(head),
                "entries": [asdict(entry) for entry in log],
                "waivers": [asdict(waiver) for waiver in waivers],
            }
        ),
    }
    data |= {f"pages/{picture.name}": picture.png for picture in drawn if picture.png}
    return f"finding-{stored.fingerprint[:12]}", _bag(data, stored.finding.message, now)


def _bag(data: dict[str, bytes], about: str, now: datetime) -> dict[str, bytes]:
    """The files of a bag with this payload, as RFC 8493 has it."""
    payload = {f"data/{name}": content for name, content in data.items()}
    size = sum(map(len, payload.values()))
    info = {
        "Bagging-Date": f"{now:%Y-%m-%d}",
        "Bag-Software-Agent": f"csrecon {VERSION}",
        "External-Description": " ".join(about.split()),
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{k}: {v}\n" for k, v in sorted(info.items())).encode(errors="replace"),
        "manifest-sha256.txt": _manifest(payload),
    }
    bag = payload | tags | {"tagmanifest-sha256.txt": _manifest(tags)}
    _prove(bag)
    return bag


def _manifest(files: dict[str, bytes]) -> bytes:
    return "".join(f"{sha256(files[n]).hexdigest()}  {n}\n" for n in sorted(files)).encode()


def _prove(bag: dict[str, bytes]) -> None:
    """Raises OutOfReach where the bag, as it came to lie on the disk, is not what it was meant to be."""
    import bagit

    with TemporaryDirectory() as name:
        for path, content in bag.items():
            place = Path(name, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        try:
            bagit.Bag(name).validate()
        except bagit.BagError as problem:
            raise OutOfReach(f"The evidence pack did not come whole to the disk: {problem}.") from problem


def _zipped(name: str, files: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for path in sorted(files):
            packed.writestr(ZipInfo(f"{name}/{path}", _MOMENT), files[path], ZIP_DEFLATED)
    return target.getvalue()


def _json(value: object) -> bytes:
    return (dumps(value, indent=1, default=str) + "\n").encode()
