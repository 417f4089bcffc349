# --8<-- [start:stub]
def reheat(p, temperature):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def reheat(p, temperature):
    return (p.log() / temperature).softmax(dim=-1)


# --8<-- [end:solution]
