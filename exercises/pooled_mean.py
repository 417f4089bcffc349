# --8<-- [start:stub]
def pooled_mean(means, counts):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def pooled_mean(means, counts):
    filled = counts > 0
    return (means[filled] * counts[filled]).sum() / counts.sum()


# --8<-- [end:solution]
