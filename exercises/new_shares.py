# --8<-- [start:stub]
def new_shares(p, learnt, used):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def new_shares(p, learnt, used):
    odds = p * used / learnt
    return odds / odds.sum(dim=-1, keepdim=True)


# --8<-- [end:solution]
