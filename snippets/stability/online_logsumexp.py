import math


def absorb(largest, total, block):
    new = max(largest, *block)
    total *= math.exp(largest - new)
    return new, total + sum(math.exp(score - new) for score in block)


blocks = [[1.0, 2.0], [3.0, -1000.0], [1000.0, 1001.0], [1002.0]]

largest, total = -math.inf, 0.0
for block in blocks:
    largest, total = absorb(largest, total, block)
    result = largest + math.log(total)
    print(
        f"{block!s:17} largest {largest:6.1f}, total {total:.4f}: {result:.4f}"
    )
