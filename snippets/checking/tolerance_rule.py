import re
from decimal import Decimal

DECIMAL = re.compile(r"-?\d+\.\d+")


def agrees(published, printed):
    if DECIMAL.split(published) != DECIMAL.split(printed):
        return False
    old = [Decimal(number) for number in DECIMAL.findall(published)]
    new = [Decimal(number) for number in DECIMAL.findall(printed)]
    return all(close(a, b) for a, b in zip(old, new, strict=True))


def close(a, b):
    digits = min(len(number.as_tuple().digits) for number in (a, b))
    unit = Decimal(1).scaleb(a.as_tuple().exponent) if digits >= 4 else 0
    return a.same_quantum(b) and abs(a - b) <= unit


for published, printed in [
    ("cost 0.703490", "cost 0.703490"),
    ("cost 0.703490", "cost 0.703491"),
    ("cost 0.703490", "cost 0.703492"),
    ("cost 0.703490", "cost 0.70349"),
    ("cost 88.7", "cost 88.8"),
    ("cost 88.7", "cost inf"),
    ("Python 3.11", "Python 3.12"),
    ("8 of 8 rows", "7 of 8 rows"),
    ("8 of 8 rows", "8 of 8 lines"),
]:
    verdict = "agrees" if agrees(published, printed) else "differs"
    print(f"{published:14} {printed:14} {verdict}")
