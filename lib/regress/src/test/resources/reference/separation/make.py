# Small Poisson samples with their separated rows by a linear program (scipy's HiGHS): the largest set of rows with outcome zero on which
# some combination of regressors and dummies is positive while it is zero on the rows with positive outcome and not negative elsewhere.
# Rows are taken out and the program runs again until none is found.  python3 make.py > separation.csv
import numpy as np
from scipy.optimize import linprog

MASK = (1 << 64) - 1
state = 20


def bits():
    global state
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def below(n):
    return (bits() >> 11) % n


def separated(y, X):
    keep = np.ones(len(y), bool)
    while True:
        at = np.where(keep)[0]
        zero, pos = at[y[at] == 0], at[y[at] > 0]
        if len(zero) == 0:
            return ~keep
        k, m = X.shape[1], len(zero)
        c = np.concatenate([np.zeros(k), -np.ones(m)])
        ub = np.hstack([-X[zero], np.eye(m)])
        eq = np.hstack([X[pos], np.zeros((len(pos), m))])
        r = linprog(c, A_ub=ub, b_ub=np.zeros(m), A_eq=eq if len(pos) else None, b_eq=np.zeros(len(pos)) if len(pos) else None,
                    bounds=[(None, None)] * k + [(0, 1)] * m, method="highs")
        z = r.x[k:]
        if not (z > 1e-7).any():
            return ~keep
        keep[zero[z > 1e-7]] = False


print("sample,effects,a,b,y,x1,x2,x3,separated")
made = 0
while made < 90:
    n, effects = 8 + below(9), made % 3
    a = np.array([below(3) for _ in range(n)])
    b = np.array([below(3) for _ in range(n)])
    x = np.array([[below(5) - 2 if below(3) else 0 for _ in range(3)] for _ in range(n)], float)
    y = np.array([below(4) if below(2) else 0 for _ in range(n)], float)
    if effects == 0 and made % 2:
        x[y > 0, below(3)] = 0
    cols = [np.ones(n)] if effects == 0 else []
    cols += [x[:, j] for j in range(3)]
    if effects >= 1:
        cols += [(a == g) * 1.0 for g in range(3)]
    if effects == 2:
        cols += [(b == g) * 1.0 for g in range(3)]
    gone = separated(y, np.column_stack(cols))
    if (y[~gone] > 0).sum() < 6 or np.linalg.matrix_rank(np.column_stack(cols)[~gone]) >= (~gone).sum() - 1:
        continue
    made += 1
    for i in range(n):
        print(made, effects, a[i], b[i], int(y[i]), *[int(v) for v in x[i]], int(gone[i]), sep=",")
