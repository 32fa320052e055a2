"""Whatever the files are called, every place is a page of the document that says it."""

import io
import json
import os
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import combinations

import pytest

from extractors import Extraction, read
from pipeline.archive.page_images import PageImages
from pipeline.checks import ReportEvidence
from pipeline.findings.stored import finding_to_json, list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.outputs.findings.evidence import evidence_zip
from pipeline.queries import report_page
from pipeline.queries.timeline import timeline
from pipeline.record.database import downgrade_schema, open_database, read_transaction, upgrade_schema
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REGISTER, REPORTS

# What may befall the names: July and August, and what comes as a later issue, are called alike; or one file
# comes under two names.
ALIKE = ("months", "issues", "renamed", "all")
REISSUED_MONTH = "2020-08"


@pytest.fixture(scope="module")
def papers():
    """The sample months, and a later issue of August that says something else and is laid out otherwise."""
    known = {}
    for path in sorted(REPORTS.glob("*.pdf")):
        data = path.read_bytes()
        said = read(data, path.name)
        assert isinstance(said, Extraction)
        known[path.stem] = data, said
    data, said = known[REISSUED_MONTH]
    data += b"\n% issued again"
    facts = tuple(
        replace(
            fact,
            evidence=tuple(
                replace(spot, bbox=tuple(edge + 3 for edge in spot.bbox)) for spot in fact.evidence
            ),
            **({"duration_wd": fact.duration_wd + 1} if fact.kind == "assessment" else {}),
        )
        for fact in said.facts
    )
    on = said.report.published_on + timedelta(days=1)
    document = replace(said.document, sha256=sha256(data).hexdigest(), bytes=len(data))
    header = replace(said.report, published_on=on)
    known["again"] = data, replace(said, document=document, facts=facts, report=header)
    return known


def _names(alike):
    """Each paper's file name; the whole archive is called `report.pdf` where all are alike."""
    names = {name: f"{name}.pdf" for name in ("2020-07", "2020-08", "2020-09", "again")}
    if {"months", "all"} & set(alike):
        names |= dict.fromkeys(("2020-07", "2020-08"), "report.pdf")
    if {"issues", "all"} & set(alike):
        names["again"] = names["2020-08"]
    if "all" in alike:
        names = dict.fromkeys(names, "report.pdf")
    return names


def _fill(engine, archive, papers, alike, now):
    names = _names(alike)
    for paper, (data, said) in papers.items():
        called = [names[paper]]
        if "renamed" in alike:  # and the name under which another paper was read
            called.append(names["2020-07"])
        for name in called:
            document = replace(said.document, filename=name)
            store(engine, archive, [(data, replace(said, document=document))], extractor_version="1", now=now)
    for path in sorted(REGISTER.iterdir()):
        store_register(engine, str(path), as_of=date.fromisoformat(path.stem), now=now)
    reconcile(engine, now=now)
    return list_findings(engine, status="all")


def _places(stored):
    return [one for one in stored.finding.evidence if isinstance(one, ReportEvidence)]


# What hides most from a name; the plainer way too in the soak.
SHOWN = [("all", "renamed"), *([("all",)] if os.environ.get("CSRECON_SOAK") else [])]
WAYS = [(), *((one,) for one in ALIKE), *combinations(ALIKE, 2)]


@pytest.mark.parametrize("alike", WAYS, ids="+".join)
def test_every_place_is_in_the_document_that_says_it(engine, archive, papers, now, alike):
    by_digest = {said.document.sha256: said for _, said in papers.values()}
    found = _fill(engine, archive, papers, alike, now)
    seen = 0
    for stored in found:
        for place in _places(stored):
            said = by_digest[place.sha256]
            spots = {(e.page, e.bbox, e.text) for fact in said.facts for e in fact.evidence}
            spots |= {(e.page, e.bbox, e.text) for e in said.coverage.unclaimed}
            assert (place.page, place.bbox, place.text) in spots, "the place is not in that document"
            if stored.finding.code[0] in "IR" and stored.finding.code != "R310":
                assert said.report.period == stored.finding.period
            seen += 1
    assert seen > 100
    issues = [stored for stored in found if stored.finding.code == "X211"]
    both = {papers[REISSUED_MONTH][1].document.sha256, papers["again"][1].document.sha256}
    assert any({place.sha256 for place in _places(stored)} == both for stored in issues)


@pytest.mark.parametrize("alike", SHOWN, ids="+".join)
def test_pages_packs_and_timelines_show_that_document(engine, archive, papers, now, alike):
    found = _fill(engine, archive, papers, alike, now)
    with read_transaction(engine) as connection:
        for _, said in papers.values():
            digest = said.document.sha256
            for page in range(1, said.document.pages + 1):
                shown = {row.fingerprint for row in report_page(connection, digest, page).findings}
                meant = {
                    one.fingerprint
                    for one in found
                    if any((place.sha256, place.page) == (digest, page) for place in _places(one))
                }
                assert shown == meant
    one_of_each = {one.finding.code: one for one in found if _places(one)}
    assert {"X211", "I106"} <= one_of_each.keys()
    for stored in one_of_each.values():
        with PageImages(archive) as images:
            packed = evidence_zip(engine, images, stored.fingerprint, now=now)
        with zipfile.ZipFile(io.BytesIO(packed)) as bag:
            name = next(one for one in bag.namelist() if one.endswith("documents.json"))
            listed = json.loads(bag.read(name))
            finding = json.loads(bag.read(name.replace("documents", "finding")))
        digests = {place.sha256 for place in _places(stored)}
        assert {one["sha256"] for one in listed} == digests
        assert {sha256(archive.get(one["sha256"])).hexdigest() for one in listed} == digests
        assert finding["evidence"] == json.loads(json.dumps(finding_to_json(stored)))["evidence"]
    marked = 0
    for reference in {one.finding.reference for one in found} - {None}:
        with read_transaction(engine) as connection:
            lines, standing = timeline(connection, reference)
        places = {one.fingerprint: {(p.sha256, p.page) for p in _places(one)} for one in standing}
        for line in lines:
            against = [name for name in line.contradicted if line.event != "register"]
            assert all((line.sha256, line.place) in places[name] for name in against)
            marked += len(against)
    assert marked > 20


@pytest.mark.parametrize("alike", [(), ("months",), ("all",)], ids="+".join)
def test_an_older_record_learns_the_digests_or_says_that_it_does_not_know(
    databases, archive, papers, now, alike
):
    engine = open_database(databases.alone(), upgrade=False)
    meant = {one.fingerprint: _places(one) for one in _fill(engine, archive, papers, alike, now)}
    downgrade_schema(engine, "0006")
    upgrade_schema(engine)
    known = unknown = 0
    for stored in list_findings(engine, status="all"):
        for place, before in zip(_places(stored), meant[stored.fingerprint], strict=True):
            assert place.sha256 in (before.sha256, None)
            known += place.sha256 is not None
            unknown += place.sha256 is None
    assert known > 100
    assert unknown == 0 or alike
    reconcile(engine, now=now + timedelta(days=1), period=REISSUED_MONTH)
    again = [one for one in list_findings(engine, status="all") if one.finding.period == REISSUED_MONTH]
    assert [_places(one) for one in again] == [meant[one.fingerprint] for one in again]
    engine.dispose()
