"""Frontier scores of small hostile sets (zero outputs and inputs, twins, collinear inputs, units 1e9 apart) by SciPy's HiGHS: efficiency (E),
capacity (cap), input efficiency (in), short-run input efficiency (sr), input-oriented utilization (pcu), capacity attainable with 1.3 times the
variable inputs (att), and the range of variable inputs at capacity on a face widened by 1e-11. Missing: no answer.
Made with Python 3.11.7, numpy 2.4.6, scipy 1.17.1. Usage: python3 ref_dea_scipy.py > dea_scipy.json"""
import json
import random
import numpy as np
from scipy.optimize import linprog

random.seed(7)
sets=[]
for s in range(8):
    n=random.choice([6,9,12]); 
    rows=[]
    for i in range(n):
        k1=random.uniform(5,100); k2=k1*random.uniform(.5,2); v1=k1*random.uniform(.3,2); v2=random.uniform(1,50)
        y1=(k1**.5)*(v1**.4)*random.uniform(.5,1); y2=(k2**.4)*(v2**.3)*random.uniform(.3,1)
        if s%4==1 and i%5==0: y1=0
        if s%4==2 and i%4==0: v2=0
        if s%4==3 and i%6==0: k2=0
        if s%3==2: v2=2*v1; 
        rows.append([y1,y2,k1,k2,v1,v2])
    if s%5==0: rows.append(list(rows[0])); rows.append([x*2 for x in rows[1]])
    if s==7: rows=[[r[0]*1e9,r[1]*1e-6,r[2]*1e6,r[3]*1e-3,r[4]*1e-9,r[5]] for r in rows]
    sets.append(rows)

digits=lambda x: None if np.isnan(x) else float("%.12g"%x)
sets=[[[float("%.12g"%x) for x in r] for r in rows] for rows in sets]
answers=[]
def lp(c,A,b,Aeq,beq,bounds):
    r=linprog(c,A_ub=A,b_ub=b,A_eq=Aeq,b_eq=beq,bounds=bounds,method='highs',options=dict(primal_feasibility_tolerance=1e-10,dual_feasibility_tolerance=1e-10))
    return r
def cons(ret,n,extra):
    if ret=='VARIABLE': return np.r_[np.ones(n),np.zeros(extra)][None,:],[1.],None,None
    if ret=='NON_INCREASING': return None,None,np.r_[np.ones(n),np.zeros(extra)][None,:],[1.]
    return None,None,None,None
for s,rows in enumerate(sets):
    per={}
    D=np.array(rows).T; D=D/D.max(axis=1,keepdims=True); Y=D[:2];F=D[2:4];V=D[4:]; n=D.shape[1]
    for ret in ['CONSTANT','NON_INCREASING','VARIABLE','FREE_DISPOSAL']:
        res={k:np.full(n,np.nan) for k in ['E','cap','in','sr','pcu','att','v1lo','v1hi','v2lo','v2hi']}
        least=Y.min(axis=1)
        Z=[None]*n
        for o in range(n):
            def out(X,xo):
                if ret=='FREE_DISPOSAL':
                    best=-1;
                    for k in range(n):
                        if (X[:,k]<=xo*(1+1e-13)).all():
                            g=min(Y[r,k]/Y[r,o] for r in range(2) if Y[r,o]>0); best=max(best,g)
                    return best,None
                A=[];b=[]
                for r in range(2): A.append(np.r_[-Y[r],Y[r,o]]); b.append(0)
                for r in range(len(X)): A.append(np.r_[X[r],0]); b.append(xo[r])
                Aeq,beq,Au,bu=cons(ret,n,1)
                if Au is not None: A+=list(Au); b+=bu
                q=lp(np.r_[np.zeros(n),-1],np.array(A),b,Aeq,beq,[(0,None)]*(n+1)); assert q.status==0,(s,ret,o,q.message)
                return -q.fun,q
            def inp(held,free,xh,xf,y):
                if not (xf>0).any(): return np.nan
                if ret=='FREE_DISPOSAL':
                    best=np.inf
                    for k in range(n):
                        if (Y[:,k]>=y).all() and (held[:,k]<=xh).all():
                            w=0
                            for r in range(len(free)):
                                if free[r,k]>0: w=max(w, free[r,k]/xf[r] if xf[r]>0 else np.inf)
                            best=min(best,w)
                    return best
                A=[];b=[]
                for r in range(2): A.append(np.r_[-Y[r],0]); b.append(-y[r])
                for r in range(len(held)): A.append(np.r_[held[r],0]); b.append(xh[r])
                for r in range(len(free)): A.append(np.r_[free[r],-xf[r]]); b.append(0)
                Aeq,beq,Au,bu=cons(ret,n,1)
                if Au is not None: A+=list(Au); b+=bu
                q=lp(np.r_[np.zeros(n),1],np.array(A),b,Aeq,beq,[(0,None)]*(n+1)); assert q.status==0,(s,ret,o,q.message)
                return q.fun
            X=np.r_[F,V]
            if ret!='FREE_DISPOSAL' or True:
                res['E'][o]=out(X,X[:,o])[0]; res['cap'][o]=out(F,F[:,o])[0]; res['att'][o]=out(X,np.r_[F[:,o],1.3*V[:,o]])[0]
                res['in'][o]=inp(np.zeros((0,n)),X,np.zeros(0),X[:,o],Y[:,o]); a=inp(F,V,F[:,o],V[:,o],Y[:,o]); res['sr'][o]=a
                fl=inp(F,V,F[:,o],V[:,o],least); res['pcu'][o]=a/fl if fl>1e-12 else np.nan
                for v in range(2):
                    if V[v,o]<=0: continue
                    c=res['cap'][o]
                    if ret=='FREE_DISPOSAL':
                        u=[V[v,k]/V[v,o] for k in range(n) if (F[:,k]<=F[:,o]).all() and min(Y[r,k]/Y[r,o] for r in range(2) if Y[r,o]>0)>=c*(1-1e-12)]
                        res['v%dlo'%(v+1)][o]=min(u);res['v%dhi'%(v+1)][o]=max(u)
                    else:
                        A=[];b=[]
                        for r in range(2): A.append(-Y[r]); b.append(-c*(1-1e-11)*Y[r,o])
                        for r in range(2): A.append(F[r]); b.append(F[r,o])
                        Aeq,beq,Au,bu=cons(ret,n,0)
                        if Au is not None: A+=list(Au); b+=bu
                        lo=lp(V[v]/V[v,o],np.array(A),b,Aeq,beq,[(0,None)]*n); hi=lp(-V[v]/V[v,o],np.array(A),b,Aeq,beq,[(0,None)]*n)
                        if lo.status==0: res['v%dlo'%(v+1)][o]=lo.fun
                        if hi.status==0: res['v%dhi'%(v+1)][o]=-hi.fun
        per[ret]={k:[digits(x) for x in v] for k,v in res.items()}
    answers.append(dict(columns=['y1','y2','k1','k2','v1','v2'],rows=rows,scores=per))
print(json.dumps(dict(sets=answers)))
