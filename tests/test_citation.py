import yaml

from verify import ROOT


def test_it_says_what_the_site_and_the_licence_say() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    pages = said["preferred-citation"]
    assert {"cff-version", "message", "title", "authors"} <= said.keys()
    assert (said["cff-version"], pages["type"]) == ("1.2.0", "website")
    for part in (said, pages):
        assert f"site_name: {part['title']}" in configuration
        assert all(f"Copyright (c) 2026 {a['name']}" in licence for a in part["authors"])
    assert f"{said['license']} License:" in licence
    assert f"/{pages['license'][3:-4].lower()}/4.0/" in licence
