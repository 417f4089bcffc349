"""`python -m builder`: build the site, or serve it as its pages are edited."""

import argparse
import logging
import os
import sys
from pathlib import Path

from builder.build import ROOT, BuildFailed, Formatter, build
from builder.serve import serve


def main(root: Path) -> None:
    """Read the command line, and build or serve what is below `root`."""
    parser = argparse.ArgumentParser(prog="python -m builder", description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=root / "site", help="default: site/")
    parser.add_argument("--serve", action="store_true", help="serve the pages as they are edited")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    arguments = parser.parse_args()
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    site_url = os.environ.get("SITE_URL", "http://127.0.0.1:8000/").rstrip("/") + "/"
    try:
        if arguments.serve:
            serve(root, arguments.port)
        else:
            build(root, arguments.site_dir.absolute(), site_url)
            print(f"Built {arguments.site_dir} for {site_url} (SITE_URL sets another address)")
    except BuildFailed:
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(0 if arguments.serve else 130)


if __name__ == "__main__":
    main(ROOT)
