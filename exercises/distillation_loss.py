import torch


# --8<-- [start:stub]
def distillation_loss(student, teacher, temperature):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def distillation_loss(student, teacher, temperature):
    soft = torch.softmax(teacher / temperature, dim=1)
    log_q = torch.log_softmax(student / temperature, dim=1)
    return -(temperature**2) * (soft * log_q).sum(dim=1).mean()


# --8<-- [end:solution]
