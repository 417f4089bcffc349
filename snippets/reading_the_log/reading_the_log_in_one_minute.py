curvature = 4.0  # of the loss curvature / 2 * w**2
for lr in 0.4, 0.49, 0.51:
    w = 1.0
    for _ in range(20):
        w -= lr * curvature * w
    print(f"{lr} x curvature = {lr * curvature:.2f}, then w = {w:.3f}")
