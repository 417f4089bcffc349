from math import exp, sqrt

hours = 54 * 24
life = 16_384 * hours / 419
print(f"16,384 GPUs: a failure every {hours / 419:.2f} hours")
print(f"one GPU: every {life:,.0f} hours, {life / (24 * 365.25):.1f} years")

save, restart = 1 / 60, 10 / 60
for machines in 1, 10, 100, 1000:
    between = life / (8 * machines)
    interval = sqrt(2 * save * between)
    lost = save / interval + interval / (2 * between)
    print(f"{machines:,} x 8 GPUs: a failure every {between:,.1f} hours")
    print(f"  a day without one: probability {exp(-24 / between):.3f}")
    print(f"  save every {60 * interval:.0f} minutes, lose {lost:.1%}")
    print(f"  with restarts, lose {lost + restart / between:.1%}")
