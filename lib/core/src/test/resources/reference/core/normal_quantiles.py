"""Quantiles of the standard normal distribution to 40 digits (mpmath 1.3.0), rounded to doubles.

The probability is the exact double that is printed; the quantile solves erfc(-x / sqrt 2) / 2 = p by Newton's method.
Run: python3 normal_quantiles.py > normal_quantiles.csv
"""
from mpmath import mp, mpf, erfc, exp, pi, sqrt
import random

mp.dps = 60

def quantile(p):
    p = mpf(p)
    lower = p if p < mpf(1) / 2 else 1 - p
    x = -sqrt(-2 * mp.log(lower)) if lower < 0.4 else (lower - mpf(1) / 2) * sqrt(2 * pi)
    for _ in range(200):
        f = erfc(-x / sqrt(2)) / 2
        step = (f - lower) / (exp(-x * x / 2) / sqrt(2 * pi)) if lower > mpf(10) ** -20 else \
            (mp.log(f) - mp.log(lower)) * f / (exp(-x * x / 2) / sqrt(2 * pi))
        x -= step
        if abs(step) < mpf(10) ** -45 * max(1, abs(x)):
            break
    else:
        raise ArithmeticError(p)
    return x if p < mpf(1) / 2 else -x

rng = random.Random(20260101)
ps = [5e-324, 1e-300, 1e-100, 1e-50, 2.0 ** -54, 1e-16, 1e-12, 1e-8, 1e-6, 1e-4, 0.001, 0.005, 0.01, 0.025, 0.05, 0.075,
      0.07500000000000001, 0.1, 0.25, 0.4, 0.4999999, 0.5, 0.5000001, 0.6, 0.75, 0.9, 0.925, 0.9250000000000002, 0.95, 0.975, 0.99, 0.995, 0.999,
      1 - 2.0 ** -20, 1 - 2.0 ** -40, 1 - 2.0 ** -53]
ps += sorted(rng.random() for _ in range(160))
ps += sorted(10 ** (-16 * rng.random()) for _ in range(60))
print("p,quantile")
for p in ps:
    print(repr(p) + "," + repr(float(quantile(p))))
