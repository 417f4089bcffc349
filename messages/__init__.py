"""What PyTorch can say of these losses: found, listed, provoked."""
