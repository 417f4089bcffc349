"""`python -m messages`: what PyTorch can say of these losses, held to what is listed here."""

import argparse
import sys

import torch

from messages.listed import differences, read_groups

if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m messages", description=__doc__).parse_args()
    print(f"PyTorch {torch.__version__}\n{'':40} provoked  unreachable")
    for group in read_groups():
        unreachable = len(group.texts) - len(group.provoked)
        print(f"{group.about:40} {len(group.provoked):8} {unreachable:12}")
    found = list(differences())
    for difference in found:
        print(difference, file=sys.stderr)
    print(f"{len(found)} differences" if found else "all that PyTorch says is listed, and said")
    sys.exit(bool(found))
